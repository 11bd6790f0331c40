// Where a new container would stand in a lane, as far as a picture can tell: where nothing else is.
import { boxesOfLine, boxOfText } from '../../server/src/diagram/boxes.ts';
import type { Box, Diagram } from '../../server/src/diagram/diagram.ts';
import type { Slot } from '../../server/src/diagram/svg/slot.ts';

const WIDTH = 114;
const HEIGHT = 44;
/** The plus sign alone: no pointer target is smaller. */
const SMALL = 24;
const MARGIN = 6;
const GRID = 8;
/** The rail and its numbers. */
const RAIL = 14;

/** The free place of a lane: as far right as there is room, in the middle of its height; else at its caption. */
export function slotIn(diagram: Diagram, lane: string): Slot | null {
  const around = diagram.nodes.find(({ id, kind }) => id === lane && kind === 'lane');
  if (!around) return null;
  const taken = takenIn(diagram, around);
  const within = { ...around, x: around.x + RAIL, width: around.width - RAIL };
  const whole = freeIn(within, WIDTH, HEIGHT, taken);
  if (whole) return { lane, box: whole, small: false };
  const box = freeIn(within, SMALL, SMALL, taken) ?? {
    x: around.x + around.width - SMALL - 2,
    y: around.y + 2,
    width: SMALL,
    height: SMALL,
  };
  return { lane, box, small: true };
}

/** What stands in a lane: cards, volumes and ports, what is printed in it, and lines. */
function takenIn({ nodes, edges, rail }: Diagram, lane: Box): Box[] {
  const things = nodes.filter(({ kind }) => kind !== 'pod' && kind !== 'lane');
  const poles = nodes.flatMap(({ pole }) =>
    pole ? [{ x: pole.x - 3, y: pole.top, width: 6, height: pole.bottom - pole.top }] : [],
  );
  const texts = nodes
    .filter((node) => node.kind === 'lane' || node.kind === 'port')
    .flatMap((node) => node.texts)
    .map((run): Box => ({ ...boxOfText(run), y: run.y - 12, height: 16 }));
  const lines = edges.flatMap(({ kind, points, labelBox }) => {
    if (kind === 'order') return [];
    const stretches = boxesOfLine(points);
    return labelBox ? [...stretches, labelBox] : stretches;
  });
  const left = { x: rail.x - 12, y: rail.top, width: 24, height: rail.bottom - rail.top };
  return [...things, ...poles, ...texts, ...lines, left].filter((box) => meets(box, lane, 0));
}

function freeIn(lane: Box, width: number, height: number, taken: readonly Box[]): Box | null {
  const middle = lane.y + (lane.height - height) / 2;
  const reach = (lane.height - height) / 2 - MARGIN;
  const rows: number[] = [];
  for (let by = 0; by <= reach; by += GRID) rows.push(...(by === 0 ? [middle] : [middle + by, middle - by]));
  for (let x = lane.x + lane.width - width - MARGIN; x >= lane.x + MARGIN; x -= GRID) {
    for (const y of rows) {
      const box = { x, y, width, height };
      if (!taken.some((one) => meets(one, box, MARGIN))) return box;
    }
  }
  return null;
}

function meets(a: Box, b: Box, by: number): boolean {
  return a.x < b.x + b.width + by && b.x < a.x + a.width + by && a.y < b.y + b.height + by && b.y < a.y + a.height + by;
}
