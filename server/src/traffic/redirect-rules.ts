import { FALSE } from '../helpers/injector.ts';

/** What the rules do with the one half of a pod's TCP, and where that can be changed. */
export interface WayRules {
  /** Where the proxy takes it in unless something else is told; null where that depends on the release. */
  readonly port: number | null;
  /** Flags of the container that sets the rules, variables in its environment, and annotations for an injected one. */
  readonly portFrom: Source;
  /** Ports that are left alone, whatever is told: those of the mesh itself. Written containers tell all of them. */
  readonly spared: readonly number[];
  readonly sparedFrom: Source;
  /** Where it is told that only some ports, or some addresses, are led to the proxy; `*` stands for all. */
  readonly onlyFrom: Source;
  /** Whether a written container that tells no ports or addresses leads nothing to the proxy. */
  readonly nothingUntold: boolean;
}

export interface Source {
  readonly flags?: readonly string[];
  readonly variables?: readonly string[];
  readonly annotations?: readonly string[];
}

/** How a mesh leads the traffic of a pod to its proxy without the application's doing. */
export interface RedirectRules {
  /** The id of its proxy in the catalogue. */
  readonly proxy: string;
  /** Ids of the init containers that set the rules. */
  readonly setters: readonly string[];
  /** Ids of those that only check that a plugin of the node has set them. */
  readonly checkers: readonly string[];
  readonly inbound: WayRules;
  readonly outbound: WayRules;
  /** An annotation with which a pod goes without: its key and the values that do so. */
  readonly off: readonly [annotation: string, values: readonly string[]] | null;
  /** Where the facts were read: repository and file, or page. */
  readonly source: string;
}

