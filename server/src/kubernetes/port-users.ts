import type { YamlDocument } from '../yaml/parse.ts';
import { child, items, type Reached, text } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import { numberOf } from '../yaml/tree.ts';
import { names } from './look.ts';
import { manifestsOf } from './manifest.ts';
import { type LabelSelector, readLabelSelector } from './selectors.ts';
import { groupOf } from './workloads.ts';

/** A PodMonitor (monitoring.coreos.com) or a NetworkPolicy (networking.k8s.io): it selects pods and names ports of them. */
export interface PortUser {
  readonly kind: 'PodMonitor' | 'NetworkPolicy';
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly at: Span;
  readonly selector: LabelSelector;
  /** The ports that it names by name; a NetworkPolicy's with its protocol. */
  readonly ports: readonly (Located<string> & { readonly protocol: string | null })[];
}

/** Whether a document may hold one, by a cheap look; true is no promise. */
export function mayHoldPortUser(of: string): boolean {
  return names(of, 'PodMonitor', 'NetworkPolicy');
}

/** The PodMonitors and NetworkPolicies of a document. Wrong types are absent; nothing throws. */
export function portUsersOf(document: YamlDocument): PortUser[] {
  return manifestsOf(document).flatMap((manifest): PortUser[] => {
    const { kind, name, namespace, at, root } = manifest;
    const group = groupOf(manifest.apiVersion ?? '');
    const spec = child(root, 'spec');
    if (name === null) return [];
    const common = { document, name, namespace, at };
    if (kind === 'PodMonitor' && group === 'monitoring.coreos.com') {
      // Another choice of namespaces is not followed.
      if (child(spec, 'namespaceSelector')) return [];
      const ports = items(child(spec, 'podMetricsEndpoints')).flatMap((endpoint) => named(child(endpoint, 'port')));
      const selector = readLabelSelector(child(spec, 'selector'));
      return [{ ...common, kind, selector, ports: ports.map((port) => ({ ...port, protocol: null })) }];
    }
    if (kind === 'NetworkPolicy' && group === 'networking.k8s.io') {
      const ports = items(child(spec, 'ingress')).flatMap((rule) =>
        items(child(rule, 'ports')).flatMap((item) => {
          const protocol = text(child(item, 'protocol'))?.value ?? 'TCP';
          return named(child(item, 'port')).map((port) => ({ ...port, protocol }));
        }),
      );
      return [{ ...common, kind, selector: readLabelSelector(child(spec, 'podSelector')), ports }];
    }
    return [];
  });
}

/** A port that is given by name. */
function named(from: Reached | null): Located<string>[] {
  const written = text(from);
  if (!written || from?.node.kind !== 'scalar' || numberOf(from.node) !== null) return [];
  return [written];
}
