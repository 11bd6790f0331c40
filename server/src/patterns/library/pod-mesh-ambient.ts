// Generated from snippets/pod-mesh-ambient.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  # The mesh knows the application by it.\n  name: ${name}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: ${name}-waypoint\n  labels:\n    istio.io/waypoint-for: service\nspec:\n  gatewayClassName: istio-waypoint\n  listeners:\n    - name: mesh\n      port: 15008\n      protocol: HBONE\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\n    # Callers within the mesh go through the waypoint.\n    istio.io/use-waypoint: ${name}-waypoint\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n      appProtocol: http\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n        # Or on the Namespace, for all its Pods.\n        istio.io/dataplane-mode: ambient\n    spec:\n      serviceAccountName: ${name}\n      # What the Pod Security level "restricted" asks of a Pod; the rest stands in each container.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      containers:\n        - name: app\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          lifecycle:\n            # Time for the callers to learn that the Pod goes. From Kubernetes 1.30 on "sleep: { seconds: 5 }" needs no program\n            # of the image.\n            preStop:\n              exec:\n                command: [sleep, "5"]\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n',
};
