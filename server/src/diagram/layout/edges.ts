import type { Box, DiagramEdge, DiagramNode, Point, TextRun } from '../diagram.ts';
import { toldBy } from '../links.ts';
import { plain, textWidth } from '../measure.ts';
import { entranceName, linkName } from '../names.ts';
import { type Dialling, isToPort, type Link, type Mounting } from '../scene.ts';
import { uniqueIds } from '../unique-ids.ts';
import { probeWords } from '../words.ts';
import { mountLabel } from './cards.ts';
import type { Lines } from './lines.ts';
import { fromDrum } from './link-ends.ts';
import { POD, worst } from './nodes.ts';
import { type Plan, uprightX } from './plan.ts';

/** The lines of a picture as data. */
export function edgesOf(plan: Plan, lines: Lines, nodes: readonly DiagramNode[]): ReadonlyMap<Link, DiagramEdge> {
  const idOf = uniqueIds();
  const drawn = new Map<Link, DiagramEdge>();
  for (const link of plan.scene.links) {
    const points = lines.points.get(link);
    if (!points || points.length < 2) continue;
    const { from, to } = endsOf(link);
    const kind = link.kind === 'passes' ? 'dials' : link.kind;
    const wanted = `${kind}/${from} to ${to}${isToPort(link) ? `:${link.port ?? ''}` : ''}`;
    const upright = link.kind === 'volume' && plan.vertical.has(link) ? uprightLabel(plan, lines, link, points) : null;
    drawn.set(link, {
      id: idOf(wanted),
      kind,
      from: nodeAt(nodes, from, points[0] as Point),
      to: nodeAt(nodes, to, points.at(-1) as Point),
      label: labelOf(link),
      points,
      labelBox: upright?.box ?? null,
      texts: upright ? [upright.run] : link.kind === 'dials' ? localhost(plan, lines, link, points) : [],
      dashed: link.kind === 'volume' && link.use.mount.readOnly,
      ...(isRedirected(link) ? { redirected: true as const } : {}),
      heads: link.kind === 'volume' && link.use.access === 'both' ? 'both' : 'end',
      ...trunkOf(lines, link),
      ...where(plan, link),
      name: linkName(link),
      problem: worst(plan, link),
    });
  }
  return drawn;
}

function endsOf(link: Link): { from: string; to: string } {
  if (link.kind === 'volume') {
    const ends = [link.actor.id, link.drum.id] as const;
    return fromDrum(link) ? { from: ends[1], to: ends[0] } : { from: ends[0], to: ends[1] };
  }
  if (link.kind === 'passes') {
    const ends = [link.proxy.id, link.actor.id] as const;
    return link.way === 'in' ? { from: ends[0], to: ends[1] } : { from: ends[1], to: ends[0] };
  }
  if (link.kind === 'inbound' || link.kind === 'probe')
    return { from: link.from.id, to: (link.through ?? link.to)?.id ?? POD };
  return { from: link.kind === 'outbound' ? (link.through ?? link.from).id : link.from.id, to: link.to.id };
}

/** A trunk is dashed if all its lines are. */
function trunkOf({ trunks }: Lines, link: Link): Pick<DiagramEdge, 'trunk'> {
  const trunk = trunks.find(({ shared }) => shared.has(link));
  const points = trunk?.shared.get(link);
  const isReadOnly = (one: Link) => one.kind === 'volume' && one.use.mount.readOnly;
  return trunk && points ? { trunk: { points, dashed: trunk.links.every(isReadOnly) } } : {};
}

/** Whether rules lead it to the proxy of a mesh: what comes in, and what goes out, up to the proxy. */
function isRedirected(link: Link): boolean {
  return link.kind === 'passes' ? link.way === 'out' : link.kind === 'inbound' && link.through !== null;
}

/** The pin at which a line ends, or the leg of an arch, or the thing itself. */
function nodeAt(nodes: readonly DiagramNode[], owner: string, [x, y]: Point): string {
  const touches = (node: DiagramNode) =>
    (Math.abs(x - node.x) < 0.5 || Math.abs(x - node.x - node.width) < 0.5) && y >= node.y && y <= node.y + node.height;
  const legs = nodes.filter(({ form, parent }) => form === 'leg' && parent === owner);
  const isAt = ({ parent }: DiagramNode) => parent === owner || legs.some(({ id }) => id === parent);
  const pin = nodes.find((node) => node.kind === 'port' && node.form !== 'leg' && isAt(node) && touches(node));
  return pin?.id ?? legs.find(touches)?.id ?? owner;
}

function labelOf(link: Link): string {
  if (link.kind === 'dials') return `localhost:${link.port}`;
  if (link.kind === 'volume') {
    const { path, readOnly } = link.use.mount;
    return `${plain(path ?? 'device')} ${readOnly ? 'ro' : 'rw'}`;
  }
  if (link.kind === 'passes') return link.port === null ? link.way : `:${link.port}`;
  if (link.kind === 'inbound') return link.port === null ? (link.from.ports ?? link.from.what) : `:${link.port}`;
  if (link.kind === 'probe') return `${probeWords(link.kinds)} :${link.port}`;
  return link.to.ports ?? plain(link.to.name);
}

function where({ scene }: Plan, link: Link): Pick<DiagramEdge, 'line' | 'place'> {
  const { team, placeOf } = scene.subject;
  const [told] = toldBy(link, team.pod.document);
  const place = told?.at ? placeOf(told.document, told.at) : null;
  return { place, line: place?.line ?? null };
}

