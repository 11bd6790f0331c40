import { liesIn, mountOf, normalPath } from '../../kubernetes/mounts.ts';
import type { Container, Mount } from '../../kubernetes/pod.ts';
import { isEmptyDir } from '../../kubernetes/volumes.ts';
import type { Team, Teammate } from '../team.ts';
import { type FileOperation, fileOperationsOf } from './file-operations.ts';
import { meet, sharesOf } from './shares.ts';

/** Temporary, or read by the container's own programs. */
const OWN =
  /^\/(?:var\/)?tmp(?:\/|$)|^\/(?:root|home\/[^/]+)\/\.|^\/etc\/(?:hosts|resolv\.conf|ssl|pki|apk|apt|yum|pip\.conf|nsswitch\.conf|passwd|group)(?:\/|$|[^/]*$)|^\/usr\/(?:local\/)?share\/ca-certificates/;
const OF_THE_KERNEL = /^\/(?:proc|sys|dev)(?:\/|$)/;

/** The last file or folder that a container writes which ends, if nothing of what it does outlives it. */
export function lostOutput(team: Team, member: Teammate): FileOperation | null {
  const { operations, complete } = fileOperationsOf(member);
  if (!complete) return null;
  const done = operations.filter(({ access }) => access !== 'reads');
  if (done.some(({ path }) => OF_THE_KERNEL.test(path) || outlives(team, member, path))) return null;
  const isRead = (from: number, path: string) =>
    operations
      .slice(from + 1)
      .some((one) => one.access === 'reads' && (liesIn(one.path, path) || liesIn(path, one.path)));
  const lost = operations.filter(
    ({ access, path }, i) => access === 'writes' && path !== '' && !OWN.test(path) && !isRead(i, path),
  );
  return lost.at(-1) ?? null;
}

/** Whether what is written to a path is still there for somebody when the container has ended. */
function outlives(team: Team, { container }: Teammate, path: string): boolean {
  // What is copied into a folder may land in a mount below it.
  const below = container.mounts.filter((mount) => liesIn(normalPath(mount.path ?? ''), path));
  const around = mountOf(container, path);
  return [...(around ? [around] : []), ...below].some((mount) => keeps(team, container, mount));
}

function keeps(team: Team, container: Container, mount: Mount): boolean {
  const share = sharesOf(team).find(({ name }) => name === mount.volume.value);
  if (!share || !isEmptyDir(share.volume)) return true;
  const others = share.uses.filter((use) => use.member.container !== container);
  // Injectors are told of volumes by annotations.
  const named = [...team.pod.annotations.values()].some(({ value }) => value.includes(mount.volume.value));
  return named || others.some((use) => meet(use.mount, mount) || use.mount.path === mount.path);
}
