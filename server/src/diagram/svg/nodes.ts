import type { VNode } from 'preact';
import { isNative } from '../bodies.ts';
import type { Box, DiagramNode } from '../diagram.ts';
import { type Child, el, moved, num } from './element.ts';
import { MARKS } from './icons.ts';
import {
  icon,
  type Look,
  outline,
  rect,
  roleClass,
  rolePlate,
  standingRings,
  stateRings,
  symbol,
  texts,
} from './part.ts';

const CARD_RADIUS = 8;

/** A container: card, bar, card of a pole, or arch. */
export function container(look: Look, node: DiagramNode): VNode {
  const isTinted = node.role === 'app' || node.form === 'bar' || node.form === 'arch';
  const tint = isTinted ? 'tint tinted' : 'tint';
  const card = node.injected ? 'card inj' : 'card';
  const legs = node.form === 'arch' ? legsOf(look, node) : [];
  const radius = node.height <= LINE_HEIGHT ? 6 : CARD_RADIUS;
  const shape: Child =
    legs.length > 0
      ? [el('path', { class: card, d: parts(node, legs) }), el('path', { class: tint, d: parts(node, legs) })]
      : [rect(node, radius, card), outline(node, -1, radius - 1, tint)];
  return symbol(
    look,
    node,
    `node ${roleClass(node.role)}`,
    'tab',
    standingRings(node, CARD_RADIUS, legs.length > 0 ? (by, ring) => around(node, legs, by, ring) : undefined),
    shape,
    ...print(node),
    node.form === 'bar' && foot(node.x + node.width / 2, node.y + node.height - 7),
    legs.flatMap((leg) => [
      ...texts(leg.texts),
      isNative(look.diagram, node) && foot(leg.x + leg.width / 2, leg.y + leg.height - 8),
    ]),
    stateRings(look, node, CARD_RADIUS),
    caret(look, node),
  );
}

/** Cards up to this height show one line. */
const LINE_HEIGHT = 30;

/** Plate and texts, by how much of the container is shown: the name of a card that shows less is a heading. */
function print(node: DiagramNode): readonly Child[] {
  const { x, y, height, role } = node;
  if (height <= LINE_HEIGHT) return [rolePlate(role, x + 9, y + 3.5, 0.76), texts(node.texts)];
  const isSmall = node.texts.some(({ kind }) => kind === 'heading') && !node.texts.some(({ kind }) => kind === 'name');
  return isSmall
    ? [rolePlate(role, x + 8, y + 9, 0.86), texts(node.texts, 'small')]
    : [rolePlate(role, x + 10, y + 10, 1), texts(node.texts)];
}

/** The line at which a native sidecar ends with the pod. */
function foot(x: number, y: number): VNode {
  return el('path', { class: 'foot', d: `M${num(x - 16)} ${num(y)}H${num(x + 16)}` });
}

function legsOf({ diagram }: Look, head: DiagramNode): DiagramNode[] {
  const legs = diagram.nodes.filter(({ form, parent }) => form === 'leg' && parent === head.id);
  return legs.sort((a, b) => a.x - b.x);
}

/** Half of the gap in a head through which a line comes down. */
const SLOT = 5;

/** The outlines of an arch: one, or of each part between the lines that come down through its head. */
function parts(head: DiagramNode, legs: readonly DiagramNode[]): string {
  const slots = head.slots ?? [];
  return [...slots, head.x + head.width + SLOT]
    .map((end, i) => {
      const x = i === 0 ? head.x : slots[i - 1]! + SLOT;
      const part = { ...head, x, width: end - SLOT - x };
      const own = legs.filter((leg) => leg.x >= x && leg.x + leg.width <= x + part.width);
      return part.width > 2 * CARD_RADIUS ? arch(part, own) : '';
    })
    .join('');
}

/** A ring around head and legs. */
function around(head: DiagramNode, legs: readonly DiagramNode[], by: number, look: string): VNode {
  const [outer, ...others] = [head, ...legs].map((one) => {
    return { ...one, x: one.x - by, y: one.y - by, width: one.width + 2 * by, height: one.height + 2 * by };
  });
  return el('path', { class: look, d: arch(outer!, others) });
}

/** The outline of a head and its legs in one; without a leg it is a box. */
function arch(head: DiagramNode, legs: readonly DiagramNode[]): string {
  const [r, inner] = [CARD_RADIUS, 10];
  const [left, right, top, neck] = [head.x, head.x + head.width, head.y, head.y + head.height];
  let path = `M${num(left + r)} ${num(top)}H${num(right - r)}Q${num(right)} ${num(top)} ${num(right)} ${num(top + r)}`;
  let x = right;
  for (const leg of [...legs].reverse()) {
    const end = leg.y + leg.height;
    const [from, to] = [leg.x + leg.width, leg.x];
    if (x > from)
      path += `V${num(neck)}H${num(from + inner)}Q${num(from)} ${num(neck)} ${num(from)} ${num(neck + inner)}`;
    path += `V${num(end - r)}Q${num(from)} ${num(end)} ${num(from - r)} ${num(end)}H${num(to + r)}`;
    path += `Q${num(to)} ${num(end)} ${num(to)} ${num(end - r)}`;
    if (to > left) path += `V${num(neck + inner)}Q${num(to)} ${num(neck)} ${num(to - inner)} ${num(neck)}`;
    x = to - inner;
  }
  if (legs.length === 0) path += `V${num(neck)}`;
  return `${path}${x + inner > left ? `H${num(left)}` : ''}V${num(top + r)}Q${num(left)} ${num(top)} ${num(left + r)} ${num(top)}Z`;
}

