import { appList } from '../traffic/team.ts';
import type { TextRun } from './diagram.ts';
import { uprightX } from './lines.ts';
import { cutMiddle, textWidth } from './measure.ts';
import type { Plan } from './place.ts';
import type { Lane, Scene } from './scene.ts';
import { count, gateTexts } from './words.ts';

/** What is printed in a lane and below it: what begins here, and what the next lane waits for. */
export function captionOf(plan: Plan, lane: Lane): TextRun[] {
  const { scene, lanes, geometry } = plan;
  const box = lanes.get(lane);
  if (!box) return [];
  const x = geometry.caption;
  const runs: TextRun[] = [];
  const caption = captionText(scene, lane);
  if (caption) {
    const [word, more] = caption;
    runs.push({ kind: 'heading', text: word, x, y: box.y + 24 });
    const beside = x + textWidth('heading', word) + 5;
    const room = freeUntil(plan, beside, box.y + 12, box.y + 28) - beside;
    if (more !== null && textWidth('muted', more) <= room)
      runs.push({ kind: 'muted', text: more, x: beside, y: box.y + 24 });
  }
  if (lane.gate !== null) {
    const y = box.y + box.height;
    const room = Math.min(freeUntil(plan, x, y, y + 18), ...uprights(plan, lane)) - x;
    const [whole, short] = gateTexts(lane.step);
    const text = textWidth('muted', whole) * 1.1 <= room ? whole : short;
    if (room >= 60) runs.push({ kind: 'muted', text: cutMiddle('muted', text, room), x, y: y + 13 });
  }
  return runs;
}

/** Where lines come down that pass the lower edge of a lane. */
function uprights(plan: Plan, lane: Lane): number[] {
  const index = plan.scene.lanes.indexOf(lane);
  return [...plan.vertical].flatMap((link) => {
    return link.kind === 'volume' && link.actor.lane <= index ? [uprightX(plan, link) - 6] : [];
  });
}

/** Where the next container begins, rightwards from a place. */
function freeUntil({ spots, geometry }: Plan, x: number, top: number, bottom: number): number {
  const ahead = [...spots.values()].filter(
    (spot) => spot.x + spot.width > x && spot.y < bottom && spot.y + spot.height + spot.below > top,
  );
  return Math.min(geometry.lane.right, ...ahead.map((spot) => spot.x)) - 8;
}

function captionText(scene: Scene, lane: Lane): readonly [string, string | null] | null {
  const { lanes, subject } = scene;
  if (!lane.run) {
    if (lanes[0] !== lane) return null;
    return ['Init', lanes.length > 2 ? 'one after the other' : 'before the others'];
  }
  const { team } = subject;
  const listed = appList(team);
  if (lanes.length === 1 && listed.length >= 9) {
    const apps = listed.filter(({ role }) => role.pattern === 'app').length;
    const helpers = listed.length - apps;
    return ['Run', `all at once: ${helpers > 0 ? `${count(helpers, 'helper')}, ` : ''}${count(apps, 'app')}`];
  }
  if (team.pod.runs === 'job' && listed.length === 1) return ['Run', 'until the app ends'];
  return ['Run', listed.length > 1 || scene.actors.some(({ native }) => native) ? 'together' : null];
}
