import type { Actor, Drum, Link, Mounting, Scene } from '../scene.ts';
import type { Columns } from './columns.ts';

/** What stands in the column of the application while it runs, from top to bottom. */
export type MainItem = Actor | Drum;

export function isDrum(item: MainItem): item is Drum {
  return 'share' in item;
}

/** The order of the middle column: what feeds the application above it, what it feeds below it. */
export function mainColumnOf(
  scene: Scene,
  { of, main, folded }: Columns,
): { order: readonly MainItem[]; vertical: ReadonlySet<Link> } {
  const own = scene.lanes.at(-1)?.actors.filter((actor) => of.get(actor) === main) ?? [];
  const run = own.toSorted((a, b) => (folded.get(a) ?? 0) - (folded.get(b) ?? 0));
  const slots: Drum[][] = [...run.map(() => []), []];
  for (const drum of scene.drums) slots[slotOf(scene, run, drum)]?.push(drum);
  spread(scene, run, slots);
  const order = slots.flatMap((drums, i): MainItem[] => {
    const actor = run[i];
    return [...drums, ...(actor ? [actor] : [])];
  });
  return { order, vertical: verticalLinks(scene, of, main, order) };
}

/** Of two volumes above a container one goes below it where nothing else is: then both lines are straight. */
function spread(scene: Scene, run: readonly Actor[], slots: Drum[][]): void {
  run.forEach((actor, i) => {
    const [above, below] = [slots[i], slots[i + 1]];
    const isUsed = (drum: Drum) => linksOfDrum(scene, drum).some((link) => link.actor === actor);
    if (!above || !below || below.length > 0 || above.filter(isUsed).length < 2) return;
    const isFed = (drum: Drum) => linksOfDrum(scene, drum).some((link) => link.actor.lifecycle === 'init');
    const moved = above.findLast((drum) => isUsed(drum) && !isFed(drum));
    if (moved) below.push(...above.splice(above.indexOf(moved), 1));
  });
}

/** So many containers beside a volume are a bundle. */
const MANY = 3;

export function linksOfDrum({ links }: Scene, drum: Drum): Mounting[] {
  return links.filter((link): link is Mounting => link.kind === 'volume' && link.drum === drum);
}

/** Before which container of the column a volume stands; behind all of them is their number. */
function slotOf(scene: Scene, run: readonly Actor[], drum: Drum): number {
  const links = linksOfDrum(scene, drum);
  const own = links.filter(({ actor }) => run.includes(actor));
  const first = Math.min(...own.map(({ actor }) => run.indexOf(actor)));
  const early = links.some(({ actor }) => actor.lifecycle === 'init');
  if (own.length === 0) return early ? 0 : run.length;
  if (own.length > 1) return early && first === 0 && own.length < 3 ? 0 : first + 1;
  // What many share with it stands above: they begin at the top of the lane.
  const others = links.filter(({ actor }) => actor.lifecycle !== 'init').length - 1;
  if (others >= MANY) return first;
  const { access } = own[0]?.use ?? {};
  const fed = access === 'reads' || (access === 'both' && (early || links.some(brings)));
  return fed ? first : first + 1;
}

function brings({ actor, use }: Mounting): boolean {
  return actor.pattern === 'config-helper' || use.access === 'writes';
}

/** Lines between neighbours in the column, and from the last init container to the first volume. */
function verticalLinks(
  scene: Scene,
  of: ReadonlyMap<Actor, number>,
  main: number,
  order: readonly MainItem[],
): Set<Link> {
  const lastEarly = scene.lanes
    .filter(({ run }) => !run)
    .flatMap(({ actors }) => actors)
    .filter((actor) => of.get(actor) === main)
    .at(-1);
  const column: (MainItem | undefined)[] = [lastEarly, ...order];
  const found = new Set<Link>();
  for (const drum of scene.drums) {
    const at = column.indexOf(drum);
    for (const link of linksOfDrum(scene, drum)) {
      if (at > 0 && (column[at - 1] === link.actor || column[at + 1] === link.actor)) found.add(link);
    }
  }
  return found;
}
