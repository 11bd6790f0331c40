import { basename } from 'node:path/posix';
import type { Shown } from './shown.ts';

const LONGEST = 60;

/** The titles of panels that show nothing yet. */
export const EMPTY_TITLES = { preview: 'Pod Preview', comparison: 'Pod Comparison' } as const;

/** The title of a panel: what it shows, and whether it stays with that. */
export function titleOf({ pictures, uri }: Shown, locked: boolean, compares: boolean): string {
  const what = pictures.shown === 'all' ? basename(uri.path) : (pictures.diagrams[0]?.title ?? 'Pod');
  const whole = compares ? `${what}: HEAD → working tree` : `${locked ? '[Preview]' : 'Preview'} ${what}`;
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole;
}
