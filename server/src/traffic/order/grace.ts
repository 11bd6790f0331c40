import type { Pod } from '../../kubernetes/pod.ts';
import { DEFAULT_GRACE_SECONDS } from '../../kubernetes/versions.ts';

/**
 * How many seconds a pod has to stop; null where the file does not tell. A negative value counts as 1, without grace
 * everything is killed at once and no hook runs (core/v1 PodSpec, `terminationGracePeriodSeconds`).
 */
export function graceOf({ partial, terminationGracePeriodSeconds: set, keys }: Pod): number | null {
  if (set) return set.value < 0 ? 1 : set.value;
  return partial === null && !keys.has('terminationGracePeriodSeconds') ? DEFAULT_GRACE_SECONDS : null;
}
