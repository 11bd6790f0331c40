import type { Diagram } from '../diagram/diagram.ts';
import type { Asked } from './asked.ts';

/** The picture of the pod at a position, or of the pod nearest to it; null for a file without any. */
export function diagram(_asked: Asked): Diagram | null {
  return null;
}
