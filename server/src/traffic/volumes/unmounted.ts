import { liesIn, mountOf, normalPath, pathInVolume } from '../../kubernetes/mounts.ts';
import type { Mount } from '../../kubernetes/pod.ts';
import { remembered } from '../remembered.ts';
import type { Team, Teammate } from '../team.ts';
import { type Share, sharesOf, type Use } from './shares.ts';

/** A path that a container has from its own image, while another container mounts a shared volume there. */
export interface Unmounted {
  readonly share: Share;
  /** Who mounts it there, and how. */
  readonly by: Use;
  /** The folder of that mount. */
  readonly folder: string;
  /** Where the container itself mounts the volume; null if nowhere. */
  readonly own: Mount | null;
}

/** Sources of volumes through which containers exchange files; null for a volume without one is an emptyDir. */
const SHARED: ReadonlySet<string | null> = new Set([null, 'emptyDir', 'persistentVolumeClaim', 'ephemeral']);

/** Folders that every image has, so that equal paths mean nothing. */
const OF_IMAGES =
  /^$|^\/(?:tmp|var\/tmp|run|var\/run|dev|etc|home|root|var|var\/cache|usr(?:\/.*)?|bin|sbin|lib|lib64|proc|sys|dev\/shm|\.cache)$/;

/** Whether every image has a folder, which programs of any kind use. */
export function isOfImages(folder: string): boolean {
  return /^\/(?:opt|var\/lib|var\/log|srv|mnt)$/.test(folder);
}

/** At so many mounts it is a pattern that we do not know. */
const MAX_MOUNTS = 100;

/** The volume that another container shows at a path which a container does not mount; null if none, or several do. */
export function unmountedAt(team: Team, member: Teammate, path: string): Unmounted | null {
  const wanted = normalPath(path);
  if (wanted === '' || mountOf(member.container, wanted)) return null;
  const found = mountedBy(team).filter(({ by, folder }) => by.member !== member && liesIn(wanted, folder));
  const length = Math.max(...found.map(({ folder }) => folder.length));
  const nearest = found.filter(({ folder }) => folder.length === length);
  const [first] = nearest;
  // Of two volumes nobody knows which one is meant.
  if (!first || nearest.some(({ share }) => share !== first.share)) return null;
  const own = member.container.mounts.filter((mount) => mount.path && mount.volume.value === first.share.name);
  return own.length > 1 ? null : { ...first, own: own[0] ?? null };
}

/** The folders in which other containers mount shared volumes: at all other paths nothing is found. */
export function foldersOfOthers(team: Team, member: Teammate): string[] {
  return mountedBy(team).flatMap(({ by, folder }) => (by.member === member ? [] : [folder]));
}

/** Where a path of the other container stands for this one, which mounts the volume elsewhere; null if it does not see it. */
export function pathOfOwn({ by, own }: Unmounted, path: string): string | null {
  if (!own?.path) return null;
  const wanted = `/${pathInVolume(by.mount, path)}`;
  const root = normalPath(own.subPath ?? '');
  if (own.subPath !== null && !liesIn(wanted, root)) return null;
  return `${normalPath(own.path)}${wanted.slice(root.length)}`.replace(/\/+$/, '');
}

type Shown = Pick<Unmounted, 'share' | 'by' | 'folder'>;

/** Every path of every container asks. */
const mountedBy = remembered((team): readonly Shown[] => {
  const all = sharesOf(team).flatMap((share): Shown[] => {
    const isClaim = share.volume === null && team.pod.claims.includes(share.name);
    if (!isClaim && (share.volume === null || !SHARED.has(share.volume.source))) return [];
    return share.uses.flatMap((by): Shown[] => {
      const folder = normalPath(by.mount.path ?? '');
      return by.mount.path === null || OF_IMAGES.test(folder) ? [] : [{ share, by, folder }];
    });
  });
  return all.length > MAX_MOUNTS ? [] : all;
});
