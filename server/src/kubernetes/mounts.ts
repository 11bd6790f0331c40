import type { Container, Mount } from './pod.ts';

/** A path as the kernel reads it: `//` and `/./` once, `..` followed, no slash at the end. Empty for the root itself. */
export function normalPath(path: string): string {
  if (path.startsWith('/') && !path.endsWith('/') && !path.includes('//') && !path.includes('/.')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.length === 0 ? '' : `/${parts.join('/')}`;
}

/** Whether a path is a folder or lies in it; both normal. Nothing lies in the root: everything does. */
export function liesIn(path: string, folder: string): boolean {
  return folder !== '' && (path === folder || path.startsWith(`${folder}/`));
}

/** The innermost mount of a container that a path lies in; null where its own image shows. */
export function mountOf({ mounts }: Pick<Container, 'mounts'>, path: string): Mount | null {
  const wanted = normalPath(path);
  let best: Mount | null = null;
  let length = 0;
  for (const mount of mounts) {
    const folder = normalPath(mount.path ?? '');
    if (folder.length <= length || !liesIn(wanted, folder)) continue;
    best = mount;
    length = folder.length;
  }
  return best;
}

/** What a path in a mount is within the volume, without a slash in front; empty for the root of the volume. */
export function pathInVolume({ path, subPath }: Mount, inside: string): string {
  const below = normalPath(inside).slice(normalPath(path ?? '').length);
  return normalPath(`${subPath ?? ''}${below}`).slice(1);
}
