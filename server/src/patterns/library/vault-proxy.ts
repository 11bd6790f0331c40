// Generated from snippets/vault-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const vaultProxy: ContainerPattern = {
  id: 'vault-proxy',
  title: 'Vault Proxy',
  purpose: 'Reach Vault without a token',
  pattern: 'ambassador',
  description:
    'The application asks Vault on localhost and needs no token: the proxy signs in with the ServiceAccount of the Pod and adds its token to each request. The role in Vault must allow that ServiceAccount.',
  avoid:
    'For an application that reads files, Vault Agent writes secrets to a memory volume. Every container of the Pod has the rights of the token.',
  keywords: ['vault', 'secrets', 'hashicorp', 'token', 'kubernetes auth', 'auto-auth', 'api proxy', 'localhost 8200'],
  docs: 'https://developer.hashicorp.com/vault/docs/agent-and-proxy/proxy/apiproxy',
  parameters: [
    {
      key: 'address',
      title: 'Address of the Vault server',
      default: null,
      required: true,
      choices: null,
      example: 'https://vault.example.com:8200',
    },
    {
      key: 'role',
      title: "Role of Vault's Kubernetes auth method",
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'auth-path',
      title: 'Where the Kubernetes auth method is mounted',
      default: 'auth/kubernetes',
      required: false,
      choices: null,
      example: 'auth/kubernetes',
    },
    {
      key: 'port',
      title: 'Port on localhost',
      default: '8200',
      required: false,
      choices: null,
      example: '8200',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'vault-proxy',
    image: 'hashicorp/vault:2.1.2',
    command: ['sh', '-ec'],
    args: [
      'cat > /run/vault/proxy.hcl <<EOF\nauto_auth {\n  method "kubernetes" {\n    mount_path = "$AUTH_PATH"\n    config = {\n      role = "$ROLE"\n    }\n  }\n}\napi_proxy {\n  use_auto_auth_token = true\n}\nlistener "tcp" {\n  address = "127.0.0.1:$PORT"\n  tls_disable = true\n}\nEOF\nexec vault proxy -config=/run/vault/proxy.hcl\n',
    ],
    env: [
      {
        name: 'VAULT_ADDR',
        value: '${address}',
      },
      {
        name: 'AUTH_PATH',
        value: '${auth-path}',
      },
      {
        name: 'ROLE',
        value: '${role}',
      },
      {
        name: 'PORT',
        value: '${port}',
      },
    ],
    startupProbe: {
      exec: {
        command: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:${port}/v1/auth/token/lookup-self'],
      },
      periodSeconds: 2,
      timeoutSeconds: 5,
      failureThreshold: 60,
    },
    livenessProbe: {
      exec: {
        command: ['nc', '-z', '127.0.0.1', '${port}'],
      },
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
      runAsGroup: 1000,
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
        name: 'vault-proxy-config',
        mountPath: '/run/vault',
      },
    ],
  },
  native: {},
  classic: {
    lifecycle: {
      postStart: {
        exec: {
          command: [
            'sh',
            '-c',
            'until wget -q -O /dev/null http://127.0.0.1:${port}/v1/auth/token/lookup-self; do sleep 1; done',
          ],
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
      name: 'vault-proxy-config',
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
        name: 'VAULT_ADDR',
        value: 'http://127.0.0.1:${port}',
      },
    ],
  },
  spec: {},
  labels: {},
  annotations: {},
};
