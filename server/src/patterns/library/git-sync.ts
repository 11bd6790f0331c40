// Generated from snippets/git-sync.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const gitSync: ContainerPattern = {
  id: 'git-sync',
  title: 'Content from git (git-sync)',
  purpose: 'Keep a git repository in sync',
  pattern: 'config-helper',
  description:
    'Brings a git repository into a shared volume before the application starts, and again whenever it changes; a Secret opens private repositories. What is checked out is behind the link "current", which is switched in one step.',
  avoid: 'A repository that need not be refreshed is better part of the image, or an image volume.',
  keywords: ['git', 'configuration', 'content', 'refresh', 'gitops', 'shared volume', 'private repository'],
  docs: 'https://github.com/kubernetes/git-sync',
  parameters: [
    {
      key: 'repository',
      title: 'Address of the repository',
      default: null,
      required: true,
      choices: null,
      example: 'https://github.com/octocat/Spoon-Knife',
    },
    {
      key: 'ref',
      title: 'Branch, tag or commit',
      default: 'HEAD',
      required: false,
      choices: null,
      example: 'main',
    },
    {
      key: 'secret',
      title: 'Secret with the keys username and password, needed for private repositories only',
      default: 'git-credentials',
      required: false,
      choices: null,
      example: 'git-credentials',
    },
    {
      key: 'period',
      title: 'How long it waits between two looks',
      default: '60s',
      required: false,
      choices: null,
      example: '60s',
    },
    {
      key: 'folder',
      title: 'Where the application sees it',
      default: '/content',
      required: false,
      choices: null,
      example: '/content',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'git-sync',
    image: 'registry.k8s.io/git-sync/git-sync:v4.7.1',
    args: [
      '--repo=${repository}',
      '--ref=${ref}',
      '--depth=1',
      '--root=/git',
      '--link=current',
      '--period=${period}',
      '--max-failures=-1',
      '--http-bind=:1234',
    ],
    env: [
      {
        name: 'GITSYNC_USERNAME',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'username',
            optional: true,
          },
        },
      },
      {
        name: 'GITSYNC_PASSWORD',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'password',
            optional: true,
          },
        },
      },
    ],
    ports: [
      {
        name: 'git-sync',
        containerPort: 1234,
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/',
        port: 1234,
      },
      periodSeconds: 2,
      failureThreshold: 60,
    },
    livenessProbe: {
      httpGet: {
        path: '/',
        port: 1234,
      },
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '256Mi',
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
    volumeMounts: [
      {
        name: 'git-content',
        mountPath: '/git',
      },
      {
        name: 'git-sync-tmp',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'git-content',
      emptyDir: {
        sizeLimit: '1Gi',
      },
    },
    {
      name: 'git-sync-tmp',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '16Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'git-content',
        mountPath: '${folder}',
        readOnly: true,
      },
    ],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
