// Generated from snippets/pod-adapter.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podAdapter: ManifestPattern = {
  id: 'pod-adapter',
  title: 'StatefulSet with a metrics adapter',
  purpose: 'Expose metrics of an application',
  pattern: 'adapter',
  description:
    'Redis with an exporter beside it, which offers the statistics of the server as Prometheus metrics on port 9121.',
  avoid: null,
  keywords: ['adapter', 'exporter', 'prometheus', 'metrics', 'redis', 'statefulset'],
  docs: 'https://github.com/oliver006/redis_exporter',
  parameters: [
    {
      key: 'name',
      title: 'Name of the server and its Service',
      default: 'redis',
      required: false,
      choices: null,
      example: 'redis',
    },
    {
      key: 'storage',
      title: 'Size of the volume',
      default: '1Gi',
      required: false,
      choices: null,
      example: '1Gi',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-adapter',
  text: `apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  clusterIP: None
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: redis
      port: 6379
      targetPort: redis
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  serviceName: \${name}
  replicas: 1
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
        prometheus.io/port: "9121"
    spec:
      securityContext:
        fsGroup: 1000
      initContainers:
        - name: redis-exporter
          image: oliver006/redis_exporter:v1.88.0
          restartPolicy: Always
          args:
            - --redis.addr=redis://localhost:6379
          ports:
            - name: metrics
              containerPort: 9121
          livenessProbe:
            httpGet:
              path: /health
              port: metrics
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
            limits:
              memory: 64Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      containers:
        - name: redis
          image: redis:8.10.1-alpine
          args: [--appendonly, "yes"]
          ports:
            - name: redis
              containerPort: 6379
          livenessProbe:
            tcpSocket:
              port: redis
          readinessProbe:
            exec:
              command: [redis-cli, ping]
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 999
            runAsGroup: 1000
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: \${storage}
`,
};
