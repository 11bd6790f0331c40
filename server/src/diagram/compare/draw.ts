import {
  CHANGES,
  type Comparison,
  type Diagram,
  type DiagramNode,
  type Fact,
  type Rail,
  type RailMark,
} from '../diagram.ts';
import { type DrawOptions, drawScene } from '../layout/layout.ts';
import { plain } from '../measure.ts';
import { type Scene, sceneOf } from '../scene.ts';
import type { Subject } from '../subject.ts';
import { marked } from './marks.ts';
import { sentenceFor } from './sentence.ts';
import { stateOf } from './state.ts';
import { unionOf } from './union.ts';

/** Two states of a pod; null for a state that does not have it. */
export interface States {
  readonly before: Subject | null;
  readonly after: Subject | null;
  /** What they are called: `HEAD`, `working tree`. */
  readonly names: readonly [before: string, after: string];
}

/** Draws two states of a pod as one picture in which what differs is marked; null if neither state has the pod. */
export function drawComparison({ before, after, names }: States, options: DrawOptions = {}): Diagram | null {
  const whole = after ?? (before && { ...before, placeOf: () => null });
  if (!whole) return null;
  const { subject, now } = unionOf(before ?? without(whole), after ?? without(whole));
  const scene = sceneOf(subject, options.probes);
  const picture = drawScene(scene, options);
  const [was, is] = [before, after].map((state) => state && stateOf(state, scene, now, options));
  const { nodes, edges, told } = marked(picture, scene, [was ?? null, is ?? null]);
  const facts = was && is ? factsIn(was.picture.facts, is.picture.facts) : picture.facts;
  const isDrawn = told.length > 0 || facts.some((fact) => fact.was !== undefined);
  const isVolumeMarked = [...nodes, ...edges].some(({ kind, change }) => kind === 'volume' && change !== undefined);
  const comparison: Comparison = {
    title: `${plain(names[0])} → ${plain(names[1])}`,
    sentence: sentenceFor({ before, after, names }, isDrawn, isVolumeMarked),
  };
  const gone = goneLanes(scene, nodes);
  const changes = new Set([...nodes, ...edges].map(({ change }) => change));
  return {
    ...picture,
    nodes: nodes.map((node) => withoutGate(node, gone)),
    edges,
    facts,
    description: [...told, comparison.sentence, picture.description].filter(Boolean).join(' '),
    rail: railIn(picture, scene, gone),
    // How it starts and ends is that of the later state, and nothing of a pod that is gone.
    timeline: is?.picture.timeline ?? null,
    foot: { ...picture.foot, sentence: is?.picture.foot.sentence ?? null },
    comparison,
    legend: [...picture.legend, ...CHANGES.filter((one) => changes.has(one))],
  };
}

/** A state of a pod in which it does not exist. */
function without(subject: Subject): Subject {
  return {
    ...subject,
    team: { ...subject.team, members: [] },
    steps: [],
    expected: [],
    calls: [],
    shares: [],
    inbound: [],
    outbound: [],
    entrances: [],
    scrapes: [],
    probed: [],
    problems: [],
  };
}

/** What the head tells, with what it told before; what it does not tell any more comes last. */
function factsIn(before: readonly Fact[], after: readonly Fact[]): Fact[] {
  const changed = after.map((fact): Fact => {
    const was = before.find(({ label }) => label === fact.label)?.value ?? NOTHING;
    return was === fact.value ? fact : { ...fact, was };
  });
  const gone = before.filter(({ label }) => after.every((fact) => fact.label !== label));
  return [...changed, ...gone.map(({ label, value }) => ({ label, value: NOTHING, was: value }))];
}

const NOTHING = '–';

/** The ids of the steps that are no more: all that stands in them is gone. */
function goneLanes({ lanes }: Scene, nodes: readonly DiagramNode[]): ReadonlySet<string> {
  const gone = new Set(nodes.flatMap(({ id, change }) => (change === 'removed' ? [id] : [])));
  return new Set(
    lanes.flatMap(({ id, actors }) => (actors.length > 0 && actors.every((one) => gone.has(one.id)) ? [id] : [])),
  );
}

/** A step that is no more holds nobody back. */
function withoutGate(node: DiagramNode, gone: ReadonlySet<string>): DiagramNode {
  if (!gone.has(node.id)) return node;
  const bottom = node.y + node.height;
  return { ...node, texts: node.texts.map((run) => (run.y > bottom ? { ...run, change: 'old' } : run)) };
}

/** Steps that are no more are not counted. */
function railIn({ rail }: Diagram, { lanes }: Scene, gone: ReadonlySet<string>): Rail {
  let [step, number] = [-1, 0];
  const marks = rail.marks.map((mark): RailMark => {
    if (mark.kind === 'step') step++;
    const isGone = (mark.kind === 'step' || mark.kind === 'gate') && gone.has(lanes[step]?.id ?? '');
    if (isGone) return { ...mark, number: null, removed: true };
    return mark.kind === 'step' ? { ...mark, number: ++number } : mark;
  });
  return { ...rail, marks };
}
