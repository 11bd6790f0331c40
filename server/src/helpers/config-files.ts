/** Where a known program is told to read its configuration. */
export interface ConfigFlags {
  /** Flags whose value is a file or folder of configuration. */
  readonly flags: readonly string[];
  /** The repositories of its publisher, without their registry: images that others build may hold any file. */
  readonly images: RegExp;
  /** Files that those images hold. */
  readonly shipped: RegExp;
}

const NOTHING = /^$/;
const GO_CONFIG = ['-config', '--config'] as const;

/** By the id of the helper. Files that images ship: rules.md, helper-config-not-mounted, and the Dockerfiles of the programs. */
export const CONFIG_FLAGS: ReadonlyMap<string, ConfigFlags> = new Map<string, ConfigFlags>([
  ...['vault-agent', 'vault-agent-init'].map(
    (id) => [id, { flags: GO_CONFIG, images: /^(?:hashicorp|library)\/vault$/, shipped: NOTHING }] as const,
  ),
  ['consul-template', { flags: GO_CONFIG, images: /^hashicorp\/consul-template$/, shipped: NOTHING }],
  [
    'envoy',
    {
      flags: ['-c', '--config-path'],
      images: /^envoyproxy\/envoy(?:-[a-z-]+)?$/,
      shipped: /^\/etc\/envoy\/envoy\.yaml$/,
    },
  ],
  [
    'haproxy',
    {
      flags: ['-f'],
      images: /^(?:library\/haproxy|haproxytech\/haproxy-[a-z-]+)$/,
      shipped: /^\/(?:usr\/local\/)?etc\/haproxy(?:\/haproxy\.cfg)?$/,
    },
  ],
  ['nginx', { flags: ['-c'], images: /^(?:library\/nginx|nginxinc\/nginx-unprivileged)$/, shipped: /^\/etc\/nginx\// }],
  ['fluent-bit', { flags: ['-c', '--config'], images: /^fluent\/fluent-bit$/, shipped: /^\/fluent-bit\/etc\// }],
  [
    'fluentd',
    {
      flags: ['-c', '--config'],
      images: /^(?:fluent|library)\/fluentd$/,
      shipped: /^\/(?:fluentd\/etc|etc\/fluent)\/fluent\.conf$/,
    },
  ],
  [
    'vector',
    {
      flags: ['-c', '--config', '--config-yaml', '--config-toml', '-C', '--config-dir'],
      images: /^(?:timberio|vectordotdev)\/vector$/,
      shipped: /^\/etc\/vector(?:\/vector\.(?:yaml|toml))?$/,
    },
  ],
  ...['filebeat', 'metricbeat'].map((id) => {
    const images = new RegExp(`^(?:beats|elastic)/${id}(?:-oss)?$`);
    return [id, { flags: ['-c'], images, shipped: new RegExp(`^/usr/share/${id}/[\\w.-]+\\.yml$`) }] as const;
  }),
  [
    'promtail',
    {
      flags: ['-config.file', '--config.file'],
      images: /^grafana\/promtail$/,
      shipped: /^\/etc\/promtail\/(?:local-|docker-)?config\.ya?ml$/,
    },
  ],
  [
    'telegraf',
    {
      flags: GO_CONFIG,
      images: /^(?:library|influxdata)\/telegraf$/,
      shipped: /^\/etc\/telegraf(?:\/telegraf\.(?:conf|d))?$/,
    },
  ],
  [
    'otel-collector',
    {
      flags: GO_CONFIG,
      images:
        /^(?:otel\/opentelemetry-collector[a-z0-9-]*|open-telemetry\/opentelemetry-collector-releases\/[a-z0-9-]+)$/,
      shipped: /^\/etc\/otelcol[a-z-]*\/(?:config|otel-collector-config)\.yaml$/,
    },
  ],
  [
    'blackbox-exporter',
    {
      flags: ['--config.file'],
      images: /^(?:prom|prometheus)\/blackbox-exporter$/,
      shipped: /^\/etc\/blackbox_exporter\/config\.yml$/,
    },
  ],
  [
    'snmp-exporter',
    {
      flags: ['--config.file'],
      images: /^(?:prom|prometheus)\/snmp-exporter$/,
      shipped: /^\/etc\/snmp_exporter\/snmp\.yml$/,
    },
  ],
  [
    'statsd-exporter',
    { flags: ['--statsd.mapping-config'], images: /^(?:prom|prometheus)\/statsd-exporter$/, shipped: NOTHING },
  ],
  ['kube-rbac-proxy', { flags: ['--config-file'], images: /^brancz\/kube-rbac-proxy$/, shipped: NOTHING }],
  ['oauth2-proxy', { flags: ['--config', '--alpha-config'], images: /^oauth2-proxy\/oauth2-proxy$/, shipped: NOTHING }],
]);

/** The registries on which publishers offer their images. */
export const PUBLIC_REGISTRY =
  /^(?:docker\.io|quay\.io|ghcr\.io|gcr\.io|registry\.k8s\.io|mirror\.gcr\.io|public\.ecr\.aws(?:\/docker)?|docker\.elastic\.co|cr\.fluentbit\.io)\//;
