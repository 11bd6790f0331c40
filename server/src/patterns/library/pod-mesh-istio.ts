// Generated from snippets/pod-mesh-istio.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  # The mesh knows the application by it: rules say which service account may call.\n  name: ${name}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    # Istio reads the protocol from the name of the port, or from appProtocol.\n    - name: http\n      port: 80\n      targetPort: http\n      appProtocol: http\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n        # A label, on the Pod: an annotation of the same name does not call the injector.\n        sidecar.istio.io/inject: "true"\n      annotations:\n        # One of these replaces all that the mesh sets by default: without a limit for CPU there is none.\n        sidecar.istio.io/proxyCPU: ${proxy-cpu}\n        sidecar.istio.io/proxyMemory: ${proxy-memory}\n        sidecar.istio.io/proxyMemoryLimit: ${proxy-memory-limit}\n        # Starts before the application and stops after it; the default of Istio from 1.27 on where nodes run Kubernetes\n        # 1.33 or newer.\n        sidecar.istio.io/nativeSidecar: "true"\n        kubectl.kubernetes.io/default-container: app\n    spec:\n      serviceAccountName: ${name}\n      # For the Pod Security level "restricted", which also needs Istio\'s CNI agent: else an injected init\n      # container asks for more rights.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      containers:\n        - name: app\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: ${port}\n          # Istio leads it around mutual TLS.\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          lifecycle:\n            # Time for the callers to learn that the Pod goes. From Kubernetes 1.30 on "sleep: { seconds: 5 }" needs no program\n            # of the image.\n            preStop:\n              exec:\n                command: [sleep, "5"]\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n---\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata:\n  name: ${name}\nspec:\n  workloadSelector:\n    labels:\n      app.kubernetes.io/name: ${name}\n  egress:\n    - hosts:\n        # The services of the same namespace, and the control plane; add others as namespace/host.\n        - ./*\n        - istio-system/*\n',
};
