import type { Analysis, Surroundings } from '../analysis.ts';
import { manifestTexts } from '../kubernetes/texts.ts';
import { lineIndexAt, lineStartsOf, type Place } from '../yaml/lines.ts';
import { onceFor } from '../yaml/once-for.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import type { AnalysedFile, Part } from './part.ts';
import { Workspace } from './workspace/workspace.ts';

export type { AnalysedFile, Part } from './part.ts';

/** Analyses the text of a file by itself. */
export function analyseFile(text: string, surroundings: Surroundings): AnalysedFile {
  const workspace = new Workspace();
  workspace.set(ONLY, manifestTexts(text), { folder: null, surroundings });
  workspace.hold(ONLY);
  return partsOf(workspace, ONLY);
}

const ONLY = 'file';

/** The documents of a file of a workspace, which is held, with their analyses. */
export function partsOf(workspace: Workspace, path: string): AnalysedFile {
  return partsFrom(workspace.file(path)?.documents ?? [], (document) => workspace.analysis(document));
}

/** The documents of a file, in their order, with their analyses. */
export function partsFrom<T extends { readonly text: string }>(
  documents: readonly T[],
  analysisOf: (document: T, index: number) => Analysis,
): Part[] {
  let firstLine = 0;
  return documents.map((document, i): Part => {
    const { text } = document;
    const part = { text, analysis: analysisOf(document, i), firstLine, lineStarts: lineStartsOf(text) };
    firstLine += part.lineStarts.length - 1;
    return part;
  });
}

/** Where a span of a document stands in the file; null if the document is none of its parts. */
export function placeOf(file: AnalysedFile, document: YamlDocument, at: Span): Place | null {
  const part = partOf(file, document);
  return part ? placeIn(part, at) : null;
}

/** The part of a file that a document is; null if it is none of them. */
export function partOf(file: AnalysedFile, document: YamlDocument): Part | null {
  const known = partsKnown(file);
  const found = known.get(document);
  if (found !== undefined) return found;
  // Documents of another text need not be parsed for the answer.
  const part = file.find(({ text }, i) => text === document.text && file[i]?.analysis.document === document) ?? null;
  known.set(document, part);
  return part;
}

/** Everything that is drawn or told has a place, mostly in one of few documents. */
const partsKnown = onceFor((_: AnalysedFile) => new Map<YamlDocument, Part | null>());

/** Where a span of a document stands in its file. */
export function placeIn(part: Pick<Part, 'firstLine' | 'lineStarts'>, at: Span): Place {
  const [line, column] = positionIn(part, at.start);
  const [endLine, endColumn] = positionIn(part, at.end);
  return { line, column, endLine, endColumn };
}

function positionIn(
  { firstLine, lineStarts }: Pick<Part, 'firstLine' | 'lineStarts'>,
  offset: number,
): [number, number] {
  const line = lineIndexAt(lineStarts, offset);
  return [firstLine + line + 1, offset - (lineStarts[line] ?? 0) + 1];
}
