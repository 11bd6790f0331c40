// Generated from snippets/legacy-bridge.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const legacyBridge: ContainerPattern = {
  id: 'legacy-bridge',
  title: 'Unix socket to a remote server (socat)',
  purpose: 'Lead a Unix socket to a server',
  pattern: 'ambassador',
  description:
    'For an old program that knows its database or daemon only as a Unix socket on its own machine: socat offers that socket on a shared volume and leads each connection to a TCP server.',
  avoid:
    'Where a host and a port can be set in the application, no bridge is needed. socat does not encrypt here: beyond a trusted network, lead it to a TLS tunnel of the Pod.',
  keywords: [
    'legacy',
    'unix socket',
    'unix domain socket',
    'socat',
    'bridge',
    'relay',
    'mysql socket',
    'syslog',
    'daemon',
    'tcp',
  ],
  docs: 'https://hub.docker.com/r/alpine/socat',
  parameters: [
    {
      key: 'folder',
      title: 'Folder in which the application looks for the socket',
      default: null,
      required: true,
      choices: null,
      example: '/var/run/mysqld',
    },
    {
      key: 'socket',
      title: 'File name of the socket',
      default: null,
      required: true,
      choices: null,
      example: 'mysqld.sock',
    },
    {
      key: 'host',
      title: 'Host name of the server',
      default: null,
      required: true,
      choices: null,
      example: 'mysql.example.com',
    },
    {
      key: 'server-port',
      title: 'Port of the server',
      default: '3306',
      required: false,
      choices: null,
      example: '3306',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'socat',
    image: 'alpine/socat:1.8.1.3',
    args: [
      'UNIX-LISTEN:${folder}/${socket},fork,unlink-early,mode=666',
      'TCP:${host}:${server-port},connect-timeout=5',
    ],
    startupProbe: {
      exec: {
        command: ['test', '-S', '${folder}/${socket}'],
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      exec: {
        command: ['test', '-S', '${folder}/${socket}'],
      },
    },
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
        name: 'socat-socket',
        mountPath: '${folder}',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['sh', '-c', 'until test -S "$0"; do sleep 1; done', '${folder}/${socket}'],
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
      name: 'socat-socket',
      emptyDir: {
        sizeLimit: '1Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'socat-socket',
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
