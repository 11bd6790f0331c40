import type { TextRun } from '../diagram.ts';
import { textWidth } from '../measure.ts';
import type { Lane, Scene } from '../scene.ts';
import { count, gateTexts } from '../words.ts';
import { legsOf } from './arch/arch.ts';
import { type Plan, uprightX } from './plan.ts';

/** What is printed in each lane and below it: what begins there, and what the next lane waits for. */
export type Captions = ReadonlyMap<Lane, readonly TextRun[]>;

/** The captions of all lanes of a plan. */
export function captionsOf(plan: Plan): Captions {
  return new Map(plan.scene.lanes.map((lane) => [lane, captionOf(plan, lane)]));
}

function captionOf(plan: Plan, lane: Lane): TextRun[] {
  const box = plan.lanes.get(lane);
  if (!box) return [];
  const runs: TextRun[] = [];
  const caption = captionText(plan.scene, lane);
  if (caption) {
    const [word, more] = caption;
    const width = textWidth('heading', word);
    const whole = width + 5 + textWidth('muted', more ?? '');
    const [top, bottom] = [box.y + 12, box.y + 28];
    const lines = uprights(plan, plan.scene.lanes.indexOf(lane) - 1, PATH);
    // In short at the left rather than in full in the middle of the lane.
    const x = freeFrom(plan, top, bottom, width, lines);
    const roomy = freeFrom(plan, top, bottom, whole, lines);
    if (x !== null) runs.push({ kind: 'heading', text: word, x, y: box.y + 24 });
    if (x !== null && x === roomy && more !== null) {
      runs.push({ kind: 'muted', text: more, x: x + width + 5, y: box.y + 24 });
    }
  }
  if (lane.gate !== null) {
    const y = box.y + box.height;
    const places = gateTexts(lane).map((text) => {
      const width = textWidth('muted', text) * 1.1;
      return { text, x: freeFrom(plan, y, y + 18, width, uprights(plan, plan.scene.lanes.indexOf(lane), 0)) };
    });
    // In short at its usual place rather than in full elsewhere.
    const found = places.find(({ x }) => x === plan.geometry.caption) ?? places.find(({ x }) => x !== null);
    if (found && found.x !== null) runs.push({ kind: 'muted', text: found.text, x: found.x, y: y + 13 });
  }
  return runs;
}

/** Room beside an upright line for the path that is printed there. */
const PATH = 120;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where lines come down that pass the lower edge of a lane, and what is printed beside them. */
function uprights(plan: Plan, index: number, beside: number): Stretch[] {
  return [...plan.vertical].flatMap((link): Stretch[] => {
    if (link.kind !== 'volume' || link.actor.lane > index) return [];
    const x = uprightX(plan, link);
    const left = plan.columns.main === plan.columns.first;
    return [{ from: left ? x - beside : x, to: left ? x : x + beside }];
  });
}

/** Half of what a pole takes. */
const POLE = 4;

/** The first place from the left where a text of this width meets no container, no pole and no line; null if there is none. */
function freeFrom(plan: Plan, top: number, bottom: number, width: number, lines: readonly Stretch[]): number | null {
  const { spots, drums, geometry } = plan;
  const standing = [...spots.values()].map((spot) => ({ ...spot, height: spot.height + spot.below }));
  const poles = standing.flatMap(({ pole, y }) =>
    pole !== null && y < bottom ? [{ from: pole - POLE, to: pole + POLE }] : [],
  );
  const blocks = [
    ...poles,
    ...[...standing, ...drums.values(), ...Object.values(legsOf(plan) ?? {})]
      .filter((box) => box.y < bottom && box.y + box.height > top)
      .map(({ x, width: own }) => ({ from: x, to: x + own })),
    ...lines,
  ];
  const starts = [geometry.caption, ...blocks.map(({ to }) => to + 10)].sort((a, b) => a - b);
  const free = starts.find((x) => {
    const end = x + width;
    return (
      x >= geometry.caption &&
      end <= geometry.lane.right - 4 &&
      blocks.every(({ from, to }) => to < x || from > end + 4)
    );
  });
  return free ?? null;
}

function captionText(scene: Scene, lane: Lane): readonly [string, string | null] | null {
  const { lanes, subject } = scene;
  if (!lane.run) {
    if (lanes[0] !== lane) return null;
    return ['Init', lanes.length > 2 ? 'one after the other' : 'before the others'];
  }
  const { team } = subject;
  const listed = lane.actors.filter(({ lifecycle }) => lifecycle === 'container');
  if (team.pod.shape === 'tekton-task') return ['Run', 'the steps one after the other'];
  if (lanes.length === 1 && listed.length >= 9) {
    const apps = listed.filter(({ pattern }) => pattern === 'app').length;
    const helpers = listed.length - apps;
    return ['Run', `all at once: ${helpers > 0 ? `${count(helpers, 'helper')}, ` : ''}${count(apps, 'app')}`];
  }
  if (team.pod.runs === 'job' && listed.length === 1) return ['Run', 'until the app ends'];
  return ['Run', listed.length > 1 || scene.actors.some(({ native }) => native) ? 'together' : null];
}
