import { analyse, type Near, type Surroundings } from '../analysis.ts';
import { lineIndexAt, lineStartsOf, type Place } from '../yaml/lines.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import { documentsNear, podsNear } from './neighbours.ts';
import type { AnalysedFile, Part } from './part.ts';

export type { AnalysedFile, Part } from './part.ts';

/** Analyses the text of a file. */
export function analyseFile(text: string, surroundings: Surroundings): AnalysedFile {
  const starts = splitDocuments(text);
  let firstLine = 0;
  const file: Part[] = starts.map((start, i): Part => {
    const own = text.slice(start, starts[i + 1]);
    const near: Near = {
      ofPod: (pod) => documentsNear(file, own, pod),
      ofReferrer: (referrer) => podsNear(file, own, referrer),
    };
    const part = { analysis: analyse(own, surroundings, near), firstLine, lineStarts: lineStartsOf(own) };
    firstLine += part.lineStarts.length - 1;
    return part;
  });
  return file;
}

/** Where a span of a document stands in the file; null if the document is none of its parts. */
export function placeOf(file: AnalysedFile, document: YamlDocument, at: Span): Place | null {
  // Documents of another text need not be parsed for the answer.
  const part = partsByText(file)
    .get(document.text)
    ?.find(({ analysis }) => analysis.document === document);
  return part ? placeIn(part, at) : null;
}

/** Everything that is drawn or told has a place. */
const BY_TEXT = new WeakMap<AnalysedFile, ReadonlyMap<string, readonly Part[]>>();

function partsByText(file: AnalysedFile): ReadonlyMap<string, readonly Part[]> {
  const known = BY_TEXT.get(file);
  if (known) return known;
  const made = new Map<string, Part[]>();
  for (const part of file) made.set(part.analysis.text, [...(made.get(part.analysis.text) ?? []), part]);
  BY_TEXT.set(file, made);
  return made;
}

/** Where a span of a document stands in its file. */
export function placeIn(part: Omit<Part, 'analysis'>, at: Span): Place {
  const [line, column] = positionIn(part, at.start);
  const [endLine, endColumn] = positionIn(part, at.end);
  return { line, column, endLine, endColumn };
}

function positionIn({ firstLine, lineStarts }: Omit<Part, 'analysis'>, offset: number): [number, number] {
  const line = lineIndexAt(lineStarts, offset);
  return [firstLine + line + 1, offset - (lineStarts[line] ?? 0) + 1];
}
