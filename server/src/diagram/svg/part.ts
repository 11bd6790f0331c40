import type { VNode } from 'preact';
import type { Pattern } from '../../helpers/helper.ts';
import type { Severity } from '../../severity.ts';
import type { Box, Change, Diagram, DiagramEdge, DiagramNode, TextKind, TextRun } from '../diagram.ts';
import { layerOf } from '../layers.ts';
import { SMALL_ROLE, textWidth } from '../measure.ts';
import { type Child, classes, el, moved, num } from './element.ts';
import { ICONS, ROLE_ICONS } from './icons.ts';
import { roleToken } from './tokens.ts';

/** What all parts of a picture need to know. */
export interface Look {
  readonly diagram: Diagram;
  /** The lines that are drawn: order is told by the rail, and a tag hangs at its card. */
  readonly edges: readonly DiagramEdge[];
  /** Whether the picture is on a page where one can point at things and go through them; a printed one is not. */
  readonly interactive: boolean;
  /** What the ids of its elements begin with. */
  readonly prefix: string;
  /** The classes of the states that a node or an edge is in. */
  readonly states: (id: string) => string;
}

const CLASSES: Readonly<Record<TextKind, string>> = {
  role: 'rw b',
  'app-name': 'b s16',
  name: 'b s13',
  code: 'm s11',
  mono: 'm mu s11',
  body: '',
  muted: 'mu s11',
  port: 'm b s11',
  mount: 'm vt s11',
  heading: 'b',
};

const ANCHORS = { start: '', middle: 'c', end: 'r' } as const;

/**
 * Runs of text, each at its place. A run that closely follows another on its line is told to follow it: where the font of
 * the editor is wider than the measured one, it is pushed on instead of being printed over.
 */
export function texts(runs: readonly TextRun[], size: 'full' | 'small' = 'full'): VNode[] {
  const rows: { readonly first: TextRun; readonly next: { readonly run: TextRun; readonly gap: number }[] }[] = [];
  let last: TextRun | null = null;
  for (const run of runs) {
    const gap: number = last && follows(last, run) ? run.x - last.x - widthOf(last, size) : Number.NaN;
    if (gap > -4 && gap < CLOSE) rows.at(-1)!.next.push({ run, gap: Math.abs(gap) < 0.5 ? 0 : Math.max(gap, 3) });
    else rows.push({ first: run, next: [] });
    last = run;
  }
  return rows.map(({ first, next }) => {
    const place = { x: num(first.x), y: num(first.y) };
    const anchor = ANCHORS[first.anchor ?? 'start'];
    if (next.length === 0) return el('text', { ...place, ...classes(lookOf(first, size), anchor) }, first.text);
    return inLine(place, [
      { look: lookOf(first, size), text: first.text, gap: 0 },
      ...next.map(({ run, gap }) => ({ look: lookOf(run, size), text: run.text, gap })),
    ]);
  });
}

/** A line of texts of which each begins where the one before ends, after a gap in pixels. */
export function inLine(
  place: { readonly x: string; readonly y: string },
  pieces: readonly { readonly look: string; readonly text: string; readonly gap: number }[],
): VNode {
  return el(
    'text',
    place,
    pieces.map(({ look, text, gap }) =>
      el('tspan', { ...classes(look), ...(gap === 0 ? {} : { dx: num(gap) }) }, text),
    ),
  );
}

const CLOSE = 14;

function follows(before: TextRun, { x, y, anchor = 'start' }: TextRun): boolean {
  return y === before.y && x > before.x && anchor === 'start' && (before.anchor ?? 'start') === 'start';
}

function widthOf({ kind, text }: TextRun, size: 'full' | 'small'): number {
  return textWidth(kind, text) * (size === 'small' && kind === 'role' ? SMALL_ROLE : 1);
}

/** In cards that show less the role is smaller. */
function lookOf({ kind, change }: TextRun, size: 'full' | 'small'): string {
  const look = size === 'small' && kind === 'role' ? `${CLASSES.role} s11` : CLASSES[kind];
  return change === undefined ? look : `${look} ${change}`.trim();
}

