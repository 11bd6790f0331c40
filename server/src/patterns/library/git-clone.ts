// Generated from snippets/git-clone.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const gitClone: ContainerPattern = {
  id: 'git-clone',
  title: 'Configuration from git, once (git-sync)',
  purpose: 'Fetch configuration from git',
  pattern: 'init',
  description:
    'Checks a git repository out into a shared volume once, before the application starts; a Secret opens private repositories. What is checked out is behind the link "current".',
  avoid:
    'The pattern git-sync also brings what changes later. Content that belongs to a release is better part of the image, or an image volume.',
  keywords: [
    'init container',
    'git',
    'clone',
    'configuration',
    'content',
    'shared volume',
    'fetch files',
    'private repository',
  ],
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
      key: 'folder',
      title: 'Where the application sees it',
      default: '/content',
      required: false,
      choices: null,
      example: '/content',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'git-sync-init',
    image: 'registry.k8s.io/git-sync/git-sync:v4.7.1',
    args: ['--repo=${repository}', '--ref=${ref}', '--depth=1', '--root=/git', '--link=current', '--one-time'],
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
        name: 'git-clone-tmp',
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
      name: 'git-clone-tmp',
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
