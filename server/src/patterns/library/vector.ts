// Generated from snippets/vector.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const vector: ContainerPattern = {
  id: 'vector',
  title: 'Log shipper (Vector)',
  purpose: 'Ship log files to Loki',
  pattern: 'sidecar',
  description:
    'Reads the log files that the application writes into a shared volume and sends them to Grafana Loki; a few lines of its configuration lead them to any other sink. The application must rotate them: a Pod whose volume exceeds its size limit is evicted.',
  avoid:
    'What the application writes to its standard output is collected on the node already; a sidecar cannot read it.',
  keywords: [
    'logs',
    'log forwarder',
    'ship logs',
    'loki',
    'grafana',
    'shared volume',
    'tail',
    'elasticsearch',
    's3',
    'pipeline',
  ],
  docs: 'https://vector.dev/docs/reference/configuration/sources/file/',
  parameters: [
    {
      key: 'endpoint',
      title: 'Address of Loki',
      default: null,
      required: true,
      choices: null,
      example: 'http://loki-gateway.monitoring',
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
    name: 'vector',
    image: 'timberio/vector:0.59.0-alpine',
    command: [
      'sh',
      '-ec',
      'printf \'%s\' "$CONFIG" > /var/lib/vector/vector.yaml\nexec vector --config /var/lib/vector/vector.yaml\n',
    ],
    env: [
      {
        name: 'POD_NAMESPACE',
        valueFrom: {
          fieldRef: {
            fieldPath: 'metadata.namespace',
          },
        },
      },
      {
        name: 'POD_NAME',
        valueFrom: {
          fieldRef: {
            fieldPath: 'metadata.name',
          },
        },
      },
      {
        name: 'CONFIG',
        value:
          'data_dir: /var/lib/vector\napi:\n  enabled: true\n  address: 127.0.0.1:8686\nsources:\n  app:\n    type: file\n    include: ["${log-folder}/*.log"]\n    read_from: beginning\n    # A new file is seen after a second rather than a minute.\n    glob_minimum_cooldown_ms: 1000\nsinks:\n  loki:\n    type: loki\n    inputs: [app]\n    endpoint: ${endpoint}\n    # How far a file was read is noted only when Loki has taken it.\n    acknowledgements:\n      enabled: true\n    out_of_order_action: accept\n    encoding:\n      codec: text\n    labels:\n      namespace: $(POD_NAMESPACE)\n      pod: $(POD_NAME)\n      container: ${app}\n',
      },
    ],
    livenessProbe: {
      exec: {
        command: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8686/health'],
      },
      periodSeconds: 30,
      timeoutSeconds: 5,
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '64Mi',
      },
      limits: {
        memory: '256Mi',
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
    volumeMounts: [
      {
        name: 'logs',
        mountPath: '${log-folder}',
        readOnly: true,
      },
      {
        name: 'vector',
        mountPath: '/var/lib/vector',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      preStop: {
        exec: {
          command: ['sleep', '5'],
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
      name: 'vector',
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
