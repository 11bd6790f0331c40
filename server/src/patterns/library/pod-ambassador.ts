// Generated from snippets/pod-ambassador.yaml by "npm run generate": edit that, not this.
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
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: \${name}
  annotations:
    iam.gke.io/gcp-service-account: \${google-account}
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
      serviceAccountName: \${name}
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      initContainers:
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.27.0
          restartPolicy: Always
          args:
            # The database on 127.0.0.1, for this Pod alone; the health server on the Pod's address, for the kubelet.
            - --port=5432
            - --health-check
            - --http-address=0.0.0.0
            - --http-port=9801
            - --exit-zero-on-sigterm
            - --structured-logs
            - \${instance}
          ports:
            - name: sql-health
              containerPort: 9801
          # The application starts when the proxy is ready for it.
          startupProbe:
            httpGet:
              path: /startup
              port: sql-health
            periodSeconds: 1
            timeoutSeconds: 10
            failureThreshold: 60
          livenessProbe:
            httpGet:
              path: /liveness
              port: sql-health
            timeoutSeconds: 10
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 512Mi
          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
      containers:
        - name: app
          image: \${image}
          env:
            - name: DB_HOST
              value: 127.0.0.1
            - name: DB_PORT
              value: "5432"
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
`,
};
