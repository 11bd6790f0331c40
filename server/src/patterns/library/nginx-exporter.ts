// Generated from snippets/nginx-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ContainerPattern } from '../pattern.ts';

export const nginxExporter: ContainerPattern = {
  id: 'nginx-exporter',
  title: 'NGINX exporter',
  purpose: 'Expose metrics of NGINX',
  pattern: 'adapter',
  description:
    'Turns the stub_status page of the NGINX in the Pod into Prometheus metrics. NGINX must serve that page on localhost.',
  avoid:
    'The page tells of connections and requests only, not of paths, answers or times. Ingress controllers offer better metrics themselves.',
  keywords: ['prometheus', 'metrics', 'nginx', 'exporter', 'monitoring', 'stub_status'],
  docs: 'https://github.com/nginx/nginx-prometheus-exporter',
  parameters: [
    {
      key: 'status-url',
      title: 'Address of the stub_status page',
      default: 'http://127.0.0.1:8080/stub_status',
      required: false,
      choices: null,
      example: 'http://127.0.0.1:8080/stub_status',
    },
  ],
  scope: 'container',
  variants: ['native', 'classic'],
  container: {
    name: 'nginx-exporter',
    image: 'nginx/nginx-prometheus-exporter:1.5.3',
    args: ['--nginx.scrape-uri=${status-url}'],
    ports: [
      {
        name: 'nginx-metrics',
        containerPort: 9113,
      },
    ],
    livenessProbe: {
      tcpSocket: {
        port: 9113,
      },
    },
    resources: {
      requests: {
        cpu: '10m',
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
  annotations: {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9113',
  },
};
