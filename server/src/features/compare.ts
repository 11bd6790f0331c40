import { type Analysis, analyse, type Surroundings } from '../analysis.ts';
import { drawComparison } from '../diagram/compare/draw.ts';
import type { Diagram } from '../diagram/diagram.ts';
import type { DrawOptions } from '../diagram/layout/layout.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Service } from '../kubernetes/services.ts';
import { manifestTexts } from '../kubernetes/texts.ts';
import type { Settings } from '../settings.ts';
import type { Vicinity } from '../traffic/team.ts';
import { vicinityOf } from '../traffic/vicinity.ts';
import { subjectOf, withBroken } from './diagram.ts';
import { type AnalysedFile, type Part, partOf, partsFrom } from './file.ts';
import type { FoundPod } from './pods.ts';

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
  const before: AnalysedFile = partsFrom(documentsOf(text, first.analysis.surroundings), (document, i) => {
    const { surroundings, near } = (file[i] ?? first).analysis;
    const ofPod = (pod: Pod, own: Parameters<typeof near.ofPod>[1]): Vicinity => {
      const around = near.ofPod(pod, own);
      const then = vicinityOf(
        pod,
        before.map(({ analysis: { objects } }) => objects),
      );
      const elsewhere = ({ document: home }: Service) =>
        !partOf(file, home) && !then.services.some((one) => one.document === home);
      // The nearest level with any decides: what the file held then is nearer than what is elsewhere.
      const services = then.services.length > 0 ? then.services : around.services.filter(elsewhere);
      return { ...around, services };
    };
    return analyse(document.text, surroundings, { ...near, ofPod }, document);
  });
  return before;
}

/** The documents of the text that was compared with last: it stays the same while somebody types, and so do its trees. */
const LAST = new WeakMap<Surroundings, { readonly text: string; readonly documents: readonly Analysis[] }>();

function documentsOf(text: string, surroundings: Surroundings): readonly Analysis[] {
  const known = LAST.get(surroundings);
  if (known?.text === text) return known.documents;
  const documents = manifestTexts(text).map((document) => analyse(document.text, surroundings));
  LAST.set(surroundings, { text, documents });
  return documents;
}

/**
 * The pod of an earlier state that a pod is: that of the same workload, of several of them the one with the same number;
 * else the only one, where both states have one. Null if it is new.
 */
export function correspondingPod(file: AnalysedFile, { team }: FoundPod, before: AnalysedFile): FoundPod | null {
  const [all, then] = [placesIn(file), placesIn(before)];
  const workload = workloadOf(team.pod);
  const isOne = ({ pod }: PodPlace) => workloadOf(pod) === workload;
  const index = all.filter(isOne).findIndex(({ pod }) => pod === team.pod);
  const only = all.length === 1 && then.length === 1 ? then[0] : undefined;
  const was = then.filter(isOne)[index] ?? only;
  const its = was?.part.analysis.teams[was.index];
  return was && its ? { part: was.part, team: its } : null;
}

/** A pod of a file by its place in its document: the teams of most of them nobody asks for. */
interface PodPlace {
  readonly part: Part;
  readonly index: number;
  readonly pod: Pod;
}

function placesIn(file: AnalysedFile): PodPlace[] {
  return file.flatMap((part) => part.analysis.pods.map((pod, index) => ({ part, index, pod })));
}

function workloadOf({ manifest }: Pod): string {
  return JSON.stringify([manifest.kind, manifest.name, manifest.namespace]);
}
