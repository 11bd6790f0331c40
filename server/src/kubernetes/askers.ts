import type { YamlDocument } from '../yaml/parse.ts';
import { type AuthProxyWorkload, authProxyWorkloadsOf, selectsWorkload } from './auth-proxy-workloads.ts';
import { names } from './look.ts';
import type { Manifest } from './manifest.ts';
import { type Namespace, namespacesOf } from './namespaces.ts';

/** Objects that ask for containers in the pods of others. */
export interface Askers {
  readonly namespaces: readonly Namespace[];
  readonly authProxyWorkloads: readonly AuthProxyWorkload[];
}

export const NO_ASKERS: Askers = { namespaces: [], authProxyWorkloads: [] };

/** Whether a document may hold an object that asks for containers in other pods, by a cheap look; true is no promise. */
export function mayHoldAsker(text: string): boolean {
  if (names(text, 'AuthProxyWorkload') && text.includes('cloudsql.cloud.google.com/')) return true;
  // Most Namespaces ask for nothing.
  return names(text, 'Namespace') && /istio-injection|istio\.io\/|linkerd\.io\/inject/.test(text);
}

/** The objects of a document that ask for containers in other pods. */
export function askersOf(document: YamlDocument): Askers {
  return { namespaces: namespacesOf(document), authProxyWorkloads: authProxyWorkloadsOf(document) };
}

/** Those that are about the pods of a workload. No namespace is the one that a cluster starts with. */
export function askersFor(workload: Manifest, askers: readonly Askers[]): Askers {
  const own = workload.namespace ?? 'default';
  return {
    namespaces: askers.flatMap(({ namespaces }) => namespaces.filter(({ name }) => name === own)),
    authProxyWorkloads: askers.flatMap(({ authProxyWorkloads }) =>
      authProxyWorkloads.filter((one) => selectsWorkload(one, workload)),
    ),
  };
}

/** Words of which a document holds one if an object in it asks for containers in the pods of a workload. */
export function wordsOfAskers({ namespace, kind }: Manifest): readonly string[] {
  return [namespace ?? 'default', kind];
}
