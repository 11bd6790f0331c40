// Generated from snippets/tls-tunnel.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const tlsTunnel: ContainerPattern = {
  id: 'tls-tunnel',
  title: 'TLS tunnel for plain TCP (Ghostunnel)',
  purpose: 'Add TLS to plain TCP',
  pattern: 'ambassador',
  description:
    'An application that speaks only plain TCP dials localhost; Ghostunnel wraps each connection in TLS, shows a client certificate and checks the name of the server. The Secret has the keys tls.crt, tls.key and ca.crt.',
  avoid:
    "Where the application's driver speaks TLS itself, let it. Protocols that begin in plain text (STARTTLS, PostgreSQL's own TLS) cannot be tunnelled.",
  keywords: [
    'tls',
    'mtls',
    'ssl',
    'stunnel',
    'legacy protocol',
    'encryption',
    'client certificate',
    'redis',
    'mqtt',
    'ldap',
    'tunnel',
  ],
  docs: 'https://github.com/ghostunnel/ghostunnel/tree/master/docs',
  parameters: [
    {
      key: 'host',
      title: 'Host name of the server, as in its certificate',
      default: null,
      required: true,
      choices: null,
      example: 'redis.example.com',
    },
    {
      key: 'server-port',
      title: 'Port of the server, which speaks TLS from the first byte',
      default: '6379',
      required: false,
      choices: null,
      example: '6379',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '6380',
      required: false,
      choices: null,
      example: '6380',
    },
    {
      key: 'secret',
      title: 'Secret with the keys tls.crt, tls.key and ca.crt',
      default: 'client-certificate',
      required: false,
      choices: null,
      example: 'client-certificate',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '6060',
      required: false,
      choices: null,
      example: '6060',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'ghostunnel',
    image: 'ghostunnel/ghostunnel:v1.11.3-alpine',
    args: [
      'client',
      '--listen=127.0.0.1:${port}',
      '--target=${host}:${server-port}',
      '--cert=/etc/ghostunnel/tls.crt',
      '--key=/etc/ghostunnel/tls.key',
      '--cacert=/etc/ghostunnel/ca.crt',
      '--timed-reload=5m',
      '--shutdown-timeout=20s',
      '--status=http://0.0.0.0:${health-port}',
    ],
    ports: [
      {
        name: 'tunnel-health',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      tcpSocket: {
        port: '${health-port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      tcpSocket: {
        port: '${health-port}',
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
        name: 'ghostunnel-certificate',
        mountPath: '/etc/ghostunnel',
        readOnly: true,
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
      name: 'ghostunnel-certificate',
      secret: {
        secretName: '${secret}',
      },
    },
  ],
  app: {
    volumeMounts: [],
    env: [
      {
        name: 'TUNNEL_HOST',
        value: '127.0.0.1',
      },
      {
        name: 'TUNNEL_PORT',
        value: '${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
