// Generated from snippets/configmap-reload-signal.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const configmapReloadSignal: ContainerPattern = {
  id: 'configmap-reload-signal',
  title: 'Reload by signal when a ConfigMap changes',
  purpose: 'Signal changed configuration',
  pattern: 'config-helper',
  description:
    "Mounts a ConfigMap into the application and sends a signal to the application's process whenever Kubernetes has brought a new version of it, within about a minute after the change. The containers of the Pod then see the processes of each other.",
  avoid:
    'An application that watches its files needs no helper; one with a reload URL is better served by configmap-reload, without shared processes. Images whose init must be PID 1 do not start in a shared process namespace.',
  keywords: [
    'configmap',
    'reload',
    'hot reload',
    'signal',
    'sighup',
    'config change',
    'shareProcessNamespace',
    'nginx reload',
    'haproxy',
  ],
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
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
      key: 'process',
      title: "Name of the application's process",
      default: null,
      required: true,
      choices: null,
      example: 'haproxy',
    },
    {
      key: 'user',
      title: 'User ID that the application runs as; others may not signal it',
      default: null,
      required: true,
      choices: null,
      example: '1000',
    },
    {
      key: 'signal',
      title: 'Signal',
      default: 'HUP',
      required: false,
      choices: ['HUP', 'USR1', 'USR2'],
      example: 'HUP',
    },
    {
      key: 'folder',
      title: 'Where the application sees the configuration',
      default: '/etc/app-config',
      required: false,
      choices: null,
      example: '/etc/app-config',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'reload-signal',
    image: 'busybox:1.38.0',
    command: [
      'sh',
      '-c',
      'seen=$(readlink /config/..data)\nwhile true; do\n  sleep 5\n  now=$(readlink /config/..data)\n  first=$(pidof "$PROCESS" | tr \' \' \'\\n\' | sort -n | head -n 1)\n  if [ "$now" != "$seen" ] && kill -s "$SIGNAL" "$first"; then\n    echo "sent $SIGNAL to $PROCESS ($first)"\n    seen=$now\n  fi\ndone\n',
    ],
    env: [
      {
        name: 'PROCESS',
        value: '${process}',
      },
      {
        name: 'SIGNAL',
        value: '${signal}',
      },
    ],
    resources: {
      requests: {
        cpu: '5m',
        memory: '8Mi',
      },
      limits: {
        memory: '32Mi',
      },
    },
    securityContext: {
      runAsUser: '${user}',
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
  spec: {
    shareProcessNamespace: true,
  },
  labels: {},
  annotations: {},
};
