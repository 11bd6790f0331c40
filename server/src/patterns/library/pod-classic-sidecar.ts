// Generated from snippets/pod-classic-sidecar.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podClassicSidecar: ManifestPattern = {
  id: 'pod-classic-sidecar',
  title: 'Deployment with a classic sidecar',
  purpose: 'Ship log files, in the classic form',
  pattern: 'sidecar',
  description:
    'A Deployment of NGINX with Fluent Bit beside it as an ordinary container, which works on every Kubernetes version. Both start and stop at the same time.',
  avoid:
    'From Kubernetes 1.29 on a native sidecar is better: it still reads while the application stops, and lets a Job complete.',
  keywords: ['sidecar', 'classic', 'logs', 'log forwarder', 'fluent bit'],
  docs: 'https://kubernetes.io/docs/concepts/cluster-administration/logging/#sidecar-container-with-a-logging-agent',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'web',
      required: false,
      choices: null,
      example: 'web',
    },
    {
      key: 'image',
      title: 'Image of the application, which writes its log files to /var/log/nginx and listens on 8080',
      default: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
      required: false,
      choices: null,
      example: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-classic-sidecar',
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-fluent-bit
data:
  fluent-bit.yaml: |
    service:
      flush: 1
      http_server: on
      http_listen: 0.0.0.0
      http_port: 2020
    pipeline:
      inputs:
        - name: tail
          path: /var/log/nginx/*.log
          path_key: file
          refresh_interval: 5
          read_from_head: true
          db: /var/lib/fluent-bit/positions.db
      outputs:
        # Or forward, loki, opensearch, s3 and others: https://docs.fluentbit.io/manual/data-pipeline/outputs
        - name: stdout
          match: "*"
          format: json_lines
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: \${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: \${name}
    spec:
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: \${image}
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          volumeMounts:
            # NGINX writes access.log and error.log here.
            - name: logs
              mountPath: /var/log/nginx
        - name: fluent-bit
          image: fluent/fluent-bit:5.1.3
          args:
            - --config=/fluent-bit/config/fluent-bit.yaml
          ports:
            - name: fluent-bit
              containerPort: 2020
          livenessProbe:
            httpGet:
              path: /
              port: fluent-bit
          resources:
            requests:
              cpu: 20m
              memory: 32Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 1000
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: logs
              mountPath: /var/log/nginx
              readOnly: true
            - name: fluent-bit-positions
              mountPath: /var/lib/fluent-bit
            - name: fluent-bit-config
              mountPath: /fluent-bit/config
              readOnly: true
      volumes:
        - name: logs
          emptyDir:
            # A Pod with more in it is evicted: rotate the files.
            sizeLimit: 500Mi
        - name: fluent-bit-positions
          emptyDir:
            sizeLimit: 10Mi
        - name: fluent-bit-config
          configMap:
            name: \${name}-fluent-bit
`,
};
