// Generated from snippets/statsd-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const statsdExporter: ContainerPattern = {
  id: 'statsd-exporter',
  title: 'StatsD exporter',
  purpose: 'Turn StatsD into Prometheus metrics',
  pattern: 'adapter',
  description:
    'Takes the StatsD or DogStatsD packets of the application on localhost and offers them as Prometheus metrics. Dots in names become underscores unless a mapping says otherwise.',
  avoid: 'An application that can offer Prometheus or OpenTelemetry metrics itself needs no exporter.',
  keywords: ['prometheus', 'metrics', 'statsd', 'dogstatsd', 'exporter', 'monitoring', 'airflow', 'udp'],
  docs: 'https://github.com/prometheus/statsd_exporter',
  parameters: [
    {
      key: 'port',
      title: 'Port on localhost, TCP and UDP',
      default: '9125',
      required: false,
      choices: null,
      example: '9125',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'statsd-exporter',
    image: 'prom/statsd-exporter:v0.31.0',
    args: ['--statsd.listen-udp=127.0.0.1:${port}', '--statsd.listen-tcp=127.0.0.1:${port}'],
    ports: [
      {
        name: 'statsd-metrics',
        containerPort: 9102,
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/-/ready',
        port: 9102,
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/-/healthy',
        port: 9102,
      },
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
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
        name: 'STATSD_HOST',
        value: '127.0.0.1',
      },
      {
        name: 'STATSD_PORT',
        value: '${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9102',
  },
};
