import type { TextRun } from '../diagram.ts';
import { cutHead, cutMiddle, cutTail, plain, SMALL_ROLE, shortImage, textWidth, wrapName } from '../measure.ts';
import type { Actor, Link } from '../scene.ts';
import { ROLE_WORDS, requestsText } from '../words.ts';
import { changeLine, imageLines, type Line, oldAndNew } from './changed-texts.ts';

/** What a card shows, and how high it must be. Offsets are pixels from its upper edge. */
export interface Card {
  readonly name: readonly string[];
  /** Everything but the labels of pins; offsets from the upper left corner. */
  readonly texts: readonly TextRun[];
  /** Rows of pins; in small cards only of those at which lines end, without labels. */
  readonly rows: readonly Row[];
  /** Where the first row may stand, and lines with labels may end. */
  readonly free: number;
  readonly height: number;
  /** Where the icon of its volumes stands in a compact card; null where there is no room, or none. */
  readonly chip: { readonly x: number; readonly y: number } | null;
}

/** The forms of containers in a layout. */
export type Spotted = 'card' | 'bar' | 'post' | 'arch';

/** A row of a card: a port, or a mount whose line ends at the side. */
export interface Row {
  readonly port: number | null;
  readonly mount: Link | null;
  readonly label: string;
  /** The height of its pin; in small cards of that at the left side. */
  readonly at: number;
  /** The height of its pin at the right side, where that is another one. */
  readonly right?: number;
}

/** A port or a mount that wants a row, and how many lines end there, at which sides. */
export type Wanted = Pick<Row, 'port' | 'mount' | 'label'> & { readonly lines: number; readonly sides: Sides };

interface Sides {
  readonly left: number;
  readonly right: number;
}

const PADDING = 10;

/** The card of a container in a column of this width. */
export function cardOf(actor: Actor, width: number, form: Spotted, wanted: readonly Wanted[]): Card {
  if (actor.density === 'comfortable') return fullCard(actor, width, form, wanted);
  const ended = wanted.filter(({ mount, lines }) => mount || lines > 0);
  const total = (side: keyof Sides) => ended.reduce((sum, { sides }) => sum + sides[side], 0);
  const ends = { left: total('left'), right: total('right') };
  const most = Math.max(ends.left, ends.right);
  // A name alone has room for two lines at a side.
  const card = actor.density === 'compact' || most > 2 ? compactCard(actor, width, most) : lineCard(actor, width);
  // The two sides of a small card have nothing to do with each other: no label is printed in it.
  const slot = { left: 0.5, right: 0.5 };
  const rows = ended.map(({ lines: _, sides, ...row }): Row => {
    const [left, right] = [slot.left / Math.max(1, ends.left), slot.right / Math.max(1, ends.right)].map((part) =>
      Math.round(card.height * part),
    ) as [number, number];
    slot.left += sides.left;
    slot.right += sides.right;
    return { ...row, at: sides.left > 0 ? left : right, right: sides.right > 0 ? right : left };
  });
  return { ...card, rows };
}

function fullCard(actor: Actor, width: number, form: Spotted, wanted: readonly Wanted[]): Card {
  const app = actor.pattern === 'app';
  const room = width - 2 * PADDING;
  const word = ROLE_WORDS[actor.pattern];
  const texts: TextRun[] = [{ kind: 'role', text: word, x: 39, y: 25.5 }];
  const beside = 39 + textWidth('role', word) + 8;
  const note = noteOf(actor, form).find((text) => beside + textWidth('muted', text) <= width - PADDING);
  if (note !== undefined) texts.push({ kind: 'muted', text: note, x: beside, y: 25.5 });
  const kind = app ? 'app-name' : 'name';
  const name = wrapName(kind, actor.label, room).filter((line) => line !== '');
  let y = app ? 52 : 50;
  name.forEach((text, i) => {
    if (i > 0) y += app ? 19 : 16;
    texts.push({ kind, text, x: PADDING, y });
  });
  if (actor.injected && note === undefined) {
    y += app ? 18 : 16;
    texts.push({ kind: 'muted', text: INJECTED, x: PADDING, y });
  }
  programLines(actor, room).forEach((line, i) => {
    y += i > 0 ? 15 : app ? 18 : 16;
    texts.push(...inLine(line, y));
  });
  for (const line of requestsLines(actor, room)) {
    y += 15;
    texts.push(...inLine(line, y));
  }
  for (const text of actor.compared?.lines ?? []) {
    y += 16;
    texts.push({ ...changeLine(text, room), x: PADDING, y });
  }
  const free = y + (app || form === 'arch' ? 18 : 11);
  let next = free;
  const rows = wanted.map(({ lines, sides: _, ...row }): Row => {
    const at = next;
    next += 18 + 10 * (Math.max(1, lines) - 1);
    return { ...row, at };
  });
  const natural = rows.length > 0 ? next - 4 : y + 11;
  return { name, texts, rows, free, height: Math.max(natural, app ? 112 : 64), chip: null };
}

