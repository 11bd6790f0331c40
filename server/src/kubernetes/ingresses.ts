import type { YamlDocument } from '../yaml/parse.ts';
import { child, items, type Reached, text, texts } from '../yaml/read.ts';
import type { Span } from '../yaml/span.ts';
import { numberOf } from '../yaml/tree.ts';
import { names } from './look.ts';
import { type Manifest, manifestsOf } from './manifest.ts';

/** Objects that lead from outside the cluster to Services. */
export type IngressKind = 'Ingress' | 'HTTPRoute' | 'GRPCRoute' | 'IngressRoute' | 'Route';

/** An Ingress, a route of the Gateway API, an IngressRoute of Traefik, or a Route of OpenShift: which host and path leads to which Service. */
export interface Ingress {
  readonly document: YamlDocument;
  readonly kind: IngressKind;
  readonly name: string;
  readonly namespace: string | null;
  readonly backends: readonly Backend[];
  readonly at: Span;
}

/** A Service to which an Ingress leads, by one host and path. */
export interface Backend {
  /** Null for any host. */
  readonly host: string | null;
  /** Null for any path. */
  readonly path: string | null;
  readonly service: string;
  /** The namespace of the Service; null for that of the Ingress. */
  readonly namespace: string | null;
  /** The number or name of a port of the Service; null where it is not written. */
  readonly port: number | string | null;
  /** Whether a number is that of a port of the pods instead: a Route of OpenShift goes past the Service. */
  readonly isPodPort?: true;
  readonly at: Span;
}

/** Whether a document may hold an Ingress or a route, by a cheap look; true is no promise. */
export function mayHoldIngress(of: string): boolean {
  return names(of, 'Ingress', 'IngressRoute', 'HTTPRoute', 'GRPCRoute', 'Route');
}

/** More combinations of hosts and paths are not told. */
const MOST = 200;

/** The Ingresses and routes of a document. Wrong types are absent; nothing throws. */
export function ingressesOf(document: YamlDocument): Ingress[] {
  return manifestsOf(document).flatMap((manifest): Ingress[] => {
    const { name, namespace, at } = manifest;
    const found = name === null ? null : readBackends(manifest);
    if (name === null || !found) return [];
    return [{ document, ...found, backends: found.backends.slice(0, MOST), name, namespace, at }];
  });
}

function readBackends(manifest: Manifest): Pick<Ingress, 'kind' | 'backends'> | null {
  const { kind, root } = manifest;
  const group = (manifest.apiVersion ?? '').split('/')[0] ?? '';
  const spec = child(root, 'spec');
  if (kind === 'Ingress' && /^(?:networking\.k8s\.io|extensions)$/.test(group)) {
    return { kind, backends: ingressBackends(spec) };
  }
  if ((kind === 'HTTPRoute' || kind === 'GRPCRoute') && group === 'gateway.networking.k8s.io') {
    return { kind, backends: gatewayBackends(spec) };
  }
  if (kind === 'IngressRoute' && /^traefik\.(?:io|containo\.us)$/.test(group)) {
    return { kind, backends: traefikBackends(spec) };
  }
  if (kind === 'Route' && group === 'route.openshift.io') return { kind, backends: routeBackends(spec) };
  return null;
}

/** networking.k8s.io/v1, and the form of v1beta1 with `serviceName` and `servicePort`. */
function ingressBackends(spec: Reached | null): Backend[] {
  const byDefault = child(spec, 'defaultBackend') ?? child(spec, 'backend');
  const rules = items(child(spec, 'rules')).flatMap((rule) => {
    const host = text(child(rule, 'host'))?.value ?? null;
    return items(child(rule, 'http', 'paths')).flatMap((path) => {
      return backend(child(path, 'backend'), host, text(child(path, 'path'))?.value ?? null, path.item);
    });
  });
  return [...rules, ...(byDefault ? backend(byDefault, null, null, byDefault.node.at) : [])];
}

