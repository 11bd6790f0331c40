import type { Near } from '../../analysis.ts';
import type { Ingress } from '../../kubernetes/ingresses.ts';
import type { Objects } from '../../kubernetes/objects.ts';
import type { Reference } from '../../kubernetes/referrers.ts';
import type { Service } from '../../kubernetes/services.ts';
import type { Team } from '../../traffic/team.ts';
import { INGRESSES, SERVICES } from '../neighbours.ts';
import type { WorkspaceDocument } from './document.ts';
import { isReference } from './kustomized.ts';
import { FILE } from './levels.ts';
import { documentsFrom, podsOf } from './targets.ts';
import { vicinityIn } from './vicinity.ts';
import type { Workspace } from './workspace.ts';

/** Finds what stands around a document in its workspace. */
export function nearOf(workspace: Workspace, document: WorkspaceDocument): Near {
  return {
    ofPod: (pod, own) => vicinityIn(workspace, document, pod, own),
    ofReferrer: (referrer, own) => teamsOf(workspace, document, referrer, own),
    ofServices: (services, own) => ingresses(workspace, document, services, own),
  };
}

/** The pods that an object refers to, at the level that is nearest to it. */
function teamsOf(
  workspace: Workspace,
  own: WorkspaceDocument,
  reference: Reference,
  held: readonly Team[],
): readonly Team[] {
  const { folder } = own.file;
  const ends = { from: folder, to: folder, level: FILE } as const;
  const teams = held.filter(({ pod }) => isReference(workspace.levels, reference, pod, ends));
  const meant = podsOf(workspace, own, own, reference, true);
  if (meant === null || (teams.length > 0 && meant.level !== FILE)) return teams;
  for (const { document, index } of meant.pods) {
    const team = workspace.told(document).teams[index];
    if (team) teams.push(team);
    // What it rests on, this rests on, too.
    own.questions?.restOn(document);
  }
  return teams;
}

/** The Ingresses that lead to some Services: by their names, to the nearest ones. */
function ingresses(
  workspace: Workspace,
  own: WorkspaceDocument,
  services: readonly Service[],
  held: Objects,
): readonly Ingress[] {
  const { levels } = workspace;
  const places = services.map(({ name, document }) => ({ name, file: (workspace.homeOf(document) ?? own).file }));
  const isMeant = (from: WorkspaceDocument, name: string) => {
    const near = [...documentsFrom(workspace, own, from.file, SERVICES, [name])].flat();
    const nearest = near.find(({ document }) => workspace.sketch(document).services.some((one) => one.name === name));
    return places.some(({ name: of, file }) => {
      const level = of === name ? levels.between(from.file, file) : null;
      return level !== null && level <= (nearest?.level ?? level);
    });
  };
  const names = [...new Set(services.map(({ name }) => name))];
  const around = [...documentsFrom(workspace, own, own.file, INGRESSES, names)].flat();
  const found = around.filter(({ document }) => document !== own);
  const others = found.flatMap(({ document }) =>
    workspace
      .told(document)
      .objects.ingresses.filter(({ backends }) => backends.some(({ service }) => isMeant(document, service))),
  );
  return [...held.ingresses, ...others];
}
