// Generated from snippets/memcached-cache.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const memcachedCache: ContainerPattern = {
  id: 'memcached-cache',
  title: 'Local cache (Memcached)',
  purpose: 'Cache with Memcached',
  pattern: 'sidecar',
  description:
    'A Memcached server on localhost that throws out what was not used for long when its memory is full. Each Pod has a cache of its own, which a restart empties.',
  avoid: "Replicas do not see each other's values: what all of them share belongs into one cache as a Service.",
  keywords: ['cache', 'local cache', 'memcached', 'key value', 'in memory', 'lru', 'localhost'],
  docs: 'https://docs.memcached.org/serverguide/configuring/',
  parameters: [
    {
      key: 'megabytes',
      title: 'Memory for keys and values, in megabytes',
      default: '64',
      required: false,
      choices: null,
      example: '64',
    },
    {
      key: 'memory-limit',
      title: 'Memory limit of the container, about twice as much',
      default: '128Mi',
      required: false,
      choices: null,
      example: '128Mi',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '11211',
      required: false,
      choices: null,
      example: '11211',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'memcached',
    image: 'memcached:1.6.45-alpine',
    args: ['--listen=127.0.0.1', '--port=${port}', '--memory-limit=${megabytes}'],
    startupProbe: {
      exec: {
        command: ['nc', '-z', '127.0.0.1', '${port}'],
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      exec: {
        command: ['nc', '-z', '127.0.0.1', '${port}'],
      },
      timeoutSeconds: 5,
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '${memory-limit}',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 11211,
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
  volumes: [],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'MEMCACHED_HOST',
        value: '127.0.0.1',
      },
      {
        name: 'MEMCACHED_PORT',
        value: '${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
