// Generated from snippets/pod-classic-sidecar.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-fluent-bit\ndata:\n  fluent-bit.yaml: |\n    service:\n      flush: 1\n      http_server: on\n      http_listen: 0.0.0.0\n      http_port: 2020\n    pipeline:\n      inputs:\n        - name: tail\n          path: /var/log/nginx/*.log\n          path_key: file\n          refresh_interval: 5\n          read_from_head: true\n          db: /var/lib/fluent-bit/positions.db\n      outputs:\n        # Or forward, loki, opensearch, s3 and others: https://docs.fluentbit.io/manual/data-pipeline/outputs\n        - name: stdout\n          match: "*"\n          format: json_lines\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      containers:\n        - name: web\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: 8080\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 100m\n              memory: 64Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            # NGINX writes access.log and error.log here.\n            - name: logs\n              mountPath: /var/log/nginx\n        - name: fluent-bit\n          image: fluent/fluent-bit:5.1.3\n          args:\n            - --config=/fluent-bit/config/fluent-bit.yaml\n          ports:\n            - name: fluent-bit\n              containerPort: 2020\n          livenessProbe:\n            httpGet:\n              path: /\n              port: fluent-bit\n          resources:\n            requests:\n              cpu: 20m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 1000\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: logs\n              mountPath: /var/log/nginx\n              readOnly: true\n            - name: fluent-bit-positions\n              mountPath: /var/lib/fluent-bit\n            - name: fluent-bit-config\n              mountPath: /fluent-bit/config\n              readOnly: true\n      volumes:\n        - name: logs\n          emptyDir:\n            # A Pod with more in it is evicted: rotate the files.\n            sizeLimit: 500Mi\n        - name: fluent-bit-positions\n          emptyDir:\n            sizeLimit: 10Mi\n        - name: fluent-bit-config\n          configMap:\n            name: ${name}-fluent-bit\n',
};