/** What stands beside the role, the first that has room. */
function noteOf({ injected, lifecycle }: Actor, form: Spotted): readonly string[] {
  if (injected) return form === 'post' ? [`${INJECTED}, ${UNTIL_POD_END}`, INJECTED] : [INJECTED];
  if (form === 'post') return [UNTIL_POD_END];
  return lifecycle === 'ephemeral' ? ['ephemeral, for debugging'] : [];
}

const INJECTED = 'injected';

/** What is printed at a bar, a post and a leg, which stay. */
export const UNTIL_POD_END = 'until pod end';

/** The image; of an injected container, whose image the manifest does not tell, the title of the program. */
function programLines({ member, injected, compared }: Actor, room: number): readonly Line[] {
  const image = member?.container.image?.value ?? '';
  const was = compared?.was.image ?? null;
  if (was !== null) return imageLines(was, image, room);
  if (image) return [[{ kind: 'mono', text: shortImage(image, room) }]];
  return injected?.helper ? [[{ kind: 'muted', text: cutTail('muted', injected.helper.title, room) }]] : [];
}

function requestsLines(actor: Actor, room: number): readonly Line[] {
  const requests = requestsText(actor, false);
  const was = actor.compared?.was.requests ?? null;
  if (was !== null) return oldAndNew('muted', was, requests ?? '', room);
  return requests ? [[{ kind: 'muted', text: cutMiddle('muted', requests, room) }]] : [];
}

/** The texts of a line one after the other. */
function inLine(line: Line, y: number): TextRun[] {
  let x = PADDING;
  return line.map(({ gap = 0, ...run }) => {
    const placed = { ...run, x: x + gap, y };
    x = placed.x + textWidth(run.kind, run.text);
    return placed;
  });
}

function compactCard(actor: Actor, width: number, ends: number): Card {
  const name = wrapName('heading', actor.label, width - 34 - 6);
  const texts = name.map((text, i): TextRun => ({ kind: 'heading', text, x: 34, y: 18 + 14 * i }));
  let height = Math.max(name.length > 1 ? 56 : 44, 4 + 10 * ends);
  let y = 18 + 14 * name.length;
  const word = ROLE_WORDS[actor.pattern];
  texts.push({ kind: 'role', text: word, x: 34, y });
  // In small cards the role is printed in the size of the note beside it.
  const beside = 34 + textWidth('role', word) * SMALL_ROLE + 4;
  const hasRoom = (text: string) => beside + textWidth('muted', text) <= width - 2;
  const requests = requestsText(actor, true);
  const note = noteBeside(actor, requests).find(hasRoom);
  const fits = note !== undefined && note !== '';
  if (fits) texts.push({ kind: 'muted', text: note, x: beside, y });
  if (!fits && actor.injected) {
    [y, height] = [y + 14, height + 14];
    texts.push({ kind: 'muted', text: INJECTED, x: 34, y });
  }
  const chip = actor.supplies.length > 0 ? chipIn(name, width, height, fits) : null;
  return { name, texts, rows: [], free: 22, height, chip };
}

function noteBeside({ injected }: Actor, requests: string | null): readonly string[] {
  if (!injected) return [requests ?? ''];
  return requests ? [`${INJECTED} · ${requests}`, INJECTED] : [INJECTED];
}

export const CHIP = { width: 16, height: 16 };

/** Room for the icon of volumes: beside the first line of the name, else beside the role. */
function chipIn(name: readonly string[], width: number, height: number, isLastLineFull: boolean): Card['chip'] {
  const x = width - CHIP.width - 6;
  if (34 + textWidth('heading', name[0] ?? '') + 3 <= x) return { x, y: 8 };
  return isLastLineFull || width < 120 ? null : { x, y: height - CHIP.height - 6 };
}

function lineCard(actor: Actor, width: number): Card {
  const name = [cutMiddle('heading', actor.label, width - 30 - 8)];
  const texts: TextRun[] = [{ kind: 'heading', text: name[0] ?? '', x: 30, y: 16.5 }];
  return { name, texts, rows: [], free: 12, height: 24, chip: null };
}

/** The label of a mount: path, then `rw` or `ro`; the path loses its head. */
export function mountLabel(path: string | null, readOnly: boolean, width: number): string {
  const suffix = readOnly ? ' ro' : ' rw';
  const room = Math.max(20, width - textWidth('mount', suffix));
  const whole = plain(path ?? 'device');
  if (textWidth('mount', whole) <= room) return whole + suffix;
  // Whole segments are easier to read than the end of one.
  const tails = [...whole.matchAll(/\/(?=[^/]+\/?)/g)].map(({ index }) => `…${whole.slice(index)}`);
  return (tails.find((tail) => textWidth('mount', tail) <= room) ?? cutHead('mount', whole, room)) + suffix;
}
