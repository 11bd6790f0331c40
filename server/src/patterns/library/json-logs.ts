// Generated from snippets/json-logs.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const jsonLogs: ContainerPattern = {
  id: 'json-logs',
  title: 'Plain logs to JSON (Fluent Bit)',
  purpose: 'Turn plain logs into JSON',
  pattern: 'adapter',
  description:
    "Reads the plain log files of the application and prints each entry as one line of JSON with time, level and message, so that the node's log agent takes it in like any other. Stack traces stay with their entry.",
  avoid:
    "An application that can print JSON to its standard output needs no adapter; the node's log agent can often parse plain lines, too.",
  keywords: [
    'logs',
    'json',
    'structured logging',
    'parse',
    'reformat',
    'log4j',
    'log adapter',
    'stdout',
    'streaming sidecar',
  ],
  docs: 'https://docs.fluentbit.io/manual/data-pipeline/filters/lua',
  parameters: [
    {
      key: 'log-folder',
      title: 'Folder into which the application writes its log files',
      default: '/var/log/app',
      required: false,
      choices: null,
      example: '/var/log/app',
    },
    {
      key: 'stack-traces',
      title: 'Whose stack traces are kept together',
      default: 'java',
      required: false,
      choices: ['java', 'python', 'go', 'ruby'],
      example: 'java',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'json-logs',
    image: 'fluent/fluent-bit:5.1.3',
    args: [
      '--http',
      '--input=tail',
      '--tag=json-logs',
      '--prop=path=${log-folder}/*.log',
      '--prop=refresh_interval=5',
      '--prop=read_from_head=true',
      '--prop=db=/var/lib/fluent-bit/positions.db',
      '--prop=multiline.parser=${stack-traces}',
      '--filter=lua',
      '--prop=match=*',
      '--prop=call=fields',
      '--prop=code=function fields(tag, timestamp, record)\n  local pattern = "^(%d+%-%d+%-%d+[T ]%S+)%s+%[?(%u+)%]?:?%s+(.*)$"\n  local time, level, message = string.match(record.log, pattern)\n  return 2, timestamp, { time = time, level = level, message = message or record.log }\nend',
      '--output=stdout',
      '--prop=match=*',
      '--prop=format=json_lines',
      '--prop=json_date_key=read_at',
      '--prop=json_date_format=iso8601',
    ],
    ports: [
      {
        name: 'json-logs',
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
        name: 'json-logs-positions',
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
      name: 'json-logs-positions',
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
