// Generated from snippets/fluent-bit.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const fluentBit: ContainerPattern = {
  id: 'fluent-bit',
  title: 'Log shipper (Fluent Bit)',
  purpose: 'Ship log files',
  pattern: 'sidecar',
  description:
    'Reads the log files that the application writes into a shared volume and forwards them to Fluent Bit or Fluentd. The application must rotate them: a Pod whose volume exceeds its size limit is evicted.',
  avoid:
    'What the application writes to its standard output is collected on the node already; a sidecar cannot read it.',
  keywords: ['logs', 'ship logs', 'log forwarder', 'fluentd', 'shared volume', 'tail'],
  docs: 'https://docs.fluentbit.io/manual/data-pipeline/inputs/tail',
  parameters: [
    {
      key: 'host',
      title: 'Host that takes the logs (forward protocol)',
      default: null,
      required: true,
      choices: null,
      example: 'fluentd.logging',
    },
    {
      key: 'port',
      title: 'Its port',
      default: '24224',
      required: false,
      choices: null,
      example: '24224',
    },
    {
      key: 'log-folder',
      title: 'Folder into which the application writes its log files',
      default: '/var/log/app',
      required: false,
      choices: null,
      example: '/var/log/app',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'fluent-bit',
    image: 'fluent/fluent-bit:5.1.3',
    args: [
      '--http',
      '--input=tail',
      '--prop=path=${log-folder}/*.log',
      '--prop=refresh_interval=5',
      '--prop=read_from_head=true',
      '--prop=db=/var/lib/fluent-bit/positions.db',
      '--output=forward',
      '--prop=match=*',
      '--prop=host=${host}',
      '--prop=port=${port}',
    ],
    ports: [
      {
        name: 'fluent-bit',
        containerPort: 2020,
      },
    ],
    livenessProbe: {
      httpGet: {
        path: '/',
        port: 2020,
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
      runAsUser: 1000,
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
        name: 'logs',
        mountPath: '${log-folder}',
        readOnly: true,
      },
      {
        name: 'fluent-bit-positions',
        mountPath: '/var/lib/fluent-bit',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      preStop: {
        sleep: {
          seconds: 5,
        },
      },
    },
  },
  volumes: [
    {
      name: 'logs',
      emptyDir: {
        sizeLimit: '500Mi',
      },
    },
    {
      name: 'fluent-bit-positions',
      emptyDir: {
        sizeLimit: '10Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'logs',
        mountPath: '${log-folder}',
      },
    ],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
