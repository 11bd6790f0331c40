import type { Pod } from '../kubernetes/pod.ts';
import { stateOf } from './expected.ts';
import type { Injector } from './injector.ts';
import { INJECTORS } from './injectors.ts';

/** Names that people give to containers of their own as well: such a one is injected only where something asks for it. */
const COMMON: ReadonlySet<string> = new Set(['envoy', 'consul-template']);

/** Containers that come from elsewhere: Knative's, and those of injectors that are no longer made. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['queue-proxy', 'user-container', 'jaeger-agent', 'consul-connect-envoy-sidecar'],
]);

const BY_NAME: ReadonlyMap<string, readonly Injector[]> = byName();

function byName(): Map<string, Injector[]> {
  const found = new Map<string, Injector[]>();
  for (const injector of INJECTORS) {
    for (const { name, or } of injector.containers) {
      for (const own of or === undefined ? [name] : [name, or]) found.set(own, [...(found.get(own) ?? []), injector]);
    }
  }
  return found;
}

/**
 * Whether a container of a name may be injected into a pod although nothing that is known asks for it: a Namespace or the
 * cluster may. Not so where the pod itself forbids it.
 */
export function mayBeInjected(name: string, pod: Pick<Pod, 'labels' | 'annotations'>): boolean {
  // One for each object of the Cloud SQL operator, with its name.
  if (OTHERS.has(name) || name.startsWith('csql-')) return true;
  if (COMMON.has(name)) return false;
  return BY_NAME.get(name)?.some((injector) => !isForbidden(pod, injector)) ?? false;
}

function isForbidden(pod: Pick<Pod, 'labels' | 'annotations'>, { switches, namespace }: Injector): boolean {
  const refused = namespace?.refusedBy ? [...switches, namespace.refusedBy] : switches;
  return refused.some((one) => {
    const value = (one.in === 'label' ? pod.labels : pod.annotations).get(one.key)?.value;
    return value !== undefined && stateOf(one, value) === 'off';
  });
}
