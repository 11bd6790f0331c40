// Generated from snippets/pod-mesh-linkerd.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
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
  text: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  # The mesh knows the application by it.\n  name: ${name}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  selector:\n    app.kubernetes.io/name: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: http\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/name: ${name}\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: ${name}\n  template:\n    metadata:\n      labels:\n        app.kubernetes.io/name: ${name}\n      annotations:\n        # On the Pod: on the Deployment itself it would do nothing.\n        linkerd.io/inject: enabled\n        config.linkerd.io/proxy-cpu-request: ${proxy-cpu}\n        config.linkerd.io/proxy-memory-request: ${proxy-memory}\n        config.linkerd.io/proxy-memory-limit: ${proxy-memory-limit}\n        # The default from Linkerd 2.20 on; before, the annotation begins with config.beta.linkerd.io.\n        config.linkerd.io/proxy-enable-native-sidecar: "true"\n    spec:\n      serviceAccountName: ${name}\n      # For the Pod Security level "restricted", which also needs Linkerd\'s CNI plugin: else an injected init\n      # container asks for more rights.\n      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      containers:\n        - name: app\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: ${port}\n          readinessProbe:\n            httpGet:\n              path: /\n              port: http\n          lifecycle:\n            # Time for the callers to learn that the Pod goes. From Kubernetes 1.30 on "sleep: { seconds: 5 }" needs no program\n            # of the image.\n            preStop:\n              exec:\n                command: [sleep, "5"]\n          resources:\n            requests:\n              cpu: 100m\n              memory: 128Mi\n            limits:\n              memory: 256Mi\n          securityContext:\n            runAsNonRoot: true\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop: [ALL]\n',
};
