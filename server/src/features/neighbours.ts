import { mayHoldIngress } from '../kubernetes/ingresses.ts';
import { mayHoldService } from '../kubernetes/manifest.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Service } from '../kubernetes/services.ts';
import { type Entrance, ingressOf } from '../traffic/inbound.ts';
import type { Team } from '../traffic/team.ts';
import type { AnalysedFile, Part } from './part.ts';

/**
 * The Services of the other documents of a file that may select a pod. A selector repeats a label of the pod word for word,
 * so that most documents need not be parsed.
 */
export function servicesNear(file: AnalysedFile, pod: Pod): Service[] {
  const labels = [...pod.labels.values()].map(({ value }) => value);
  const others = partsWith(file, mayHoldService, labels).filter(({ analysis }) => analysis.text !== pod.document.text);
  return others.flatMap(({ analysis }) => analysis.services);
}

/**
 * The ways into the cluster, in all documents of a file, that lead to a pod through its Services. An Ingress names its
 * Service word for word, so that most documents need not be parsed.
 */
export function ingressesNear(file: AnalysedFile, team: Team): Entrance[] {
  const names = [...new Set(team.services.map(({ name }) => name))];
  const parts = names.length === 0 ? [] : partsWith(file, mayHoldIngress, names);
  return ingressOf(
    team,
    parts.flatMap(({ analysis }) => analysis.ingresses),
  );
}

/** The documents of a kind in a file, and those of them that hold a word. */
interface Index {
  readonly parts: readonly Part[];
  readonly byWord: ReadonlyMap<string, readonly Part[]>;
}

type Kind = (text: string) => boolean;

/** Every pod of a file asks. */
const INDEXES = new WeakMap<AnalysedFile, Map<Kind, Index>>();

/** The documents of a kind that hold one of some words, in their order. */
function partsWith(file: AnalysedFile, kind: Kind, words: readonly string[]): readonly Part[] {
  const { parts, byWord } = indexOf(file, kind);
  const found = new Set<Part>();
  for (const word of words) {
    // What a template prints has blanks and more in it.
    const holding = PLAIN.test(word) ? byWord.get(word) : parts.filter(({ analysis }) => analysis.text.includes(word));
    for (const part of holding ?? []) found.add(part);
  }
  return found.size < 2 ? [...found] : parts.filter((part) => found.has(part));
}

/** Labels and names of objects (RFC 1123, label values). */
const PLAIN = /^[\w.-]+$/;

function indexOf(file: AnalysedFile, kind: Kind): Index {
  const known = INDEXES.get(file) ?? new Map<Kind, Index>();
  INDEXES.set(file, known);
  const index = known.get(kind);
  if (index) return index;
  const parts = file.filter(({ analysis }) => kind(analysis.text));
  const byWord = new Map<string, Part[]>();
  for (const part of parts) {
    for (const word of new Set(part.analysis.text.match(/[\w.-]+/g))) {
      const holding = byWord.get(word);
      if (holding) holding.push(part);
      else byWord.set(word, [part]);
    }
  }
  const made = { parts, byWord };
  known.set(kind, made);
  return made;
}
