// Generated from snippets/k8s-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const k8sSidecar: ContainerPattern = {
  id: 'k8s-sidecar',
  title: 'Labelled ConfigMaps as files (k8s-sidecar)',
  purpose: 'Collect labelled ConfigMaps',
  pattern: 'config-helper',
  description:
    'Writes the content of all ConfigMaps or Secrets of the namespace that have a label into a folder of the application, and follows their changes; with REQ_URL set it also calls the application after each. Its service account needs the right to get, list and watch them.',
  avoid: 'Which ConfigMaps there are is often known: then they are mounted without a helper and without any rights.',
  keywords: ['configmap', 'secret', 'label', 'dashboards', 'grafana', 'rules', 'reload', 'watch', 'kiwigrid', 'rbac'],
  docs: 'https://github.com/kiwigrid/k8s-sidecar',
  parameters: [
    {
      key: 'label',
      title: 'Label that they have, with any value',
      default: null,
      required: true,
      choices: null,
      example: 'shop-config',
    },
    {
      key: 'resource',
      title: 'What is collected',
      default: 'configmap',
      required: false,
      choices: ['configmap', 'secret', 'both'],
      example: 'configmap',
    },
    {
      key: 'service-account',
      title: 'Service account that may get, list and watch them',
      default: null,
      required: true,
      choices: null,
      example: 'shop',
    },
    {
      key: 'folder',
      title: 'Where the application sees the files',
      default: '/collected',
      required: false,
      choices: null,
      example: '/collected',
    },
    {
      key: 'health-port',
      title: 'Port for the probes',
      default: '9808',
      required: false,
      choices: null,
      example: '9808',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'k8s-sidecar',
    image: 'quay.io/kiwigrid/k8s-sidecar:2.13.3',
    env: [
      {
        name: 'LABEL',
        value: '${label}',
      },
      {
        name: 'RESOURCE',
        value: '${resource}',
      },
      {
        name: 'FOLDER',
        value: '/collected',
      },
      {
        name: 'HEALTH_PORT',
        value: '${health-port}',
      },
    ],
    ports: [
      {
        name: 'k8s-sidecar',
        containerPort: '${health-port}',
      },
    ],
    startupProbe: {
      httpGet: {
        path: '/healthz',
        port: '${health-port}',
      },
      periodSeconds: 1,
      failureThreshold: 120,
    },
    livenessProbe: {
      httpGet: {
        path: '/healthz',
        port: '${health-port}',
      },
      failureThreshold: 6,
    },
    resources: {
      requests: {
        cpu: '20m',
        memory: '96Mi',
      },
      limits: {
        memory: '256Mi',
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
        name: 'collected',
        mountPath: '/collected',
      },
      {
        name: 'k8s-sidecar-tmp',
        mountPath: '/tmp',
      },
    ],
  },
  native: {},
  classic: {},
  volumes: [
    {
      name: 'collected',
      emptyDir: {
        medium: 'Memory',
        sizeLimit: '64Mi',
      },
    },
    {
      name: 'k8s-sidecar-tmp',
      emptyDir: {
        sizeLimit: '16Mi',
      },
    },
  ],
  app: {
    volumeMounts: [
      {
        name: 'collected',
        mountPath: '${folder}',
        readOnly: true,
      },
    ],
    env: [],
  },
  spec: {
    serviceAccountName: '${service-account}',
  },
  labels: {},
  annotations: {},
};
