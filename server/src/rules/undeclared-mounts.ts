import type { Container, Mount, Pod } from '../kubernetes/pod.ts';
import { isInjectedVolume } from '../kubernetes/volumes.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import type { Target } from './rule.ts';

/** A mount of a volume that the pod does not declare. */
export interface UndeclaredMount {
  readonly member: Teammate;
  readonly mount: Mount;
  /** The volume that was probably meant. */
  readonly near: Meant | null;
}

type Meant = NonNullable<ReturnType<typeof nearest>>;

/** The mounts of a pod that name no volume of it; none where names are filled in later. */
export function undeclaredMounts({ pod, members }: Team, { expected }: Target): UndeclaredMount[] {
  const declared = new Set([...pod.volumes.map(({ name }) => name.value), ...pod.claims]);
  if ([...declared].some(isUnresolved)) return [];
  return members.flatMap((member) =>
    member.container.mounts.flatMap((mount): UndeclaredMount[] => {
      const name = mount.volume.value;
      if (declared.has(name) || isUnresolved(name) || (isInjectedVolume(name) && expected().length > 0)) return [];
      const near = declared.size > MAX_NAMES ? null : meant(name, member.container, declared, pod);
      return [{ member, mount, near }];
    }),
  );
}

/** So many names are no person's: which one was meant is not looked for. */
const MAX_NAMES = 100;

/** One that the container does not mount already. */
function meant(name: string, { mounts }: Container, declared: ReadonlySet<string>, pod: Pod): Meant | null {
  const mounted = new Set(mounts.map(({ volume }) => volume.value));
  const free = [...declared].filter((volume) => !mounted.has(volume));
  return nearest(name, free) ?? unmounted(name, free, pod);
}

/** The only volume that nobody mounts, if a word of its name is in the wrong one: `ca` for `ca-certs`. */
function unmounted(name: string, free: readonly string[], { containers }: Pod): Meant | null {
  const used = new Set(containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume.value)));
  const [only, ...others] = free.filter((volume) => !used.has(volume));
  if (only === undefined || others.length > 0) return null;
  const words = new Set(name.split('-'));
  return only.split('-').some((word) => word.length > 1 && words.has(word)) ? { name: only, certain: false } : null;
}
