// Generated from snippets/wait-for-service.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const waitForService: ContainerPattern = {
  id: 'wait-for-service',
  title: 'Wait for a service',
  purpose: 'Wait for a service',
  pattern: 'init',
  description: 'Holds the application back until a TCP port answers, such as that of a database or a queue.',
  avoid:
    'An application that tries again by itself also survives a service that goes away later; then nothing need wait.',
  keywords: [
    'init container',
    'wait',
    'dependency',
    'depends on',
    'database',
    'postgres',
    'queue',
    'port',
    'nc',
    'wait-for-it',
    'start order',
  ],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the service',
      default: null,
      required: true,
      choices: null,
      example: 'postgres',
    },
    {
      key: 'port',
      title: 'TCP port of the service',
      default: '5432',
      required: false,
      choices: null,
      example: '5432',
    },
  ],
  scope: 'container',
  variants: [],
  container: {
    name: 'wait-for-service',
    image: 'busybox:1.38.0',
    command: [
      'sh',
      '-c',
      '# The first process of a container ignores SIGTERM unless it is told otherwise.\ntrap \'exit 1\' TERM\nuntil nc -z -w 2 ${host} ${port}; do\n  echo "waiting for ${host}:${port}"\n  sleep 2\ndone\n',
    ],
    resources: {
      requests: {
        cpu: '10m',
        memory: '16Mi',
      },
      limits: {
        memory: '32Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
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
