import type { HelperFunction, Pattern } from './helper.ts';
import { remembering } from './remembering.ts';

/** What a name suggests that says what a container does, whoever made it. */
export interface NamedRole {
  readonly pattern: Pattern;
  readonly function: HelperFunction | null;
}

/** Words in names of containers, the most telling first. Names are given by people: weak evidence. */
const NAMES: readonly (readonly [RegExp, Pattern, HelperFunction | null])[] = [
  [
    /(?:^|-)(?:(?:config(?:map)?|rules?|dashboards?)-)?reload(?:er)?(?:-|$)|(?:^|-)config-watcher$/,
    'config-helper',
    'config-reloader',
  ],
  [
    /(?:^|-)(?:git|content|repo|config|dags?|data)-?sync(?:er)?(?:-|$)|(?:^|-)syncer$|^synch?$/,
    'config-helper',
    'content-sync',
  ],
  [/(?:^|-)(?:vault|secrets?)-(?:agent|sync|fetcher|loader|watcher)(?:-|$)/, 'config-helper', 'secret-agent'],
  [/(?:^|-)config-(?:helper|loader|agent|sidecar|updater|manager)$/, 'config-helper', null],
  [
    /(?:^|-)exporter(?:-|$)|^(?:metrics|monitoring)$|(?:^|-)metrics-(?:proxy|sidecar|server)$|.-metrics$|.-prometheus$/,
    'adapter',
    'exporter',
  ],
  [/(?:^|-)adapter(?:-|$)/, 'adapter', null],
  [
    /(?:^|-)log(?:s|ging)?-?(?:shipper|agent|forwarder|collector|router|sidecar|streamer|tailer|tail|watch(?:er)?|reader|writer|rotat\w*)(?:-|$)|forwarder$|^(?:fluentd?|logger|logs?|logging|filebeat|promtail)(?:-|$)|-(?:logger|log|logs)$|-log-\d+$/,
    'sidecar',
    'log-shipper',
  ],
  [
    /(?:^|-)(?:otel|opentelemetry|telemetry|tracing)(?:-(?:agent|collector|sidecar))?$|(?:^|-)(?:jaeger|zipkin|xray|datadog|newrelic|statsd)(?:-agent)?$/,
    'sidecar',
    'telemetry-collector',
  ],
  [
    /(?:^|-)(?:cloud-?sql|sql|db|database|postgres|mysql|redis|mongo|alloydb|pg)-?(?:auth-)?(?:proxy|ambassador|pooler)(?:-|$)|(?:^|-)pooler$/,
    'ambassador',
    'db-ambassador',
  ],
  [/(?:^|-)ambassador(?:-|$)|(?:^|-)(?:egress|outbound|upstream|forward)-?proxy(?:-|$)/, 'ambassador', null],
  [
    /(?:^|-)(?:o?auth2?|oidc|rbac|tls|ssl|https?|ingress|reverse|gateway|front(?:end)?|inbound|web)-?proxy(?:-|$)|(?:^|-)(?:tls|ssl)-(?:terminat\w+|sidecar)$/,
    'proxy',
    'inbound-proxy',
  ],
  [/(?:^|-)(?:envoy|mesh|sidecar)-?proxy(?:-|$)|(?:^|-)rout(?:er|ing)(?:-sidecar|-proxy)?$/, 'proxy', null],
  [
    /(?:^|-)(?:liveness-probe|node-driver-registrar|driver-registrar|(?:csi|external)-(?:provisioner|attacher|resizer|snapshotter))(?:-|$)/,
    'sidecar',
    'storage-driver',
  ],
  [
    /(?:^|-)(?:sidecar|helper|companion|watchdog|watcher|sentinel|monitor|authz?|debug(?:ger)?|toolbox|backup|cache|heartbeat|crond?)(?:-|$)|-agent$/,
    'sidecar',
    null,
  ],
  [/(?:^|-)(?:nginx|apache|httpd|caddy|traefik|haproxy|openresty)$/, 'proxy', null],
  [/(?:^|-)proxy$/, 'proxy', null],
];

/** What the name of a container suggests; null for nothing. */
export const namedRole: (name: string) => NamedRole | null = remembering((name) => {
  if (name.length > MAX_NAME) return null;
  const found = NAMES.find(([pattern]) => pattern.test(name));
  return found ? { pattern: found[1], function: found[2] } : null;
});

/** DNS labels, and a template or two in them. */
const MAX_NAME = 200;

/** Whether a name is nothing but the word for some helper. */
export function isHelperWord(name: string): boolean {
  return /^(?:sidecar|proxy|adapter|ambassador|exporter|helper|agent|logger|logging|metrics|backup|cache)$/.test(name);
}

/** Names that people give to the container that the pod is for. */
export function isMainName(name: string): boolean {
  return /^(?:main|app|application|server|manager|controller|operator|user-container|primary)$|^main-|-(?:app|application)$|^(?:the|my)-?app/.test(
    name,
  );
}

/**
 * The names in a template that fills in an image, as people would write them for a container: `.Values.kubeRBACProxy.image`
 * tells of `kube-rbac-proxy`.
 */
export function namesInTemplate(text: string): string[] {
  if (!text.includes('{{') || text.length > MAX_TEMPLATE) return [];
  const words = text.match(/[A-Za-z][\w-]*/g) ?? [];
  const names = words.filter((word) => !COMMON.has(word)).map(kebab);
  return [...new Set(names)].slice(0, 20);
}

const MAX_TEMPLATE = 500;
const COMMON: ReadonlySet<string> = new Set(
  'Values Chart AppVersion Name Release Capabilities KubeVersion Version image images repository registry tag name global include template default printf tpl common quote dict with end if else coalesce imageRegistry imageRoot toString trunc s'.split(
    ' ',
  ),
);

/** `kubeRBACProxy` as `kube-rbac-proxy`. */
function kebab(word: string): string {
  return word
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}
