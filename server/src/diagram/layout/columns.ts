import type { Actor, Dialling, Link, Scene } from '../scene.ts';

/** The columns of a picture, from left to right: who stands in which, and where they are. */
export interface Columns {
  readonly of: ReadonlyMap<Actor, number>;
  /** The column of the application, its volumes and the init containers. */
  readonly main: number;
  /** The outermost ones in which containers stand: beyond them are the legs of an arch. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Who stands in the column of the application since there is no room beside it: above it below 0, under it above. */
  readonly folded: ReadonlyMap<Actor, number>;
}

/** In pictures that are narrower the right column moves under the application, and the left one above it. */
const NARROW = 520;
const NARROWEST = 440;

const MOST = 3;
/** Between the legs of an arch there is less room. */
const MOST_WITHIN = 2;
/** From so many containers on, a picture that is too wide is better than columns that are too long. */
const MANY_WITHIN = 13;

/** The side of a thing that faces a column; within one column, the side where lines can run. */
export function sideTowards({ main, first, last }: Columns, own: number, other: number): 'left' | 'right' {
  if (own !== other) return own < other ? 'right' : 'left';
  if (own !== main) return own < main ? 'right' : 'left';
  return main > first && main === last ? 'left' : 'right';
}

/**
 * Columns come from calls: who calls the application stands left of it, whom it calls right. What is not called stands
 * where its pattern says; only what nothing tells of is spread.
 */
export function columnsOf(scene: Scene, width: number): Columns {
  const proxy = scene.mesh?.proxy;
  const isOthers = (link: Link) => link.kind !== 'dials' || (link.from !== proxy && link.to !== proxy);
  // The head of an arch stands over all columns; what calls its proxy meets the first leg.
  const actors = scene.actors.filter((actor) => actor !== proxy);
  const within = proxy ? { ...scene, actors, links: scene.links.filter(isOthers) } : scene;
  const ranks = ranksOf(within);
  makeRoom(within, ranks);
  if (proxy && actors.length < MANY_WITHIN && new Set(ranks.values()).size > MOST_WITHIN) gather(scene, ranks);
  const folded = new Map<Actor, number>();
  for (const [actor, rank] of ranks) {
    // Within an arch there is no room for two columns then, on whichever side the other one is.
    const isFolded = rank > 0 || proxy ? rank !== 0 && width < NARROW : rank < 0 && width < NARROWEST;
    if (isFolded && !actor.native) folded.set(actor, rank);
  }
  for (const actor of folded.keys()) ranks.set(actor, 0);
  const used = [...new Set([0, ...ranks.values()])].sort((a, b) => a - b);
  // The side with more columns gives way: its outermost one joins the next.
  while (used.length > MOST) {
    const left = used.indexOf(0) > used.length - 1 - used.indexOf(0);
    const [outer, next] = left ? [used[0], used[1]] : [used.at(-1), used.at(-2)];
    for (const [actor, rank] of ranks) if (rank === outer) ranks.set(actor, next as number);
    used.splice(left ? 0 : used.length - 1, 1);
  }
  const legs = proxy ? 1 : 0;
  const of = new Map([...ranks].map(([actor, rank]) => [actor, used.indexOf(rank) + legs]));
  if (proxy) of.set(proxy, 0);
  const main = used.indexOf(0) + legs;
  return { of, main, first: legs, last: used.length - 1 + legs, count: used.length + 2 * legs, folded };
}

/** Brings both sides of the application to one: to the left if somebody there is called from outside. */
function gather({ links }: Scene, ranks: Map<Actor, number>): void {
  const isCalled = links.some((link) => link.kind === 'inbound' && link.to && (ranks.get(link.to) ?? 0) < 0);
  for (const [actor, rank] of ranks) if (rank !== 0) ranks.set(actor, isCalled ? -1 : 1);
}

/**
 * A chain of three needs a side of the application for itself: who stands on the other one and neither calls nor is called
 * joins it. Who is asked from outside then stands outermost, so that nothing comes between.
 */
function makeRoom({ actors, links }: Scene, ranks: Map<Actor, number>): void {
  const calls = links.filter((link): link is Dialling => link.kind === 'dials');
  for (const side of [-1, 1]) {
    const deep = [...ranks].some(([, rank]) => rank * side > 1);
    if (!deep) continue;
    const others = [...ranks].filter(([, rank]) => rank * side < 0).map(([actor]) => actor);
    const isFree = (actor: Actor) => !actor.native && !calls.some(({ from, to }) => from === actor || to === actor);
    if (others.every(isFree)) for (const actor of others) ranks.set(actor, side);
  }
  for (const actor of actors) {
    if (ranks.get(actor) !== -1 || actor.native || !isAsked(links, actor)) continue;
    const isCalled = calls.some(({ to }) => to === actor);
    const isWide = [...ranks].some(([other, rank]) => rank === -2 && isAsked(links, other));
    if (isWide && !isCalled) ranks.set(actor, -2);
  }
}

