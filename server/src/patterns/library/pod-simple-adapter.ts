// Generated from snippets/pod-simple-adapter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\n  annotations:\n    # Read by a Prometheus that looks for them; the Prometheus operator wants a PodMonitor instead.\n    prometheus.io/scrape: "true"\n    prometheus.io/port: "9102"\nspec:\n  # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n  initContainers:\n    - name: statsd-exporter\n      image: prom/statsd-exporter:v0.31.0\n      restartPolicy: Always\n      args:\n        # Only the application sends to it; Prometheus comes from outside.\n        - --statsd.listen-udp=127.0.0.1:9125\n        - --statsd.listen-tcp=\n        - --web.listen-address=:9102\n      ports:\n        - name: metrics\n          containerPort: 9102\n      # What is sent by UDP before it listens is lost: the application starts when it does.\n      startupProbe:\n        httpGet:\n          path: /-/healthy\n          port: metrics\n        periodSeconds: 1\n        failureThreshold: 30\n      livenessProbe:\n        httpGet:\n          path: /-/healthy\n          port: metrics\n      resources:\n        requests:\n          cpu: 10m\n          memory: 32Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n  containers:\n    - name: app\n      image: ${image}\n      # In place of your own application: an order is counted every five seconds.\n      command:\n        - sh\n        - -c\n        - |\n          # The first process of a container ignores SIGTERM unless it is told otherwise.\n          trap \'exit 0\' TERM\n          while true; do\n            printf \'orders:1|c\\n\' | nc -u -w 1 "$STATSD_HOST" "$STATSD_PORT"\n            sleep 5 & wait $!\n          done\n      env:\n        - name: STATSD_HOST\n          value: 127.0.0.1\n        - name: STATSD_PORT\n          value: "9125"\n      resources:\n        requests:\n          cpu: 50m\n          memory: 32Mi\n        limits:\n          memory: 64Mi\n      securityContext:\n        runAsNonRoot: true\n        runAsUser: 65534\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n',
};
