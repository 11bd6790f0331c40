import type { Diagram } from '../diagram/diagram.ts';
import { diagramOf } from '../features/diagram.ts';
import { podNear } from '../features/pods.ts';
import { type Asked, partAt } from './asked.ts';

/** The picture of the pod at a position, or of the pod nearest to it; null for a file without any. */
export function diagram(asked: Asked, width: unknown): Diagram | null {
  const { file, part, offset, context } = partAt(asked);
  const near = podNear(file, part, offset);
  const options = typeof width === 'number' && width > 0 ? { width } : {};
  return near && diagramOf(file, near.part, near.team, context.settings, options);
}
