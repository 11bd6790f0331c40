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
  { of, main }: Columns,
): { order: readonly MainItem[]; vertical: ReadonlySet<Link> } {
  const run = scene.lanes.at(-1)?.actors.filter((actor) => of.get(actor) === main) ?? [];
  const slots: Drum[][] = [...run.map(() => []), []];
  for (const drum of scene.drums) slots[slotOf(scene, run, drum)]?.push(drum);
  const order = slots.flatMap((drums, i): MainItem[] => {
    const actor = run[i];
    return [...drums, ...(actor ? [actor] : [])];
  });
  return { order, vertical: verticalLinks(scene, of, main, order) };
}

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
