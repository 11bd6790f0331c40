import type { Actor, Lane, Passing } from '../../scene.ts';
import { type End, endAt, PIN, type Taken } from '../ends.ts';
import type { Plan } from '../plan.ts';
import { poleEnd } from '../poles.ts';
import type { Spot } from '../spots.ts';
import type { Outside } from './exits.ts';

/** The end of a line from outside at a container; at the pod's border if no container is known. */
export function innerEnd(plan: Plan, taken: Taken, link: Outside | Passing): End {
  const actor: Actor | null = link.kind === 'passes' ? link.actor : link.kind === 'outbound' ? link.from : link.to;
  if (actor && actor === plan.scene.mesh?.proxy) return atHead(plan, taken, link);
  if (!actor) {
    const used = taken.get('pod') ?? [];
    const run = plan.lanes.get(plan.scene.lanes.at(-1) as Lane);
    const [top, room] = [(run?.y ?? 98) + 44, (run?.height ?? 62) - 52];
    const y = top + Math.min(room, 24 * used.length);
    taken.set('pod', [...used, y]);
    return { x: plan.geometry.pod.x, y, side: 'left', gap: 0 };
  }
  if (link.kind === 'outbound' || (link.kind === 'passes' && link.way === 'out'))
    return endAt(plan, taken, link, actor, 'right', throughBar(plan, actor), false);
  const spot = plan.spots.get(actor);
  const planned = plan.contacts.get(link);
  const pole = spot ? poleEnd(plan, taken, spot, 'left', planned ?? spot.y + spot.height + 40) : null;
  return pole ?? endAt(plan, taken, link, actor, 'left', intoBar(plan, link, actor), true);
}

/** The end of a line from outside at the head of an arch. */
function atHead({ scene, spots, columns }: Plan, taken: Taken, link: Outside | Passing): End {
  const { x, y, width, height, card } = spots.get(scene.mesh?.proxy as Actor) as Spot;
  const isIn = link.kind === 'inbound' || link.kind === 'probe';
  const used = taken.get(`head ${isIn}`) ?? [];
  const row = isIn ? card.rows.find(({ port }) => port === link.port)?.at : undefined;
  const wish = y + Math.min(row ?? 34 + 14 * used.length, height - 8);
  taken.set(`head ${isIn}`, [...used, wish]);
  return isIn
    ? { x: row === undefined ? x : x - PIN, y: wish, side: 'left', gap: 0 }
    : { x: x + width, y: wish, side: 'right', gap: columns.count };
}

/** Traffic from outside comes to a bar where it goes on to the application, else while the pod runs; the kubelet to its head. */
function intoBar({ spots, contacts, lanes, scene }: Plan, { kind }: Outside | Passing, actor: Actor): number | null {
  const spot = spots.get(actor);
  if (spot?.form !== 'bar') return null;
  if (kind === 'probe') return spot.y + spot.card.free;
  const passed = [...contacts].flatMap(([link, y]) => (link.kind === 'dials' && link.from === actor ? [y] : []));
  const run = lanes.get(scene.lanes.at(-1) as Lane);
  return passed[0] ?? Math.max((run?.y ?? 0) + 60, spot.y + spot.card.height + 16);
}

/** What comes into a bar goes out of it at the same height. */
function throughBar({ spots, contacts }: Plan, actor: Actor): number | null {
  if (spots.get(actor)?.form !== 'bar') return null;
  const heights = [...contacts].flatMap(([link, y]) => (link.kind === 'dials' && link.to === actor ? [y] : []));
  return heights.at(-1) ?? null;
}
