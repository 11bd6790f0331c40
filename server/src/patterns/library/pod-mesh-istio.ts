// Generated from snippets/pod-mesh-istio.yaml by "npm run generate": edit that, not this.
import type { ManifestPattern } from '../pattern.ts';

export const podMeshIstio: ManifestPattern = {
  id: 'pod-mesh-istio',
  title: 'Deployment in an Istio mesh',
  purpose: 'Run in an Istio mesh',
  pattern: 'proxy',
  description:
    'A Deployment with an Istio proxy in each Pod that has requests and limits of its own, apart from those of the application. A Sidecar resource tells the proxies only of what the application calls, which keeps them small.',
  avoid: 'For a few services a mesh may be more than they need. In ambient mode there is no proxy in the Pods.',
  keywords: [
    'service mesh',
    'istio',
    'sidecar resource',
    'egress',
    'scope',
    'mtls',
    'proxyCPU',
    'proxyMemory',
    'injection',
  ],
  docs: 'https://istio.io/latest/docs/reference/config/networking/sidecar/',
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
      default: '128Mi',
      required: false,
      choices: null,
      example: '128Mi',
    },
    {
      key: 'proxy-memory-limit',
      title: 'Memory that the proxy may use',
      default: '512Mi',
      required: false,
      choices: null,
      example: '512Mi',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-mesh-istio',
  text: `apiVersion: v1
kind: ServiceAccount
metadata:
  # The mesh knows the application by it: rules say which service account may call.
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
    # Istio reads the protocol from the name of the port, or from appProtocol.
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
        # A label, on the Pod: an annotation of the same name does not call the injector.
        sidecar.istio.io/inject: "true"
      annotations:
        # One of these replaces all that the mesh sets by default: without a limit for CPU there is none.
        sidecar.istio.io/proxyCPU: \${proxy-cpu}
        sidecar.istio.io/proxyMemory: \${proxy-memory}
        sidecar.istio.io/proxyMemoryLimit: \${proxy-memory-limit}
        # Starts before the application and stops after it; the default of Istio from 1.27 on where nodes run Kubernetes
        # 1.33 or newer.
        sidecar.istio.io/nativeSidecar: "true"
        kubectl.kubernetes.io/default-container: app
    spec:
      serviceAccountName: \${name}
      # For the Pod Security level "restricted", which also needs Istio's CNI agent: else an injected init
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
          # Istio leads it around mutual TLS.
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
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: \${name}
spec:
  workloadSelector:
    labels:
      app.kubernetes.io/name: \${name}
  egress:
    - hosts:
        # The services of the same namespace, and the control plane; add others as namespace/host.
        - ./*
        - istio-system/*
`,
};
