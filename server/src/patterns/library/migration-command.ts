// Generated from snippets/migration-command.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const migrationCommand: ContainerPattern = {
  id: 'migration-command',
  title: "Database migration with the application's image",
  purpose: 'Run an own migration command',
  pattern: 'init',
  description:
    "Runs the migration command of the application's own image (Rails, Django, Prisma, Alembic and so on) before the application starts. It gets DATABASE_URL from a Secret.",
  avoid:
    'Every new Pod runs it, several at once if there are several replicas: only for tools that lock the schema while they change it. For others, and for migrations that take long, a Job before the roll-out is better.',
  keywords: [
    'init container',
    'migration',
    'schema',
    'database',
    'rails',
    'django',
    'prisma',
    'alembic',
    'ef core',
    'laravel',
    'own image',
  ],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  parameters: [
    {
      key: 'image',
      title: 'Image of the application, with the same tag',
      default: null,
      required: true,
      choices: null,
      example: 'ghcr.io/acme/shop:1.4.2',
    },
    {
      key: 'command',
      title: 'Command, as one writes it in a shell',
      default: null,
      required: true,
      choices: null,
      example: 'bundle exec rails db:migrate',
    },
    {
      key: 'secret',
      title: 'Secret with the key url, the address of the database',
      default: 'database-credentials',
      required: false,
      choices: null,
      example: 'database-credentials',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'migration',
    image: '${image}',
    command: ['sh', '-ec'],
    args: ['${command}'],
    env: [
      {
        name: 'DATABASE_URL',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'url',
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
      allowPrivilegeEscalation: false,
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
  annotations: {},
};
