// Generated from snippets/redis-cache.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const redisCache: ContainerPattern = {
  id: 'redis-cache',
  title: 'Local cache (Redis)',
  purpose: 'Cache with Redis',
  pattern: 'sidecar',
  description:
    'A Redis server on localhost that keeps nothing on disk and throws out old keys when its memory is full. Each Pod has a cache of its own, which a restart empties.',
  avoid:
    "Replicas do not see each other's keys: sessions, locks and counters of all Pods belong into one Redis as a Service.",
  keywords: ['cache', 'local cache', 'redis', 'valkey', 'key value', 'in memory', 'lru', 'eviction', 'localhost'],
  docs: 'https://redis.io/docs/latest/develop/reference/eviction/',
  parameters: [
    {
      key: 'max-memory',
      title: 'Memory for keys and values',
      default: '64mb',
      required: false,
      choices: null,
      example: '64mb',
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
      key: 'eviction',
      title: 'What goes when the memory is full',
      default: 'allkeys-lru',
      required: false,
      choices: [
        'allkeys-lru',
        'allkeys-lfu',
        'allkeys-random',
        'volatile-lru',
        'volatile-lfu',
        'volatile-random',
        'volatile-ttl',
        'noeviction',
      ],
      example: 'allkeys-lru',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '6379',
      required: false,
      choices: null,
      example: '6379',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'redis',
    image: 'redis:8.10.2-alpine',
    command: ['redis-server'],
    args: [
      '--bind',
      '127.0.0.1',
      '--port',
      '${port}',
      '--save',
      '',
      '--appendonly',
      'no',
      '--maxmemory',
      '${max-memory}',
      '--maxmemory-policy',
      '${eviction}',
    ],
    startupProbe: {
      exec: {
        command: ['redis-cli', '-p', '${port}', 'ping'],
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      exec: {
        command: ['redis-cli', '-p', '${port}', 'ping'],
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
      runAsUser: 999,
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
          command: ['sh', '-c', 'until redis-cli -p ${port} ping; do sleep 1; done'],
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
        name: 'REDIS_URL',
        value: 'redis://127.0.0.1:${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
