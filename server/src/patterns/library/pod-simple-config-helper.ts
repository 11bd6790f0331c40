// Generated from snippets/pod-simple-config-helper.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}
data:
  prometheus.yml: |
    global:
      scrape_interval: \${interval}
    scrape_configs:
      - job_name: prometheus
        static_configs:
          - targets: ["localhost:9090"]
---
apiVersion: v1
kind: Pod
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  initContainers:
    - name: configmap-reload
      image: ghcr.io/jimmidyson/configmap-reload:v0.15.0
      restartPolicy: Always
      args:
        - --volume-dir=/etc/prometheus
        - --webhook-url=http://127.0.0.1:9090/-/reload
        - --webhook-retries=10
      ports:
        - name: reload-metrics
          containerPort: 9533
      livenessProbe:
        httpGet:
          path: /metrics
          port: reload-metrics
      resources:
        requests:
          cpu: 10m
          memory: 16Mi
        limits:
          memory: 64Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        # Whole folders follow the ConfigMap, after a minute or two; files mounted with subPath never do.
        - name: config
          mountPath: /etc/prometheus
          readOnly: true
  containers:
    - name: prometheus
      image: prom/prometheus:v3.15.0
      args:
        - --config.file=/etc/prometheus/prometheus.yml
        - --storage.tsdb.path=/prometheus
        - --storage.tsdb.retention.time=6h
        # Opens /-/reload.
        - --web.enable-lifecycle
      ports:
        - name: http
          containerPort: 9090
      livenessProbe:
        httpGet:
          path: /-/healthy
          port: http
      readinessProbe:
        httpGet:
          path: /-/ready
          port: http
      resources:
        requests:
          cpu: 100m
          memory: 256Mi
        limits:
          memory: 1Gi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: config
          mountPath: /etc/prometheus
          readOnly: true
        - name: data
          mountPath: /prometheus
  volumes:
    - name: config
      configMap:
        name: \${name}
    - name: data
      emptyDir:
        sizeLimit: 2Gi
`,
};