const LABEL_HEIGHT = 13;

/** The path beside an upright line, in the free stretch before the head. */
function uprightLabel(
  plan: Plan,
  { points: all }: Lines,
  link: Mounting,
  points: readonly Point[],
): { run: TextRun; box: Box } {
  const { columns, geometry } = plan;
  const column = geometry.columns[columns.main] ?? { x: 0, width: 0 };
  const x = uprightX(plan, link);
  const right = x < column.x + column.width / 2;
  // Beside the badge of a problem.
  const by = worst(plan, link) === null ? 10 : 14;
  const room = right ? column.x + column.width - x - by : x - column.x - by;
  const text = mountLabel(link.use.mount.path, link.use.mount.readOnly, room);
  const width = textWidth('mount', text);
  const ys = points.map(([, y]) => y);
  const spot = plan.spots.get(link.actor);
  // Tags hang below the card from which the line comes down.
  const [start, bottom] = [Math.min(...ys), Math.max(...ys)];
  const top = start + (spot && spot.y < start ? spot.below : 0);
  // A long line comes from above, through other lanes: its label is near the volume.
  const wish = bottom - top > 60 ? bottom - 12 : (top + bottom) / 2 + 4;
  const left = right ? x + by : x - by - width;
  const y = besideLines(wish, left, width, all.values());
  const run: TextRun = { kind: 'mount', text, x: left, y };
  return { run, box: { x: left, y: y - 10, width, height: LABEL_HEIGHT } };
}

/** The height nearest to a wish at which no line runs through a label; the wish, if there is none near. */
function besideLines(wish: number, left: number, width: number, lines: Iterable<readonly Point[]>): number {
  const runs = [...lines].flatMap((line) =>
    line.flatMap(([x, y], i) => {
      const [bx, by] = line[i - 1] ?? [x, y];
      return by === y && Math.min(x, bx) < left + width && Math.max(x, bx) > left ? [y] : [];
    }),
  );
  const found = [0, 3, -3, 6, -6, 8, -8].find((by) => runs.every((y) => y < wish + by - 13 || y > wish + by + 6));
  return wish + (found ?? 0);
}

const ROOM_FOR_WORD = 80;

/** The word above a straight line where there is room for it, and nothing else is there. */
function localhost(plan: Plan, { points: all }: Lines, link: Dialling, points: readonly Point[]): TextRun[] {
  const [first, last] = points;
  if (points.length !== 2 || !first || !last || Math.abs(last[0] - first[0]) < ROOM_FOR_WORD) return [];
  const width = textWidth('muted', WORD);
  const atPole = typeof plan.spots.get(link.to)?.pole === 'number';
  const right = last[0] > first[0];
  // Beside a pole the port's label takes the other end.
  const near = right ? first[0] + 12 : first[0] - 12 - width;
  const x = atPole ? near : (first[0] + last[0] - width) / 2;
  const y = first[1] - 7;
  const crossed = [...all.values()].some((line) =>
    line.some(([ax, ay], i) => {
      const [bx, by] = line[i - 1] ?? [ax, ay];
      return ax === bx && ax > x - 4 && ax < x + width + 4 && Math.min(ay, by) < y + 3 && Math.max(ay, by) > y - 10;
    }),
  );
  const covered = [...plan.spots.values()].some(
    (spot) =>
      spot.x < x + width && spot.x + spot.width > x && spot.y < y + 3 && spot.y + spot.height + spot.below > y - 11,
  );
  return crossed || covered ? [] : [{ kind: 'muted', text: WORD, x, y }];
}

const WORD = 'localhost';

/** The arrows from Ingresses down to their Services. */
export function entranceEdges({ scene }: Plan, nodes: readonly DiagramNode[]): DiagramEdge[] {
  return scene.neighbours.flatMap((service): DiagramEdge[] => {
    const [from, to] = [service.entrance?.id, service.id].map((id) => nodes.find((node) => node.id === id));
    if (!service.entrance || !from || !to) return [];
    const x = from.x + ENTRANCE_X;
    return [
      {
        id: `inbound/${from.id} to ${to.id}`,
        kind: 'inbound',
        from: from.id,
        to: to.id,
        label: service.entrance.ports ?? from.label,
        points: [
          [x, from.y + from.height],
          [x, to.y],
        ],
        labelBox: null,
        texts: [],
        dashed: false,
        heads: 'end',
        line: from.line,
        place: from.place,
        name: entranceName(service.entrance, service),
        problem: null,
      },
    ];
  });
}

/** In line with the icons of both. */
const ENTRANCE_X = 15;

/** The short stretches between cards and their tags; they are not drawn. */
export function tagEdges(nodes: readonly DiagramNode[]): DiagramEdge[] {
  return nodes.flatMap((node): DiagramEdge[] => {
    const card = node.form === 'tag' ? nodes.find(({ id }) => id === node.parent) : undefined;
    if (!card) return [];
    const inside = node.y < card.y + card.height;
    const x = inside ? node.x + node.width / 2 : node.x;
    const start = inside ? card.y : card.y + card.height;
    return [
      {
        id: `volume/${card.id} to ${node.id}`,
        kind: 'volume',
        from: card.id,
        to: node.id,
        label: node.label,
        points: [
          [x, start],
          [x, node.y],
        ],
        labelBox: null,
        texts: [],
        dashed: false,
        heads: 'none',
        line: node.line,
        place: node.place,
        name: `${card.label} mounts ${node.label}`,
        problem: null,
      },
    ];
  });
}
