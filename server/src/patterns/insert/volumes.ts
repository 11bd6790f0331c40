import { unusedName } from '../../edits/names.ts';
import type { Container, Mount, Pod, Volume } from '../../kubernetes/pod.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { FilledPattern } from '../parameters.ts';
import type { Record } from '../pattern.ts';
import type { InsertRefusal } from './insertion.ts';
import { isRecord, listOf } from './names.ts';

/** The volumes of a pattern in a pod: those to be added, and the name that each of them has there. */
export interface Volumes {
  readonly volumes: readonly Record[];
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Finds the volumes of a pattern in a pod: what the application mounts at the path that they share, or a volume of the
 * same name that shows the same. Others are added, under another name where theirs is taken.
 */
export function planVolumes(
  pod: Pod,
  app: Container | null,
  filled: Pick<FilledPattern, 'container' | 'volumes' | 'app'>,
): Volumes | InsertRefusal {
  const names = new Map<string, string>();
  const volumes: Record[] = [];
  const used = new Set([...pod.volumes.map((volume) => volume.name.value), ...pod.claims]);
  for (const volume of filled.volumes) {
    const name = String(volume.name);
    const mounts = filled.app.volumeMounts.filter((mount) => mount.name === name);
    const there = app && mountedAt(pod, app, mounts, volume);
    if (there && 'refusal' in there) return there;
    const same = pod.volumes.find((own) => own.name.value === name);
    const found = there?.name ?? (same && isSame(pod, same, volume, mounts.length > 0) ? name : null);
    if (found !== null) {
      names.set(name, found);
      continue;
    }
    const free = unusedName(name, used);
    used.add(free);
    names.set(name, free);
    volumes.push({ ...volume, name: free });
  }
  return { volumes, names };
}

/** What the application mounts already at a path that it is to share with the helper; or why that cannot be shared. */
function mountedAt(
  pod: Pod,
  app: Container,
  wanted: readonly Record[],
  volume: Record,
): { readonly name: string } | InsertRefusal | null {
  for (const mount of wanted) {
    const there = app.mounts.find(({ path }) => path !== null && samePath(path, mount.mountPath));
    if (!there) continue;
    const fault = faultOf(pod, there, mount, volume);
    if (fault !== null) return { refusal: `"${app.label}" mounts ${fault} at ${String(mount.mountPath)}` };
    return { name: there.volume.value };
  }
  return null;
}

/** Volumes whose files come from somewhere else: nothing can be written to them. */
const READ_ONLY: readonly string[] = ['configMap', 'secret', 'projected', 'downwardAPI', 'image'];

/** Why a mount of the application does not do for the volume of a pattern: words that follow "mounts". */
function faultOf(pod: Pod, there: Mount, wanted: Record, volume: Record): string | null {
  const name = `volume "${there.volume.value}"`;
  if (there.subPath !== null) return `only a part of ${name}`;
  if (there.readOnly && wanted.readOnly !== true) return `${name} for reading only`;
  const own = pod.volumes.find((each) => each.name.value === there.volume.value);
  const kind = sourceOf(volume);
  const isClaim = kind === 'persistentVolumeClaim' && pod.claims.includes(there.volume.value);
  if (kind !== 'emptyDir') return isClaim || (own && showsSame(own, volume)) ? null : `another ${name}`;
  if (own && READ_ONLY.includes(own.source ?? '')) return `${name}, a ${own.source} that nothing can be written to,`;
  if (mediumOf(volume) === 'Memory' && own?.medium !== 'Memory') return `${name}, which is not kept in memory,`;
  return null;
}

/** Whether a volume of a pod that has the same name will do; one that the application does not share must be unused. */
function isSame(pod: Pod, own: Volume, volume: Record, shared: boolean): boolean {
  if (own.source !== sourceOf(volume) || own.source === null) return false;
  if (own.source !== 'emptyDir') return showsSame(own, volume);
  const inUse = pod.containers.some(({ mounts }) => mounts.some((mount) => mount.volume.value === own.name.value));
  return (own.medium ?? '') === (mediumOf(volume) ?? '') && (shared || !inUse);
}

/** Whether a volume shows the same ConfigMap, Secret or claim, in whole. */
function showsSame(own: Volume, volume: Record): boolean {
  const kind = sourceOf(volume);
  const of = kind === null ? undefined : volume[kind];
  if (kind === null || own.source !== kind || !isRecord(of) || own.refersTo === null) return false;
  return listOf(of.items).length === 0 && Object.values(of).includes(own.refersTo);
}

function sourceOf(volume: Record): string | null {
  return Object.keys(volume).find((key) => key !== 'name') ?? null;
}

function mediumOf(volume: Record): Value | undefined {
  return isRecord(volume.emptyDir) ? volume.emptyDir.medium : undefined;
}

/** Whether two paths name the same directory: a slash at the end means nothing. */
export function samePath(a: string, b: Value | undefined): boolean {
  return typeof b === 'string' && a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}
