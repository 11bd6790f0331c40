import type { YamlDocument } from '../yaml/parse.ts';
import { child, items, type Reached, text, textMap, texts } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import { names } from './look.ts';
import { isSameNamespace, manifestsOf } from './manifest.ts';
import type { Pod } from './pod.ts';

/**
 * The Sidecar resource of Istio (networking.istio.io): what the proxies of some pods accept and know. It is configuration,
 * no container.
 */
export interface IstioSidecar {
  readonly document: YamlDocument;
  readonly name: string | null;
  readonly namespace: string | null;
  /** Labels of the pods it is for; null where it has no `workloadSelector`, and is for all of its namespace. */
  readonly selector: ReadonlyMap<string, string> | null;
  /** What the proxies know of, where it is limited; null where `egress` is absent, or no list. */
  readonly egress: readonly IstioListener[] | null;
  readonly ingress: readonly IstioListener[] | null;
  /** The mode of `outboundTrafficPolicy`. */
  readonly outbound: string | null;
  /** The place of the `kind` value. */
  readonly at: Span;
  readonly spec: Reached | null;
}

/** One entry of `ingress` or `egress`. */
export interface IstioListener {
  readonly port: number | null;
  readonly hosts: readonly Located<string>[];
  readonly defaultEndpoint: string | null;
  readonly at: Span;
}

/** Whether a document may hold a Sidecar of Istio, by a cheap look; true is no promise. */
export function mayHoldIstioSidecar(source: string): boolean {
  return names(source, 'Sidecar') && source.includes('networking.istio.io');
}

/** The Sidecars of Istio in a document. Wrong types are absent; nothing throws. */
export function istioSidecarsOf(document: YamlDocument): IstioSidecar[] {
  return manifestsOf(document).flatMap((manifest): IstioSidecar[] => {
    if (manifest.kind !== 'Sidecar' || !manifest.apiVersion?.startsWith('networking.istio.io/')) return [];
    const spec = child(manifest.root, 'spec');
    const labels = [...textMap(child(spec, 'workloadSelector', 'labels'))].map(
      ([key, { value }]) => [key, value] as const,
    );
    return [
      {
        document,
        name: manifest.name,
        namespace: manifest.namespace,
        selector: child(spec, 'workloadSelector') ? new Map(labels) : null,
        egress: listenersOf(spec, 'egress'),
        ingress: listenersOf(spec, 'ingress'),
        outbound: text(child(spec, 'outboundTrafficPolicy', 'mode'))?.value ?? null,
        at: manifest.at,
        spec,
      },
    ];
  });
}

function listenersOf(spec: Reached | null, key: 'ingress' | 'egress'): IstioListener[] | null {
  const list = child(spec, key);
  if (list?.node.kind !== 'sequence') return null;
  return items(list).map((item) => ({
    port: portOf(text(child(item, 'port', 'number'))?.value),
    hosts: texts(child(item, 'hosts')),
    defaultEndpoint: text(child(item, 'defaultEndpoint'))?.value ?? null,
    at: item.item,
  }));
}

function portOf(written: string | undefined): number | null {
  return written !== undefined && /^\d{1,5}$/.test(written) ? Number(written) : null;
}

/**
 * Whether a Sidecar is for a pod: in its namespace, and all labels of its selector equal. One with a selector that fits goes
 * before one without. No namespace is the one that a cluster starts with.
 */
export function scopes({ namespace, selector }: IstioSidecar, pod: Pod): boolean {
  if (!isSameNamespace({ namespace }, pod.manifest)) return false;
  return [...(selector ?? [])].every(([key, value]) => pod.labels.get(key)?.value === value);
}
