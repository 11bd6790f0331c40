import type { YamlDocument } from '../yaml/parse.ts';
import { boolean, child, items, type Reached, text, textMap } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import { numberOf } from '../yaml/tree.ts';
import { isSameNamespace, manifestsOf, type TextMap } from './manifest.ts';
import type { Referable } from './selectors.ts';

/** A Service (core/v1): which pods it sends traffic to, and to which of their ports. */
export interface Service {
  readonly kind: 'Service';
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly labels: TextMap;
  readonly annotations: TextMap;
  /** Label values by key; empty for a Service without a selector, which selects no pod by itself. */
  readonly selector: ReadonlyMap<string, string>;
  readonly ports: readonly ServicePort[];
  /** Whether it is a name for a host outside (`type: ExternalName`). */
  readonly isExternalName: boolean;
  /** Whether it has no address of its own (`clusterIP: None`), so that its name is that of its pods. */
  readonly isHeadless: boolean;
  readonly publishNotReadyAddresses: boolean;
  readonly at: Span;
}

export interface ServicePort {
  readonly name: string | null;
  readonly port: number;
  /** A number, or the name of a container port; `port` where it is not set. */
  readonly target: Located<number | string>;
  /** Whether `targetPort` is set. */
  readonly hasTarget: boolean;
  /** `TCP` if it is not set. */
  readonly protocol: string;
  readonly at: Span;
  /** For edits. */
  readonly source: Reached;
}

/** The Services of a document. Wrong types are absent; nothing throws. */
export function servicesOf(document: YamlDocument): Service[] {
  return manifestsOf(document).flatMap((manifest): Service[] => {
    if (manifest.apiVersion !== 'v1' || manifest.kind !== 'Service' || manifest.name === null) return [];
    const spec = child(manifest.root, 'spec');
    // A Service of this type is a name in the DNS; its selector is ignored.
    const isExternalName = text(child(spec, 'type'))?.value === 'ExternalName';
    const labels = isExternalName ? [] : [...textMap(child(spec, 'selector'))];
    const selector = labels.map(([key, { value }]) => [key, value] as const);
    const { name, namespace, at } = manifest;
    const ports = items(child(spec, 'ports')).flatMap((item): ServicePort[] => {
      const port = numberText(child(item, 'port'));
      if (typeof port?.value !== 'number') return [];
      return [
        {
          name: text(child(item, 'name'))?.value ?? null,
          port: port.value,
          target: numberText(child(item, 'targetPort')) ?? port,
          protocol: text(child(item, 'protocol'))?.value ?? 'TCP',
          hasTarget: child(item, 'targetPort') !== null,
          at: item.item,
          source: item,
        },
      ];
    });
    return [
      {
        kind: 'Service',
        document,
        name,
        namespace,
        labels: manifest.labels,
        annotations: manifest.annotations,
        selector: new Map(selector),
        ports,
        isExternalName,
        isHeadless: text(child(spec, 'clusterIP'))?.value === 'None',
        publishNotReadyAddresses: boolean(child(spec, 'publishNotReadyAddresses'))?.value ?? false,
        at,
      },
    ];
  });
}

/**
 * Whether a Service selects a pod: in its namespace, all labels of the selector equal (Service API, `spec.selector`). No
 * namespace is the one that a cluster starts with.
 */
export function selects(service: Pick<Service, 'selector' | 'namespace'>, pod: Referable): boolean {
  if (service.selector.size === 0) return false;
  if (!isSameNamespace(service, pod.manifest)) return false;
  return [...service.selector].every(([key, value]) => pod.labels.get(key)?.value === value);
}

function numberText(from: ReturnType<typeof child>): Located<number | string> | null {
  const written = text(from);
  if (!written || from?.node.kind !== 'scalar') return null;
  return { ...written, value: numberOf(from.node) ?? written.value };
}
