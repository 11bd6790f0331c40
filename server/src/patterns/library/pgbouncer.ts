// Generated from snippets/pgbouncer.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const pgbouncer: ContainerPattern = {
  id: 'pgbouncer',
  title: 'Connection pool (PgBouncer)',
  purpose: 'Pool database connections',
  pattern: 'ambassador',
  description:
    'The application dials PostgreSQL on localhost; PgBouncer shares a few connections to the server among its many.',
  avoid:
    "Each Pod has a pool of its own: with many replicas, one PgBouncer as a Deployment keeps the server's connections fewer. With the mode transaction, what belongs to a session (SET, LISTEN, advisory locks) does not work.",
  keywords: ['database', 'postgres', 'postgresql', 'pooling', 'connection pool', 'connections', 'too many clients'],
  docs: 'https://www.pgbouncer.org/config.html',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the PostgreSQL server',
      default: null,
      required: true,
      choices: null,
      example: 'postgres',
    },
    {
      key: 'database',
      title: 'Name of the database',
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'secret',
      title: 'Secret with the keys username and password',
      default: 'database-credentials',
      required: false,
      choices: null,
      example: 'database-credentials',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '6432',
      required: false,
      choices: null,
      example: '6432',
    },
    {
      key: 'pool-mode',
      title: 'When a server connection goes back to the pool',
      default: 'transaction',
      required: false,
      choices: ['transaction', 'session', 'statement'],
      example: 'transaction',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'pgbouncer',
    image: 'edoburu/pgbouncer:v1.25.2-p0',
    env: [
      {
        name: 'DB_HOST',
        value: '${host}',
      },
      {
        name: 'DB_NAME',
        value: '${database}',
      },
      {
        name: 'DB_USER',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'username',
          },
        },
      },
      {
        name: 'DB_PASSWORD',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'password',
          },
        },
      },
      {
        name: 'AUTH_TYPE',
        value: 'scram-sha-256',
      },
      {
        name: 'POOL_MODE',
        value: '${pool-mode}',
      },
      {
        name: 'LISTEN_PORT',
        value: '${port}',
      },
    ],
    ports: [
      {
        name: 'pgbouncer',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      tcpSocket: {
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${port}',
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
      runAsUser: 70,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
    volumeMounts: [
      {
        name: 'pgbouncer-config',
        mountPath: '/etc/pgbouncer',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['sh', '-c', 'until nc -z 127.0.0.1 ${port}; do sleep 1; done'],
        },
      },
      preStop: {
        exec: {
          command: ['sleep', '10'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'pgbouncer-config',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
  ],
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
