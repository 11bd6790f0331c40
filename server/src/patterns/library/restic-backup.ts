// Generated from snippets/restic-backup.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const resticBackup: ContainerPattern = {
  id: 'restic-backup',
  title: 'Backup of a volume (restic)',
  purpose: 'Back up files',
  pattern: 'sidecar',
  description:
    'Saves a volume of the application, encrypted and each part only once, to S3, Azure, Google Cloud, B2 or a REST server: at its start, then again and again, and once more when the Pod stops. The repository is made if there is none.',
  avoid:
    'Files are read while the application writes them: save databases with their own tools, or the volume with VolSync or Velero. Snapshots are kept for each name of a Pod: in a Deployment, whose Pods change it, give RESTIC_HOST a fixed value.',
  keywords: ['backup', 'snapshot', 'restore', 'volume', 's3', 'minio', 'encrypted', 'files', 'retention'],
  docs: 'https://restic.readthedocs.io/en/stable/040_backup.html',
  parameters: [
    {
      key: 'repository',
      title: 'Repository, as restic writes it',
      default: null,
      required: true,
      choices: null,
      example: 's3:https://s3.eu-central-1.amazonaws.com/shop-backup',
    },
    {
      key: 'secret',
      title:
        'Secret with the keys RESTIC_PASSWORD and those of the store, as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
      default: null,
      required: true,
      choices: null,
      example: 'restic',
    },
    {
      key: 'data-folder',
      title: 'Folder of the application with the files, the path of a mount',
      default: '/data',
      required: false,
      choices: null,
      example: '/data',
    },
    {
      key: 'interval',
      title: 'Seconds between two backups',
      default: '3600',
      required: false,
      choices: null,
      example: '3600',
    },
    {
      key: 'user',
      title: 'User ID that may read the files, best that of the application',
      default: '1000',
      required: false,
      choices: null,
      example: '1000',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'restic',
    image: 'restic/restic:0.19.1',
    command: [
      'sh',
      '-c',
      'save() {\n  restic backup --retry-lock 5m "$DATA"\n  # 3: it is saved but for files that went away meanwhile, or that it may not read.\n  case $? in 0|3) ;; *) exit 1 ;; esac\n}\nrestic cat config > /dev/null\n# 10: there is no repository yet.\nif [ $? -eq 10 ]; then restic init || exit 1; fi\ntrap \'save; exit 0\' TERM\nwhile true; do\n  # Locks that a backup has left which was killed.\n  restic unlock\n  save\n  restic forget --retry-lock 5m --keep-daily 7 --keep-weekly 5 --keep-monthly 12 --prune\n  sleep "$INTERVAL" &\n  wait $!\ndone\n',
    ],
    env: [
      {
        name: 'DATA',
        value: '${data-folder}',
      },
      {
        name: 'INTERVAL',
        value: '${interval}',
      },
      {
        name: 'RESTIC_REPOSITORY',
        value: '${repository}',
      },
      {
        name: 'RESTIC_HOST',
        valueFrom: {
          fieldRef: {
            fieldPath: 'metadata.name',
          },
        },
      },
      {
        name: 'RESTIC_CACHE_DIR',
        value: '/cache',
      },
      {
        name: 'TMPDIR',
        value: '/cache',
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
        memory: '128Mi',
      },
      limits: {
        memory: '512Mi',
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
        readOnly: true,
      },
      {
        name: 'restic-cache',
        mountPath: '/cache',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'data',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
    {
      name: 'restic-cache',
      emptyDir: {
        sizeLimit: '2Gi',
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
