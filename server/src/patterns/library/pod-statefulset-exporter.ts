// Generated from snippets/pod-statefulset-exporter.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: Secret
metadata:
  name: \${name}
# In earnest the Secret comes from where secrets are kept, not from this file.
stringData:
  password: \${password}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-init
data:
  # Runs once, when the volume is still empty. From within the Pod the role needs no password.
  exporter.sql: |
    CREATE ROLE exporter LOGIN;
    GRANT pg_monitor TO exporter;
---
apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
spec:
  # Headless: each Pod gets a name of its own.
  clusterIP: None
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: postgres
      port: 5432
      targetPort: postgres
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
        prometheus.io/scrape: "true"
        prometheus.io/port: "9187"
    spec:
      terminationGracePeriodSeconds: 60
      securityContext:
        # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
        seccompProfile:
          type: RuntimeDefault
        fsGroup: 70
      initContainers:
        - name: postgres-exporter
          image: quay.io/prometheuscommunity/postgres-exporter:v0.20.1
          restartPolicy: Always
          env:
            - name: DATA_SOURCE_NAME
              value: postgresql://exporter@127.0.0.1:5432/postgres?sslmode=disable
          ports:
            - name: metrics
              containerPort: 9187
          # Not /metrics, which asks the database each time.
          livenessProbe:
            httpGet:
              path: /
              port: metrics
          resources:
            requests:
              cpu: 10m
              memory: 32Mi
            limits:
              memory: 128Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      containers:
        - name: postgres
          image: postgres:18.6-alpine
          env:
            - name: POSTGRES_DB
              value: \${database}
            - name: POSTGRES_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: \${name}
                  key: password
          ports:
            - name: postgres
              containerPort: 5432
          # The first start makes the database, which may take a while.
          startupProbe:
            exec:
              command: [pg_isready, -h, 127.0.0.1, -U, postgres]
            periodSeconds: 5
            failureThreshold: 60
          livenessProbe:
            exec:
              command: [pg_isready, -h, 127.0.0.1, -U, postgres]
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            exec:
              command: [pg_isready, -h, 127.0.0.1, -U, postgres]
            timeoutSeconds: 5
          resources:
            requests:
              cpu: 250m
              memory: 256Mi
            limits:
              memory: 1Gi
          securityContext:
            runAsNonRoot: true
            runAsUser: 70
            runAsGroup: 70
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
          volumeMounts:
            # From version 18 on the image keeps its data in a folder of its own below this one.
            - name: data
              mountPath: /var/lib/postgresql
            - name: init
              mountPath: /docker-entrypoint-initdb.d
              readOnly: true
            - name: postgres-run
              mountPath: /var/run/postgresql
            - name: postgres-tmp
              mountPath: /tmp
      volumes:
        - name: init
          configMap:
            name: \${name}-init
        - name: postgres-run
          emptyDir:
            medium: Memory
            sizeLimit: 1Mi
        - name: postgres-tmp
          emptyDir:
            sizeLimit: 64Mi
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
