import { splitTag } from '../../helpers/image.ts';
import type { TextKind, TextRun } from '../diagram.ts';
import { cutMiddle, cutTail, plain, shortImage, textWidth } from '../measure.ts';

/** A text of a line, `gap` pixels behind the one before it. */
export type Piece = Pick<TextRun, 'kind' | 'text' | 'change'> & { readonly gap?: number };
/** What is printed in one line, from left to right. */
export type Line = readonly Piece[];

const GAP = 6;
const ARROW = '→';

/** A line that says what else has changed; where it is too long, without its last word, which says how. */
export function changeLine(text: string, room: number): Piece {
  const fits = textWidth('muted', text) * BOLDER <= room;
  return newText('muted', fits ? text : text.replace(/ (?:added|removed|changed)$/, ''), room);
}

/** What has come, which is bold; bold letters are wider. */
function newText(kind: TextKind, text: string, room: number): Piece {
  return { kind, text: cutTail(kind, text, room / BOLDER), change: 'new' };
}

const BOLDER = 1.08;

/** An image as it was and as it is: where only the tag is another one, the name stands once. */
export function imageLines(was: string, now: string, room: number): readonly Line[] {
  const [before, after] = [was, now].map((image) => splitTag(plain(image)));
  if (!before || !after || before.name !== after.name) {
    return oldAndNew('mono', was && shortImage(was, room), now && shortImage(now, room), room);
  }
  const tags: Line = [old('mono', before.tag), { kind: 'mono', text: after.tag, change: 'new', gap: GAP }];
  const left = room - widthOf(tags);
  const name = shortImage(`${after.name}:`, left);
  if (!name.includes('…') && textWidth('mono', name) <= left) return [[{ kind: 'mono', text: name }, ...tags]];
  const arrow: Line = [old('mono', before.tag), { kind: 'mono', text: ARROW, gap: GAP }, tags[1] as Piece];
  if (widthOf(arrow) <= room) return [arrow];
  return oldAndNew('mono', before.tag, after.tag, room);
}

/** Both in one line if they fit, else below each other; '' is nothing. */
export function oldAndNew(kind: TextKind, was: string, now: string, room: number): readonly Line[] {
  if (was === '') return [[newText(kind, now, room)]];
  const short = (text: string, width: number) => cutMiddle(kind, text, width);
  if (now === '') return [[old(kind, short(was, room))]];
  const line: Line = [old(kind, plain(was)), { kind, text: plain(now), change: 'new', gap: GAP }];
  if (widthOf(line) <= room) return [line];
  return [[old(kind, short(was, room))], [{ kind, text: short(now, room / BOLDER), change: 'new' }]];
}

function old(kind: TextKind, text: string): Piece {
  return { kind, text, change: 'old' };
}

function widthOf(line: Line): number {
  return line.reduce((sum, { kind, text, change, gap = 0 }) => {
    const bolder = change === 'new' && kind !== 'mono' ? BOLDER : 1;
    return sum + gap + textWidth(kind, text) * bolder;
  }, 0);
}
