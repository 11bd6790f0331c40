// Generated from snippets/pod-mesh-ambient.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podMeshAmbient: ManifestPattern = {
  id: 'pod-mesh-ambient',
  title: 'Deployment in an ambient mesh',
  purpose: 'Run in a mesh without a sidecar',
  pattern: 'proxy',
  description:
    "A Deployment in Istio's ambient mode: no proxy in the Pods. ztunnel on each node encrypts; a waypoint, a Deployment that Istio makes for the Gateway, does what needs HTTP for callers of the Service.",
  avoid:
    'Istio must be installed in ambient mode, and the Gateway API in the cluster. Without routes, retries or rules for HTTP leave out the Gateway and the label of the Service.',
  keywords: ['service mesh', 'istio', 'ambient', 'ztunnel', 'waypoint', 'gateway api', 'sidecarless', 'mtls'],
  docs: 'https://istio.io/latest/docs/ambient/usage/waypoint/',
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
  ],
  scope: 'manifest',
  prefix: 'pod-mesh-ambient',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  # The mesh knows the application by it.
  name: \${name}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: \${name}-waypoint
  labels:
    istio.io/waypoint-for: service
spec:
  gatewayClassName: istio-waypoint
  listeners:
    - name: mesh
      port: 15008
      protocol: HBONE
---
apiVersion: v1
kind: Service
metadata:
  name: \${name}
  labels:
    app.kubernetes.io/name: \${name}
    # Callers within the mesh go through the waypoint.
    istio.io/use-waypoint: \${name}-waypoint
spec:
  selector:
    app.kubernetes.io/name: \${name}
  ports:
    - name: http
      port: 80
      targetPort: http
      appProtocol: http
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
        # Or on the Namespace, for all its Pods.
        istio.io/dataplane-mode: ambient
    spec:
      serviceAccountName: \${name}
      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.
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
