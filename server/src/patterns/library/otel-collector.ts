// Generated from snippets/otel-collector.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
        value:
          'extensions:\n  health_check:\n    endpoint: 0.0.0.0:13133\nreceivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: 127.0.0.1:4317\n      http:\n        endpoint: 127.0.0.1:4318\nprocessors:\n  memory_limiter:\n    check_interval: 1s\n    limit_percentage: 80\n    spike_limit_percentage: 25\n  batch: {}\nexporters:\n  otlp_http:\n    endpoint: ${endpoint}\nservice:\n  extensions: [health_check]\n  pipelines:\n    traces:\n      receivers: [otlp]\n      processors: [memory_limiter, batch]\n      exporters: [otlp_http]\n    metrics:\n      receivers: [otlp]\n      processors: [memory_limiter, batch]\n      exporters: [otlp_http]\n    logs:\n      receivers: [otlp]\n      processors: [memory_limiter, batch]\n      exporters: [otlp_http]\n',
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
