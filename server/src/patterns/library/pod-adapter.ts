// Generated from snippets/pod-adapter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podAdapter: ManifestPattern = {
  id: 'pod-adapter',
  title: 'Deployment with a metrics adapter',
  purpose: 'Expose metrics of an application',
  pattern: 'adapter',
  description:
    'NGINX counts its connections on a page of its own format, for localhost only; the exporter beside it offers them as Prometheus metrics on port 9113.',
  avoid: 'An application that offers Prometheus metrics itself needs no adapter.',
  keywords: ['adapter', 'exporter', 'prometheus', 'metrics', 'nginx', 'stub_status', 'monitoring'],
  docs: 'https://github.com/nginx/nginx-prometheus-exporter',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application and its Service',
      default: 'web',
      required: false,
      choices: null,
      example: 'web',
    },
    {
      key: 'replicas',
      title: 'How many Pods',
      default: '2',
      required: false,
      choices: null,
      example: '2',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-adapter',
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-nginx\ndata:\n  default.conf: |\n    server {\n      listen 8080;\n      root /usr/share/nginx/html;\n    }\n    # What the exporter asks; nobody outside the Pod can.\n    server {\n      listen 127.0.0.1:8081;\n      access_log off;\n      location = /stub_status { stub_status; }\n    }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: ${replicas}\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n      annotations:\n        # Read by a Prometheus that looks for them; the Prometheus operator wants a PodMonitor instead.\n        prometheus.io/scrape: "true"\n        prometheus.io/port: "9113"\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        # It starts before NGINX and says until then that NGINX is down: nothing waits for it.\n        - name: nginx-exporter\n          image: nginx/nginx-prometheus-exporter:1.5.3\n          restartPolicy: Always\n          args:\n            - --nginx.scrape-uri=http://127.0.0.1:8081/stub_status\n          ports:\n            - name: metrics\n              containerPort: 9113\n          livenessProbe:\n            tcpSocket:\n              port: metrics\n          resources:\n            requests:\n              cpu: 10m\n              memory: 16Mi\n            limits:\n              memory: 64Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n      containers:\n        - name: web\n          image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim\n          ports:\n            - name: http\n              containerPort: 8080\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 50m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: nginx-config\n              mountPath: /etc/nginx/conf.d\n              readOnly: true\n            - name: nginx-tmp\n              mountPath: /tmp\n      volumes:\n        - name: nginx-config\n          configMap:\n            name: ${name}-nginx\n        - name: nginx-tmp\n          emptyDir:\n            sizeLimit: 64Mi\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n',
};
