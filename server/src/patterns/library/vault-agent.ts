// Generated from snippets/vault-agent.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const vaultAgent: ContainerPattern = {
  id: 'vault-agent',
  title: 'Secrets from Vault, kept current (Vault Agent)',
  purpose: 'Keep secrets from Vault current',
  pattern: 'config-helper',
  description:
    "Signs in to Vault with the Pod's service account, writes a secret as JSON into memory before the application starts, and again when it changes (looks every 5 minutes, renews what expires). The role of Vault's Kubernetes auth method must be bound to that service account.",
  avoid:
    "Where Vault's injector or its Secrets Operator is installed, annotations or a VaultStaticSecret do the same. Secrets that never change while the application runs need only the pattern vault-secrets-once.",
  keywords: [
    'hashicorp vault',
    'secrets',
    'credentials',
    'rotation',
    'inject secrets',
    'memory volume',
    'openbao',
    'dynamic secrets',
  ],
  docs: 'https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/template',
  parameters: [
    {
      key: 'address',
      title: 'Address of Vault',
      default: null,
      required: true,
      choices: null,
      example: 'https://vault.vault:8200',
    },
    {
      key: 'role',
      title: 'Role of the Kubernetes auth method',
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'secret-path',
      title: 'Path of the secret',
      default: null,
      required: true,
      choices: null,
      example: 'secret/data/shop',
    },
    {
      key: 'folder',
      title: 'Where the application sees secrets.json',
      default: '/vault/secrets',
      required: false,
      choices: null,
      example: '/vault/secrets',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'vault-agent',
    image: 'hashicorp/vault:2.1.2',
    command: ['sh', '-ec'],
    args: ['printf \'%s\' "$AGENT_CONFIG" > /home/vault/agent.hcl\nexec vault agent -config=/home/vault/agent.hcl\n'],
    env: [
      {
        name: 'VAULT_ADDR',
        value: '${address}',
      },
      {
        name: 'AGENT_CONFIG',
        value:
          'auto_auth {\n  method "kubernetes" {\n    config = {\n      role = "${role}"\n    }\n  }\n}\ntemplate_config {\n  exit_on_retry_failure         = true\n  static_secret_render_interval = "5m"\n}\ntemplate {\n  destination          = "/vault/secrets/secrets.json"\n  left_delimiter       = "[["\n  right_delimiter      = "]]"\n  error_on_missing_key = true\n  contents             = <<EOT\n[[ with secret "${secret-path}" ]][[ .Data.data | toUnescapedJSONPretty ]][[ end ]]\nEOT\n}\n',
      },
    ],
    startupProbe: {
      exec: {
        command: ['test', '-s', '/vault/secrets/secrets.json'],
      },
      periodSeconds: 1,
      failureThreshold: 120,
    },
    resources: {
      requests: {
        cpu: '50m',
        memory: '64Mi',
      },
      limits: {
        memory: '256Mi',
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
        name: 'vault-secrets',
        mountPath: '/vault/secrets',
      },
      {
        name: 'vault-agent-home',
        mountPath: '/home/vault',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: ['sh', '-c', 'until test -s /vault/secrets/secrets.json; do sleep 1; done'],
        },
      },
    },
  },
  volumes: [
    {
      name: 'vault-secrets',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
    {
      name: 'vault-agent-home',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '1Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'vault-secrets',
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
