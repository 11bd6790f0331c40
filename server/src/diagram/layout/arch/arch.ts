import type { Box, Point, TextRun } from '../../diagram.ts';
import { textWidth } from '../../measure.ts';
import type { Actor, Scene } from '../../scene.ts';
import { count, gateTexts } from '../../words.ts';
import type { Card } from '../cards.ts';
import type { Columns } from '../columns.ts';
import type { Geometry, PlacedColumns } from '../geometry.ts';
import { endOf, type Plan, UPRIGHT } from '../plan.ts';
import { give, type Spare } from '../share-out.ts';

/** The arch of a mesh's proxy: a head over all columns, and two legs that are the outermost columns themselves. */

/** Between the head and what stands below it. */
export const UNDER_HEAD = 24;

/** The lane of a native head ends within it: there is no room for words between it and the next. */
export const HEAD_GAP = 4;

/** What the legs need below the last card, where they say how long they stand. */
const FOOT = 36;

/** Both legs, from the head down: what comes in meets the first, what goes out the second. */
export function legsOf(plan: Plan): { readonly in: Box; readonly out: Box } | null {
  const { scene, geometry, spots } = plan;
  const head = scene.mesh && spots.get(scene.mesh.proxy);
  const [first, last] = [geometry.columns[0], geometry.columns.at(-1)];
  if (!head || !first || !last) return null;
  const y = head.y + head.height;
  const height = endOf(plan) - 4 - y;
  return { in: { ...first, y, height }, out: { ...last, y, height } };
}

/** What the arch needs below everything that it stands around. */
export function footOf({ mesh }: Scene): number {
  return mesh?.proxy.native && mesh.proxy.density === 'comfortable' ? FOOT : 6;
}

/** Widths of legs, columns, their gaps and what is left of the first leg, from the least to what is liked. */
const LEG = [64, 88];
const INSET = [22, 56];
const MAIN = [136, 150, 190, 230];
const SIDE = [120, 128, 150, 190];
const GAP = [24, 32, 46, 64];

