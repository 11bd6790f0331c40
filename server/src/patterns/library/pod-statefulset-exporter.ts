// Generated from snippets/pod-statefulset-exporter.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podStatefulsetExporter: ManifestPattern = {
  id: 'pod-statefulset-exporter',
  title: 'StatefulSet with an exporter',
  purpose: 'Run a database with metrics',
  pattern: 'adapter',
  description:
    'PostgreSQL with a volume of its own and a headless Service; the exporter beside it signs in over localhost with a role that may only look, and offers Prometheus metrics on port 9187.',
  avoid:
    'An operator for PostgreSQL also makes backups, replicas and upgrades. A database outside the cluster is watched by an exporter in a Deployment.',
  keywords: [
    'statefulset',
    'adapter',
    'exporter',
    'postgres',
    'postgresql',
    'database',
    'prometheus',
    'metrics',
    'headless service',
  ],
  docs: 'https://github.com/prometheus-community/postgres_exporter',
  parameters: [
    {
      key: 'name',
      title: 'Name of the database server and its Service',
      default: 'postgres',
      required: false,
      choices: null,
      example: 'postgres',
    },
    {
      key: 'database',
      title: 'Name of the database',
      default: 'shop',
      required: false,
      choices: null,
      example: 'shop',
    },
    {
      key: 'password',
      title: 'First password of the user postgres',
      default: 'change-me',
      required: false,
      choices: null,
      example: 'change-me',
    },
    {
      key: 'storage',
      title: 'Size of the volume',
      default: '8Gi',
      required: false,
      choices: null,
      example: '8Gi',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-statefulset-exporter',
  text: 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n# In earnest the Secret comes from where secrets are kept, not from this file.\nstringData:\n  password: ${password}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-init\ndata:\n  # Runs once, when the volume is still empty. From within the Pod the role needs no password.\n  exporter.sql: |\n    CREATE ROLE exporter LOGIN;\n    GRANT pg_monitor TO exporter;\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  # Headless: each Pod gets a name of its own.\n  clusterIP: None\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: postgres\n      port: 5432\n      targetPort: postgres\n---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  serviceName: ${name}\n  replicas: 1\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n      annotations:\n        prometheus.io/scrape: "true"\n        prometheus.io/port: "9187"\n    spec:\n      terminationGracePeriodSeconds: 60\n      securityContext:\n        # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n        seccompProfile:\n          type: RuntimeDefault\n        fsGroup: 70\n      initContainers:\n        - name: postgres-exporter\n          image: quay.io/prometheuscommunity/postgres-exporter:v0.20.1\n          restartPolicy: Always\n          env:\n            - name: DATA_SOURCE_NAME\n              value: postgresql://exporter@127.0.0.1:5432/postgres?sslmode=disable\n          ports:\n            - name: metrics\n              containerPort: 9187\n          # Not /metrics, which asks the database each time.\n          livenessProbe:\n            httpGet:\n              path: /\n              port: metrics\n          resources:\n            requests:\n              cpu: 10m\n              memory: 32Mi\n            limits:\n              memory: 128Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 65534\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n      containers:\n        - name: postgres\n          image: postgres:18.6-alpine\n          env:\n            - name: POSTGRES_DB\n              value: ${database}\n            - name: POSTGRES_PASSWORD\n              valueFrom:\n                secretKeyRef:\n                  name: ${name}\n                  key: password\n          ports:\n            - name: postgres\n              containerPort: 5432\n          # The first start makes the database, which may take a while.\n          startupProbe:\n            exec:\n              command: [pg_isready, -h, 127.0.0.1, -U, postgres]\n            periodSeconds: 5\n            failureThreshold: 60\n          livenessProbe:\n            exec:\n              command: [pg_isready, -h, 127.0.0.1, -U, postgres]\n            timeoutSeconds: 5\n            failureThreshold: 6\n          readinessProbe:\n            exec:\n              command: [pg_isready, -h, 127.0.0.1, -U, postgres]\n            timeoutSeconds: 5\n          resources:\n            requests:\n              cpu: 250m\n              memory: 256Mi\n            limits:\n              memory: 1Gi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 70\n            runAsGroup: 70\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            # From version 18 on the image keeps its data in a folder of its own below this one.\n            - name: data\n              mountPath: /var/lib/postgresql\n            - name: init\n              mountPath: /docker-entrypoint-initdb.d\n              readOnly: true\n            - name: postgres-run\n              mountPath: /var/run/postgresql\n            - name: postgres-tmp\n              mountPath: /tmp\n      volumes:\n        - name: init\n          configMap:\n            name: ${name}-init\n        - name: postgres-run\n          emptyDir:\n            medium: Memory\n            sizeLimit: 1Mi\n        - name: postgres-tmp\n          emptyDir:\n            sizeLimit: 64Mi\n  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: ${storage}\n',
};
