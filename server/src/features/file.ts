import type { Surroundings } from '../analysis.ts';
import { type Analysis, analyse } from '../analysis.ts';
import { mayHoldIngress } from '../kubernetes/ingresses.ts';
import { mayHoldService } from '../kubernetes/manifest.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Service } from '../kubernetes/services.ts';
import { type Entrance, ingressOf } from '../traffic/inbound.ts';
import type { Team } from '../traffic/team.ts';
import { lineIndexAt, lineStartsOf, type Place } from '../yaml/lines.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';

/** One YAML document of a file, and where it stands in it. */
export interface Part {
  readonly analysis: Analysis;
  /** The number of its first line in the file, from 0. */
  readonly firstLine: number;
  /** Offsets at which its lines begin, see `lineStartsOf`. */
  readonly lineStarts: readonly number[];
}

/** The YAML documents of a file, in their order. */
export type AnalysedFile = readonly Part[];

/** Analyses the text of a file. */
export function analyseFile(text: string, surroundings: Surroundings): AnalysedFile {
  const starts = splitDocuments(text);
  let firstLine = 0;
  const file: Part[] = starts.map((start, i): Part => {
    const own = text.slice(start, starts[i + 1]);
    const near = (pod: Pod) => servicesNear(file, pod);
    const part = { analysis: analyse(own, surroundings, near), firstLine, lineStarts: lineStartsOf(own) };
    firstLine += part.lineStarts.length - 1;
    return part;
  });
  return file;
}

/** Where a span of a document stands in the file; null if the document is none of its parts. */
export function placeOf(file: AnalysedFile, document: YamlDocument, at: Span): Place | null {
  // Documents of another text need not be parsed for the answer.
  const part = file.find(({ analysis }) => analysis.text === document.text && analysis.document === document);
  return part ? placeIn(part, at) : null;
}

/** Where a span of a document stands in its file. */
export function placeIn(part: Omit<Part, 'analysis'>, at: Span): Place {
  const [line, column] = positionIn(part, at.start);
  const [endLine, endColumn] = positionIn(part, at.end);
  return { line, column, endLine, endColumn };
}

/**
 * The Services of the other documents of a file that may select a pod. A selector repeats a label of the pod word for word,
 * so that most documents need not be parsed.
 */
export function servicesNear(file: AnalysedFile, pod: Pod): Service[] {
  const labels = [...pod.labels.values()].map(({ value }) => value);
  return withServices(file).flatMap(({ analysis }) => {
    const { text } = analysis;
    if (text === pod.document.text) return [];
    return labels.some((label) => text.includes(label)) ? analysis.services : [];
  });
}

/** The documents of a file that may hold Services; every pod of it asks for them. */
function withServices(file: AnalysedFile): readonly Part[] {
  const known = WITH_SERVICES.get(file);
  if (known) return known;
  const found = file.filter(({ analysis }) => mayHoldService(analysis.text));
  WITH_SERVICES.set(file, found);
  return found;
}

const WITH_SERVICES = new WeakMap<AnalysedFile, readonly Part[]>();

/**
 * The ways into the cluster, in all documents of a file, that lead to a pod through its Services. An Ingress names its
 * Service word for word, so that most documents need not be parsed.
 */
export function ingressesNear(file: AnalysedFile, team: Team): Entrance[] {
  const names = [...new Set(team.services.map(({ name }) => name))];
  if (names.length === 0) return [];
  const ingresses = file.flatMap(({ analysis }) => {
    const { text } = analysis;
    return mayHoldIngress(text) && names.some((name) => text.includes(name)) ? analysis.ingresses : [];
  });
  return ingressOf(team, ingresses);
}

function positionIn({ firstLine, lineStarts }: Omit<Part, 'analysis'>, offset: number): [number, number] {
  const line = lineIndexAt(lineStarts, offset);
  return [firstLine + line + 1, offset - (lineStarts[line] ?? 0) + 1];
}
