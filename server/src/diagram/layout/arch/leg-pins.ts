import type { Box, DiagramNode, TextRun } from '../../diagram.ts';
import { plain, textWidth } from '../../measure.ts';
import type { Link } from '../../scene.ts';
import { mountLabel, UNTIL_POD_END } from '../cards.ts';
import type { Lines } from '../lines.ts';
import { FAR } from '../pin-labels.ts';
import { mountEnds, type Pin, placedPin } from '../pins.ts';
import type { Plan } from '../plan.ts';
import { legsOf } from './arch.ts';

/** The pins of the legs of an arch: where the proxy takes in what comes in and what goes out, and what it serves itself. */
export function legPins(plan: Plan, { points }: Lines): Pin[] {
  const { scene } = plan;
  const legs = legsOf(plan);
  if (!scene.mesh || !legs) return [];
  const { proxy, redirect } = scene.mesh;
  const pins: Pin[] = [];
  for (const way of ['in', 'out'] as const) {
    const known = way === 'in' ? redirect.inbound : redirect.outbound;
    if (!known) continue;
    const ends = scene.links.flatMap((link) => (meets(link, way) ? (points.get(link)?.at(-1)?.[1] ?? []) : []));
    const heights = ends.length > 0 ? [...new Set(ends)].sort((a, b) => a - b) : [loose(plan, legs[way])];
    const label = known.port === null ? way : `:${known.port}`;
    const port = known.port === null ? null : { port: known.port, label, at: null };
    pins.push(pinAt({ actor: proxy, port, mount: null, leg: way, label }, legs[way].x, heights, 'left'));
  }
  // Those within the arch call the proxy itself, or share a volume with it.
  const right = legs.in.x + legs.in.width;
  for (const link of scene.links) {
    if (link.kind !== 'dials' || link.to !== proxy) continue;
    const end = points.get(link)?.at(-1);
    if (!end) continue;
    const label = `:${link.port}`;
    const port = { port: link.port, label, at: null };
    pins.push(pinAt({ actor: proxy, port, mount: null, leg: 'in', label }, right, [end[1]], 'right'));
  }
  for (const { link, y } of mountEnds(scene.links, points, proxy)) {
    const label = mountLabel(link.use.mount.path, link.use.mount.readOnly, legs.in.width - 20);
    pins.push(pinAt({ actor: proxy, port: null, mount: link, leg: 'in', label }, right, [y], 'right'));
  }
  return printed(pins, legs.in.x);
}

/** Where a pin stands that has no lines: beside the application. */
function loose({ spots, scene }: Plan, { y, height }: Box): number {
  const app = scene.app && spots.get(scene.app);
  const wish = app ? app.y + Math.min(app.height / 2, 60) : 0;
  return Math.round(Math.min(Math.max(wish, y + 50), y + height - 50));
}

/** Whether a line ends where the proxy takes the traffic of the pod in. */
function meets(link: Link, way: 'in' | 'out'): boolean {
  return way === 'in' ? link.kind === 'inbound' && link.through !== null : link.kind === 'passes' && link.way === 'out';
}

function pinAt(
  what: Pick<Pin, 'actor' | 'port' | 'mount' | 'leg' | 'label'>,
  x: number,
  heights: readonly number[],
  side: 'left' | 'right',
): Pin {
  const placed = placedPin(x, heights, side);
  return { ...what, ...placed, form: what.mount ? 'mount' : placed.form, texts: [] };
}

/** Gives the pins their labels, each in a row of its own. */
function printed(pins: readonly Pin[], x: number): Pin[] {
  const rows: number[] = [];
  return pins.map((pin) => {
    const { leg, side, box, heights, label, mount, port } = pin;
    const [first = box.y, last = first] = [heights[0], heights.at(-1)];
    let y = first + 4;
    if (side === 'left') {
      if (leg === 'in') rows.push(y - 17, y);
      const left = (leg === 'in' ? x : box.x + box.width / 2) + 12;
      const word: TextRun = { kind: 'muted', text: leg ?? '', x: left, y: port ? y - 17 : y };
      const ys = last - first > FAR ? [y, last + 4] : [y];
      const ports = ys.map((at): TextRun => ({ kind: 'port', text: label, x: left, y: at }));
      return { ...pin, texts: port ? [word, ...ports] : [word] };
    }
    while (rows.some((row) => Math.abs(row - y) < 15)) y++;
    rows.push(y);
    const right = box.x + box.width / 2 - 12;
    return { ...pin, texts: [{ kind: mount ? 'mount' : 'port', text: label, x: right, y, anchor: 'end' }] };
  });
}

/** The legs as nodes: what stands at them, and that they stand until the pod ends. */
export function legNodes(plan: Plan, head: DiagramNode, pins: readonly Pin[]): DiagramNode[] {
  const { mesh } = plan.scene;
  const legs = legsOf(plan);
  if (!mesh || !legs || head.id !== mesh.proxy.id) return [];
  const { injected, ...rest } = head;
  return (['in', 'out'] as const).map((way): DiagramNode => {
    const box = legs[way];
    const known = way === 'in' ? mesh.redirect.inbound : mesh.redirect.outbound;
    const bottom = box.y + box.height;
    const isFree = pins.every(({ leg, box: pin }) => leg !== way || pin.y + pin.height < bottom - 36);
    const hasWords = mesh.proxy.native && isFree && textWidth('muted', UNTIL_POD_END) <= box.width - 4;
    const words = `${way === 'in' ? 'inbound' : 'outbound'} side of ${plain(head.label)}`;
    return {
      ...rest,
      ...box,
      id: legId(head.id, way),
      kind: 'port',
      form: 'leg',
      label: way,
      container: null,
      parent: head.id,
      name: known ? `${words}${known.port === null ? '' : `, takes TCP in on ${known.port}`}` : words,
      role: null,
      texts: hasWords
        ? [{ kind: 'muted', text: UNTIL_POD_END, x: box.x + box.width / 2, y: bottom - 16, anchor: 'middle' }]
        : [],
      problem: null,
    };
  });
}

/** The id of a leg of an arch. */
export function legId(head: string, way: 'in' | 'out'): string {
  return `leg/${head}/${way}`;
}
