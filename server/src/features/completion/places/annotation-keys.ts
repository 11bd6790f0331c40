import { FALSE, type Injector, type Quantities, type Switch, TRUE } from '../../../helpers/injector.ts';
import { INJECTORS } from '../../../helpers/injectors.ts';
import { TOPICS } from '../../hover/annotations.ts';

/** A label or annotation that somebody reads on a pod. */
export interface KnownKey {
  readonly of: 'labels' | 'annotations';
  readonly key: string;
  /** The values there are, the usual one first; empty where it may be anything. */
  readonly values: readonly string[];
  /** A value to begin with, where it may be anything; '' for none. */
  readonly example: string;
  /** Who reads it, in a few words. */
  readonly by: string;
  /** The injector that it belongs to; null for others. */
  readonly injector: string | null;
  /** Whether it asks for something, rather than saying how. */
  readonly isSwitch: boolean;
}

const BOOLEAN = ['true', 'false'] as const;

/** The values of a switch as people write them, without the other spellings of true and false. */
function valuesOf({ on, off }: Pick<Switch, 'on' | 'off'>): string[] {
  const short = (values: readonly string[], all: readonly string[], word: string) =>
    values.includes(word) ? [word, ...values.filter((value) => !all.includes(value) && value.length > 3)] : values;
  const yes = on === 'any' ? (off.includes('false') ? ['true'] : []) : short(on, TRUE, 'true');
  return yes.length === 0 ? [] : [...yes, ...short(off, FALSE, 'false')].filter((value) => value !== '');
}

/** What the table of injectors knows. */
function keysOf(injector: Injector): KnownKey[] {
  const { id, title, switches, needs, native, containers } = injector;
  const known = { by: title, injector: id, example: '' };
  const switching = [...switches.filter(({ on }) => on === 'any' || on.length > 0), ...(needs ? [needs] : [])];
  const quantities = (keys: Quantities = {}, amounts: Quantities = {}) =>
    Object.entries(keys).map(([resource, key]): KnownKey => {
      return { ...known, of: 'annotations', key, values: [], example: amounts[resource] ?? '', isSwitch: false };
    });
  return [
    ...switching.map((one): KnownKey => {
      return { ...known, of: `${one.in}s`, key: one.key, values: valuesOf(one), isSwitch: true };
    }),
    ...(native?.keys ?? []).slice(0, 1).map((key): KnownKey => {
      return { ...known, of: 'annotations', key, values: BOOLEAN, isSwitch: false };
    }),
    ...containers.flatMap(({ resources }) => [
      ...quantities(resources?.requestKeys, resources?.requests),
      ...quantities(resources?.limitKeys, resources?.limits),
    ]),
  ];
}

/** Keys that a controller writes rather than reads, that stand for something else, or whose place is not certain. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['sidecar.istio.io/status', 'ambient.istio.io/redirection', 'vault.hashicorp.com/agent-inject-status'],
  ...['linkerd.io/created-by', 'linkerd.io/proxy-version', 'linkerd.io/trust-root-sha256', 'kuma.io/mesh'],
  'kubectl.kubernetes.io/default-logs-container',
]);

/** Keys of the hovers that are labels. */
const LABELS: ReadonlySet<string> = new Set([
  ...['istio.io/dataplane-mode', 'istio.io/use-waypoint', 'istio.io/use-waypoint-namespace'],
]);

const SWITCHED = ['enabled', 'disabled'] as const;

/** Values of keys that the table of injectors does not have: from the documentation that their hovers name. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'sidecar.istio.io/interceptionMode': ['REDIRECT', 'TPROXY', 'NONE'],
  'sidecar.istio.io/proxyImageType': ['distroless', 'default', 'debug'],
  'sidecar.istio.io/rewriteAppHTTPProbers': BOOLEAN,
  'prometheus.istio.io/merge-metrics': BOOLEAN,
  'inject.istio.io/templates': ['sidecar', 'gateway', 'grpc-agent'],
  'istio.io/dataplane-mode': ['ambient', 'none'],
  'config.linkerd.io/enable-debug-sidecar': BOOLEAN,
  'config.linkerd.io/proxy-await': SWITCHED,
  'config.linkerd.io/access-log': ['apache', 'json'],
  'dapr.io/app-protocol': ['http', 'https', 'grpc', 'grpcs', 'h2c'],
  'dapr.io/enable-app-health-check': BOOLEAN,
  'dapr.io/enable-metrics': BOOLEAN,
  'dapr.io/log-level': ['info', 'debug', 'warn', 'error'],
  ...Object.fromEntries(
    [
      ...['agent-pre-populate', 'agent-pre-populate-only', 'agent-init-first', 'agent-cache-enable'],
      ...['agent-run-as-same-user', 'agent-share-process-namespace', 'agent-revoke-on-shutdown', 'agent-enable-quit'],
    ].map((key) => [`vault.hashicorp.com/${key}`, BOOLEAN]),
  ),
  'consul.hashicorp.com/transparent-proxy': BOOLEAN,
  'consul.hashicorp.com/enable-sidecar-proxy-lifecycle': BOOLEAN,
  'consul.hashicorp.com/enable-metrics-merging': BOOLEAN,
  'kuma.io/gateway': SWITCHED,
  'kuma.io/init-first': BOOLEAN,
  'kuma.io/wait-for-dataplane-ready': BOOLEAN,
  'cluster-autoscaler.kubernetes.io/safe-to-evict': BOOLEAN,
  'prometheus.io/scrape': BOOLEAN,
  'prometheus.io/scheme': ['http', 'https'],
};

function readers(key: string, by: string): Pick<KnownKey, 'by' | 'injector'> {
  if (key.startsWith('consul.')) return { by: 'Consul', injector: 'consul' };
  if (/(?:^|\.)kuma\.io\//.test(key)) return { by: 'Kuma or Kong Mesh', injector: 'kuma' };
  if (key.startsWith('instrumentation.opentelemetry.io/')) return { by: 'OpenTelemetry Operator', injector: null };
  if (key.startsWith('azure.')) return { by: 'Azure Workload Identity', injector: 'azure-workload-identity' };
  if (key.startsWith('kubectl.')) return { by: 'kubectl', injector: null };
  if (key.startsWith('prometheus.io/')) return { by: 'Prometheus', injector: null };
  if (key.startsWith('pod-patterns/')) return { by: 'Pod Patterns', injector: null };
  return { by: key.startsWith('cluster-autoscaler.') ? 'cluster autoscaler' : by, injector: null };
}

let made: readonly KnownKey[] | undefined;

/** Every label and annotation that the injectors and the hovers know as one that people write, each once. */
export function knownKeys(): readonly KnownKey[] {
  made ??= find();
  return made;
}

function find(): KnownKey[] {
  const found = new Map<string, KnownKey>();
  const add = (one: KnownKey) => {
    const id = `${one.of} ${one.key}`;
    if (!LEFT_OUT.has(one.key) && !found.has(id)) found.set(id, one);
  };
  for (const injector of INJECTORS) if (injector.deprecated === undefined) keysOf(injector).forEach(add);
  for (const { keys, by, injector } of TOPICS) {
    for (const key of Object.keys(keys)) {
      const of = LABELS.has(key) ? 'labels' : 'annotations';
      const reader = injector === null ? readers(key, by) : { by, injector };
      add({ of, key, values: VALUES[key] ?? [], example: '', isSwitch: injector === null, ...reader });
    }
  }
  return [...found.values()];
}
