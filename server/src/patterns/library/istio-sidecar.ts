// Generated from snippets/istio-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const istioSidecar: ContainerPattern = {
  id: 'istio-sidecar',
  title: 'Istio sidecar with its own resources',
  purpose: 'Join an Istio mesh',
  pattern: 'proxy',
  description:
    'Asks Istio for a proxy in this Pod, as a native sidecar with requests and limits of its own: mutual TLS, routing and telemetry for what the application receives and sends.',
  avoid: 'In ambient mode Istio needs no proxy in the Pod. For a few services a mesh may be more than they need.',
  keywords: [
    'service mesh',
    'istio',
    'envoy',
    'mtls',
    'mutual tls',
    'injection',
    'proxyCPU',
    'proxyMemory',
    'traffic shifting',
  ],
  docs: 'https://istio.io/latest/docs/reference/config/annotations/',
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
      default: '128Mi',
      required: false,
      choices: null,
      example: '128Mi',
    },
    {
      key: 'memory-limit',
      title: 'Memory that the proxy may use',
      default: '512Mi',
      required: false,
      choices: null,
      example: '512Mi',
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
  labels: {
    'sidecar.istio.io/inject': 'true',
  },
  annotations: {
    'sidecar.istio.io/proxyCPU': '${cpu}',
    'sidecar.istio.io/proxyMemory': '${memory}',
    'sidecar.istio.io/proxyMemoryLimit': '${memory-limit}',
    'sidecar.istio.io/nativeSidecar': 'true',
  },
};
