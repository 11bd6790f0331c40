// Generated from snippets/consul-template.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const consulTemplate: ContainerPattern = {
  id: 'consul-template',
  title: 'Configuration from Consul (consul-template)',
  purpose: 'Render configuration from Consul',
  pattern: 'config-helper',
  description:
    "Renders what is below a path of Consul's key-value store into a JSON file before the application starts, and again whenever it changes. A Secret with the key token opens a Consul with access control.",
  avoid:
    'Values that change only with a release are better a ConfigMap. Secrets from Vault are better brought by Vault Agent, which also signs in by itself.',
  keywords: ['consul', 'key value', 'template', 'render', 'configuration', 'service discovery', 'hashicorp', 'reload'],
  docs: 'https://github.com/hashicorp/consul-template/blob/main/docs/configuration.md',
  parameters: [
    {
      key: 'address',
      title: 'Address of Consul',
      default: null,
      required: true,
      choices: null,
      example: 'http://consul-server.consul:8500',
    },
    {
      key: 'path',
      title: 'Path of the keys',
      default: null,
      required: true,
      choices: null,
      example: 'shop/config',
    },
    {
      key: 'secret',
      title: 'Secret with the key token, needed only with access control',
      default: 'consul-token',
      required: false,
      choices: null,
      example: 'consul-token',
    },
    {
      key: 'folder',
      title: 'Where the application sees config.json',
      default: '/rendered',
      required: false,
      choices: null,
      example: '/rendered',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'consul-template',
    image: 'hashicorp/consul-template:0.43.0',
    command: ['sh', '-ec'],
    args: ['printf \'%s\' "$TEMPLATE_CONFIG" > /tmp/config.hcl\nexec consul-template -config=/tmp/config.hcl\n'],
    env: [
      {
        name: 'CONSUL_HTTP_ADDR',
        value: '${address}',
      },
      {
        name: 'CONSUL_HTTP_TOKEN',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'token',
            optional: true,
          },
        },
      },
      {
        name: 'TEMPLATE_CONFIG',
        value:
          'kill_signal = "SIGTERM"\nconsul {\n  retry {\n    attempts = 0\n  }\n}\ntemplate {\n  destination     = "/rendered/config.json"\n  left_delimiter  = "[["\n  right_delimiter = "]]"\n  contents        = <<EOT\n[[ safeTree "${path}" | explode | toJSONPretty ]]\nEOT\n  wait {\n    min = "2s"\n    max = "10s"\n  }\n}\n',
      },
    ],
    startupProbe: {
      exec: {
        command: ['test', '-s', '/rendered/config.json'],
      },
      periodSeconds: 1,
      failureThreshold: 120,
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
      runAsUser: 100,
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
        name: 'rendered',
        mountPath: '/rendered',
      },
      {
        name: 'consul-template-tmp',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['sh', '-c', 'until test -s /rendered/config.json; do sleep 1; done'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'rendered',
      emptyDir: {
        sizeLimit: '16Mi',
      },
    },
    {
      name: 'consul-template-tmp',
      emptyDir: {
        sizeLimit: '1Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'rendered',
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
