// Generated from snippets/kube-rbac-proxy.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const kubeRbacProxy: ContainerPattern = {
  id: 'kube-rbac-proxy',
  title: 'Permission check in front of metrics (kube-rbac-proxy)',
  purpose: 'Protect a metrics endpoint',
  pattern: 'proxy',
  description:
    'Lets only callers through to the application whose token the Kubernetes API knows and allows to get the path. The service account of the Pod needs the ClusterRole system:auth-delegator, a caller one that allows get on the nonResourceURL.',
  avoid:
    'It is made for programs of the cluster, such as Prometheus; people sign in with OAuth2 Proxy. The application must listen on localhost, else it can be reached past the proxy.',
  keywords: [
    'rbac',
    'authorization',
    'authentication',
    'token',
    'metrics',
    'prometheus',
    'secure',
    'subjectaccessreview',
    'https',
  ],
  docs: 'https://github.com/brancz/kube-rbac-proxy',
  parameters: [
    {
      key: 'service-account',
      title: 'Service account that may ask whether callers are allowed (ClusterRole system:auth-delegator)',
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'app-port',
      title: 'Port on which the application listens, on localhost',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
    },
    {
      key: 'path',
      title: 'The path that may be called; others answer 404',
      default: '/metrics',
      required: false,
      choices: null,
      example: '/metrics',
    },
    {
      key: 'port',
      title: 'Port of the proxy (HTTPS)',
      default: '8443',
      required: false,
      choices: null,
      example: '8443',
    },
    {
      key: 'health-port',
      title: 'Port for the probes (HTTPS)',
      default: '8444',
      required: false,
      choices: null,
      example: '8444',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'kube-rbac-proxy',
    image: 'quay.io/brancz/kube-rbac-proxy:v0.22.1',
    args: [
      '--secure-listen-address=0.0.0.0:${port}',
      '--upstream=http://127.0.0.1:${app-port}/',
      '--allow-paths=${path}',
      '--proxy-endpoints-port=${health-port}',
    ],
    ports: [
      {
        name: 'rbac-proxy',
        containerPort: '${port}',
      },
      {
        name: 'rbac-health',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/healthz',
        port: '${health-port}',
        scheme: 'HTTPS',
      },
      periodSeconds: 2,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/healthz',
        port: '${health-port}',
        scheme: 'HTTPS',
      },
    },
    readinessProbe: {
      httpGet: {
        path: '/healthz',
        port: '${health-port}',
        scheme: 'HTTPS',
      },
    },
    resources: {
      requests: {
        cpu: '10m',
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
  spec: {
    serviceAccountName: '${service-account}',
  },
  labels: {},
  annotations: {},
};
