// Generated from snippets/alloydb-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const alloydbProxy: ContainerPattern = {
  id: 'alloydb-proxy',
  title: 'AlloyDB Auth Proxy',
  purpose: 'Reach AlloyDB',
  pattern: 'ambassador',
  description:
    "The application dials PostgreSQL on localhost; the proxy signs in with the Pod's Google identity and encrypts the way to AlloyDB. The service account of the Pod needs the roles AlloyDB Client and Service Usage Consumer.",
  avoid:
    'A language connector of AlloyDB in the application does the same without a further container. The proxy makes no way through the network: the Pod must reach the instance.',
  keywords: [
    'database',
    'google cloud',
    'alloydb',
    'postgres',
    'postgresql',
    'iam',
    'workload identity',
    'reach alloydb',
  ],
  docs: 'https://github.com/GoogleCloudPlatform/alloydb-auth-proxy',
  parameters: [
    {
      key: 'instance',
      title: 'URI of the instance',
      default: null,
      required: true,
      choices: null,
      example: 'projects/my-project/locations/europe-west1/clusters/shop/instances/primary',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '5432',
      required: false,
      choices: null,
      example: '5432',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '9811',
      required: false,
      choices: null,
      example: '9811',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'alloydb-auth-proxy',
    image: 'gcr.io/alloydb-connectors/alloydb-auth-proxy:1.17.0',
    ports: [
      {
        name: 'alloydb-health',
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
      '--exit-zero-sigterm',
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
      '--structured-logs',
      '--min-sigterm-delay=10s',
      '--max-sigterm-delay=20s',
      '${instance}',
    ],
    lifecycle: {
      postStart: {
        exec: {
          command: ['/alloydb-auth-proxy', 'wait', '--http-port=${health-port}'],
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
