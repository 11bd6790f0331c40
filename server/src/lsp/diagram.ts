import type { Diagram } from '../diagram/diagram.ts';
import { diagramOf } from '../features/diagram.ts';
import { podNear } from '../features/pods.ts';
import { type Asked, partAt } from './asked.ts';

/** What somebody asks of a picture, as it comes from outside. */
interface Wanted {
  readonly width?: unknown;
  readonly probes?: unknown;
}

/** The picture of the pod at a position, or of the pod nearest to it; null for a file without any. */
export function diagram(asked: Asked, { width, probes }: Wanted): Diagram | null {
  const { file, part, offset, context } = partAt(asked);
  const near = podNear(file, part, offset);
  const options = { ...(typeof width === 'number' && width > 0 ? { width } : {}), probes: probes === true };
  return near && diagramOf(file, near.part, near.team, context.settings, options);
}
