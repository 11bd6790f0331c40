import { type Asking, FALSE, type Injector, type Switch, TRUE } from '../injector.ts';

const ISTIO_INJECTION: Switch = { in: 'label', key: 'istio-injection', on: ['enabled'], off: ['disabled'] };

const LINKERD_INJECT: Switch = {
  in: 'annotation',
  key: 'linkerd.io/inject',
  on: ['enabled', 'ingress'],
  off: ['disabled'],
};

/** Service meshes, and Dapr, which stands beside the application like one. */
export const meshInjectors: readonly Injector[] = [
  {
    id: 'istio',
    title: 'Istio',
    // The webhook selects pods by these labels; the annotation of the same name is only read once it was called.
    switches: [
      { in: 'label', key: 'sidecar.istio.io/inject', on: ['true'], off: FALSE },
      // In ambient mode a revision says which control plane programs the node, not that a sidecar is wanted.
      { in: 'label', key: 'istio.io/dataplane-mode', on: [], off: ['ambient'] },
      { in: 'label', key: 'istio.io/rev', on: 'any', off: [''] },
    ],
    namespace: {
      switches: [
        ISTIO_INJECTION,
        { in: 'label', key: 'istio.io/dataplane-mode', on: [], off: ['ambient'] },
        { in: 'label', key: 'istio.io/rev', on: 'any', off: [''] },
      ],
      // No webhook of Istio selects such a Namespace.
      forbids: ISTIO_INJECTION,
      refusedBy: { in: 'annotation', key: 'sidecar.istio.io/inject', on: [], off: FALSE },
    },
    hostNetwork: 'skipped',
    mesh: true,
    containers: [
      {
        name: 'istio-init',
        or: 'istio-validation',
        helper: 'istio-init',
        kind: 'init',
        when: (asking) => isSidecar(asking) && asking.value('sidecar.istio.io/interceptionMode') !== 'NONE',
        end: ({ native }) => (native ? 'first' : 'last'),
      },
      {
        name: 'istio-proxy',
        helper: 'istio-proxy',
        kind: 'helper',
        when: isSidecar,
        end: ({ native, value }) => (native || holds(value('proxy.istio.io/config')) ? 'first' : 'last'),
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { cpu: '2000m', memory: '1024Mi' },
          requestKeys: { cpu: 'sidecar.istio.io/proxyCPU', memory: 'sidecar.istio.io/proxyMemory' },
          limitKeys: { cpu: 'sidecar.istio.io/proxyCPULimit', memory: 'sidecar.istio.io/proxyMemoryLimit' },
          replaces: 'all',
        },
      },
    ],
    native: {
      keys: ['sidecar.istio.io/nativeSidecar'],
      since: 33,
      depends: 'Istio injects native sidecars by default since 1.27',
    },
    docs: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
    source:
      'istio/istio pkg/kube/inject/inject.go, webhook.go (reorderPod), manifests/charts/istio-control/istio-discovery, operator/cmd/mesh/testdata/manifest-generate/output (selectors of the webhooks)',
  },
  {
    id: 'linkerd',
    title: 'Linkerd',
    switches: [LINKERD_INJECT],
    namespace: { switches: [LINKERD_INJECT] },
    hostNetwork: 'skipped',
    mesh: true,
    containers: [
      { name: 'linkerd-init', or: 'linkerd-network-validator', helper: 'linkerd-init', kind: 'init' },
      {
        name: 'linkerd-proxy',
        helper: 'linkerd-proxy',
        kind: 'helper',
        resources: {
          requests: {},
          limits: {},
          requestKeys: {
            cpu: 'config.linkerd.io/proxy-cpu-request',
            memory: 'config.linkerd.io/proxy-memory-request',
          },
          limitKeys: { cpu: 'config.linkerd.io/proxy-cpu-limit', memory: 'config.linkerd.io/proxy-memory-limit' },
          replaces: 'each',
        },
      },
      {
        name: 'linkerd-debug',
        helper: 'linkerd-debug',
        kind: 'helper',
        when: ({ flag }) => flag('config.linkerd.io/enable-debug-sidecar', false),
      },
    ],
    native: {
      keys: [
        'config.linkerd.io/proxy-enable-native-sidecar',
        'config.beta.linkerd.io/proxy-enable-native-sidecar',
        'config.alpha.linkerd.io/proxy-enable-native-sidecar',
      ],
      since: 29,
      depends: 'Linkerd injects native sidecars by default since the edge releases of May 2026',
    },
    docs: 'https://linkerd.io/2/features/proxy-injection/',
    source: 'linkerd/linkerd2 pkg/k8s/labels.go, pkg/inject/report.go, charts/linkerd-control-plane/values.yaml',
  },
  {
    id: 'kuma',
    title: 'Kuma or Kong Mesh',
    switches: [{ in: 'label', key: 'kuma.io/sidecar-injection', on: ['enabled', 'true'], off: ['disabled', 'false'] }],
    mesh: true,
    containers: [
      {
        name: 'kuma-init',
        or: 'kuma-validation',
        helper: 'kuma-init',
        kind: 'init',
        end: ({ native, value }) =>
          native || ['enabled', 'true'].includes(value('kuma.io/init-first') ?? '') ? 'first' : 'last',
      },
      {
        name: 'kuma-sidecar',
        helper: 'kuma-sidecar',
        kind: 'helper',
        end: () => 'first',
        resources: {
          requests: { cpu: '50m', memory: '64Mi' },
          limits: { memory: '512Mi' },
          requestKeys: {},
          limitKeys: {},
          replaces: 'each',
        },
      },
    ],
    native: { keys: [], since: 29, depends: 'Kuma injects native sidecars where the API server supports them' },
    docs: 'https://kuma.io/docs/latest/production/dp-config/dpp-on-kubernetes/',
    source: 'kumahq/kuma pkg/plugins/runtime/k8s/webhooks/injector/injector.go, kuma-cp.defaults.yaml',
  },
  {
    id: 'consul',
    title: 'Consul',
    switches: [{ in: 'annotation', key: 'consul.hashicorp.com/connect-inject', on: TRUE, off: FALSE }],
    mesh: true,
    containers: [
      { name: 'consul-connect-inject-init', helper: 'consul-connect-inject-init', kind: 'init' },
      {
        name: 'consul-dataplane',
        helper: 'consul-dataplane',
        kind: 'helper',
        resources: {
          requests: {},
          limits: {},
          requestKeys: {
            cpu: 'consul.hashicorp.com/sidecar-proxy-cpu-request',
            memory: 'consul.hashicorp.com/sidecar-proxy-memory-request',
          },
          limitKeys: {
            cpu: 'consul.hashicorp.com/sidecar-proxy-cpu-limit',
            memory: 'consul.hashicorp.com/sidecar-proxy-memory-limit',
          },
          replaces: 'each',
        },
      },
    ],
    native: {
      keys: ['consul.hashicorp.com/enable-consul-dataplane-as-sidecar'],
      since: null,
      depends: 'the Helm chart of Consul can make native sidecars the default',
    },
    docs: 'https://developer.hashicorp.com/consul/docs/reference/k8s/annotation-label',
    source: 'hashicorp/consul-k8s control-plane/connect-inject (constants, webhook/mesh_webhook.go, lifecycle)',
  },
  {
    id: 'dapr',
    title: 'Dapr',
    switches: [
      {
        in: 'annotation',
        key: 'dapr.io/enabled',
        on: [...TRUE, 'yes', 'y', 'on'],
        off: [...FALSE, 'no', 'n', 'off'],
      },
    ],
    containers: [
      {
        name: 'daprd',
        helper: 'daprd',
        kind: 'helper',
        resources: {
          requests: {},
          limits: {},
          requestKeys: { cpu: 'dapr.io/sidecar-cpu-request', memory: 'dapr.io/sidecar-memory-request' },
          limitKeys: { cpu: 'dapr.io/sidecar-cpu-limit', memory: 'dapr.io/sidecar-memory-limit' },
          replaces: 'each',
        },
      },
    ],
    docs: 'https://docs.dapr.io/reference/arguments-annotations-overview/',
    source: 'dapr/dapr pkg/injector/annotations/annotations.go; dapr/docs arguments-annotations-overview.md',
  },
  {
    id: 'appmesh',
    title: 'AWS App Mesh',
    switches: [
      {
        in: 'annotation',
        key: 'appmesh.k8s.aws/sidecarInjectorWebhook',
        on: ['enabled'],
        off: ['disabled'],
      },
    ],
    mesh: true,
    containers: [
      { name: 'proxyinit', helper: 'appmesh-init', kind: 'init' },
      { name: 'envoy', helper: 'appmesh-envoy', kind: 'helper' },
    ],
    depends: 'AWS ended App Mesh on 30 September 2026',
    deprecated: 'AWS ended App Mesh on 30 September 2026: its proxies get no configuration any more.',
    docs: 'https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html',
    source: 'AWS notice of the end of support; names of the containers: general knowledge',
  },
];

/** Whether Istio fills the pod in by its template for sidecars: a gateway is its own proxy, and gRPC may do without one. */
function isSidecar({ value }: Asking): boolean {
  return (value('inject.istio.io/templates') ?? 'sidecar').split(',').some((name) => name.trim() === 'sidecar');
}

/** Whether a ProxyConfig makes the application wait for the proxy. It is YAML or JSON in one value. */
function holds(config: string | null): boolean {
  return config !== null && /\bholdApplicationUntilProxyStarts"?[ \t]*:[ \t]*"?true\b/.test(config);
}
