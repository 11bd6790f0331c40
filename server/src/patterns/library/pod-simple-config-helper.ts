// Generated from snippets/pod-simple-config-helper.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleConfigHelper: ManifestPattern = {
  id: 'pod-simple-config-helper',
  title: 'Pod with a configuration helper',
  purpose: 'Reload when a ConfigMap changes',
  pattern: 'config-helper',
  description:
    'Prometheus reads its configuration from a ConfigMap; configmap-reload watches the same files and tells it to read them again when they change, without a restart.',
  avoid:
    'An application that watches its files by itself needs no helper. Where a restart does no harm, a new ConfigMap with each roll-out is safer.',
  keywords: ['pod', 'config helper', 'configmap', 'reload', 'webhook', 'prometheus', 'watch', 'without restart'],
  docs: 'https://github.com/jimmidyson/configmap-reload',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod',
      default: 'prometheus',
      required: false,
      choices: null,
      example: 'prometheus',
    },
    {
      key: 'interval',
      title: 'How often Prometheus asks for metrics',
      default: '30s',
      required: false,
      choices: null,
      example: '30s',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-config-helper',
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  prometheus.yml: |\n    global:\n      scrape_interval: ${interval}\n    scrape_configs:\n      - job_name: prometheus\n        static_configs:\n          - targets: ["localhost:9090"]\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  initContainers:\n    - name: configmap-reload\n      image: ghcr.io/jimmidyson/configmap-reload:v0.15.0\n      restartPolicy: Always\n      args:\n        - --volume-dir=/etc/prometheus\n        - --webhook-url=http://127.0.0.1:9090/-/reload\n        - --webhook-retries=10\n      ports:\n        - name: reload-metrics\n          containerPort: 9533\n      livenessProbe:\n        httpGet:\n          path: /metrics\n          port: reload-metrics\n      resources:\n        requests:\n          cpu: 10m\n          memory: 16Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        # Whole folders follow the ConfigMap, after a minute or two; files mounted with subPath never do.\n        - name: config\n          mountPath: /etc/prometheus\n          readOnly: true\n  containers:\n    - name: prometheus\n      image: prom/prometheus:v3.15.0\n      args:\n        - --config.file=/etc/prometheus/prometheus.yml\n        - --storage.tsdb.path=/prometheus\n        - --storage.tsdb.retention.time=6h\n        # Opens /-/reload.\n        - --web.enable-lifecycle\n      ports:\n        - name: http\n          containerPort: 9090\n      livenessProbe:\n        httpGet:\n          path: /-/healthy\n          port: http\n      readinessProbe:\n        httpGet:\n          path: /-/ready\n          port: http\n      resources:\n        requests:\n          cpu: 100m\n          memory: 256Mi\n        limits:\n          memory: 1Gi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n      volumeMounts:\n        - name: config\n          mountPath: /etc/prometheus\n          readOnly: true\n        - name: data\n          mountPath: /prometheus\n  volumes:\n    - name: config\n      configMap:\n        name: ${name}\n    - name: data\n      emptyDir:\n        sizeLimit: 2Gi\n',
};
