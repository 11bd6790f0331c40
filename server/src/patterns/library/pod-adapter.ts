// Generated from snippets/pod-adapter.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-nginx
data:
  default.conf: |
    server {
      listen 8080;
      root /usr/share/nginx/html;
    }
    # What the exporter asks; nobody outside the Pod can.
    server {
      listen 127.0.0.1:8081;
      access_log off;
      location = /stub_status { stub_status; }
    }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: \${replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
      annotations:
        # Read by a Prometheus that looks for them; the Prometheus operator wants a PodMonitor instead.
        prometheus.io/scrape: "true"
        prometheus.io/port: "9113"
    spec:
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        # It starts before NGINX and says until then that NGINX is down: nothing waits for it.
        - name: nginx-exporter
          image: nginx/nginx-prometheus-exporter:1.5.3
          restartPolicy: Always
          args:
            - --nginx.scrape-uri=http://127.0.0.1:8081/stub_status
          ports:
            - name: metrics
              containerPort: 9113
          livenessProbe:
            tcpSocket:
              port: metrics
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
            limits:
              memory: 64Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      containers:
        - name: web
          image: nginxinc/nginx-unprivileged:1.30.5-alpine-slim
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 50m
              memory: 32Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: nginx-config
              mountPath: /etc/nginx/conf.d
              readOnly: true
            - name: nginx-tmp
              mountPath: /tmp
      volumes:
        - name: nginx-config
          configMap:
            name: \${name}-nginx
        - name: nginx-tmp
          emptyDir:
            sizeLimit: 64Mi
---
apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
};
