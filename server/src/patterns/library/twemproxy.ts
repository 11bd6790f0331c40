// Generated from snippets/twemproxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const twemproxy: ContainerPattern = {
  id: 'twemproxy',
  title: 'Sharding of Redis or Memcached (twemproxy)',
  purpose: 'Shard Redis or Memcached',
  pattern: 'ambassador',
  description:
    'The application dials one cache on localhost; twemproxy spreads its keys over several Redis or Memcached servers and keeps the connections to them.',
  avoid:
    "Redis Cluster and clients that hash consistently need no proxy. twemproxy has had no release since 2021 and knows no transactions, Pub/Sub or Lua over several servers, and its image is that of one maintainer; Envoy's Redis proxy is a younger way.",
  keywords: ['redis', 'memcached', 'cache', 'sharding', 'consistent hashing', 'nutcracker', 'connection pool'],
  docs: 'https://github.com/twitter/twemproxy/blob/master/README.md',
  parameters: [
    {
      key: 'servers',
      title: 'Servers as host:port, with commas',
      default: null,
      required: true,
      choices: null,
      example: 'redis-0.redis:6379,redis-1.redis:6379,redis-2.redis:6379',
    },
    {
      key: 'redis',
      title: 'Whether the servers speak Redis, otherwise Memcached',
      default: 'true',
      required: false,
      choices: ['true', 'false'],
      example: 'true',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '22121',
      required: false,
      choices: null,
      example: '22121',
    },
    {
      key: 'stats-port',
      title: 'Port for statistics and probes',
      default: '22222',
      required: false,
      choices: null,
      example: '22222',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'twemproxy',
    image: 'malexer/twemproxy:0.5.0',
    command: ['dumb-init', '--', 'sh', '-ec'],
    args: [
      '{\n  cat <<EOF\ncache:\n  listen: 127.0.0.1:$PORT\n  redis: $REDIS\n  hash: fnv1a_64\n  distribution: ketama\n  timeout: 1000\n  server_connections: 2\n  # For caches: the keys of a server that is away go to the others.\n  auto_eject_hosts: true\n  server_failure_limit: 3\n  server_retry_timeout: 10000\n  servers:\nEOF\n  IFS=,\n  for SERVER in $SERVERS; do echo "    - $SERVER:1"; done\n} > /run/twemproxy/nutcracker.yml\nexec nutcracker -c /run/twemproxy/nutcracker.yml -a 0.0.0.0 -s "$STATS_PORT"\n',
    ],
    env: [
      {
        name: 'SERVERS',
        value: '${servers}',
      },
      {
        name: 'REDIS',
        value: '${redis}',
      },
      {
        name: 'PORT',
        value: '${port}',
      },
      {
        name: 'STATS_PORT',
        value: '${stats-port}',
      },
    ],
    ports: [
      {
        name: 'twemproxy-stats',
        containerPort: '${stats-port}',
      },
    ],
    startupProbe: {
      tcpSocket: {
        port: '${stats-port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${stats-port}',
      },
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '32Mi',
      },
      limits: {
        memory: '128Mi',
      },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
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
        name: 'twemproxy-config',
        mountPath: '/run/twemproxy',
      },
    ],
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
  volumes: [
    {
      name: 'twemproxy-config',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'CACHE_HOST',
        value: '127.0.0.1',
      },
      {
        name: 'CACHE_PORT',
        value: '${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