/** The meshes that redirect. Dapr does not: the application dials it. */
export const REDIRECTS: readonly RedirectRules[] = [
  {
    proxy: 'istio-proxy',
    setters: ['istio-init', 'istio-proxy-init'],
    checkers: ['istio-validation'],
    inbound: {
      port: 15006,
      portFrom: { flags: ['-z', '--inbound-capture-port'] },
      spared: [15020, 15021, 15090],
      sparedFrom: {
        flags: ['-d', '--istio-local-exclude-ports'],
        variables: ['ISTIO_LOCAL_EXCLUDE_PORTS'],
        annotations: ['traffic.sidecar.istio.io/excludeInboundPorts'],
      },
      onlyFrom: {
        flags: ['-b', '--istio-inbound-ports'],
        variables: ['ISTIO_INBOUND_PORTS'],
        annotations: ['traffic.sidecar.istio.io/includeInboundPorts'],
      },
      nothingUntold: true,
    },
    outbound: {
      port: 15001,
      portFrom: { flags: ['-p', '--envoy-port'] },
      spared: [],
      sparedFrom: {
        flags: ['-o', '--istio-local-outbound-ports-exclude'],
        variables: ['ISTIO_LOCAL_OUTBOUND_PORTS_EXCLUDE'],
        annotations: ['traffic.sidecar.istio.io/excludeOutboundPorts'],
      },
      onlyFrom: {
        flags: ['-i', '--istio-service-cidr'],
        variables: ['ISTIO_SERVICE_CIDR'],
        annotations: ['traffic.sidecar.istio.io/includeOutboundIPRanges'],
      },
      nothingUntold: true,
    },
    off: ['sidecar.istio.io/interceptionMode', ['NONE']],
    source: 'istio/istio, tools/istio-iptables/pkg/cmd/root.go and files/injection-template.yaml of istio-discovery',
  },
  {
    proxy: 'linkerd-proxy',
    setters: ['linkerd-init'],
    checkers: ['linkerd-network-validator'],
    inbound: {
      port: 4143,
      portFrom: { flags: ['-p', '--incoming-proxy-port'], annotations: ['config.linkerd.io/inbound-port'] },
      spared: [4190, 4191],
      sparedFrom: {
        flags: ['--inbound-ports-to-ignore'],
        annotations: ['config.linkerd.io/skip-inbound-ports'],
      },
      onlyFrom: { flags: ['-r', '--ports-to-redirect'] },
      nothingUntold: false,
    },
    outbound: {
      port: 4140,
      portFrom: { flags: ['-o', '--outgoing-proxy-port'], annotations: ['config.linkerd.io/outbound-port'] },
      spared: [],
      sparedFrom: {
        flags: ['--outbound-ports-to-ignore'],
        annotations: ['config.linkerd.io/skip-outbound-ports'],
      },
      onlyFrom: {},
      nothingUntold: false,
    },
    off: null,
    source:
      'linkerd/linkerd2-proxy-init, proxy-init/cmd/root.go; linkerd/linkerd2, charts/partials/templates/_proxy-init.tpl',
  },
  {
    proxy: 'kuma-sidecar',
    setters: ['kuma-transparent-proxy', 'kuma-init'],
    checkers: ['kuma-validation'],
    inbound: {
      port: 15006,
      portFrom: {
        flags: ['--redirect-inbound-port'],
        annotations: ['kuma.io/transparent-proxying-inbound-port'],
      },
      spared: [],
      sparedFrom: {
        flags: ['--exclude-inbound-ports'],
        annotations: ['traffic.kuma.io/exclude-inbound-ports'],
      },
      onlyFrom: {},
      nothingUntold: false,
    },
    outbound: {
      port: 15001,
      portFrom: {
        flags: ['--redirect-outbound-port'],
        annotations: ['kuma.io/transparent-proxying-outbound-port'],
      },
      spared: [],
      sparedFrom: {
        flags: ['--exclude-outbound-ports'],
        annotations: ['traffic.kuma.io/exclude-outbound-ports'],
      },
      onlyFrom: {},
      nothingUntold: false,
    },
    off: ['kuma.io/transparent-proxying', ['disabled', 'false']],
    source:
      'kumahq/kuma, pkg/config/app/kuma-cp/kuma-cp.defaults.yaml and pkg/plugins/runtime/k8s/metadata/annotations.go',
  },
  {
    proxy: 'consul-dataplane',
    setters: ['consul-connect-inject-init'],
    checkers: [],
    inbound: {
      port: 20000,
      portFrom: {},
      spared: [],
      sparedFrom: { annotations: ['consul.hashicorp.com/transparent-proxy-exclude-inbound-ports'] },
      onlyFrom: {},
      nothingUntold: false,
    },
    outbound: {
      port: 15001,
      portFrom: {},
      spared: [],
      sparedFrom: { annotations: ['consul.hashicorp.com/transparent-proxy-exclude-outbound-ports'] },
      onlyFrom: {},
      nothingUntold: false,
    },
    off: ['consul.hashicorp.com/transparent-proxy', FALSE],
    source: 'hashicorp/consul-k8s, control-plane/connect-inject/constants; hashicorp/consul, sdk/iptables',
  },
  {
    proxy: 'appmesh-envoy',
    setters: ['appmesh-init'],
    checkers: [],
    inbound: {
      port: 15000,
      portFrom: { variables: ['APPMESH_ENVOY_INGRESS_PORT'] },
      spared: [],
      sparedFrom: {},
      onlyFrom: { variables: ['APPMESH_APP_PORTS'], annotations: ['appmesh.k8s.aws/ports'] },
      nothingUntold: false,
    },
    outbound: {
      port: 15001,
      portFrom: { variables: ['APPMESH_ENVOY_EGRESS_PORT'] },
      spared: [],
      sparedFrom: {
        variables: ['APPMESH_EGRESS_IGNORED_PORTS'],
        annotations: ['appmesh.k8s.aws/egressIgnoredPorts'],
      },
      onlyFrom: {},
      nothingUntold: false,
    },
    off: null,
    source: 'aws/aws-app-mesh-examples, walkthroughs (the script of the proxy route manager)',
  },
];
