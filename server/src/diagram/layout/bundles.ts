import type { Junction, Point } from '../diagram.ts';
import type { Link } from '../scene.ts';
import { sideTowards } from './columns.ts';
import type { End, Taken } from './ends.ts';
import { calleeEnd, callerEnd, drumEnd, fromDrum, mountEnd } from './link-ends.ts';
import { columnOf, type Plan } from './plan.ts';
import { type Field, routeToTrunk, trunkAt } from './route.ts';

/** From so many lines with one common end on they become one trunk with branches. */
const LEAST = 3;

/** Lines with one common end. */
export interface Bundle {
  readonly links: readonly Link[];
  /** Whether they begin at their common end. */
  readonly outward: boolean;
}

/** A bundle that has its place. */
export interface Trunk {
  readonly links: readonly Link[];
  /** For each line the stretch that others share, from the common end on. */
  readonly shared: ReadonlyMap<Link, readonly Point[]>;
  readonly joints: readonly Point[];
}

/** The bundles among lines inside the pod; those that run straight to a side of their own stay as they are. */
export function bundlesOf(plan: Plan, links: readonly Link[]): Bundle[] {
  const groups = new Map<string, { links: Link[]; outward: boolean }>();
  const add = (key: string, link: Link, outward: boolean) => {
    const known = groups.get(key);
    if (known) known.links.push(link);
    else groups.set(key, { links: [link], outward });
  };
  for (const link of links) {
    if (link.kind === 'volume') {
      const side = sideTowards(plan.columns, plan.columns.main, columnOf(plan, link.actor));
      add(`${link.drum.id} ${side}`, link, true);
    } else if (link.kind === 'dials' && !plan.contacts.has(link)) {
      const [own, other] = [columnOf(plan, link.from), columnOf(plan, link.to)];
      add(`from ${link.from.id} ${sideTowards(plan.columns, own, other)}`, link, true);
      if (plan.spots.get(link.to)?.form === 'card') {
        add(`to ${link.to.id} ${link.port} ${sideTowards(plan.columns, other, own)}`, link, false);
      }
    } else if (link.kind === 'inbound' && !link.through) add(`from ${link.from.id}`, link, true);
    else if (link.kind === 'outbound' && !link.through) add(`to ${link.to.id}`, link, false);
  }
  return chosen([...groups.values()]);
}

/** A line belongs to one bundle: the largest. */
function chosen(groups: readonly Bundle[]): Bundle[] {
  const taken = new Set<Link>();
  return [...groups]
    .sort((a, b) => b.links.length - a.links.length)
    .flatMap(({ links, outward }): Bundle[] => {
      const own = links.filter((link) => !taken.has(link));
      if (own.length < LEAST) return [];
      for (const link of own) taken.add(link);
      return [{ links: own, outward }];
    });
}

/** Where the lines of a bundle within the pod begin and end; null of a bundle that leads outside. */
export function endsOf(
  plan: Plan,
  taken: Taken,
  { links, outward }: Bundle,
): { readonly hub: End; readonly others: ReadonlyMap<Link, End> } | null {
  const [first] = links;
  if (first?.kind === 'volume') {
    const others = new Map(
      links.flatMap((link) => (link.kind === 'volume' ? [[link, mountEnd(plan, taken, link)]] : [])),
    );
    const box = plan.drums.get(first.drum);
    const straight = [...others.values()].find(({ y }) => box && y >= box.y + 16 && y <= box.y + box.height - 16);
    return { hub: drumEnd(plan, taken, first, straight?.y ?? null), others };
  }
  if (first?.kind !== 'dials') return null;
  const calls = links.filter((link) => link.kind === 'dials');
  if (outward) {
    const hub = callerEnd(plan, taken, first, null);
    return { hub, others: new Map(calls.map((link) => [link, calleeEnd(plan, taken, link, hub.y)])) };
  }
  const hub = calleeEnd(plan, taken, first, null);
  return { hub, others: new Map(calls.map((link) => [link, callerEnd(plan, taken, link, hub.y)])) };
}

