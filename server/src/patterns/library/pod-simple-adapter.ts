// Generated from snippets/pod-simple-adapter.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podSimpleAdapter: ManifestPattern = {
  id: 'pod-simple-adapter',
  title: 'Pod with an adapter',
  purpose: 'Turn StatsD numbers into Prometheus metrics',
  pattern: 'adapter',
  description:
    'The application sends its numbers as StatsD to localhost; the StatsD exporter beside it offers them as Prometheus metrics on port 9102. The application looks as the platform expects without a change.',
  avoid:
    'An application that can be changed may offer Prometheus metrics itself. For more than a trial, use a Deployment.',
  keywords: ['pod', 'adapter', 'statsd', 'prometheus', 'metrics', 'exporter', 'monitoring', 'format'],
  docs: 'https://github.com/prometheus/statsd_exporter',
  parameters: [
    {
      key: 'name',
      title: 'Name of the Pod',
      default: 'orders',
      required: false,
      choices: null,
      example: 'orders',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'busybox:1.38.0',
      required: false,
      choices: null,
      example: 'registry.example.com/orders:1.0.0',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-simple-adapter',
  text: `apiVersion: v1
kind: Pod
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
  annotations:
    # Read by a Prometheus that looks for them; the Prometheus operator wants a PodMonitor instead.
    prometheus.io/scrape: "true"
    prometheus.io/port: "9102"
spec:
  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  initContainers:
    - name: statsd-exporter
      image: prom/statsd-exporter:v0.31.0
      restartPolicy: Always
      args:
        # Only the application sends to it; Prometheus comes from outside.
        - --statsd.listen-udp=127.0.0.1:9125
        - --statsd.listen-tcp=
        - --web.listen-address=:9102
      ports:
        - name: metrics
          containerPort: 9102
      # What is sent by UDP before it listens is lost: the application starts when it does.
      startupProbe:
        httpGet:
          path: /-/healthy
          port: metrics
        periodSeconds: 1
        failureThreshold: 30
      livenessProbe:
        httpGet:
          path: /-/healthy
          port: metrics
      resources:
        requests:
          cpu: 10m
          memory: 32Mi
        limits:
          memory: 64Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
  containers:
    - name: app
      image: \${image}
      # In place of your own application: an order is counted every five seconds.
      command:
        - sh
        - -c
        - |
          # The first process of a container ignores SIGTERM unless it is told otherwise.
          trap 'exit 0' TERM
          while true; do
            printf 'orders:1|c\\n' | nc -u -w 1 "$STATSD_HOST" "$STATSD_PORT"
            sleep 5 & wait $!
          done
      env:
        - name: STATSD_HOST
          value: 127.0.0.1
        - name: STATSD_PORT
          value: "9125"
      resources:
        requests:
          cpu: 50m
          memory: 32Mi
        limits:
          memory: 64Mi
      securityContext:
        runAsNonRoot: true
        runAsUser: 65534
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
`,
};
