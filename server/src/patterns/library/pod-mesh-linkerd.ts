// Generated from snippets/pod-mesh-linkerd.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podMeshLinkerd: ManifestPattern = {
  id: 'pod-mesh-linkerd',
  title: 'Deployment in a Linkerd mesh',
  purpose: 'Run in a Linkerd mesh',
  pattern: 'proxy',
  description:
    'A Deployment with a Linkerd proxy in each Pod, as a native sidecar with requests and limits, which it has not by default. Calls between meshed Pods are encrypted, and each side knows the service account of the other.',
  avoid: 'For a few services a mesh may be more than they need.',
  keywords: ['service mesh', 'linkerd', 'mtls', 'injection', 'proxy-cpu-request', 'native sidecar'],
  docs: 'https://linkerd.io/2/features/proxy-injection/',
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
      key: 'proxy-cpu',
      title: 'CPU that the proxy requests',
      default: '100m',
      required: false,
      choices: null,
      example: '100m',
    },
    {
      key: 'proxy-memory',
      title: 'Memory that the proxy requests',
      default: '64Mi',
      required: false,
      choices: null,
      example: '64Mi',
    },
    {
      key: 'proxy-memory-limit',
      title: 'Memory that the proxy may use',
      default: '250Mi',
      required: false,
      choices: null,
      example: '250Mi',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-mesh-linkerd',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  # The mesh knows the application by it.
  name: \${name}
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
      annotations:
        # On the Pod: on the Deployment itself it would do nothing.
        linkerd.io/inject: enabled
        config.linkerd.io/proxy-cpu-request: \${proxy-cpu}
        config.linkerd.io/proxy-memory-request: \${proxy-memory}
        config.linkerd.io/proxy-memory-limit: \${proxy-memory-limit}
        # The default from Linkerd 2.20 on; before, the annotation begins with config.beta.linkerd.io.
        config.linkerd.io/proxy-enable-native-sidecar: "true"
    spec:
      serviceAccountName: \${name}
      # For the Pod Security level "restricted", which also needs Linkerd's CNI plugin: else an injected init
      # container asks for more rights.
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: app
          image: \${image}
          ports:
            - name: http
              containerPort: \${port}
          readinessProbe:
            httpGet:
              path: /
              port: http
          lifecycle:
            # Time for the callers to learn that the Pod goes. From Kubernetes 1.30 on "sleep: { seconds: 5 }" needs no program
            # of the image.
            preStop:
              exec:
                command: [sleep, "5"]
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
