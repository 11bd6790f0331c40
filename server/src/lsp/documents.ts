import { sameEnds } from '../features/workspace/exchange.ts';
import { type ManifestText, manifestTexts } from '../kubernetes/texts.ts';
import { lineIndexAt, lineStartsOf } from '../yaml/lines.ts';
import { splitDocuments } from '../yaml/split.ts';
import { offsetOn, type Position } from './convert.ts';

/** A text of an open file. The object lives as long as the text stays as it is: caches hang on it. */
export interface Piece extends ManifestText {
  /** Where the lines begin. The last of them is the first line of the next piece, if there is one. */
  readonly lineStarts: readonly number[];
}

/** The text of a file as its YAML documents and the items of long lists. Immutable; the whole text is never joined. */
export interface Pieces {
  /** At least one. */
  readonly pieces: readonly Piece[];
  /** The number of the first line of each of them. */
  readonly firstLines: readonly number[];
}

/** An open file. */
export interface OpenFile extends Pieces {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
}

/** A change as the protocol has it; without a range it is the whole text. */
export interface Change {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** An offset in one of the pieces of a file. */
export interface Place {
  readonly piece: number;
  readonly offset: number;
}

/** Opens a file. */
export function openFile(uri: string, languageId: string, version: number, text: string): OpenFile {
  const pieces = manifestTexts(text).map(toPiece);
  return { uri, languageId, version, pieces, firstLines: firstLines(pieces) };
}

/** The file after the changes, one after the other. Pieces that no change meets stay the same objects. */
export function applyChanges(file: OpenFile, version: number, changes: readonly Change[]): OpenFile {
  const { uri, languageId } = file;
  return { uri, languageId, version, ...changes.reduce<Pieces>(applyChange, file) };
}

/**
 * The place of a position. As the protocol says, one behind the end of its line is the line's end, one behind the last
 * line the end of the file.
 */
export function placeAt({ pieces, firstLines }: Pieces, { line, character }: Position): Place {
  if (line < 0) return { piece: 0, offset: 0 };
  const piece = lineIndexAt(firstLines, line);
  const { text, lineStarts } = pieces[piece] as Piece;
  return { piece, offset: offsetOn(text, lineStarts, line - (firstLines[piece] ?? 0), character) };
}

/** The number of the first line of each piece, if the first one begins at the line `first`. */
export function firstLines(pieces: readonly Pick<Piece, 'lineStarts'>[], first = 0): number[] {
  let line = first;
  return pieces.map(({ lineStarts }) => {
    const begin = line;
    line += lineStarts.length - 1;
    return begin;
  });
}

function toPiece(manifest: ManifestText): Piece {
  return { ...manifest, lineStarts: lineStartsOf(manifest.text) };
}

function applyChange(before: Pieces, { range, text }: Change): Pieces {
  const { pieces } = before;
  if (!range) return exchanged(before, 0, pieces.length, keep(pieces, manifestTexts(text)));
  const places = [placeAt(before, range.start), placeAt(before, range.end)];
  const [start, end] = places.sort((a, b) => a.piece - b.piece || a.offset - b.offset) as [Place, Place];
  let [from, to] = [start.piece, end.piece + 1];
  let changed = textOf(pieces, from).slice(0, start.offset) + text + textOf(pieces, end.piece).slice(end.offset);
  // A piece begins with its `---` line or behind a `...` line: as long as its first characters stay, so does its start.
  if (from > 0 && start.offset <= MARKER_LENGTH) changed = textOf(pieces, --from) + changed;
  // What a list is cut into depends on all of it.
  while (pieces[from]?.continues) changed = textOf(pieces, --from) + changed;
  while (pieces[to]?.continues) changed += textOf(pieces, to++);
  let starts = splitDocuments(changed + textOf(pieces, to).slice(0, MARKER_LENGTH + 1));
  // Whether what stands behind is still a document of its own.
  if (starts.at(-1) === changed.length && to < pieces.length) starts = starts.slice(0, -1);
  else if (to < pieces.length) {
    do changed += textOf(pieces, to++);
    while (pieces[to]?.continues);
    starts = splitDocuments(changed);
  }
  return exchanged(before, from, to, keep(pieces.slice(from, to), manifestTexts(changed, starts)));
}

/** Other pieces in the place of some. The lines behind them are counted anew only where they move. */
function exchanged({ pieces, firstLines: before }: Pieces, from: number, to: number, other: readonly Piece[]): Pieces {
  const lines = firstLines(other, before[from]);
  const next = (lines.at(-1) ?? 0) + (other.at(-1)?.lineStarts.length ?? 1) - 1;
  const down = next - (before[to] ?? next);
  const behind = before.slice(to);
  return {
    pieces: pieces.slice(0, from).concat(other, pieces.slice(to)),
    firstLines: before.slice(0, from).concat(lines, down === 0 ? behind : behind.map((line) => line + down)),
  };
}

const MARKER_LENGTH = 3;

/** Takes the old piece for a new text that is the same, at the begin and at the end of a changed stretch. */
function keep(before: readonly Piece[], after: readonly ManifestText[]): Piece[] {
  const areSame = (one: Piece, other: ManifestText) => one.text === other.text && one.continues === other.continues;
  const { head, tail } = sameEnds(before, after, areSame);
  const between = after.slice(head, after.length - tail).map(toPiece);
  return before.slice(0, head).concat(between, before.slice(before.length - tail));
}

function textOf(pieces: readonly Piece[], index: number): string {
  return pieces[index]?.text ?? '';
}
