import { wordsOfAskers } from '../../kubernetes/askers.ts';
import type { Objects } from '../../kubernetes/objects.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import type { Reference } from '../../kubernetes/referrers.ts';
import type { Vicinity } from '../../traffic/team.ts';
import {
  ANY,
  ASKERS,
  AUTOSCALERS,
  CONFIG_MAPS,
  configMapsOf,
  hostsOf,
  LIMIT_RANGES,
  labelsOf,
  PORT_USERS,
  SERVICES,
} from '../neighbours.ts';
import type { Named, Sketch, WorkspaceDocument } from './document.ts';
import { addedLabels, isOneNamespace, isReference, namesOf, namespacesOf } from './kustomized.ts';
import { FILE, type Level } from './levels.ts';
import { documentsFrom, podsOf } from './targets.ts';
import type { Workspace } from './workspace.ts';

/** One kind of objects of a document: where they are in its analysis, and what is sketched of them. */
interface Kind<S, T> {
  readonly objects: (objects: Objects) => readonly T[];
  readonly sketched: (sketch: Sketch) => readonly S[];
  /** The sketches of what a document that is not in the workspace holds itself. */
  readonly sketch: (objects: Objects) => readonly S[];
}

/** An object of another document, or of the own one. */
interface Shown<S, T> {
  readonly sketch: S;
  readonly document: WorkspaceDocument;
  readonly level: Level;
  /** It is read only if it is wanted. */
  readonly object: () => T | undefined;
}

/** What is about a pod of a document, which holds some objects itself. */
export function vicinityIn(workspace: Workspace, own: WorkspaceDocument, pod: Pod, held: Objects): Vicinity {
  const { levels } = workspace;
  const { manifest } = pod;
  const { folder } = own.file;
  const labels = [...labelsOf(pod), ...addedLabels(levels, folder)];
  const hosts = hostsOf(pod);
  const names = manifest.name === null ? [] : namesOf(levels, folder, manifest.name);
  const spaces = namespacesOf(levels, folder, manifest.namespace);
  const isBuilt = levels.packagesOf(folder).length > 0;

  const shown = <S, T>(kind: Kind<S, T>, bit: number, words: readonly string[]) =>
    shownFrom(workspace, own, held, kind, bit, words);
  const services = [...shown(OF_SERVICES, SERVICES, [...labels, ...hosts])];
  const asked = [...wordsOfAskers(manifest), ...names, ...spaces];
  // A kustomization may put it into another namespace than is written.
  const written = [...spaces, manifest.namespace ?? 'default', ...(isBuilt ? ['default'] : [])];

  /** An object that refers to the pod counts only if no other pod is nearer to the object. */
  const referring = <T>(levelled: Iterable<readonly Shown<Reference, T>[]>): T[] =>
    [...levelled].flat().flatMap(({ sketch, document, level, object }) => {
      const isMeant = isReference(levels, sketch, pod, { from: document.file.folder, to: folder, level });
      return isMeant && isNearest(workspace, own, document, sketch, level) ? (object() ?? []) : [];
    });
  const isAround = ({ sketch, document, level }: Shown<Pick<Named, 'namespace'>, unknown>) =>
    isOneNamespace(levels, sketch.namespace, manifest.namespace, { from: document.file.folder, to: folder, level });
  // Of many Services only those count that it may name, or that are at hand.
  const isNamed = (one: Shown<Named, unknown>) => isAround(one) && (one.level === FILE || hosts.has(one.sketch.name));
  // Where kustomizations build it for several namespaces, nothing is said of one of them; and what has no namespace is for
  // whichever people choose, unless the file itself tells of one.
  const isPlaced = manifest.namespace !== null || !spaces.has('default');
  const isItsSpace = ({ sketch, level }: Shown<Named, unknown>) =>
    spaces.size === 1 && spaces.has(sketch.name) && (isPlaced || level === FILE);
  return {
    services: referring(services),
    autoscalers: referring(shown(OF_AUTOSCALERS, AUTOSCALERS, names)),
    portUsers: referring(shown(OF_PORT_USERS, PORT_USERS, [...labels, ANY])),
    askers: {
      authProxyWorkloads: referring(shown(OF_AUTH_PROXIES, ASKERS, asked)),
      namespaces: nearest(shown(OF_NAMESPACES, ASKERS, asked), isItsSpace, true),
    },
    around: {
      services: nearest(services, isNamed, false),
      configMaps: nearest(shown(OF_CONFIG_MAPS, CONFIG_MAPS, configMapsOf(pod)), isAround, true),
      limitRanges: nearest(shown(OF_LIMIT_RANGES, LIMIT_RANGES, written), isAround, false),
    },
  };
}

