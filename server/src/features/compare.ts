import { analyse } from '../analysis.ts';
import { drawComparison } from '../diagram/compare/draw.ts';
import type { Diagram } from '../diagram/diagram.ts';
import type { DrawOptions } from '../diagram/layout/layout.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Service } from '../kubernetes/services.ts';
import type { Settings } from '../settings.ts';
import type { Team, Vicinity } from '../traffic/team.ts';
import { vicinityOf } from '../traffic/vicinity.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import { subjectOf, withBroken } from './diagram.ts';
import { type AnalysedFile, documentsIn, type Part } from './file.ts';
import { type FoundPod, podsIn } from './pods.ts';

/** Two states of a file, and the pod in each; null for a state that does not have it. */
export interface Comparing {
  readonly file: AnalysedFile;
  readonly pod: FoundPod | null;
  readonly before: AnalysedFile;
  readonly was: FoundPod | null;
  /** What the two states are called. */
  readonly names: readonly [before: string, after: string];
}

/** The picture of a pod and of what it was before, with what differs marked; null where neither has containers. */
export function comparisonOf(
  { file, pod, before, was, names }: Comparing,
  settings: Settings,
  options?: DrawOptions,
): Diagram | null {
  const subject = (of: AnalysedFile, found: FoundPod | null) =>
    found && found.team.members.length > 0 ? subjectOf(of, found.part, found.team, settings) : null;
  const picture = drawComparison({ before: subject(before, was), after: subject(file, pod), names }, options);
  return picture && pod ? withBroken(picture, file, pod.team) : picture;
}

/**
 * Analyses what a file was before, with what stands around it now. A Service of the file itself counts as it was: what
 * this file holds now is not what it held then.
 */
export function analyseBefore(file: AnalysedFile, text: string): AnalysedFile {
  const [first] = file;
  if (!first) return [];
  let firstLine = 0;
  const now = new Set(file.map(({ analysis }) => analysis.document));
  const before: Part[] = documentsIn(text).map((document, i): Part => {
    const { surroundings, near } = (file[i] ?? first).analysis;
    const ofPod = (pod: Pod, own: Parameters<typeof near.ofPod>[1]): Vicinity => {
      const around = near.ofPod(pod, own);
      const then = vicinityOf(
        pod,
        before.map(({ analysis: { objects } }) => objects),
      );
      const elsewhere = ({ document: home }: Service) =>
        !now.has(home) && !then.services.some((one) => one.document === home);
      // The nearest level with any decides: what the file held then is nearer than what is elsewhere.
      const services = then.services.length > 0 ? then.services : around.services.filter(elsewhere);
      return { ...around, services };
    };
    const part = {
      analysis: analyse(document.text, surroundings, { ...near, ofPod }),
      firstLine,
      lineStarts: lineStartsOf(document.text),
    };
    firstLine += part.lineStarts.length - 1;
    return part;
  });
  return before;
}

/**
 * The pod of an earlier state that a pod is: that of the same workload, of several of them the one with the same number;
 * else the only one, where both states have one. Null if it is new.
 */
export function correspondingPod(file: AnalysedFile, { team }: FoundPod, before: AnalysedFile): FoundPod | null {
  const [all, then] = [podsIn(file), podsIn(before)];
  const isOne = (found: FoundPod) => workloadOf(found.team) === workloadOf(team);
  const index = all.filter(isOne).findIndex((found) => found.team === team);
  const same = then.filter(isOne)[index];
  if (same) return same;
  const [only] = then;
  return all.length === 1 && then.length === 1 ? (only ?? null) : null;
}

function workloadOf({ pod: { manifest } }: Team): string {
  return JSON.stringify([manifest.kind, manifest.name, manifest.namespace]);
}
