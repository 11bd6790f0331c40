// Generated from snippets/otel-collector.yaml by "npm run generate": edit that, not this.
import type { ContainerPattern } from '../pattern.ts';

export const otelCollector: ContainerPattern = {
  id: 'otel-collector',
  title: 'Telemetry collector (OpenTelemetry)',
  purpose: 'Collect traces and metrics',
  pattern: 'sidecar',
  description:
    'Takes traces, metrics and logs from the application over localhost, batches them and sends them on with OTLP.',
  avoid:
    'One collector on each node, or a few in a Deployment, cost less; a sidecar is for Pods that need a pipeline of their own.',
  keywords: ['telemetry', 'opentelemetry', 'otel', 'tracing', 'traces', 'metrics', 'logs', 'otlp'],
  docs: 'https://opentelemetry.io/docs/collector/configuration/',
  parameters: [
    {
      key: 'endpoint',
      title: 'OTLP over HTTP address to which everything is sent',
      default: null,
      required: true,
      choices: null,
      example: 'http://otel-gateway.observability:4318',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'otel-collector',
    image: 'otel/opentelemetry-collector:0.162.0',
    args: ['--config=env:OTELCOL_CONFIG'],
    env: [
      {
        name: 'OTELCOL_CONFIG',
        value: `extensions:
  health_check:
    endpoint: 0.0.0.0:13133
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
      http:
        endpoint: 127.0.0.1:4318
processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: 80
    spike_limit_percentage: 25
  batch: {}
exporters:
  otlp_http:
    endpoint: \${endpoint}
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlp_http]
    metrics:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlp_http]
    logs:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlp_http]
`,
      },
    ],
    ports: [
      {
        name: 'otlp-grpc',
        containerPort: 4317,
      },
      {
        name: 'otlp-http',
        containerPort: 4318,
      },
      {
        name: 'otel-health',
        containerPort: 13133,
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/',
        port: 13133,
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/',
        port: 13133,
      },
    },
    resources: {
      requests: {
        cpu: '50m',
        memory: '64Mi',
      },
      limits: {
        memory: '256Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
  },
  native: {},
  classic: {},
  volumes: [],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
        value: 'http://127.0.0.1:4318',
      },
      {
        name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
        value: 'http/protobuf',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
