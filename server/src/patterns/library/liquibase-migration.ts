// Generated from snippets/liquibase-migration.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const liquibaseMigration: ContainerPattern = {
  id: 'liquibase-migration',
  title: 'Database migration with Liquibase',
  purpose: 'Migrate a database with Liquibase',
  pattern: 'init',
  description:
    'Brings the database schema up to date before the application starts, with the changelog of a ConfigMap. Liquibase locks a table of its own, so that several replicas may start at once.',
  avoid:
    'Every new Pod runs it again, and a Pod that is killed meanwhile leaves the lock behind: for migrations that take long, a Job before the roll-out is better.',
  keywords: ['init container', 'migration', 'schema', 'liquibase', 'jdbc', 'sql', 'changelog', 'postgresql', 'mysql'],
  docs: 'https://github.com/liquibase/docker',
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
      key: 'driver',
      title: 'JDBC driver of the database',
      default: 'postgresql',
      required: false,
      choices: ['postgresql', 'mysql', 'mariadb', 'mssql'],
      example: 'postgresql',
    },
    {
      key: 'changelog',
      title: 'Changelog, a key of the ConfigMap',
      default: 'changelog.yaml',
      required: false,
      choices: null,
      example: 'changelog.yaml',
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
      title: 'ConfigMap with the changelog and what it includes',
      default: 'database-migrations',
      required: false,
      choices: null,
      example: 'database-migrations',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'liquibase',
    image: 'liquibase/liquibase:5.0.4',
    command: ['sh', '-ec'],
    args: ['lpm add "$DRIVER" --global\nexec liquibase update\n'],
    env: [
      {
        name: 'DRIVER',
        value: '${driver}',
      },
      {
        name: 'LIQUIBASE_SEARCH_PATH',
        value: '/liquibase/changelog',
      },
      {
        name: 'LIQUIBASE_COMMAND_CHANGELOG_FILE',
        value: '${changelog}',
      },
      {
        name: 'LIQUIBASE_COMMAND_URL',
        value: '${url}',
      },
      {
        name: 'LIQUIBASE_COMMAND_USERNAME',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'username',
          },
        },
      },
      {
        name: 'LIQUIBASE_COMMAND_PASSWORD',
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
      runAsUser: 1001,
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
        mountPath: '/liquibase/changelog',
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
