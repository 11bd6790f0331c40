import type { Box, Diagram, DiagramEdge, DiagramNode, Point, TextRun } from '../../server/src/diagram/diagram.ts';
import { textWidth } from '../../server/src/diagram/measure.ts';
import { stripFaults } from './diagram-strip-faults.ts';

/** What is wrong with the geometry of a picture, a line for each fault. */
export function faultsIn(diagram: Diagram): string[] {
  const faults: string[] = [];
  const byId = new Map(diagram.nodes.map((node) => [node.id, node]));
  if (byId.size !== diagram.nodes.length) faults.push('two nodes have one id');
  if (new Set(diagram.edges.map(({ id }) => id)).size !== diagram.edges.length) faults.push('two edges have one id');
  if (numbersIn(diagram).some((number) => !Number.isFinite(number))) faults.push('a number is not finite');
  for (const [i, node] of diagram.nodes.entries()) {
    const { id, parent, label, name } = node;
    if (label === '' || name === '') faults.push(`${id} has no name`);
    if (node.x < 0 || node.y < 0 || node.x + node.width > diagram.width) faults.push(`${id} leaves the picture`);
    const pod = diagram.nodes.find(({ kind }) => kind === 'pod');
    if ((node.form === 'tag' || node.form === 'leg') && pod && !within(node, pod)) faults.push(`${id} leaves the pod`);
    const holder = parent === null ? undefined : byId.get(parent);
    if (parent !== null && (!holder || diagram.nodes.indexOf(holder) > i))
      faults.push(`${id} stands before its parent`);
    if (holder && !isHeld(node, holder)) faults.push(`${id} is not at its parent`);
    for (const other of diagram.nodes.slice(i + 1)) {
      if (other.kind === node.kind && other.parent === parent && meet(node, other))
        faults.push(`${id} and ${other.id} overlap`);
    }
  }
  for (const edge of diagram.edges) faults.push(...edgeFaults(diagram, edge, byId));
  for (const head of diagram.nodes) if (head.form === 'arch') faults.push(...archFaults(diagram, head));
  faults.push(...labelFaults(diagram), ...stripFaults(diagram), ...bundleFaults(diagram), ...markFaults(diagram));
  return faults;
}

/** An arch stands on two legs around all containers that start with or after it, and no label of a leg leaves it. */
function archFaults({ nodes, edges }: Diagram, head: DiagramNode): string[] {
  const faults: string[] = [];
  const legs = nodes.filter(({ form, parent }) => form === 'leg' && parent === head.id);
  const [left, right] = [Math.min(...legs.map((leg) => leg.x + leg.width)), Math.max(...legs.map(({ x }) => x))];
  if (legs.length !== 2) faults.push(`${head.id} has ${legs.length} legs`);
  for (const node of nodes) {
    const isBelow = node.kind === 'container' || node.form === 'drum' || node.form === 'tag';
    if (isBelow && node.y >= head.y + head.height && (node.x < left || node.x + node.width > right))
      faults.push(`${head.id} does not stand around ${node.id}`);
    const isIn = (slot: number, { kind, text, x }: TextRun) => slot > x - 5 && slot < x + textWidth(kind, text) + 5;
    const isCut = node === head && head.slots?.some((slot) => head.texts.some((run) => isIn(slot, run)));
    if (isCut) faults.push(`a line comes down through a text of ${head.id}`);
    const leg = legs.find(({ id }) => id === node.parent);
    const isOut = ({ x, anchor }: TextRun) => leg && (anchor === 'end' ? x > leg.x + leg.width : x < leg.x);
    if (node.texts.some(isOut)) faults.push(`a text of ${node.id} leaves its leg`);
  }
  for (const { id, redirected, to } of edges) {
    const end = nodes.find((node) => node.id === to);
    if (redirected && !legs.some((leg) => leg.id === end?.parent)) faults.push(`${id} does not end at a leg`);
  }
  return faults;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function isHeld(node: DiagramNode, holder: DiagramNode): boolean {
  const { form } = node;
  if (form === 'tag') return Math.abs(node.x + node.width / 2 - holder.x - holder.width / 2) <= holder.width / 2;
  if (node.kind !== 'port') return within(node, holder);
  if (form === 'leg') return Math.abs(node.y - holder.y - holder.height) < 0.5 && hasWidthOf(node, holder);
  const center = node.x + node.width / 2;
  const borders = [holder.x, holder.x + holder.width, holder.pole?.x ?? holder.x];
  const bottom = holder.pole?.bottom ?? holder.y + holder.height;
  return borders.some((x) => Math.abs(x - center) < 1) && node.y >= holder.y - 2 && node.y + node.height <= bottom + 2;
}

/** Whether a leg stands below its head, at one of its ends. */
function hasWidthOf(leg: Box, head: Box): boolean {
  const [left, right] = [Math.abs(leg.x - head.x), Math.abs(leg.x + leg.width - head.x - head.width)];
  return Math.min(left, right) < 0.5 && leg.width < head.width / 2 && leg.height > 0;
}

function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - 0.5 &&
    inner.y >= outer.y - 0.5 &&
    inner.x + inner.width <= outer.x + outer.width + 0.5 &&
    inner.y + inner.height <= outer.y + outer.height + 0.5
  );
}

function meet(a: Box, b: Box): boolean {
  return (
    a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && a.y + 0.5 < b.y + b.height && b.y + 0.5 < a.y + a.height
  );
}