function backend(from: Reached | null, host: string | null, path: string | null, at: Span): Backend[] {
  const service = text(child(from, 'service', 'name') ?? child(from, 'serviceName'))?.value;
  const port =
    child(from, 'service', 'port', 'number') ?? child(from, 'service', 'port', 'name') ?? child(from, 'servicePort');
  return service === undefined ? [] : [{ host, path, service, namespace: null, port: portOf(port), at }];
}

/** gateway.networking.k8s.io: every hostname with every match of a rule. */
function gatewayBackends(spec: Reached | null): Backend[] {
  const hosts = texts(child(spec, 'hostnames')).map(({ value }) => value);
  return items(child(spec, 'rules')).flatMap((rule) => {
    const paths = items(child(rule, 'matches')).map((match) => text(child(match, 'path', 'value'))?.value ?? null);
    const refs = items(child(rule, 'backendRefs')).filter((ref) => isService(ref, 'group'));
    return combined(hosts, paths, refs);
  });
}

/** A rule of Traefik is an expression of its own: its hosts and paths are taken as they stand in it. */
function traefikBackends(spec: Reached | null): Backend[] {
  return items(child(spec, 'routes')).flatMap((route) => {
    const match = text(child(route, 'match'))?.value ?? '';
    const services = items(child(route, 'services')).filter((ref) => isService(ref, null));
    return combined(quoted(match, /\bHost\(([^)]*)\)/g), quoted(match, /\bPath(?:Prefix)?\(([^)]*)\)/g), services);
  });
}

/** route.openshift.io/v1: one host and path, to a Service and those that share its traffic. */
function routeBackends(spec: Reached | null): Backend[] {
  const to = child(spec, 'to');
  const others = items(child(spec, 'alternateBackends'));
  const [host, path] = [text(child(spec, 'host'))?.value ?? null, text(child(spec, 'path'))?.value ?? null];
  const port = portOf(child(spec, 'port', 'targetPort'));
  return [...(to ? [to] : []), ...others].slice(0, MOST).flatMap((ref): Backend[] => {
    const service =
      (text(child(ref, 'kind'))?.value ?? 'Service') === 'Service' ? text(child(ref, 'name'))?.value : null;
    if (!service) return [];
    const isPodPort = typeof port === 'number' ? { isPodPort: true as const } : {};
    return [{ host, path, service, namespace: null, port, ...isPodPort, at: ref.node.at }];
  });
}

/** The quoted words of each call in an expression: `` Host(`a`, `b`) ``. */
function quoted(expression: string, calls: RegExp): string[] {
  return [...expression.slice(0, 2000).matchAll(calls)].flatMap(([, words = '']) =>
    [...words.matchAll(/[`"']([^`"']*)[`"']/g)].map(([, word = '']) => word),
  );
}

type Item = ReturnType<typeof items>[number];

function isService(ref: Item, group: string | null): boolean {
  const kind = text(child(ref, 'kind'))?.value ?? 'Service';
  return kind === 'Service' && (group === null || (text(child(ref, group))?.value ?? '') === '');
}

function combined(hosts: readonly string[], paths: readonly (string | null)[], refs: readonly Item[]): Backend[] {
  const anyOf = <T>(all: readonly T[]): readonly (T | null)[] => (all.length > 0 ? all.slice(0, MOST) : [null]);
  const found: Backend[] = [];
  for (const ref of refs.slice(0, MOST)) {
    const service = text(child(ref, 'name'))?.value;
    const namespace = text(child(ref, 'namespace'))?.value ?? null;
    if (service === undefined) continue;
    for (const host of anyOf(hosts)) {
      for (const path of anyOf(paths)) {
        if (found.length >= MOST) return found;
        found.push({ host, path, service, namespace, port: portOf(child(ref, 'port')), at: ref.item });
      }
    }
  }
  return found;
}

function portOf(from: Reached | null): number | string | null {
  const written = text(from);
  if (!written || from?.node.kind !== 'scalar') return null;
  return numberOf(from.node) ?? written.value;
}
