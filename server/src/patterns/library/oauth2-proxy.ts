// Generated from snippets/oauth2-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const oauth2Proxy: ContainerPattern = {
  id: 'oauth2-proxy',
  title: 'Sign-in in front of the app (OAuth2 Proxy)',
  purpose: 'Require sign-in',
  pattern: 'proxy',
  description:
    'Lets only people who have signed in with OpenID Connect through to the application. The Service must lead to the port of the proxy, and the issuer must know /oauth2/callback of the public address.',
  avoid:
    "For many applications one sign-in at the ingress or gateway is easier. The application's own port stays open within the cluster unless it listens on localhost or a NetworkPolicy closes it.",
  keywords: [
    'authentication',
    'oidc',
    'openid connect',
    'sign in',
    'login',
    'sso',
    'reverse proxy',
    'oauth2',
    'keycloak',
    'dex',
  ],
  docs: 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview',
  parameters: [
    {
      key: 'issuer',
      title: 'Address of the OpenID Connect issuer',
      default: null,
      required: true,
      choices: null,
      example: 'https://accounts.example.com',
    },
    {
      key: 'app-port',
      title: 'Port on which the application listens',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
    },
    {
      key: 'port',
      title: 'Port of the proxy',
      default: '4180',
      required: false,
      choices: null,
      example: '4180',
    },
    {
      key: 'email-domain',
      title: 'Domain of the e-mail addresses that are let in, * for all',
      default: '*',
      required: false,
      choices: null,
      example: 'example.com',
    },
    {
      key: 'secret',
      title: 'Secret with the keys client-id, client-secret and cookie-secret',
      default: 'oauth2-proxy',
      required: false,
      choices: null,
      example: 'oauth2-proxy',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'oauth2-proxy',
    image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.5',
    args: [
      '--http-address=0.0.0.0:${port}',
      '--upstream=http://127.0.0.1:${app-port}',
      '--provider=oidc',
      '--oidc-issuer-url=${issuer}',
      '--email-domain=${email-domain}',
      '--reverse-proxy=true',
      '--skip-provider-button=true',
    ],
    env: [
      {
        name: 'OAUTH2_PROXY_CLIENT_ID',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'client-id',
          },
        },
      },
      {
        name: 'OAUTH2_PROXY_CLIENT_SECRET',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'client-secret',
          },
        },
      },
      {
        name: 'OAUTH2_PROXY_COOKIE_SECRET',
        valueFrom: {
          secretKeyRef: {
            name: '${secret}',
            key: 'cookie-secret',
          },
        },
      },
    ],
    ports: [
      {
        name: 'oauth2-proxy',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/ping',
        port: '${port}',
      },
      periodSeconds: 2,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/ping',
        port: '${port}',
      },
    },
    readinessProbe: {
      httpGet: {
        path: '/ready',
        port: '${port}',
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
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: {
        drop: ['ALL'],
      },
      seccompProfile: {
        type: 'RuntimeDefault',
      },
    },
  },
  native: {},
  classic: {},
  volumes: [],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {},
};
