// Generated from snippets/postgres-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const postgresExporter: ContainerPattern = {
  id: 'postgres-exporter',
  title: 'PostgreSQL exporter',
  purpose: 'Expose metrics of PostgreSQL',
  pattern: 'adapter',
  description:
    'Asks the PostgreSQL server of the Pod for its statistics and offers them as Prometheus metrics. Its user needs no more than the role pg_monitor.',
  avoid:
    'A server outside the cluster, or one that an operator runs, is better asked by one exporter in a Deployment of its own.',
  keywords: ['prometheus', 'metrics', 'postgres', 'postgresql', 'database', 'exporter', 'monitoring'],
  docs: 'https://github.com/prometheus-community/postgres_exporter',
  parameters: [
    {
      key: 'server',
      title: 'Server, database and options, without user and password',
      default: 'localhost:5432/postgres?sslmode=disable',
      required: false,
      choices: null,
      example: 'localhost:5432/postgres?sslmode=disable',
    },
    {
      key: 'secret',
      title: 'Secret with the keys username and password',
      default: 'postgres-exporter',
      required: false,
      choices: null,
      example: 'postgres-exporter',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'postgres-exporter',
    image: 'quay.io/prometheuscommunity/postgres-exporter:v0.20.1',
    env: [
      {
        name: 'DATA_SOURCE_URI',
        value: '${server}',
      },
      {
        name: 'DATA_SOURCE_USER',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'username',
          },
        },
      },
      {
        name: 'DATA_SOURCE_PASS',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'password',
          },
        },
      },
    ],
    ports: [
      {
        name: 'pg-metrics',
        containerPort: 9187,
      },
    ],
    livenessProbe: {
      httpGet: {
        path: '/',
        port: 9187,
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
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9187',
  },
};