/** Whether somebody outside the pod asks a container: a proxy has no other purpose. */
function isAsked(links: Scene['links'], actor: Actor): boolean {
  return actor.pattern === 'proxy' || links.some((link) => link.kind === 'inbound' && link.to === actor);
}

function ranksOf(scene: Scene): Map<Actor, number> {
  const ranks = new Map(scene.actors.filter(isStep).map((actor) => [actor, 0]));
  const calls = scene.links.filter((link): link is Dialling => link.kind === 'dials' && !ranks.has(link.from));
  if (scene.app) {
    ranks.set(scene.app, 0);
    spread(ranks, calls, scene.app);
  }
  const others = scene.actors.filter((actor) => !ranks.has(actor));
  for (const actor of others) {
    if (ranks.has(actor) || !calls.some(({ from, to }) => from === actor || to === actor)) continue;
    for (const [member, rank] of rankApart(scene, ranks, groupOf(actor, calls), calls)) ranks.set(member, rank);
  }
  const alone = others.filter((actor) => !ranks.has(actor));
  for (const actor of alone) {
    const side = sideOf(scene, actor);
    if (side !== null) ranks.set(actor, roomier(ranks, side));
  }
  for (const actor of alone) if (!ranks.has(actor)) ranks.set(actor, emptiest(ranks, actor));
  return ranks;
}

/** What runs one after the other stands below each other: init containers, and the steps of a Tekton Task. */
function isStep({ lifecycle, member }: Actor): boolean {
  return lifecycle === 'init' || member?.container.list === 'steps';
}

/** Gives whoever calls, or is called by, somebody who has a rank the rank beside it. */
function spread(ranks: Map<Actor, number>, calls: readonly Dialling[], from: Actor): void {
  const queue = [from];
  for (let actor = queue.shift(); actor; actor = queue.shift()) {
    const rank = ranks.get(actor) ?? 0;
    for (const call of calls) {
      const other = call.from === actor ? call.to : call.to === actor ? call.from : null;
      if (!other || ranks.has(other)) continue;
      const next = call.to === other ? rank + 1 : rank - 1;
      // A native sidecar passes all init containers, so it never stands in their column.
      ranks.set(other, next !== 0 || !other.native ? next : rank);
      queue.push(other);
    }
  }
}

/** Everybody who is connected with somebody through calls. */
function groupOf(actor: Actor, calls: readonly Dialling[]): Set<Actor> {
  const group = new Set([actor]);
  for (const member of group) {
    for (const { from, to } of calls) {
      if (from === member) group.add(to);
      if (to === member) group.add(from);
    }
  }
  return group;
}

/** On the other side where so many more stand. */
const MANY = 12;

/** Ranks of containers that call each other, but not the application: all on one side of it. */
function rankApart(
  scene: Scene,
  ranks: ReadonlyMap<Actor, number>,
  group: ReadonlySet<Actor>,
  calls: readonly Dialling[],
): Map<Actor, number> {
  const wished = [...group].some((actor) => sideOf(scene, actor) === -1);
  const standing = (side: -1 | 1) => [...ranks.values()].filter((rank) => rank * side > 0).length;
  const left = wished ? standing(-1) < standing(1) + MANY : standing(1) >= standing(-1) + MANY;
  const depth = (actor: Actor, passed: readonly Actor[]): number => {
    if (passed.length >= MOST || passed.includes(actor)) return 0;
    const next = calls.flatMap(({ from, to }) => (left && from === actor ? [to] : !left && to === actor ? [from] : []));
    return Math.max(0, ...next.map((other) => 1 + depth(other, [...passed, actor])));
  };
  return new Map([...group].map((actor) => [actor, (left ? -1 : 1) * (1 + depth(actor, []))]));
}

/** The side on which a container without calls belongs: -1 left, 1 right; null if nothing tells. */
function sideOf({ links }: Scene, actor: Actor): -1 | 1 | null {
  const { pattern } = actor;
  if (links.some((link) => link.kind === 'inbound' && link.to === actor)) return -1;
  if (pattern === 'proxy' || pattern === 'adapter') return -1;
  if (actor.native || (pattern !== 'app' && pattern !== 'unknown')) return 1;
  const shares = links.some((link) => link.kind === 'volume' && link.actor === actor);
  return shares || links.some((link) => link.kind === 'outbound' && link.from === actor) ? 1 : null;
}

/** The side, or the other one where far fewer stand. */
function roomier(ranks: ReadonlyMap<Actor, number>, side: -1 | 1): -1 | 1 {
  return inRank(ranks, side) >= inRank(ranks, -side) + 3 ? (side === 1 ? -1 : 1) : side;
}

function emptiest(ranks: ReadonlyMap<Actor, number>, { native }: Actor): number {
  const choices = native ? [1, -1] : [1, -1, 0];
  return choices.reduce((best, rank) => (inRank(ranks, rank) < inRank(ranks, best) ? rank : best));
}

function inRank(ranks: ReadonlyMap<Actor, number>, rank: number): number {
  return [...ranks].filter(([actor, own]) => own === rank && actor.lifecycle !== 'init').length;
}