function edgeFaults(diagram: Diagram, edge: DiagramEdge, byId: ReadonlyMap<string, DiagramNode>): string[] {
  const { id, points } = edge;
  const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
  if (!from || !to) return [`${id} has an end that is no node`];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return [`${id} has no points`];
  const faults: string[] = [];
  if (!onBorder(first, from)) faults.push(`${id} does not begin on the border of ${from.id}`);
  if (!onBorder(last, to)) faults.push(`${id} does not end on the border of ${to.id}`);
  // What a line may touch: its ends, and what these stand at.
  const own = [from, to].flatMap((end) => {
    const holder = end.kind === 'port' ? byId.get(end.parent ?? '') : undefined;
    return [end, holder];
  });
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!before) return;
    if (before[0] !== point[0] && before[1] !== point[1]) faults.push(`${id} is not orthogonal`);
    for (const node of diagram.nodes) {
      const solid = ['card', 'bar', 'post', 'arch', 'leg', 'drum', 'tag', 'neighbour', 'pointer', 'chip'].includes(
        node.form,
      );
      if (!solid || own.includes(node) || (node.form === 'tag' && own.some((one) => one?.id === node.parent))) continue;
      // Where a line comes down through the head of an arch, the head has a gap.
      if (before[0] === point[0] && node.slots?.includes(point[0])) continue;
      if (meet(stretch(before, point), node)) faults.push(`${id} passes through ${node.id}`);
    }
  });
  return faults;
}

function stretch(a: Point, b: Point): Box {
  return {
    x: Math.min(a[0], b[0]) - 0.6,
    y: Math.min(a[1], b[1]) - 0.6,
    width: Math.abs(a[0] - b[0]) + 1.2,
    height: Math.abs(a[1] - b[1]) + 1.2,
  };
}

function onBorder([x, y]: Point, box: Box): boolean {
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const near = (a: number, b: number) => Math.abs(a - b) <= 0.5;
  const alongX = x >= box.x - 0.5 && x <= right + 0.5;
  const alongY = y >= box.y - 0.5 && y <= bottom + 0.5;
  return (alongY && (near(x, box.x) || near(x, right))) || (alongX && (near(y, box.y) || near(y, bottom)));
}

function labelFaults({ nodes, edges }: Diagram): string[] {
  const labelled = edges.filter(({ labelBox }) => labelBox !== null);
  return labelled.flatMap(({ id, labelBox }, i) => {
    const box = labelBox as Box;
    const covered = nodes.filter(({ kind }) => kind !== 'pod' && kind !== 'lane').filter((node) => meet(box, node));
    const others = labelled.slice(i + 1).filter((other) => meet(box, other.labelBox as Box));
    return [...covered, ...others].map((one) => `the label of ${id} covers ${one.id}`);
  });
}

function bundleFaults({ edges, junctions }: Diagram): string[] {
  const faults = edges.flatMap(({ id, points, trunk }) => {
    if (!trunk) return [];
    const ends = [points[0], points.at(-1)].filter((end) => end && same(end, trunk.points[0]));
    const off = trunk.points.some((point) => !isOn(point, points));
    return [
      ...(ends.length > 0 ? [] : [`the trunk of ${id} has no end of it`]),
      ...(off ? [`${id} leaves its trunk`] : []),
    ];
  });
  for (const { x, y, kind, edges: ids } of junctions) {
    const own = edges.filter(({ id }) => ids.includes(id));
    if (own.length !== ids.length || own.length < 2) faults.push(`the junction at ${x} ${y} joins nothing`);
    for (const edge of own) {
      if (!isOn([x, y], edge.points)) faults.push(`${edge.id} does not pass the junction at ${x} ${y}`);
      if (!edge.trunk) faults.push(`${edge.id} has a junction and no trunk`);
      if ((edge.kind === 'volume') !== (kind === 'volumes')) faults.push(`${edge.id} has a junction of others`);
    }
  }
  return faults;
}

function same(a: Point, b: Point | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}

function isOn([x, y]: Point, points: readonly Point[]): boolean {
  return points.some((b, i) => {
    const a = points[i - 1] ?? b;
    const [left, right, top, bottom] = [
      Math.min(a[0], b[0]),
      Math.max(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[1], b[1]),
    ];
    return x >= left && x <= right && y >= top && y <= bottom;
  });
}

/** Marks of a comparison stand in the picture, on their line or at a corner; what is gone stands nowhere in the file. */
function markFaults({ nodes, edges, width }: Diagram): string[] {
  const faults: string[] = [];
  const solid = nodes.filter(({ kind }) => ['container', 'volume', 'service', 'external'].includes(kind));
  for (const { id, mark, change, line } of [...nodes, ...edges]) {
    if (change === 'removed' && line !== null) faults.push(`${id} is gone, but has a line`);
    if (!mark) continue;
    if (!change) faults.push(`${id} has a mark for nothing`);
    if (mark.x < 0 || mark.y < 0 || mark.x + mark.width > width) faults.push(`the mark of ${id} leaves the picture`);
  }
  for (const node of nodes) {
    if (node.mark && !meet(node.mark, node)) faults.push(`the mark of ${node.id} is not at it`);
  }
  for (const { id, mark, points } of edges) {
    if (!mark) continue;
    if (!points.some((point, i) => i > 0 && meet(stretch(points[i - 1] as Point, point), mark)))
      faults.push(`the mark of ${id} is not on it`);
    for (const node of solid) if (meet(mark, node)) faults.push(`the mark of ${id} covers ${node.id}`);
  }
  const marks = [...nodes, ...edges].flatMap(({ id, mark }) => (mark ? [{ id, mark }] : []));
  marks.forEach((one, i) => {
    for (const other of marks.slice(i + 1))
      if (meet(one.mark, other.mark)) faults.push(`the marks of ${one.id} and ${other.id} meet`);
  });
  return faults;
}
