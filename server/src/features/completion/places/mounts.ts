import type { Mount } from '../../../kubernetes/pod.ts';
import { sharesOf, type Use } from '../../../traffic/volumes/shares.ts';
import type { Value } from '../../../yaml/edit.ts';
import type { Mapping } from '../../../yaml/tree.ts';
import { isUnresolved } from '../../../yaml/tree.ts';
import { code, joined } from '../../hover/markdown.ts';
import type { Completion } from '../completion.ts';
import { MARK } from '../cursor.ts';
import { type Asking, type ContainerSpot, containerSpot, holderOf, isAt, type Place } from '../place.ts';
import { canGrow, type Gap, itemsEdit, valueEdit } from '../write.ts';
import { explained } from './documentation.ts';

/** New mounts of a container, the names in them, and the paths at which others mount the same volume. */
export const mounts: Place = (asking) => {
  const { cursor } = asking;
  const spot = containerSpot(cursor);
  if (spot?.pod.shape !== 'pod-spec' || spot.path[0] !== 'volumeMounts') return [];
  if (cursor.on === 'item' && isAt(spot.path, 'volumeMounts', '*')) return items(asking, spot);
  if (cursor.on !== 'value') return [];
  if (isAt(spot.path, 'volumeMounts', '*', 'name')) return names(asking, spot);
  return isAt(spot.path, 'volumeMounts', '*', 'mountPath') ? paths(asking, spot) : [];
};

/** How the others of a pod mount a volume. */
interface Known {
  readonly name: string;
  readonly source: string;
  readonly uses: readonly Use[];
}

/** The volumes and claims of the pod, with those who mount them beside this container. */
function knownTo({ pod, team, member }: ContainerSpot): Known[] {
  const shares = new Map(sharesOf(team).map((share) => [share.name, share.uses]));
  const all = [
    ...pod.volumes.map(({ name, source }) => ({ name: name.value, source: source ?? 'volume' })),
    ...pod.claims.map((name) => ({ name, source: 'claim of each replica' })),
  ];
  return all
    .filter(({ name }) => name !== '' && !name.includes(MARK) && !isUnresolved(name))
    .map((one) => ({ ...one, uses: (shares.get(one.name) ?? []).filter((use) => use.member !== member) }));
}

function items(asking: Asking, spot: ContainerSpot): Completion[] {
  const mounted = new Set(spot.container.mounts.map(({ volume }) => volume.value));
  return knownTo(spot)
    .filter(({ name }) => !mounted.has(name))
    .flatMap((known) => {
      const { entries, gaps } = mountOf(spot, known);
      const main = itemsEdit(asking.cursor, [{ name: known.name, ...entries }], gaps);
      return main ? [completion(known, main, 'item')] : [];
    });
}

function names(asking: Asking, spot: ContainerSpot): Completion[] {
  const { cursor } = asking;
  const mapping = holderOf(cursor);
  if (mapping?.kind !== 'mapping') return [];
  const alone = mapping.entries.length === 1 && canGrow(cursor);
  const mounted = new Set(spot.container.mounts.map(({ volume }) => volume.value));
  return knownTo(spot).flatMap((known) => {
    const isBegun = !has(mapping, 'mountPath') && alone && !mounted.has(known.name);
    const { entries } = mountOf(spot, known);
    const main = valueEdit(cursor, known.name, isBegun ? entries : {});
    return main ? [completion(known, main, 'value')] : [];
  });
}

function paths(asking: Asking, spot: ContainerSpot): Completion[] {
  const { cursor } = asking;
  const mapping = holderOf(cursor);
  const own = spot.container.mounts.find(({ source }) => source.node === mapping);
  const known = own && knownTo(spot).find(({ name }) => name === own.volume.value);
  if (!known || spot.container.mounts.some((one) => one !== own && isSamePlace(one, known))) return [];
  return pathsOf(known).flatMap(({ path, by }): Completion[] => {
    const main = valueEdit(cursor, path);
    if (!main) return [];
    const users = joined(by.map((one) => code(one)));
    return [
      {
        kind: 'value',
        label: path,
        detail: `as in ${by.join(', ')}`,
        documentation: () =>
          explained(main, '', `${users} ${by.length > 1 ? 'mount' : 'mounts'} the volume ${code(known.name)} there.`),
        filter: path,
        main,
        others: [],
      },
    ];
  });
}

/** Whether a container mounts the same volume at the path of the others already. */
function isSamePlace({ volume, path }: Mount, known: Known): boolean {
  return volume.value === known.name && pathsOf(known)[0]?.path === path;
}

/** The paths of a volume in other containers, the most usual one first. */
function pathsOf({ uses }: Known): { readonly path: string; readonly by: readonly string[] }[] {
  const by = new Map<string, string[]>();
  for (const { member, mount } of uses) {
    if (!mount.path || mount.subPath !== null || isUnresolved(mount.path)) continue;
    by.set(mount.path, [...(by.get(mount.path) ?? []), member.container.label]);
  }
  return [...by].map(([path, labels]) => ({ path, by: labels })).sort((a, b) => b.by.length - a.by.length);
}

/** What stands beside the name in a new mount: the path that others use, and `readOnly` for one that only reads. */
function mountOf(
  { container, member }: ContainerSpot,
  known: Known,
): { readonly entries: Readonly<Record<string, Value>>; readonly gaps: readonly Gap[] } {
  const used = new Set(container.mounts.map(({ path }) => path));
  const [shared] = pathsOf(known).filter(({ path }) => !used.has(path));
  const mountPath = shared?.path ?? `/${known.name}`;
  const writes = known.uses.some(({ access, mount }) => access !== 'reads' && !mount.readOnly);
  const isGiven = ['configMap', 'secret', 'projected', 'downwardAPI'].includes(known.source);
  const reads = isGiven || (writes && READERS.has(member.role.function ?? ''));
  return {
    entries: { mountPath, ...(reads ? { readOnly: true } : {}) },
    gaps: shared ? [] : [{ text: mountPath }],
  };
}

/** Jobs of helpers that use what others have written, and write nothing there. */
const READERS: ReadonlySet<string> = new Set(['log-shipper', 'telemetry-collector', 'exporter', 'config-reloader']);

function has({ entries }: Mapping, key: string): boolean {
  return entries.some((entry) => entry.key.text === key);
}

function completion(known: Known, main: Completion['main'], kind: 'item' | 'value'): Completion {
  const { name, source, uses } = known;
  const [first] = pathsOf(known);
  const by = [...new Set(uses.map(({ member }) => member.container.label))];
  const detail = first ? `${first.path} in ${first.by.join(', ')}` : source;
  const users =
    by.length > 0
      ? `${joined(by.map((one) => code(one)))} ${by.length > 1 ? 'mount' : 'mounts'} it, too.`
      : 'No other container mounts it.';
  return {
    kind,
    label: name,
    detail,
    documentation: () =>
      explained(main, kind === 'item' ? '- ' : 'name: ', `The volume ${code(name)} of the pod (${source}). ${users}`),
    filter: name,
    main,
    others: [],
  };
}
