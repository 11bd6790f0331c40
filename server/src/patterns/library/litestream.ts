// Generated from snippets/litestream.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const litestream: ContainerPattern = {
  id: 'litestream',
  title: 'Backup of SQLite (Litestream)',
  purpose: 'Back up SQLite',
  pattern: 'sidecar',
  description:
    'Fetches the SQLite database from an object store before the application starts, if the volume has none, and then saves each of its changes there within a second.',
  avoid:
    'Only one Pod may write the database: one replica with the strategy Recreate, or a StatefulSet with a store for each. Other databases have their own tools.',
  keywords: [
    'backup',
    'restore',
    'sqlite',
    'database',
    'replication',
    's3',
    'minio',
    'disaster recovery',
    'litestream',
  ],
  docs: 'https://litestream.io/guides/kubernetes/',
  parameters: [
    {
      key: 'replica',
      title: 'Where the database is saved',
      default: null,
      required: true,
      choices: null,
      example: 's3://shop-backup/shop',
    },
    {
      key: 'secret',
      title: 'Secret with the keys of the store, LITESTREAM_ACCESS_KEY_ID and LITESTREAM_SECRET_ACCESS_KEY',
      default: null,
      required: true,
      choices: null,
      example: 'litestream',
    },
    {
      key: 'data-folder',
      title: 'Folder of the application with the database, the path of a mount',
      default: '/data',
      required: false,
      choices: null,
      example: '/data',
    },
    {
      key: 'file',
      title: 'Name of the database file in it',
      default: 'app.db',
      required: false,
      choices: null,
      example: 'app.db',
    },
    {
      key: 'user',
      title: 'User ID of the application, which must own the files',
      default: '1000',
      required: false,
      choices: null,
      example: '1000',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'litestream',
    image: 'litestream/litestream:0.5.17',
    command: [
      'sh',
      '-ec',
      'rm -f /tmp/restored\nlitestream restore -if-db-not-exists -if-replica-exists -o "$DATABASE" "$REPLICA"\ntouch /tmp/restored\nexec litestream replicate "$DATABASE" "$REPLICA"\n',
    ],
    env: [
      {
        name: 'DATABASE',
        value: '${data-folder}/${file}',
      },
      {
        name: 'REPLICA',
        value: '${replica}',
      },
    ],
    envFrom: [
      {
        secretRef: {
          name: '${secret}',
        },
      },
    ],
    resources: {
      requests: {
        cpu: '20m',
        memory: '64Mi',
      },
      limits: {
        memory: '256Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: '${user}',
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
        name: 'data',
        mountPath: '${data-folder}',
      },
      {
        name: 'litestream-tmp',
        mountPath: '/tmp',
      },
    ],
  },
  native: {
    startupProbe: {
      exec: {
        command: ['test', '-e', '/tmp/restored'],
      },
      periodSeconds: 1,
      failureThreshold: 600,
    },
  },
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['sh', '-c', 'until [ -e /tmp/restored ]; do sleep 1; done'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'data',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
    {
      name: 'litestream-tmp',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'data',
        mountPath: '${data-folder}',
      },
    ],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
