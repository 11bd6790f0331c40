import type { YamlDocument } from '../yaml/parse.ts';
import { child, integer, items, text } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import { type Manifest, manifestsOf } from './manifest.ts';
import { type Labels, plainLabels } from './selectors.ts';

/** An AuthProxyWorkload (cloudsql.cloud.google.com): the workloads that get a proxy to Cloud SQL. */
export interface AuthProxyWorkload {
  readonly kind: 'AuthProxyWorkload';
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly selector: WorkloadSelector;
  /** Where its instances are served, as far as it says so. */
  readonly ports: readonly Located<number>[];
}

/** Workloads of a kind, by name or by their own labels. */
export interface WorkloadSelector {
  readonly kind: string;
  /** The namespace of the workloads; null for that of the object. */
  readonly namespace: string | null;
  readonly name: string | null;
  /** Label values by key; null where labels do not select, or more than labels does. */
  readonly labels: ReadonlyMap<string, string> | null;
  /** The place of its key. */
  readonly at: Span;
}

/** The AuthProxyWorkloads of a document. Wrong types are absent; nothing throws. */
export function authProxyWorkloadsOf(document: YamlDocument): AuthProxyWorkload[] {
  return manifestsOf(document).flatMap(({ apiVersion, kind, name, namespace, root }): AuthProxyWorkload[] => {
    if (kind !== 'AuthProxyWorkload' || !apiVersion?.startsWith('cloudsql.cloud.google.com/')) return [];
    const selector = selectorOf(child(root, 'spec', 'workloadSelector'));
    if (name === null || !selector) return [];
    const ports = items(child(root, 'spec', 'instances')).flatMap((item) => integer(child(item, 'port')) ?? []);
    return [{ kind, document, name, namespace, selector, ports }];
  });
}

function selectorOf(from: ReturnType<typeof child>): WorkloadSelector | null {
  const kind = text(child(from, 'kind'))?.value;
  if (!from || kind === undefined) return null;
  const labels = plainLabels(child(from, 'selector', 'matchLabels'));
  const isPlain = labels.size > 0 && !child(from, 'selector', 'matchExpressions');
  return {
    kind,
    namespace: text(child(from, 'namespace'))?.value ?? null,
    name: text(child(from, 'name'))?.value ?? null,
    labels: isPlain ? labels : null,
    at: from.via ?? from.key.at,
  };
}

/**
 * Whether an AuthProxyWorkload certainly selects a workload: its kind, in the namespace, by name or by all labels. No
 * namespace is the one that a cluster starts with.
 */
export function selectsWorkload(
  { selector, namespace: own }: Pick<AuthProxyWorkload, 'selector' | 'namespace'>,
  workload: Pick<Manifest, 'kind' | 'name' | 'namespace'> & { readonly labels: Labels },
): boolean {
  const { kind, name, namespace, labels } = selector;
  if (kind !== workload.kind || (namespace ?? own ?? 'default') !== (workload.namespace ?? 'default')) return false;
  if (name !== null) return name === workload.name;
  return labels !== null && [...labels].every(([key, value]) => workload.labels.get(key)?.value === value);
}
