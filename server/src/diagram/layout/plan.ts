import type { Box } from '../diagram.ts';
import type { Actor, Drum, Lane, Link, Scene } from '../scene.ts';
import type { Columns } from './columns.ts';
import type { Geometry } from './geometry.ts';
import { isDrum, type MainItem } from './main-column.ts';
import type { Spot } from './spots.ts';

/** Where everything stands. */
export interface Plan {
  readonly scene: Scene;
  readonly columns: Columns;
  readonly geometry: Geometry;
  readonly spots: ReadonlyMap<Actor, Spot>;
  readonly drums: Map<Drum, Box>;
  readonly lanes: Map<Lane, Box>;
  readonly order: readonly MainItem[];
  /** Volume lines that go straight up or down. */
  readonly vertical: ReadonlySet<Link>;
  /** Heights at which lines were planned to run, before they are routed. */
  readonly contacts: Map<Link, number>;
  /** Lowest edge of what stands in each column so far. */
  readonly bottoms: number[];
}

export const POD_TOP = 90;

/** The column in which something stands: volumes stand in the middle. */
export function columnOf({ columns: { of, main } }: Plan, thing: MainItem): number {
  return isDrum(thing) ? main : (of.get(thing) ?? main);
}

/** The lower edge of the last lane. */
export function endOf({ lanes }: Plan): number {
  return Math.max(...[...lanes.values()].map(({ y, height }) => y + height));
}

/** Below the heads of all native sidecars of a column: there lines reach every pole. */
export function headsEnd({ spots }: Plan, column: number): number {
  const heads = [...spots.values()].filter((spot) => spot.column === column && spot.form === 'post');
  return Math.max(0, ...heads.map(({ y, height, below }) => y + height + below));
}

/** Volume lines in the middle column leave this far from an edge: their labels have the rest. */
export const UPRIGHT = 26;

/** Where an upright volume line runs. */
export function uprightX({ columns, geometry, scene }: Plan, link: Link): number {
  const { x, width } = geometry.columns[columns.main] ?? { x: 0, width: 0 };
  const early = link.kind === 'volume' && link.actor.lane < scene.lanes.length - 1;
  // On the left it would run through the captions of the lanes.
  return columns.main === columns.first && early ? x + width - UPRIGHT : x + UPRIGHT;
}