/** From left to right: columns and legs within `room` pixels of the pod. A column's poles come to its width. */
export function archColumns(main: number, poles: readonly number[], x: number, room: number): PlacedColumns {
  const inner = poles.length - 2;
  const at = (levels: readonly number[], level: number) => levels[level] ?? levels.at(-1) ?? 0;
  let [inset, leg, middle, side, gap] = [INSET, LEG, MAIN, SIDE, GAP].map((levels) => at(levels, 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const right = 10;
  const taken = poles.reduce((sum, pole) => sum + pole, 0);
  const spare: Spare = {
    left: room - taken - inset - right - 2 * leg - middle - side * (inner - 1) - gap * (inner + 1),
  };
  middle = give(spare, at(MAIN, 1), middle, 1);
  side = give(spare, at(SIDE, 1), side, inner - 1);
  leg = give(spare, at(LEG, 1), leg, 2);
  // The words beside the first leg need all of their room, or none.
  if (spare.left >= at(INSET, 1) - inset) inset = give(spare, at(INSET, 1), inset, 1);
  for (const level of [1, 2, 3]) {
    gap = give(spare, at(GAP, level), gap, inner + 1);
    side = give(spare, at(SIDE, level), side, inner - 1);
    if (level < 3) middle = give(spare, at(MAIN, level), middle, 1);
  }
  middle = give(spare, at(MAIN, 3), middle, 1);
  gap += Math.max(0, spare.left) / (inner + 1);
  let next = x + inset;
  const columns = poles.map((pole, column) => {
    const isLeg = column === 0 || column === poles.length - 1;
    const width = isLeg ? leg : column === main ? middle : side + pole;
    const placed = { x: Math.round(next), width: Math.round(width) };
    next += width + (isLeg && column > 0 ? 0 : gap);
    return placed;
  });
  return { columns, width: next + right - x, caption: 20 };
}

/** Whether words stand beside the first leg, instead of above or within the arch. */
export function isRoomy({ geometry, scene }: Plan): boolean {
  return scene.mesh !== null && (geometry.columns[0]?.x ?? 0) - geometry.pod.x >= (INSET[1] ?? 0);
}

/** Whether a container says only how many volumes it has: the proxy and whoever sets its rules have many that tell nothing. */
export function countsVolumes({ mesh }: Scene, actor: Actor): boolean {
  return mesh !== null && actor.density === 'comfortable' && (actor === mesh.proxy || isWide({ mesh }, actor));
}

/** Whether a container has a card over the whole width of the arch, which says what it does to the pod's traffic. */
export function isWide({ mesh }: Pick<Scene, 'mesh'>, actor: Actor): boolean {
  return (
    mesh !== null &&
    !mesh.isCrossed &&
    actor === mesh.setter &&
    actor.density === 'comfortable' &&
    actor.lane < mesh.proxy.lane
  );
}

function ownVolumes({ supplies }: Actor): string {
  return `${count(supplies.length, 'volume')} of its own`;
}

/** Half of the gap in a head through which a line comes down. */
const SLOT = 5;

/** How much of a head, from its left, is free of lines that come down through it on their way to the middle column. */
export function headRoom(
  { mesh }: Scene,
  { main, first }: Columns,
  bounds: Geometry['columns'],
  width: number,
): number {
  const [leg, before, own] = [bounds[0], bounds[main - 1], bounds[main]];
  if (!mesh?.isCrossed || !leg || !before || !own) return width;
  // Where it is the first column, they come down at its right.
  return (main === first ? own.x + own.width - UPRIGHT - 2 * SLOT : before.x + before.width) - leg.x;
}

/** Where lines come down through the head. */
export function slotsIn(head: Box, lines: Iterable<readonly Point[]>): number[] {
  const found = new Set<number>();
  for (const points of lines) {
    points.forEach(([x, y], i) => {
      const [bx, by] = points[i - 1] ?? [x, y];
      const isThrough = Math.min(y, by) <= head.y && Math.max(y, by) >= head.y + head.height;
      if (bx === x && isThrough && x > head.x + SLOT && x < head.x + head.width - SLOT) found.add(x);
    });
  }
  return [...found].sort((a, b) => a - b);
}

/** The card of the head: what a container shows, how many volumes it has, and what the next lane waits for. */
export function headCard(card: Card, { lanes, mesh }: Scene, actor: Actor, width: number): Card {
  // Lines may come down anywhere but at the left.
  if (mesh?.isCrossed) return card;
  const texts = [...card.texts];
  const print = (text: string, y: number) =>
    texts.push({ kind: 'muted', text, x: width - 14 - textWidth('muted', text), y });
  const lane = lanes[actor.lane];
  // Below the head there is no room for these words.
  if (lane && lane.gate !== null) {
    const whole = gateTexts(lane).find((text) => textWidth('muted', text) <= width / 2);
    if (whole !== undefined) print(whole, card.height - 11);
  }
  if (actor.supplies.length > 0 && actor.density === 'comfortable') print(ownVolumes(actor), 25.5);
  return { ...card, texts };
}

/** The card of whoever sets the rules, and what they are, as far as it is known. */
export function setterCard(card: Card, { mesh }: Scene, actor: Actor, width: number): Card {
  const { inbound, outbound } = mesh?.redirect ?? {};
  const x = Math.round(width / 2);
  const port = (known: number | null | undefined) => (known ? `:${known}` : 'the proxy');
  const texts: TextRun[] = [{ kind: 'heading', text: 'Redirects the pod’s TCP', x, y: 24 }];
  let y = 26;
  const print = (kind: TextRun['kind'], text: string, by: number) => {
    y += by;
    texts.push({ kind, text, x, y });
  };
  if (inbound) print('code', `in → ${port(inbound.port)}`, 15);
  if (outbound) print('code', `out → ${port(outbound.port)}`, 15);
  if (inbound?.only) print('mono', `only ${listed(inbound.only.map(String), width - x - 10 - 5 * MONO)}`, 16);
  if (inbound && inbound.spared.length > 0)
    print('mono', `not ${listed(inbound.spared, width - x - 10 - 4 * MONO)}`, 16);
  if (outbound && outbound.spared.length > 0)
    print('mono', `out not ${listed(outbound.spared, width - x - 10 - 8 * MONO)}`, 16);
  const own =
    actor.supplies.length > 0
      ? [{ kind: 'muted' as const, text: ownVolumes(actor), x: 10, y: bottomOf(card) + 15 }]
      : [];
  const lowest = Math.max(y, own[0]?.y ?? 0);
  return { ...card, texts: [...card.texts, ...texts, ...own], height: Math.max(card.height, lowest + 11) };
}

const MONO = 6.7;

function bottomOf({ texts }: Card): number {
  return Math.max(...texts.map(({ y }) => y));
}

/** `:80 :443 …`, as many as there is room for. */
function listed(ports: readonly string[], room: number): string {
  const [first = '', ...others] = ports.map((port) => `:${port}`);
  let text = first;
  for (const port of others) {
    if (textWidth('mono', `${text} ${port} …`) > room) return `${text} …`;
    text += ` ${port}`;
  }
  return text;
}
