import type { Pod } from './pod.ts';
import { groupOf, WORKLOAD_KINDS } from './workloads.ts';

/** What happens to a pod spec that is not valid. */
export interface Refusal {
  /** What the API server refuses: the object as it is applied, or only the Pods that are made from it later. */
  readonly of: 'object' | 'pods';
  /** Whether it certainly does: an operator may mend the spec of its own kind before it makes Pods of it. */
  readonly certain: boolean;
}

/**
 * What the API server refuses if the spec of a pod is not valid. The templates of StatefulSets were not validated before
 * 1.34 (kubernetes#131790), those of custom kinds never are: there the Pods fail.
 */
export function refusalOf(pod: Pod): Refusal {
  const certain = isBuiltIn(pod);
  return { of: certain && pod.manifest.kind !== 'StatefulSet' ? 'object' : 'pods', certain };
}

const GROUPS: ReadonlySet<string> = new Set(['', 'apps', 'batch', 'extensions']);

/** Whether a pod is that of a kind of Kubernetes itself, so that no operator changes its spec before it is checked. */
export function isBuiltIn({ manifest: { apiVersion, kind }, shape, partial }: Pod): boolean {
  if (shape !== 'pod-spec' || partial === 'fragment') return false;
  const group = apiVersion === null ? null : groupOf(apiVersion);
  if (group !== null && !GROUPS.has(group)) return false;
  return WORKLOAD_KINDS.some(
    (row) => row.kind === kind && row.groups.some((own) => (group === null ? GROUPS.has(own) : own === group)),
  );
}
