// Generated from snippets/configmap-reload.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const configmapReload: ContainerPattern = {
  id: 'configmap-reload',
  title: 'Reload by URL when a ConfigMap changes (configmap-reload)',
  purpose: 'Reload changed configuration',
  pattern: 'config-helper',
  description:
    "Mounts a ConfigMap into the application and calls the application's reload URL with POST whenever Kubernetes has brought a new version of it, within about a minute after the change.",
  avoid:
    'An application that watches its files needs no helper. One that reloads on a signal needs the pattern configmap-reload-signal; one that cannot reload needs a new roll-out, such as by a checksum annotation.',
  keywords: ['configmap', 'reload', 'hot reload', 'webhook', 'config change', 'watch', 'refresh', 'restart'],
  docs: 'https://github.com/jimmidyson/configmap-reload',
  parameters: [
    {
      key: 'config-map',
      title: 'ConfigMap with the configuration',
      default: null,
      required: true,
      choices: null,
      example: 'shop-config',
    },
    {
      key: 'reload-url',
      title: 'Reload URL of the application, which answers 200 to POST',
      default: null,
      required: true,
      choices: null,
      example: 'http://127.0.0.1:8080/-/reload',
    },
    {
      key: 'folder',
      title: 'Where the application sees the configuration',
      default: '/etc/app-config',
      required: false,
      choices: null,
      example: '/etc/app-config',
    },
    {
      key: 'port',
      title: 'Port for metrics and probes',
      default: '9533',
      required: false,
      choices: null,
      example: '9533',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'configmap-reload',
    image: 'ghcr.io/jimmidyson/configmap-reload:v0.15.0',
    args: [
      '--volume-dir=/config',
      '--webhook-url=${reload-url}',
      '--webhook-retries=10',
      '--web.listen-address=:${port}',
    ],
    ports: [
      {
        name: 'reload-metrics',
        containerPort: '${port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/metrics',
        port: '${port}',
      },
      periodSeconds: 1,
      failureThreshold: 30,
    },
    livenessProbe: {
      httpGet: {
        path: '/metrics',
        port: '${port}',
      },
    },
    resources: {
      requests: {
        cpu: '5m',
        memory: '16Mi',
      },
      limits: {
        memory: '64Mi',
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
    volumeMounts: [
      {
        name: 'app-config',
        mountPath: '/config',
        readOnly: true,
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'app-config',
      configMap: {
        name: '${config-map}',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'app-config',
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
