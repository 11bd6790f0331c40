// Generated from snippets/redis-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const redisExporter: ContainerPattern = {
  id: 'redis-exporter',
  title: 'Redis exporter',
  purpose: 'Expose metrics of Redis',
  pattern: 'adapter',
  description: 'Asks the Redis or Valkey server of the Pod for its statistics and offers them as Prometheus metrics.',
  avoid:
    'A server outside the cluster, or one that an operator runs, is better asked by one exporter in a Deployment of its own.',
  keywords: ['prometheus', 'metrics', 'redis', 'valkey', 'exporter', 'monitoring'],
  docs: 'https://github.com/oliver006/redis_exporter',
  parameters: [
    {
      key: 'address',
      title: 'Address of the server',
      default: 'redis://localhost:6379',
      required: false,
      choices: null,
      example: 'redis://localhost:6379',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'redis-exporter',
    image: 'oliver006/redis_exporter:v1.93.0',
    args: ['--redis.addr=${address}'],
    ports: [
      {
        name: 'redis-metrics',
        containerPort: 9121,
      },
    ],
    livenessProbe: {
      httpGet: {
        path: '/health',
        port: 9121,
      },
    },
    resources: {
      requests: {
        cpu: '10m',
        memory: '32Mi',
      },
      limits: {
        memory: '64Mi',
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
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9121',
  },
};
