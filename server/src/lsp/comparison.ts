import type { Diagram } from '../diagram/diagram.ts';
import { analyseBefore, comparisonOf, correspondingPod, podsIn } from '../features/compare.ts';
import { podNear } from '../features/pods.ts';
import { type Asked, partAt } from './asked.ts';

/** The parameters of the request, whatever they are. */
type Wanted = Readonly<Partial<Record<'width' | 'probes' | 'before' | 'names', unknown>>>;

/**
 * The picture of the pod at a position, or nearest to it, compared with an earlier text of the file; of a file without
 * pods any more the first that it had.
 */
export function comparison(asked: Asked, { width, probes, before: text, names }: Wanted): Diagram | null {
  const { file, part, offset, context } = partAt(asked);
  const pod = podNear(file, part, offset);
  const before = analyseBefore(file, typeof text === 'string' ? text : '');
  const was = pod ? correspondingPod(file, pod, before) : (podsIn(before)[0] ?? null);
  const options = { ...(typeof width === 'number' && width > 0 ? { width } : {}), probes: probes === true };
  return comparisonOf({ file, pod, before, was, names: readNames(names) }, context.settings, options);
}

/** What the two states are called, `HEAD` and `working tree` where nobody says otherwise. */
export function readNames(names: unknown): readonly [before: string, after: string] {
  return Array.isArray(names) && names.length === 2 ? [String(names[0]), String(names[1])] : ['HEAD', 'working tree'];
}
