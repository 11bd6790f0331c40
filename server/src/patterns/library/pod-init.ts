// Generated from snippets/pod-init.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}-migrations\ndata:\n  V1__create_orders.sql: |\n    CREATE TABLE orders (\n      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n      created_at timestamptz NOT NULL DEFAULT now()\n    );\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      # They run one after the other; each must end well before the next one starts.\n      initContainers:\n        - name: wait-for-database\n          image: busybox:1.38.0\n          command:\n            - sh\n            - -c\n            - |\n              # The first process of a container ignores SIGTERM unless it is told otherwise.\n              trap \'exit 1\' TERM\n              until nc -z -w 2 "$DB_HOST" 5432; do\n                echo "waiting for $DB_HOST"\n                sleep 2\n              done\n          env:\n            - name: DB_HOST\n              value: ${database-host}\n          resources:\n            requests:\n              cpu: 10m\n              memory: 16Mi\n            limits:\n              memory: 32Mi\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 65534\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n        - name: flyway\n          image: flyway/flyway:12.10.0\n          args: [migrate]\n          env:\n            - name: FLYWAY_URL\n              value: jdbc:postgresql://${database-host}:5432/${database}\n            - name: FLYWAY_USER\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: username\n            - name: FLYWAY_PASSWORD\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: password\n          resources:\n            requests:\n              cpu: 100m\n              memory: 256Mi\n            limits:\n              memory: 512Mi\n          # The image would run as root, but any user may read its files.\n          securityContext:\n            runAsNonRoot: true\n            runAsUser: 65534\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n          volumeMounts:\n            - name: migrations\n              mountPath: /flyway/sql\n              readOnly: true\n      containers:\n        - name: app\n          image: ${image}\n          env:\n            - name: DB_HOST\n              value: ${database-host}\n            - name: DB_NAME\n              value: ${database}\n            - name: DB_USER\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: username\n            - name: DB_PASSWORD\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: password\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n      volumes:\n        - name: migrations\n          configMap:\n            name: ${name}-migrations\n',
};
