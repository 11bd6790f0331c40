import type { HorizontalPodAutoscaler, VerticalPodAutoscaler } from './autoscalers.ts';
import { isSameNamespace } from './manifest.ts';
import type { Pod } from './pod.ts';
import type { PortUser } from './port-users.ts';
import { matches } from './selectors.ts';
import { type Service, selects } from './services.ts';
import { groupOf } from './workloads.ts';

/** An object that refers to pods, by their labels or by the name of their workload. */
export type Referrer = Service | HorizontalPodAutoscaler | VerticalPodAutoscaler | PortUser;

/** Whether an object refers to a pod: in its namespace, as the API of its kind has it. */
export function refersTo(referrer: Referrer, pod: Pod): boolean {
  if (referrer.kind === 'Service') return selects(referrer, pod);
  if (!isSameNamespace(referrer, pod.manifest)) return false;
  if ('selector' in referrer) return matches(referrer.selector, pod.labels);
  const { kind, name, group } = referrer.target;
  const { manifest } = pod;
  if (kind !== manifest.kind || name.value !== manifest.name) return false;
  return group === null || manifest.apiVersion === null || group === groupOf(manifest.apiVersion);
}

/** Words of which a document holds one if a pod in it may be meant; null where any may be. */
export function wordsOfTarget(referrer: Referrer): readonly string[] | null {
  if (referrer.kind === 'Service') return [...referrer.selector.values()].slice(0, 1);
  if ('target' in referrer) return [referrer.target.name.value];
  const [first] = referrer.selector.labels.values();
  return first === undefined ? null : [first];
}
