import { join, sep } from 'node:path';

/** A path as the output shows it. */
export function shown(path: string): string {
  return join(path).split(sep).join('/');
}
