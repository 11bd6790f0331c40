// Generated from snippets/linkerd-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const linkerdProxy: ContainerPattern = {
  id: 'linkerd-proxy',
  title: 'Linkerd proxy with its own resources',
  purpose: 'Join a Linkerd mesh',
  pattern: 'proxy',
  description:
    'Asks Linkerd for a proxy in this Pod, as a native sidecar with requests and limits, which it has not by default: mutual TLS, retries and metrics for what the application receives and sends.',
  avoid: 'For a few services a mesh may be more than they need.',
  keywords: ['service mesh', 'linkerd', 'mtls', 'mutual tls', 'injection', 'proxy-cpu-request', 'proxy-memory-limit'],
  docs: 'https://linkerd.io/2/reference/proxy-configuration/',
  parameters: [
    {
      key: 'cpu',
      title: 'CPU that the proxy requests',
      default: '100m',
      required: false,
      choices: null,
      example: '100m',
    },
    {
      key: 'memory',
      title: 'Memory that the proxy requests',
      default: '64Mi',
      required: false,
      choices: null,
      example: '64Mi',
    },
    {
      key: 'memory-limit',
      title: 'Memory that the proxy may use',
      default: '250Mi',
      required: false,
      choices: null,
      example: '250Mi',
    },
  ],
  scope: 'container',
  variants: [],
  container: null,
  native: {},
  classic: {},
  volumes: [],
  app: {
    volumeMounts: [],
    env: [],
  },
  spec: {},
  labels: {},
  annotations: {
    'linkerd.io/inject': 'enabled',
    'config.linkerd.io/proxy-cpu-request': '${cpu}',
    'config.linkerd.io/proxy-memory-request': '${memory}',
    'config.linkerd.io/proxy-memory-limit': '${memory-limit}',
    'config.linkerd.io/proxy-enable-native-sidecar': 'true',
  },
};