/** What is drawn so far. */
export interface Drawn {
  readonly plan: Plan;
  readonly field: Field;
  readonly taken: Taken;
  readonly points: Map<Link, readonly Point[]>;
  readonly trunks: Trunk[];
}

/** Draws a bundle, each of its lines in its own direction. */
export function drawBundle(
  { field, points, trunks }: Drawn,
  bundle: Bundle,
  hub: End,
  ends: ReadonlyMap<Link, End>,
): void {
  const { points: lines, trunk } = bundled(field, hub, ends);
  trunks.push(trunk);
  for (const [link, line] of lines) {
    const isForward = link.kind === 'volume' ? fromDrum(link) : bundle.outward;
    points.set(link, isForward ? line : [...line].reverse());
  }
}

/** Draws the lines of a bundle from their common end: one trunk in the gap before it, a branch to each other end. */
function bundled(
  field: Field,
  hub: End,
  ends: ReadonlyMap<Link, End>,
): { readonly points: ReadonlyMap<Link, readonly Point[]>; readonly trunk: Trunk } {
  const heights = [...ends.values()].filter(({ gap }) => gap === hub.gap).map(({ y }) => y);
  const [low, high] = [Math.min(hub.y, ...heights), Math.max(hub.y, ...heights)];
  const x = trunkAt(field, hub, low, high);
  const points = new Map([...ends].map(([link, end]) => [link, routeToTrunk(field, hub, x, end)]));
  return { points, trunk: trunkOf(hub, x, points) };
}

/** Joints are where more than two ways meet; a line is shared up to its last one. */
function trunkOf(hub: End, x: number, points: ReadonlyMap<Link, readonly Point[]>): Trunk {
  const branches = [...points].map(([link, line]) => ({ link, y: branchHeight(line, x, hub) }));
  const heights = branches.map(({ y }) => y);
  const [top, bottom] = [Math.min(hub.y, ...heights), Math.max(hub.y, ...heights)];
  const ways = (y: number) =>
    heights.filter((one) => one === y).length + (y === hub.y ? 1 : 0) + (y > top ? 1 : 0) + (y < bottom ? 1 : 0);
  const joints = [...new Set([hub.y, ...heights])].filter((y) => ways(y) > 2);
  const shared = branches.map(({ link, y }): [Link, Point[]] => {
    const passed = joints.filter((joint) => (joint - hub.y) * (joint - y) <= 0);
    const last = passed.reduce((far, joint) => (Math.abs(joint - hub.y) > Math.abs(far - hub.y) ? joint : far), hub.y);
    const stem: Point[] = [
      [hub.x, hub.y],
      [x, hub.y],
    ];
    return [link, last === hub.y ? stem : [...stem, [x, last]]];
  });
  return { links: [...points.keys()], shared: new Map(shared), joints: joints.map((y): Point => [x, y]) };
}

/** Where a line leaves the trunk. */
function branchHeight(line: readonly Point[], x: number, hub: End): number {
  const onTrunk = line.filter((point) => point[0] === x);
  return onTrunk.reduce((far, [, y]) => (Math.abs(y - hub.y) > Math.abs(far - hub.y) ? y : far), hub.y);
}

/** The joints of all bundles as data. */
export function junctionsOf(trunks: readonly Trunk[], idOf: (link: Link) => string | undefined): Junction[] {
  return trunks.flatMap(({ links, shared, joints }) =>
    joints.map(([x, y]): Junction => {
      const own = links.filter((link) => shared.get(link)?.some((_, i, stretch) => passes(stretch, i, x, y)));
      return {
        x,
        y,
        kind: links[0]?.kind === 'volume' ? 'volumes' : 'calls',
        edges: own.flatMap((link) => idOf(link) ?? []),
      };
    }),
  );
}

function passes(stretch: readonly Point[], i: number, x: number, y: number): boolean {
  const [a, b] = [stretch[i - 1], stretch[i]];
  if (!a || !b || b[0] !== x) return false;
  return b[1] === y || (a[0] === x && Math.min(a[1], b[1]) <= y && y <= Math.max(a[1], b[1]));
}