/** A volume: a drum between containers, a tag below its only one. */
export function volume(look: Look, node: DiagramNode): VNode {
  const { x, y, width, height } = node;
  if (node.form === 'tag') {
    return symbol(
      look,
      node,
      'node',
      'tab',
      look.interactive && outline(node, 2, 4, 'hit'),
      standingRings(node, 4),
      // In a small card there is room for the icon alone.
      node.texts.length > 0 && rect(node, 4, 'drum'),
      node.texts.length > 0 ? icon(node, x + 5, y + 3, 0.88) : icon(node, x + 1, y + 1, 0.88),
      texts(node.texts),
      stateRings(look, node, 4),
    );
  }
  const [right, bottom, bulge] = [x + width, y + height - BULGE, `A${num(width / 2)} ${BULGE} 0 0`];
  const edge = `M${num(x)} ${num(y + BULGE)}${bulge}`;
  return symbol(
    look,
    node,
    'node',
    'tab',
    standingRings(node, 6),
    el('path', {
      class: 'drum',
      d: `${edge} 1 ${num(right)} ${num(y + BULGE)}V${num(bottom)}${bulge} 1 ${num(x)} ${num(bottom)}Z`,
    }),
    el('path', { class: 'drum lid', d: `${edge} 0 ${num(right)} ${num(y + BULGE)}` }),
    icon(node, x + 10, y + height / 2 - 5, 1),
    texts(node.texts),
    stateRings(look, node, 6),
    caret(look, node),
  );
}

/** How far the ends of a drum are curved. */
const BULGE = 4.5;

/** What stands outside the pod: a Service points at it. */
export function neighbour(look: Look, node: DiagramNode): VNode {
  const { x, y } = node;
  const isPointer = node.form === 'pointer';
  return symbol(
    look,
    node,
    'node',
    'tab',
    standingRings(node, 14, isPointer ? (by, ring) => el('path', { class: ring, d: pointer(node, by) }) : undefined),
    isPointer ? el('path', { class: 'ext', d: pointer(node, 0) }) : rect(node, node.form === 'chip' ? 12 : 14, 'ext'),
    node.form === 'chip' ? icon(node, x + 5, y + 6, 0.76) : icon(node, x + 8, y + 7, 0.86),
    texts(node.texts),
    stateRings(look, node, 14),
    caret(look, node),
  );
}

/** The outline of a Service, larger than its box by so many pixels. */
function pointer({ x, y, width, height }: Box, by: number): string {
  const [left, top, bottom, neck] = [x - by, y - by, y + height + by, x + width - 10 + by / 2];
  const tip = `H${num(neck)}L${num(x + width + by * 1.3)} ${num(y + height / 2)} ${num(neck)} ${num(bottom)}`;
  return `M${num(left + 6)} ${num(top)}${tip}H${num(left + 6)}q-6 0-6-6V${num(top + 6)}q0-6 6-6Z`;
}

/** A port or a mount on the border of its container, on top of everything it touches. */
export function port(look: Look, node: DiagramNode): Child {
  const { x, y, width, height } = node;
  const [cx, cy] = [x + width / 2, y + height / 2];
  if (node.form === 'leg') return null;
  return symbol(
    look,
    node,
    'node pin',
    'script',
    look.interactive && el('circle', { class: 'hit', cx: num(cx), cy: num(cy), r: '12' }),
    standingRings(node, 4),
    node.form === 'strip' && rect(node, 4, 'port'),
    node.form === 'mount' && rect({ x: cx - 3.6, y: cy - 3.6, width: 7.2, height: 7.2 }, 1, 'mport'),
    node.form === 'pin' && el('circle', { class: 'port', cx: num(cx), cy: num(cy), r: '4' }),
    texts(node.texts),
    stateRings(look, node, 4),
  );
}

/** The mark of the editor's cursor. */
function caret(look: Look, { x, y, mark }: DiagramNode): Child {
  return (
    look.interactive &&
    el(
      'g',
      { class: 'ring caret', transform: moved(x, mark ? mark.y + mark.height + 10 : y + 6) },
      el('rect', { class: 'caret-plate', x: '-9', y: '-9', width: '18', height: '18', rx: '4' }),
      el('path', { class: 'bi', d: MARKS.caret }),
    )
  );
}
