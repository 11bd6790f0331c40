import type { Helper } from '../helper.ts';

const COLLECTOR = { pattern: 'sidecar', function: 'telemetry-collector', direction: 'out', longRunning: true } as const;

/** Helpers that take traces, metrics and logs from the application over localhost and send them on. */
export const telemetry: readonly Helper[] = [
  {
    id: 'otel-collector',
    title: 'OpenTelemetry Collector',
    summary: 'Takes traces, metrics and logs from the application, batches them and sends them on.',
    images: [
      '**/otel/opentelemetry-collector*',
      '**/opentelemetry-collector-releases/opentelemetry-collector*',
      '**/aws-observability/aws-otel-collector',
      '**/amazon/aws-otel-collector',
    ],
    programs: ['otelcol', 'otelcol-contrib', 'otelcol-k8s'],
    names: ['otc-container', 'otel-collector', 'opentelemetry-collector'],
    ...COLLECTOR,
    oneShot: ['validate'],
    ports: [
      { port: 4317, what: 'OTLP over gRPC', verified: true },
      { port: 4318, what: 'OTLP over HTTP', verified: true },
      { port: 8888, what: 'metrics of its own' },
      { port: 13133, what: 'health, if configured', onRequest: true },
      { port: 9411, what: 'Zipkin, if configured', onRequest: true },
      { port: 14250, what: 'Jaeger over gRPC, if configured', onRequest: true },
      { port: 14268, what: 'Jaeger over HTTP, if configured', onRequest: true },
      { port: 6831, protocol: 'UDP', what: 'Jaeger compact, if configured', onRequest: true },
    ],
    docs: 'https://opentelemetry.io/docs/collector/',
  },
  {
    id: 'grafana-alloy',
    title: 'Grafana Alloy',
    summary: 'Collects logs, metrics, traces and profiles as its configuration says and sends them on.',
    images: ['**/grafana/alloy', '**/bitnami*/grafana-alloy'],
    programs: ['alloy'],
    names: ['alloy', 'grafana-alloy'],
    ...COLLECTOR,
    oneShot: ['fmt', 'convert', 'validate'],
    ports: [{ port: 12345, what: 'user interface and metrics', flags: ['--server.http.listen-addr'] }],
    docs: 'https://grafana.com/docs/alloy/latest/',
  },
  {
    id: 'datadog-agent',
    title: 'Datadog Agent',
    summary: 'Takes metrics and traces from the application and sends them to Datadog.',
    images: ['**/datadog/agent', '**/datadoghq/agent', 'registry.datadoghq.com/agent'],
    names: ['datadog-agent', 'datadog-agent-injected'],
    ...COLLECTOR,
    ports: [
      {
        port: 8125,
        protocol: 'UDP',
        what: 'DogStatsD',
        env: ['DD_DOGSTATSD_PORT', 'DD_USE_DOGSTATSD'],
        verified: true,
      },
      { port: 8126, what: 'traces', env: ['DD_APM_RECEIVER_PORT', 'DD_APM_ENABLED'], verified: true },
      { port: 5555, what: 'health', env: ['DD_HEALTH_PORT'], onRequest: true },
      {
        port: 4317,
        what: 'OTLP over gRPC',
        env: ['DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_GRPC_ENDPOINT'],
        onRequest: true,
      },
      {
        port: 4318,
        what: 'OTLP over HTTP',
        env: ['DD_OTLP_CONFIG_RECEIVER_PROTOCOLS_HTTP_ENDPOINT'],
        onRequest: true,
      },
    ],
    docs: 'https://docs.datadoghq.com/containers/kubernetes/',
  },
];
