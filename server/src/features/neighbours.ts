import type { Analysis } from '../analysis.ts';
import { mayHoldAsker, wordsOfAskers } from '../kubernetes/askers.ts';
import { mayHoldAutoscaler } from '../kubernetes/autoscalers.ts';
import { mayHoldConfigMap } from '../kubernetes/config-maps.ts';
import { mayHoldIngress } from '../kubernetes/ingresses.ts';
import { mayHoldLimitRange } from '../kubernetes/limit-ranges.ts';
import { mayHoldPod, mayHoldService } from '../kubernetes/manifest.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { mayHoldPortUser } from '../kubernetes/port-users.ts';
import { type Referrer, wordsOfTarget } from '../kubernetes/referrers.ts';
import { type Entrance, ingressOf } from '../traffic/inbound.ts';
import type { Team } from '../traffic/team.ts';
import type { AnalysedFile } from './part.ts';

/** What in other documents of a file may matter to a pod. */
interface Neighbour {
  /** A cheap look at a document; true is no promise. */
  readonly mayHold: (text: string) => boolean;
  /** Words of which the document holds one if it matters to the pod, so that most documents need not be parsed. */
  readonly words: (pod: Pod) => readonly string[];
}

/** In their order, what is asked of a file for each of its pods. */
export const NEIGHBOURS: readonly Neighbour[] = [
  // A selector repeats a label of the pod word for word; a host may be the name of a Service, and of a container too.
  { mayHold: mayHoldService, words: (pod) => [...labelsOf(pod), ...namesOf(pod)] },
  { mayHold: mayHoldPortUser, words: (pod) => [...labelsOf(pod), ...SELECTS_ALL] },
  { mayHold: mayHoldAutoscaler, words: ({ manifest }) => (manifest.name === null ? [] : [manifest.name]) },
  { mayHold: mayHoldConfigMap, words: configMapsOf },
  { mayHold: mayHoldLimitRange, words: () => ['LimitRange'] },
  { mayHold: mayHoldAsker, words: ({ manifest }) => wordsOfAskers(manifest) },
];

/** Words of selectors that need no label of the pod. */
const SELECTS_ALL = ['podSelector', 'matchExpressions'];

function labelsOf({ labels }: Pod): string[] {
  return [...labels.values()].map(({ value }) => value);
}

function namesOf({ containers }: Pod): string[] {
  return containers.flatMap(({ name }) => name?.value ?? []);
}

/** The ConfigMaps that a pod names. */
function configMapsOf({ containers, volumes }: Pod): string[] {
  const inVolumes = volumes.flatMap(({ source, refersTo }) => (source === 'configMap' && refersTo ? [refersTo] : []));
  const inVariables = containers.flatMap(({ env, envFrom }) => [
    ...envFrom.flatMap(({ kind, name }) => (kind === 'configMapRef' ? [name.value] : [])),
    ...env.flatMap(({ from }) => (from?.kind === 'configMapKeyRef' && from.name ? [from.name.value] : [])),
  ]);
  return [...inVolumes, ...inVariables];
}

/** The other documents of a file with pods that an object may refer to; `own` is the text of its document. */
export function podsNear(file: AnalysedFile, own: string, referrer: Referrer): Analysis[] {
  const words = wordsOfTarget(referrer);
  const all = analysesOf(file, mayHoldPod);
  return (words ? holding(all, words) : all).filter(({ text }) => text !== own);
}

/**
 * The other documents of a file that may matter to a pod; `own` is the text of the document that the pod is of, or was of
 * before an edit.
 */
export function documentsNear(file: AnalysedFile, own: string, pod: Pod): Analysis[] {
  const found = NEIGHBOURS.flatMap(({ mayHold, words }) => holding(analysesOf(file, mayHold), words(pod)));
  return [...new Set(found)].filter(({ text }) => text !== own);
}

/**
 * The ways into the cluster, in all documents of a file, that lead to a pod through its Services. An Ingress names its
 * Service word for word, so that most documents need not be parsed.
 */
export function ingressesNear(file: AnalysedFile, team: Team): Entrance[] {
  const names = [...new Set(team.services.map(({ name }) => name))];
  const found = names.length === 0 ? [] : holding(analysesOf(file, mayHoldIngress), names);
  return ingressOf(
    team,
    found.flatMap(({ objects }) => objects.ingresses),
  );
}

type Kind = (text: string) => boolean;

/** Every pod of a file asks. */
const OF_KIND = new WeakMap<AnalysedFile, Map<Kind, readonly Analysis[]>>();

function analysesOf(file: AnalysedFile, kind: Kind): readonly Analysis[] {
  const known = OF_KIND.get(file) ?? new Map<Kind, readonly Analysis[]>();
  OF_KIND.set(file, known);
  const found = known.get(kind) ?? file.flatMap(({ analysis }) => (kind(analysis.text) ? [analysis] : []));
  known.set(kind, found);
  return found;
}

interface Document {
  readonly text: string;
}

/** By word the documents of a list that hold it. */
const INDEXES = new WeakMap<readonly Document[], ReadonlyMap<string, readonly Document[]>>();

/** The documents that hold one of some words, in their order. A list is indexed once: pass the same one again. */
export function holding<T extends Document>(documents: readonly T[], words: readonly string[]): readonly T[] {
  const byWord = (INDEXES.get(documents) ?? indexOf(documents)) as ReadonlyMap<string, readonly T[]>;
  INDEXES.set(documents, byWord);
  const found = new Set<T>();
  for (const word of words) {
    // What a template prints has blanks and more in it.
    const own = PLAIN.test(word) ? byWord.get(word) : documents.filter(({ text }) => text.includes(word));
    for (const document of own ?? []) found.add(document);
  }
  return found.size < 2 ? [...found] : documents.filter((document) => found.has(document));
}

/** Labels and names of objects (RFC 1123, label values). */
const PLAIN = /^[\w.-]+$/;

function indexOf<T extends Document>(documents: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const byWord = new Map<string, T[]>();
  for (const document of documents) {
    for (const word of new Set(document.text.match(/[\w.-]+/g))) {
      const own = byWord.get(word);
      if (own) own.push(document);
      else byWord.set(word, [document]);
    }
  }
  return byWord;
}