/** Plate and glyph of a role. */
export function rolePlate(role: Pattern | null, x: number, y: number, scale: number): VNode {
  const { plate, glyph } = ROLE_ICONS[role ?? 'unknown'];
  return el(
    'g',
    { transform: moved(x, y, scale) },
    el('path', { class: 'plate', d: plate }),
    el('path', { class: 'glyph', d: glyph }),
  );
}

/** The drawing of a volume or a neighbour; nothing where it has none. */
export function icon({ icon: name, kind }: DiagramNode, x: number, y: number, scale: number): Child {
  const look = kind === 'volume' ? 'ic icv' : 'ic';
  return name && el('path', { class: look, transform: moved(x, y, scale), d: ICONS[name] });
}

/** The class of the colours of a role. */
export function roleClass(role: Pattern | null): string {
  return `R-${roleToken(role ?? 'unknown')}`;
}

/** The class of what a comparison marks. */
export function changeClass(change: Change | undefined): string {
  return change === undefined ? '' : `C-${change}`;
}

/** A group that stands for a node or an edge: found by its id, named for people who do not see it. */
export function symbol(
  look: Look,
  one: DiagramNode | DiagramEdge,
  className: string,
  stop: 'tab' | 'script' | 'none',
  ...children: Child[]
): VNode {
  const reach = look.interactive && stop !== 'none' ? { tabindex: stop === 'tab' ? '0' : '-1' } : {};
  return el(
    'g',
    {
      key: one.id,
      ...classes(className, changeClass(one.change), layerClass(look, one), look.states(one.id)),
      id: `${look.prefix}${one.id}`,
      'data-id': one.id,
      role: 'graphics-symbol',
      'aria-label': one.name,
      ...reach,
    },
    // On a page a card says more, without covering it.
    !look.interactive && el('title', {}, one.name),
    ...children,
  );
}

/** The class by which a page hides a layer. */
export function layerClass({ interactive }: Look, one: DiagramNode | DiagramEdge): string {
  const layer = interactive ? layerOf(one) : null;
  return layer === null ? '' : `L-${layer}`;
}

/** A rectangle that is larger than a box on all sides. */
export function outline(box: Box, by: number, radius: number, className: string): VNode {
  const { x, y, width, height } = box;
  return el('rect', {
    class: className,
    x: num(x - by),
    y: num(y - by),
    width: num(width + 2 * by),
    height: num(height + 2 * by),
    rx: num(radius),
  });
}

/** A box as a rectangle. */
export function rect(box: Box, radius: number, className: string): VNode {
  return outline(box, 0, radius, className);
}

/** How far the ring of a problem stands off its card. */
const MARK = 3.5;
/** How far each further ring stands off the one within it. */
const RING = 3;

/** The outlines that a node always has: of an error or a warning, notes have only their badge; outside it of a comparison. */
export function standingRings(
  node: DiagramNode,
  radius: number,
  ring = (by: number, look: string): VNode => outline(node, by, radius + by - 0.5, look),
): Child {
  return [
    isSerious(node) && el('g', { class: problemClass(node.problem!) }, ring(MARK, 'mark')),
    node.mark !== undefined && ring(MARK + RING * (isSerious(node) ? 1 : 0), 'delta'),
  ];
}

function isSerious({ problem }: DiagramNode): boolean {
  return problem === 'error' || problem === 'warning';
}

/** The rings of cursor and focus, shown by the classes of the group they stand in; outside the standing ones. */
export function stateRings(look: Look, node: DiagramNode, radius: number): Child {
  if (!look.interactive) return null;
  const by = [isSerious(node), node.mark !== undefined].filter(Boolean).length * RING + MARK + 0.5;
  return el(
    'g',
    { class: 'rings' },
    outline(node, by, radius + by, 'ring cursor-ring'),
    outline(node, by, radius + by, 'ring focus-ring'),
    outline(node, by + 3, radius + by + 3, 'ring outer-ring'),
  );
}

export function problemClass(severity: Severity): string {
  return `P-${severity === 'hint' ? 'information' : severity}`;
}
