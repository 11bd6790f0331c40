import { isHelper } from '../../helpers/role.ts';
import type { Mount, Volume } from '../../kubernetes/pod.ts';
import { remembered } from '../remembered.ts';
import { startsBefore, type Team, type Teammate } from '../team.ts';

/** What a container does with a volume; `both` where nothing tells which. */
export type Access = 'reads' | 'writes' | 'both';

export interface Use {
  readonly member: Teammate;
  readonly mount: Mount;
  readonly access: Access;
}

/** A volume of a pod and the containers that mount it. */
export interface Share {
  readonly name: string;
  /** Null for a claim of a StatefulSet, and for a volume that is not declared. */
  readonly volume: Volume | null;
  readonly uses: readonly Use[];
}

/** The volumes that containers mount, in the order of the pod's volumes. */
export const sharesOf = remembered(findShares);

const NO_SHARES: readonly Share[] = [];

function findShares({ pod, members }: Team): readonly Share[] {
  if (members.every(({ container }) => container.mounts.length === 0)) return NO_SHARES;
  const mounted = new Map<string, Omit<Use, 'access'>[]>();
  for (const { name } of pod.volumes) mounted.set(name.value, []);
  for (const name of pod.claims) if (!mounted.has(name)) mounted.set(name, []);
  for (const member of members) {
    for (const mount of member.container.mounts) {
      const uses = mounted.get(mount.volume.value);
      if (uses) uses.push({ member, mount });
      else mounted.set(mount.volume.value, [{ member, mount }]);
    }
  }
  return [...mounted].flatMap(([name, mounts]): Share[] => {
    if (mounts.length === 0) return [];
    const volume = pod.volumes.find((own) => own.name.value === name) ?? null;
    return [{ name, volume, uses: mounts.map((use) => ({ ...use, access: accessOf(use, mounts, volume) })) }];
  });
}

/** Every container is compared with every other: no pod of people has so many, and of others nothing is concluded. */
const MAX_USES = 200;

type Mounted = Omit<Use, 'access'>;

/** Sources that containers only read, whatever the mount says (volumes page). */
export const GIVEN: ReadonlySet<string> = new Set(['configMap', 'secret', 'projected', 'downwardAPI', 'image']);

function accessOf(own: Mounted, all: readonly Mounted[], volume: Volume | null): Access {
  const { member, mount } = own;
  if (mount.readOnly || GIVEN.has(volume?.source ?? '')) return 'reads';
  if (all.length > MAX_USES) return 'both';
  const others = all.filter((use) => use.member !== member && meet(use.mount, mount));
  const mayWrite = others.filter((use) => !use.mount.readOnly);
  if (others.length === 0) return 'both';
  if (mayWrite.length === 0) return 'writes';
  if (member.container.lifecycle === 'init') {
    return others.some((use) => startsBefore(member, use.member)) ? 'writes' : 'both';
  }
  if (provides(member)) return 'writes';
  if (isReader(own)) return mayWrite.some((use) => !isReader(use)) ? 'reads' : 'both';
  if (mayWrite.some((use) => provides(use.member))) return 'reads';
  const isApp = member.role.pattern === 'app' && !isHelper(member);
  return isApp && others.some(isReader) ? 'writes' : 'both';
}

/** Whether a member is there to bring files to the others. */
function provides({ role }: Teammate): boolean {
  return role.pattern === 'config-helper' || role.function === 'content-sync' || role.function === 'secret-agent';
}

/** Whether a member is there to use what others put into a volume: logs, or the socket of a CSI driver. */
function isReader({ member: { role }, mount }: Mounted): boolean {
  if (role.function === 'log-shipper' || role.function === 'storage-driver') return true;
  if (role.pattern !== 'adapter' && role.function !== 'telemetry-collector') return false;
  return speaksOfLogs(`${mount.volume.value} ${mount.path ?? ''}`);
}

/** Whether names and paths of volumes tell that logs are on them. */
export function speaksOfLogs(text: string): boolean {
  return /(?:^|[^a-z])logs?(?:[^a-z]|$)/i.test(text);
}

/**
 * Whether two mounts of a volume show some of the same files: one `subPath` lies in the other. Where both are a place for
 * temporary files, each writes its own.
 */
export function meet(a: Mount, b: Mount): boolean {
  if (TEMPORARY.test(a.path ?? '') && TEMPORARY.test(b.path ?? '')) return false;
  if (a.subPath === null || b.subPath === null) return true;
  const [outer = '', inner = ''] = [a.subPath, b.subPath]
    .map((path) => path.replace(/^\.?\/+|\/+$/g, ''))
    .sort((x, y) => x.length - y.length);
  return outer === '' || inner === outer || inner.startsWith(`${outer}/`);
}

const TEMPORARY = /^\/(?:var\/)?tmp\/?$/;

/** Whether containers exchange something through a volume: one may write what another one reads. */
export function isExchange({ volume, uses }: Share): boolean {
  if (uses.length > MAX_USES) return false;
  const path = volume?.source === 'hostPath' ? (volume.refersTo ?? '') : '';
  if (OF_THE_HOST.test(path.replace(/^[a-z]:/i, '').replaceAll('\\', '/'))) return false;
  return uses.some((from) => from.access !== 'reads' && uses.some((to) => to.access !== 'writes' && flows(from, to)));
}

/** Whether what `from` writes may be read by `to`. */
export function flows(from: Use, to: Use): boolean {
  return (
    from.member !== to.member &&
    from.access !== 'reads' &&
    to.access !== 'writes' &&
    meet(from.mount, to.mount) &&
    // A container that runs to completion is gone before what starts after it can write.
    !(to.member.container.lifecycle === 'init' && startsBefore(to.member, from.member))
  );
}

/** Places and sockets of the node, through which containers do not speak with each other. */
const OF_THE_HOST =
  /^\/$|^\/(?:proc|sys|dev|lib|lib64|usr|bin|sbin|boot|etc|run\/containerd|opt\/cni)(?:\/|$)|^\/(?:var|run|var\/run|var\/lib|var\/log|var\/lib\/kubelet(?:\/pods)?|var\/lib\/docker|var\/log\/(?:pods|containers)|tmp|home|mnt|opt)\/?$|\.(?:sock|lock)$/;
