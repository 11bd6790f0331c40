import { SEVERITIES } from '../../severity.ts';
import type { Change, Diagram, DiagramEdge, DiagramNode, DiagramProblem, LegendEntry, RailMark } from '../diagram.ts';
import { closingSentence, factsOf } from '../facts.ts';
import { plain } from '../measure.ts';
import { descriptionOf } from '../names.ts';
import { type Bearer, type Lane, type Link, type Scene, sceneOf } from '../scene.ts';
import type { Subject } from '../subject.ts';
import { timelineOf } from '../timeline/lifetimes.ts';
import { uniqueIds } from '../unique-ids.ts';
import { slotsIn } from './arch/arch.ts';
import { legNodes, legPins } from './arch/leg-pins.ts';
import { junctionsOf } from './bundles.ts';
import { type Captions, captionsOf } from './captions.ts';
import { columnsOf } from './columns.ts';
import { edgesOf, entranceEdges, tagEdges } from './edges.ts';
import { geometryOf } from './geometry.ts';
import { type Lines, linesOf } from './lines.ts';
import { containerNode, drumNode, laneNode, neighbourNode, pinNode, podNode, tagId, tagNodes } from './nodes.ts';
import { pinsOf } from './pins.ts';
import { place } from './place.ts';
import { type Plan, POD_TOP } from './plan.ts';

/** How wide a picture is if there is room. */
export const USUAL_WIDTH = 700;

/** What somebody who asks for a picture may choose. */
export interface DrawOptions {
  /** How many pixels there are: the picture is at most that wide, if its columns can be that narrow. */
  readonly width?: number;
  /** Whether the kubelet is shown, and the ports that it asks. */
  readonly probes?: boolean;
}

/** Lays out the picture of a pod. */
export function drawPod(subject: Subject, options: DrawOptions = {}): Diagram {
  return drawScene(sceneOf(subject, options.probes), options);
}

/** Lays out a scene, which has the layer of probes or not. */
export function drawScene(scene: Scene, { width = USUAL_WIDTH }: DrawOptions = {}): Diagram {
  const { subject } = scene;
  const columns = columnsOf(scene, width);
  const plan = place(scene, columns, geometryOf(scene, columns, Math.min(width, USUAL_WIDTH)));
  const captions = captionsOf(plan);
  const lines = linesOf(plan, captions);
  const nodes = nodesOf(plan, lines, captions);
  const drawn = edgesOf(plan, lines, nodes);
  const edges = [...drawn.values(), ...entranceEdges(plan, nodes)];
  const { manifest } = subject.team.pod;
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height)) + (nodes[0]?.stacked ? 6 : 0);
  return {
    version: 1,
    width: plan.geometry.width,
    height: bottom + 12,
    workload: { kind: manifest.kind, name: manifest.name, namespace: manifest.namespace },
    title: plain(`${manifest.kind} ${manifest.name ?? ''}`).trim(),
    description: descriptionOf(scene),
    facts: factsOf(subject),
    density: scene.density,
    rail: railOf(plan, lines),
    nodes,
    edges: [...edges, ...tagEdges(nodes)],
    junctions: junctionsOf(lines.trunks, (link) => drawn.get(link)?.id),
    problems: problemsOf(scene, nodes, drawn),
    timeline: timelineOf(scene),
    foot: { y: bottom + 18, sentence: closingSentence(subject) },
    legend: legendOf(scene, nodes, edges),
  };
}

function nodesOf(plan: Plan, lines: Lines, captions: Captions): DiagramNode[] {
  const { scene } = plan;
  const last = scene.lanes.at(-1);
  const pinId = uniqueIds();
  const pins = [...scene.actors.flatMap((actor) => pinsOf(plan, lines, actor)), ...legPins(plan, lines)];
  return [
    podNode(plan, lines, POD_TOP),
    ...scene.lanes.map((lane) => laneNode(plan, lane, captions.get(lane) ?? [])),
    ...scene.lanes
      .flatMap((lane) => lane.actors.flatMap((actor) => containerNode(plan, lane, actor, pins)))
      .map((node) => (node.form === 'arch' ? { ...node, slots: slotsIn(node, lines.points.values()) } : node))
      .flatMap((node) => [node, ...legNodes(plan, node, pins)]),
    ...scene.drums.flatMap((drum) => drumNode(plan, drum, last)),
    ...scene.actors.flatMap((actor) => tagNodes(plan, actor)),
    ...pins.map((pin) =>
      pinNode(
        plan,
        pin,
        pinId(
          pin.mount
            ? `mount/${pin.actor.id}/${pin.mount.drum.share.name}`
            : `port/${pin.actor.id}/${pin.port?.port ?? pin.leg}`,
        ),
      ),
    ),
    ...scene.neighbours
      .flatMap((one) => (one.entrance ? [one.entrance, one] : [one]))
      .flatMap((neighbour) => {
        const box = lines.neighbours.get(neighbour);
        return box ? [neighbourNode(plan, neighbour, box)] : [];
      }),
  ];
}

