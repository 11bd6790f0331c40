// Generated from snippets/cloud-sql-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const cloudSqlProxy: ContainerPattern = {
  id: 'cloud-sql-proxy',
  title: 'Cloud SQL Auth Proxy',
  purpose: 'Reach Cloud SQL',
  pattern: 'ambassador',
  description:
    "The application dials its database on localhost; the proxy signs in with the Pod's Google identity and encrypts the way to Cloud SQL. The service account of the Pod needs the role Cloud SQL Client.",
  avoid: 'A language connector of Cloud SQL in the application does the same without a further container.',
  keywords: ['database', 'google cloud', 'postgres', 'mysql', 'sql server', 'iam', 'workload identity'],
  docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar',
  parameters: [
    {
      key: 'instance',
      title: 'Connection name of the instance',
      default: null,
      required: true,
      choices: null,
      example: 'my-project:europe-west1:shop',
    },
    {
      key: 'port',
      title: 'Port on localhost (5432 PostgreSQL, 3306 MySQL, 1433 SQL Server)',
      default: '5432',
      required: false,
      choices: null,
      example: '5432',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '9801',
      required: false,
      choices: null,
      example: '9801',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'cloud-sql-proxy',
    image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.27.0',
    ports: [
      {
        name: 'sql-health',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/startup',
        port: '${health-port}',
      },
      periodSeconds: 1,
      timeoutSeconds: 10,
      failureThreshold: 60,
    },
    livenessProbe: {
      httpGet: {
        path: '/liveness',
        port: '${health-port}',
      },
      timeoutSeconds: 10,
    },
    resources: {
      requests: {
        cpu: '100m',
        memory: '128Mi',
      },
      limits: {
        memory: '512Mi',
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
  native: {
    args: [
      '--port=${port}',
      '--health-check',
      '--http-address=0.0.0.0',
      '--http-port=${health-port}',
      '--exit-zero-on-sigterm',
      '--structured-logs',
      '${instance}',
    ],
  },
  classic: {
    args: [
      '--port=${port}',
      '--health-check',
      '--http-address=0.0.0.0',
      '--http-port=${health-port}',
      '--exit-zero-on-sigterm',
      '--structured-logs',
      '--min-sigterm-delay=10s',
      '--max-sigterm-delay=20s',
      '${instance}',
    ],
    lifecycle: {
      postStart: {
        exec: {
          command: ['/cloud-sql-proxy', 'wait', '--http-port=${health-port}'],
        },
      },
    },
  },
  volumes: [],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'DB_HOST',
        value: '127.0.0.1',
      },
      {
        name: 'DB_PORT',
        value: '${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
