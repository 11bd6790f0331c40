// Generated from snippets/fix-permissions.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const fixPermissions: ContainerPattern = {
  id: 'fix-permissions',
  title: 'Owner and permissions of a volume',
  purpose: 'Fix permissions of a volume',
  pattern: 'init',
  description:
    'Gives the files of a volume to the user and group of the application before it starts. It runs as root with no more than the three capabilities for that; the Pod Security level "restricted" does not let it in.',
  avoid:
    "fsGroup in the Pod's securityContext does the same without root on most volumes (with fsGroupChangePolicy: OnRootMismatch only when it is needed). This is for volumes that fsGroup does not reach, such as NFS without root_squash.",
  keywords: ['init container', 'chown', 'chmod', 'permission denied', 'volume', 'owner', 'root', 'nfs', 'hostpath'],
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods',
  parameters: [
    {
      key: 'claim',
      title: 'PersistentVolumeClaim',
      default: null,
      required: true,
      choices: null,
      example: 'uploads',
    },
    {
      key: 'folder',
      title: 'Where the application sees the volume',
      default: null,
      required: true,
      choices: null,
      example: '/var/lib/shop',
    },
    {
      key: 'user',
      title: 'User ID of the application',
      default: '1000',
      required: false,
      choices: null,
      example: '1000',
    },
    {
      key: 'group',
      title: 'Group ID of the application',
      default: '1000',
      required: false,
      choices: null,
      example: '1000',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'fix-permissions',
    image: 'busybox:1.38.0',
    command: ['sh', '-ec', 'chown -Rh "$OWNER" /data\nchmod -R u+rwX,g+rwX /data\n'],
    env: [
      {
        name: 'OWNER',
        value: '${user}:${group}',
      },
    ],
    resources: {
      requests: {
        cpu: '10m',
        memory: '16Mi',
      },
      limits: {
        memory: '64Mi',
      },
    },
    securityContext: {
      runAsNonRoot: false,
      runAsUser: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
        add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
    volumeMounts: [
      {
        name: 'data',
        mountPath: '/data',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'data',
      persistentVolumeClaim: {
        claimName: '${claim}',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'data',
        mountPath: '${folder}',
      },
    ],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
