// Generated from snippets/mcrouter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const mcrouter: ContainerPattern = {
  id: 'mcrouter',
  title: 'Sharding of Memcached (mcrouter)',
  purpose: 'Shard Memcached',
  pattern: 'ambassador',
  description:
    'The application dials one Memcached on localhost; mcrouter spreads its keys over several servers, keeps the connections to them and marks those that do not answer.',
  avoid:
    'Many Memcached clients hash consistently by themselves. Meta publishes no image: this one is a signed build of its source by one maintainer, to be mirrored or built anew for production.',
  keywords: ['memcached', 'cache', 'sharding', 'consistent hashing', 'connection pool', 'facebook', 'meta'],
  docs: 'https://github.com/facebook/mcrouter/wiki',
  parameters: [
    {
      key: 'servers',
      title: 'Servers as host:port, with commas',
      default: null,
      required: true,
      choices: null,
      example: 'memcached-0.memcached:11211,memcached-1.memcached:11211',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '5000',
      required: false,
      choices: null,
      example: '5000',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'mcrouter',
    image: 'ghcr.io/dragoangel/mcrouter:v2026.06.29.00',
    command: ['bash', '-ec'],
    args: [
      'LIST=$(printf \'"%s",\' ${SERVERS//,/ })\nexec mcrouter --listen-addresses=127.0.0.1 --port="$PORT" \\\n  --config-str="{\\"pools\\":{\\"cache\\":{\\"servers\\":[${LIST%,}]}},\\"route\\":\\"PoolRoute|cache\\"}"\n',
    ],
    env: [
      {
        name: 'SERVERS',
        value: '${servers}',
      },
      {
        name: 'PORT',
        value: '${port}',
      },
    ],
    startupProbe: {
      exec: {
        command: ['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/${port}'],
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      exec: {
        command: ['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/${port}'],
      },
    },
    resources: {
      requests: {
        cpu: '50m',
        memory: '64Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1001,
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
        name: 'mcrouter-state',
        mountPath: '/var/mcrouter',
      },
      {
        name: 'mcrouter-spool',
        mountPath: '/var/spool/mcrouter',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['bash', '-c', 'until (exec 3<>/dev/tcp/127.0.0.1/${port}); do sleep 1; done'],
        },
      },
      preStop: {
        exec: {
          command: ['sleep', '10'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'mcrouter-state',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '16Mi',
      },
    },
    {
      name: 'mcrouter-spool',
      emptyDir: {
        sizeLimit: '64Mi',
      },
    },
  ],
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