/** The objects of a kind around a document, level by level, its own first. */
function* shownFrom<S, T>(
  workspace: Workspace,
  own: WorkspaceDocument,
  held: Objects,
  { objects, sketched, sketch }: Kind<S, T>,
  bit: number,
  words: readonly string[],
): Iterable<readonly Shown<S, T>[]> {
  const level = FILE;
  yield sketch(held).map((one, i) => ({ sketch: one, document: own, level, object: () => objects(held)[i] }));
  for (const found of documentsFrom(workspace, own, own.file, bit, words)) {
    const others = found.filter(({ document }) => document !== own);
    yield others.flatMap(({ document, level }) =>
      sketched(workspace.sketch(document)).map((one, i): Shown<S, T> => {
        return { sketch: one, document, level, object: () => objects(workspace.told(document).objects)[i] };
      }),
    );
  }
}

/**
 * Of the objects of one name those that are nearest. Where there may be only `one`, several in other files leave open
 * which one is meant.
 */
function nearest<S extends { readonly name?: string }, T>(
  levelled: Iterable<readonly Shown<S, T>[]>,
  fits: (one: Shown<S, T>) => boolean,
  one: boolean,
): T[] {
  const byName = new Map<string, { readonly level: Level; readonly all: Shown<S, T>[] }>();
  for (const shown of levelled) {
    for (const each of shown.filter(fits)) {
      const name = each.sketch.name ?? '';
      const known = byName.get(name);
      if (!known) byName.set(name, { level: each.level, all: [each] });
      else if (known.level === each.level) known.all.push(each);
    }
  }
  const sure = [...byName.values()].filter(({ level, all }) => !one || level === FILE || all.length === 1);
  return sure.flatMap(({ all }) => all.flatMap(({ object }) => object() ?? []));
}

/** Whether no other pod is nearer to an object than one at a level. */
function isNearest(
  workspace: Workspace,
  asker: WorkspaceDocument,
  at: WorkspaceDocument,
  reference: Reference,
  level: Level,
): boolean {
  if (level === FILE) return true;
  const meant = podsOf(workspace, asker, at, reference);
  return meant !== null && (meant.level === null || level <= meant.level);
}

const OF_SERVICES: Kind<Sketch['services'][number], Objects['services'][number]> = {
  objects: ({ services }) => services,
  sketched: ({ services }) => services,
  sketch: ({ services }) => services,
};

const OF_AUTOSCALERS: Kind<Reference, Objects['autoscalers'][number]> = {
  objects: ({ autoscalers }) => autoscalers,
  sketched: ({ autoscalers }) => autoscalers,
  sketch: ({ autoscalers }) => autoscalers,
};

const OF_PORT_USERS: Kind<Reference, Objects['portUsers'][number]> = {
  objects: ({ portUsers }) => portUsers,
  sketched: ({ portUsers }) => portUsers,
  sketch: ({ portUsers }) => portUsers,
};

const OF_AUTH_PROXIES: Kind<Reference, Objects['askers']['authProxyWorkloads'][number]> = {
  objects: ({ askers }) => askers.authProxyWorkloads,
  sketched: ({ authProxyWorkloads }) => authProxyWorkloads,
  sketch: ({ askers }) => askers.authProxyWorkloads,
};

const OF_NAMESPACES: Kind<Named, Objects['askers']['namespaces'][number]> = {
  objects: ({ askers }) => askers.namespaces,
  sketched: ({ namespaces }) => namespaces,
  sketch: ({ askers }) => askers.namespaces.map(({ name }) => ({ name, namespace: null })),
};

const OF_CONFIG_MAPS: Kind<Named, Objects['configMaps'][number]> = {
  objects: ({ configMaps }) => configMaps,
  sketched: ({ configMaps }) => configMaps,
  sketch: ({ configMaps }) => configMaps,
};

/** All of a namespace count together. */
const OF_LIMIT_RANGES: Kind<Pick<Named, 'namespace'> & { readonly name?: string }, Objects['limitRanges'][number]> = {
  objects: ({ limitRanges }) => limitRanges,
  sketched: ({ limitRanges }) => limitRanges,
  sketch: ({ limitRanges }) => limitRanges.map(({ namespace }) => ({ namespace })),
};
