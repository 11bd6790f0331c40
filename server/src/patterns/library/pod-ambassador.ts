// Generated from snippets/pod-ambassador.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const podAmbassador: ManifestPattern = {
  id: 'pod-ambassador',
  title: 'Deployment with a database ambassador',
  purpose: 'Reach a database through a local proxy',
  pattern: 'ambassador',
  description:
    'A Deployment that reaches Cloud SQL through the Cloud SQL Auth Proxy on localhost, signed in with Workload Identity on GKE.',
  avoid: 'A language connector of Cloud SQL in the application does the same without a further container.',
  keywords: ['ambassador', 'database', 'cloud sql', 'google cloud', 'localhost', 'workload identity'],
  docs: 'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-sidecar',
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
      key: 'instance',
      title: 'Connection name of the Cloud SQL instance',
      default: null,
      required: true,
      choices: null,
      example: 'my-project:europe-west1:shop',
    },
    {
      key: 'google-account',
      title: 'Google service account with the role Cloud SQL Client',
      default: null,
      required: true,
      choices: null,
      example: 'shop@my-project.iam.gserviceaccount.com',
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
  prefix: 'pod-ambassador',
  text: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  annotations:\n    iam.gke.io/gcp-service-account: ${google-account}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n    spec:\n      serviceAccountName: ${name}\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      initContainers:\n        - name: cloud-sql-proxy\n          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.27.0\n          restartPolicy: Always\n          args:\n            # The database on 127.0.0.1, for this Pod alone; the health server on the Pod\'s address, for the kubelet.\n            - --port=5432\n            - --health-check\n            - --http-address=0.0.0.0\n            - --http-port=9801\n            - --exit-zero-on-sigterm\n            - --structured-logs\n            - ${instance}\n          ports:\n            - name: sql-health\n              containerPort: 9801\n          # The application starts when the proxy is ready for it.\n          startupProbe:\n            httpGet:\n              path: /startup\n              port: sql-health\n            periodSeconds: 1\n            timeoutSeconds: 10\n            failureThreshold: 60\n          livenessProbe:\n            httpGet:\n              path: /liveness\n              port: sql-health\n            timeoutSeconds: 10\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 512Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            readOnlyRootFilesystem: true\n            capabilities:\n              drop: [ALL]\n      containers:\n        - name: app\n          image: ${image}\n          env:\n            - name: DB_HOST\n              value: 127.0.0.1\n            - name: DB_PORT\n              value: "5432"\n            - name: DB_USER\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: username\n            - name: DB_PASSWORD\n              valueFrom:\n                secretKeyRef:\n                  name: ${secret}\n                  key: password\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n',
};
