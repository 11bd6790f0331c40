// Generated from snippets/istio-sidecar-scope.yaml by "npm run generate": edit that, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import type { ManifestPattern } from '../pattern.ts';

export const istioSidecarScope: ManifestPattern = {
  id: 'istio-sidecar-scope',
  title: 'Scope of Istio proxies',
  purpose: 'Limit what Istio proxies know',
  pattern: 'proxy',
  description:
    'An Istio resource of kind Sidecar, which is no container: it tells the proxies of an application only of the services that it calls. In a large mesh they need much less memory and get fewer updates.',
  avoid:
    'In ambient mode it has no effect. It is no firewall: what may be called is said by AuthorizationPolicy and NetworkPolicy.',
  keywords: ['istio', 'sidecar resource', 'egress', 'scope', 'service mesh', 'memory of the proxy', 'registry only'],
  docs: 'https://istio.io/latest/docs/reference/config/networking/sidecar/',
  parameters: [
    {
      key: 'name',
      title: 'Name of the application, as in its label app.kubernetes.io/name',
      default: 'shop',
      required: false,
      choices: null,
      example: 'shop',
    },
    {
      key: 'mode',
      title: 'What of hosts that the mesh does not know',
      default: 'ALLOW_ANY',
      required: false,
      choices: ['ALLOW_ANY', 'REGISTRY_ONLY'],
      example: 'ALLOW_ANY',
    },
  ],
  scope: 'manifest',
  prefix: 'pod-istio-sidecar-scope',
  text: 'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata:\n  name: ${name}\nspec:\n  # Without it the resource is for all Pods of the namespace; of such there may be one, by custom called default.\n  workloadSelector:\n    labels:\n      app.kubernetes.io/name: ${name}\n  egress:\n    - hosts:\n        # The services of the same namespace, and the control plane; add others as namespace/host.\n        - ./*\n        - istio-system/*\n  outboundTrafficPolicy:\n    mode: ${mode}\n',
};
