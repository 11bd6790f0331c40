import type { Lane, Scene } from '../scene.ts';
import { HEAD_GAP, isRoomy, isWide } from './arch/arch.ts';
import type { Columns } from './columns.ts';
import type { Geometry } from './geometry.ts';
import { mainColumnOf } from './main-column.ts';
import { placeRun } from './place-run.ts';
import { columnOf, endOf, type Plan } from './plan.ts';
import { spotOf } from './spots.ts';

const LANE_TOP = 98;
/** Between lanes: room for what the next one waits for. */
const GATE_GAP = 18;

/** Places containers and volumes, lane by lane. */
export function place(scene: Scene, columns: Columns, geometry: Geometry): Plan {
  const { order, vertical } = mainColumnOf(scene, columns);
  const spots = new Map(scene.actors.map((actor) => [actor, spotOf(scene, columns, geometry, vertical, actor)]));
  const plan: Plan = {
    scene,
    columns,
    geometry,
    spots,
    drums: new Map(),
    lanes: new Map(),
    order,
    vertical,
    contacts: new Map(),
    bottoms: geometry.columns.map(() => 0),
  };
  let top = LANE_TOP;
  for (const [i, lane] of scene.lanes.entries()) {
    const bottom = lane.run ? placeRun(plan, lane, top) : placeStep(plan, lane, i, top);
    plan.lanes.set(lane, {
      x: geometry.lane.x,
      y: top,
      width: geometry.lane.right - geometry.lane.x,
      height: bottom - top,
    });
    top = bottom + (!lane.run && scene.mesh?.proxy.lane === i ? HEAD_GAP : GATE_GAP);
  }
  for (const spot of spots.values()) if (spot.form === 'bar') spot.height = endOf(plan) - 8 - spot.below - spot.y;
  return plan;
}

/** Places the container of an early step; gives the lower edge of its lane. */
function placeStep(plan: Plan, { actors }: Lane, index: number, top: number): number {
  const [actor] = actors;
  const spot = actor && plan.spots.get(actor);
  if (!spot) return top + 48;
  // The caption of the first lane stands above whatever is in the left column.
  const isAcross = spot.form === 'arch' || isWide(plan.scene, actor);
  const isAbove = spot.column === plan.columns.first || isAcross;
  const under = index === 0 && isAbove && !isRoomy(plan) ? 24 : 0;
  const bottoms = plan.bottoms;
  if (isAcross) {
    spot.y = Math.max(top + (spot.form === 'arch' ? 8 : 6) + under, Math.max(...bottoms) + 24);
    const end = spot.y + spot.height;
    bottoms.fill(end);
    return spot.form === 'arch' ? end - HEAD_GAP : end + 6;
  }
  spot.y = Math.max(top + 8 + under, (bottoms[spot.column] ?? 0) + 24);
  const bottom = spot.y + spot.height + spot.below;
  bottoms[spot.column] = bottom;
  if (spot.form === 'card') return bottom + 10;
  const next = plan.scene.lanes[index + 1]?.actors[0];
  const inSameColumn = next?.native && columnOf(plan, next) === spot.column;
  const least = top + (spot.form === 'bar' ? 48 : 62) + under;
  return inSameColumn ? Math.max(least, bottom + 6) : least;
}
