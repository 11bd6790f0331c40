// Generated from snippets/flyway-migration.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const flywayMigration: ContainerPattern = {
  id: 'flyway-migration',
  title: 'Database migration with Flyway',
  purpose: 'Migrate a database with Flyway',
  pattern: 'init',
  description:
    'Brings the database schema up to date before the application starts, with the SQL files of a ConfigMap. Flyway locks its history table, so that several replicas may start at once.',
  avoid: 'Every new Pod runs it again: for migrations that take long, a Job before the roll-out is better.',
  keywords: ['init container', 'migration', 'schema', 'flyway', 'jdbc', 'sql', 'postgresql', 'mysql'],
  docs: 'https://github.com/flyway/flyway-docker',
  parameters: [
    {
      key: 'url',
      title: 'JDBC address of the database',
      default: null,
      required: true,
      choices: null,
      example: 'jdbc:postgresql://postgres:5432/shop',
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
      key: 'config-map',
      title: 'ConfigMap with the SQL files, V1__name.sql and so on',
      default: 'database-migrations',
      required: false,
      choices: null,
      example: 'database-migrations',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'flyway',
    image: 'flyway/flyway:12.10.0',
    args: ['migrate'],
    env: [
      {
        name: 'FLYWAY_URL',
        value: '${url}',
      },
      {
        name: 'FLYWAY_CONNECT_RETRIES',
        value: '30',
      },
      {
        name: 'FLYWAY_USER',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'username',
          },
        },
      },
      {
        name: 'FLYWAY_PASSWORD',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'password',
          },
        },
      },
    ],
    resources: {
      requests: {
        cpu: '100m',
        memory: '256Mi',
      },
      limits: {
        memory: '512Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      allowPrivilegeEscalation: false,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
    volumeMounts: [
      {
        name: 'migrations',
        mountPath: '/flyway/sql',
        readOnly: true,
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'migrations',
      configMap: {
        name: '${config-map}',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