function railOf({ scene, lanes, geometry }: Plan, { podEnd }: Lines) {
  const marks: RailMark[] = [];
  let run = 0;
  scene.lanes.forEach((lane, i) => {
    const box = lanes.get(lane);
    if (!box) return;
    const y = box.y + 20;
    if (lane.run) run = y;
    marks.push(lane.run ? { kind: 'play', y, number: null } : { kind: 'step', y, number: i + 1 });
    if (!lane.run)
      marks.push({
        kind: 'gate',
        y: (box.y + box.height + (lanes.get(scene.lanes[i + 1] as Lane)?.y ?? 0)) / 2,
        number: null,
      });
  });
  const bottom = podEnd - 17;
  marks.push({ kind: 'stop', y: bottom, number: null });
  return { x: geometry.pod.x, top: marks[0]?.y ?? run, run, bottom, marks };
}

function problemsOf(
  scene: Scene,
  nodes: readonly DiagramNode[],
  drawn: ReadonlyMap<Link, DiagramEdge>,
): DiagramProblem[] {
  const { problems, placeOf } = scene.subject;
  const sorted = [...problems].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(a.object !== null) - Number(b.object !== null) ||
      a.at.start - b.at.start,
  );
  return sorted.map((problem) => {
    const { rule, severity, message, at, member, object, document, fix } = problem;
    const bearer = scene.bearers.get(problem);
    return {
      rule,
      severity,
      container: member?.container.label ?? null,
      about: member?.container.label ?? object,
      message,
      shownAt: bearer ? idOf(scene, bearer, nodes, drawn) : null,
      place: placeOf(document, at),
      fix,
    };
  });
}

/** The id of what has a problem; null where it is not drawn. */
function idOf(
  { actors }: Scene,
  bearer: Bearer,
  nodes: readonly DiagramNode[],
  drawn: ReadonlyMap<Link, DiagramEdge>,
): string | null {
  if ('id' in bearer) return bearer.id;
  if ('kind' in bearer) return drawn.get(bearer)?.id ?? null;
  const actor = actors.find(({ supplies }) => supplies.includes(bearer));
  const tags = nodes.filter(({ form, parent }) => form === 'tag' && parent === actor?.id);
  // The last tag stands for all others.
  return actor ? ((tags.find(({ id }) => id === tagId(actor, bearer)) ?? tags.at(-1))?.id ?? null) : null;
}

function legendOf(scene: Scene, nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): LegendEntry[] {
  const has = {
    'start-order': scene.lanes.length > 1,
    gate: scene.lanes.length > 1,
    'native-bar': nodes.some(({ form }) => form === 'bar'),
    'native-post': nodes.some(({ form }) => form === 'post'),
    calls: edges.some(({ kind }) => kind === 'dials' || kind === 'inbound' || kind === 'outbound'),
    probe: edges.some(({ kind }) => kind === 'probe'),
    redirected: edges.some(({ redirected }) => redirected === true),
    listens: nodes.some(({ form }) => form === 'pin' || form === 'strip'),
    'volume-write': edges.some(({ kind, dashed }) => kind === 'volume' && !dashed),
    'volume-read': edges.some(({ kind, dashed }) => kind === 'volume' && dashed),
    injected: nodes.some(({ injected }) => injected === true),
  } satisfies Record<Exclude<LegendEntry, Change>, boolean>;
  return (Object.keys(has) as (keyof typeof has)[]).filter((entry) => has[entry]);
}
