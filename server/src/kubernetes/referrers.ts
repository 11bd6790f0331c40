import { type AuthProxyWorkload, selectsWorkload } from './auth-proxy-workloads.ts';
import type { HorizontalPodAutoscaler, VerticalPodAutoscaler } from './autoscalers.ts';
import { isSameNamespace } from './manifest.ts';
import type { PortUser } from './port-users.ts';
import { matches, type Referable } from './selectors.ts';
import { type Service, selects } from './services.ts';
import { groupOf } from './workloads.ts';

/** An object that refers to pods, by their labels or by the name of their workload. */
export type Referrer = Service | HorizontalPodAutoscaler | VerticalPodAutoscaler | PortUser;

/** How an object refers to pods. */
export type Reference =
  | Pick<Service, 'kind' | 'namespace' | 'selector'>
  | Pick<HorizontalPodAutoscaler | VerticalPodAutoscaler, 'kind' | 'namespace' | 'target'>
  | Pick<PortUser, 'kind' | 'namespace' | 'selector'>
  | Pick<AuthProxyWorkload, 'kind' | 'namespace' | 'selector'>;

/** Whether an object refers to a pod: in its namespace, as the API of its kind has it. */
export function refersTo(reference: Reference, pod: Referable): boolean {
  const { kind } = reference;
  if (kind === 'Service') return selects(reference, pod);
  if (kind === 'AuthProxyWorkload') return selectsWorkload(reference, pod.manifest);
  if (!isSameNamespace(reference, pod.manifest)) return false;
  if ('selector' in reference) return matches(reference.selector, pod.labels);
  const { kind: wanted, name, group } = reference.target;
  const { manifest } = pod;
  if (wanted !== manifest.kind || name.value !== manifest.name) return false;
  return group === null || manifest.apiVersion === null || group === groupOf(manifest.apiVersion);
}

/** The words of a reference, all of which a document holds with a pod that is meant; none where any pod may be. */
function wordsOfTarget(reference: Reference): readonly string[] {
  switch (reference.kind) {
    case 'Service':
      return [...reference.selector.values()];
    case 'AuthProxyWorkload': {
      const { name, labels } = reference.selector;
      return name === null ? [...(labels?.values() ?? [])] : [name];
    }
    case 'PodMonitor':
    case 'NetworkPolicy':
      return [...reference.selector.labels.values()];
    default:
      return [reference.target.name.value];
  }
}

/** One of them, the longest, which few others have; null where any pod may be meant. */
export function keyOf(reference: Reference, given: ReadonlySet<string> = NONE): string | null {
  const words = wordsOfTarget(reference).filter((word) => !given.has(word));
  return words.length === 0 ? null : words.reduce((longest, word) => (word.length > longest.length ? word : longest));
}

const NONE: ReadonlySet<string> = new Set();
