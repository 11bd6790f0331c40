// Generated from snippets/pod-init.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podInit: ManifestPattern = {
  id: 'pod-init',
  title: 'Deployment that waits and migrates first',
  purpose: 'Prepare before the application starts',
  pattern: 'init',
  description:
    'A Deployment whose Pods wait for PostgreSQL and bring its schema up to date with Flyway before the application starts.',
  avoid: 'Every new Pod runs them again: for migrations that take long, a Job before the roll-out is better.',
  keywords: ['init container', 'wait', 'database', 'migration', 'flyway'],
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application',
      default: 'shop',
      required: false,
      choices: null,
      example: 'shop',
    },
    {
      key: 'image',
      title: 'Image of the application',
      default: 'nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
      required: false,
      choices: null,
      example: 'registry.example.com/shop:1.0.0',
    },
    {
      key: 'port',
      title: 'Port on which the application listens',
      default: '8080',
      required: false,
      choices: null,
      example: '8080',
    },
    {
      key: 'database-host',
      title: 'Host name of the PostgreSQL server',
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
      key: 'secret',
      title: 'Secret with the keys username and password',
      default: 'database-credentials',
      required: false,
      choices: null,
      example: 'database-credentials',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-init',
  text: `apiVersion: v1
kind: ConfigMap
metadata:
  name: \${name}-migrations
data:
  V1__create_orders.sql: |
    CREATE TABLE orders (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      created_at timestamptz NOT NULL DEFAULT now()
    );
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
      # They run one after the other; each must end well before the next one starts.
      initContainers:
        - name: wait-for-database
          image: busybox:1.38.0
          command:
            - sh
            - -c
            - |
              # The first process of a container ignores SIGTERM unless it is told otherwise.
              trap 'exit 1' TERM
              until nc -z -w 2 "$DB_HOST" 5432; do
                echo "waiting for $DB_HOST"
                sleep 2
              done
          env:
            - name: DB_HOST
              value: \${database-host}
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
            limits:
              memory: 32Mi
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
        - name: flyway
          image: flyway/flyway:12.10.0
          args: [migrate]
          env:
            - name: FLYWAY_URL
              value: jdbc:postgresql://\${database-host}:5432/\${database}
            - name: FLYWAY_USER
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: username
            - name: FLYWAY_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: password
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
            limits:
              memory: 512Mi
          # The image would run as root, but any user may read its files.
          securityContext:
            runAsNonRoot: true
            runAsUser: 65534
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: migrations
              mountPath: /flyway/sql
              readOnly: true
      containers:
        - name: app
          image: \${image}
          env:
            - name: DB_HOST
              value: \${database-host}
            - name: DB_NAME
              value: \${database}
            - name: DB_USER
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: username
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: \${secret}
                  key: password
          ports:
            - name: http
              containerPort: \${port}
          readinessProbe:
            httpGet:
              path: /
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            capabilities:
              drop: [ALL]
      volumes:
        - name: migrations
          configMap:
            name: \${name}-migrations
`,
};
