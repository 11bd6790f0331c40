import { type Form, formOf } from '../../../helpers/expected.ts';
import { injectorById } from '../../../helpers/injectors.ts';
import { code, plain } from '../markdown.ts';
import { namesOf, type View } from '../view.ts';
import {
  about,
  containersLine,
  type Explain,
  isOn,
  partsOf,
  portNumbers,
  portsLine,
  says,
  type Topics,
  type Written,
} from './written.ts';

const ISTIO = 'Istio';

/** Whether the proxy of the pod comes as a native sidecar, or is written as one, and what that depends on. */
function nativeForm({ pod, kubernetes, meshNative }: View): Pick<Form, 'native' | 'depends'> {
  const written = pod.containers.find(({ name }) => name?.value === 'istio-proxy');
  if (written) return { native: written.lifecycle === 'native-sidecar', depends: null };
  const istio = injectorById('istio');
  return istio === null ? { native: false, depends: null } : formOf(pod, istio, kubernetes, meshNative);
}

/** On the ProxyConfig of a pod. */
const proxyConfig: Explain = (view, written) => {
  const text = written.value.value;
  const holds = /\bholdApplicationUntilProxyStarts\b/.test(text);
  const { native, depends } = nativeForm(view);
  return about(
    view,
    written,
    ISTIO,
    [
      "The ProxyConfig of this pod's proxy, laid over the one of the mesh.",
      holds && native
        ? `\`holdApplicationUntilProxyStarts\` is ignored${depends === null ? ': the proxy comes as a native sidecar, so that' : ' where the proxy comes as a native sidecar, as is expected here: then'} the order of the list and its startup probe hold the application back.`
        : null,
      holds && native && depends !== null ? `It depends: ${plain(depends)}.` : null,
      holds && !native
        ? '`holdApplicationUntilProxyStarts` moves `istio-proxy` to the front of `containers` with a postStart hook that ends when it is ready; the kubelet starts the next container only then. It is a field of ProxyConfig, no feature gate. Init containers do not profit from it.'
        : null,
      /\b(?:terminationDrainDuration|drainDuration)\b/.test(text)
        ? 'At the end the proxy drains its connections: 5 s unless `terminationDrainDuration` says otherwise. The time counts against `terminationGracePeriodSeconds`.'
        : null,
    ],
    ['istioProxyConfig', 'istioInjection'],
  );
};

/** On a list of ports that the proxy leaves alone, or takes alone. */
function ports(words: string, inbound: boolean): Explain {
  return (view, written) =>
    about(
      view,
      written,
      ISTIO,
      [words, inbound ? portsLine(view, portNumbers(written.value.value)) : null],
      ['istioAnnotations'],
    );
}

const PAST_IN =
  'Traffic to these ports of the pod reaches the application past the proxy: no mutual TLS, no policies, no telemetry for it.';
const PAST_OUT =
  'Connections to these ports go out past the proxy: no mutual TLS, no routing, no retries, no telemetry for them.';

const rewriteProbes: Explain = (view, written) => {
  const lines = isOn(written)
    ? [
        'HTTP, TCP and gRPC probes of the application are pointed at the agent in `istio-proxy` (port 15020), which asks the application; exec probes stay as they are.',
        'This is the default. A failing proxy fails these probes, too.',
      ]
    : [
        'The kubelet asks the application itself. It has no certificate of the mesh: where mutual TLS is strict, HTTP, TCP and gRPC probes fail, unless their ports are excluded.',
      ];
  return about(view, written, ISTIO, lines, ['istioProbes']);
};

const MODES: ReadonlyMap<string, string> = new Map([
  [
    'REDIRECT',
    'iptables redirect the traffic to the proxy; the application sees the proxy as the client. This is the default.',
  ],
  [
    'TPROXY',
    'The traffic is passed on transparently, so that the application sees the address of the client. The proxy then runs as root with NET_ADMIN.',
  ],
  ['NONE', 'Nothing is redirected, and no `istio-init` is added: only what dials a port of the proxy goes through it.'],
]);

const interception: Explain = (view, written) => {
  const line = MODES.get(written.value.value) ?? 'Istio knows `REDIRECT`, `TPROXY` and `NONE`.';
  return about(view, written, ISTIO, [line], ['istioAnnotations']);
};

const beforeProxy: Explain = (view, written) => {
  const names = partsOf(written.value.value, /,/);
  const line = nativeForm(view).native
    ? 'These init containers run before the proxy, so without the mesh; all others run behind it, through the proxy.'
    : 'It counts where the proxy comes as a native sidecar.';
  return about(view, written, ISTIO, [line, containersLine(view, names)], ['istioInjection']);
};

const dataplaneMode: Explain = (view, written) => {
  const mode = written.value.value;
  if (written.of !== 'labels') {
    return about(view, written, ISTIO, ['It is read as a label; as an annotation it does nothing.'], ['istioAmbient']);
  }
  const sidecar = view.expected().some(({ injector }) => injector.id === 'istio');
  const lines =
    mode === 'ambient'
      ? [
          sidecar
            ? 'Another label of this pod asks for a sidecar. Pods with a sidecar are left out of the ambient mode.'
            : 'The pod is in the mesh without a sidecar: no container is added to it.',
          'ztunnel, a proxy of layer 4 on each node, carries its traffic with mutual TLS. Routing and policies of layer 7 need a waypoint, which is a Deployment of its own.',
          'It costs this pod nothing; ztunnel requests its share from the node. Its start order and a Job are not affected.',
        ]
      : mode === 'none'
        ? ['The pod stays out of the ambient mode, whatever its namespace says.']
        : ['Istio knows `ambient` and `none`.'];
  return about(view, written, 'Istio ambient', lines, ['istioAmbient']);
};

const waypoint: Explain = (view, written) =>
  about(
    view,
    written,
    'Istio ambient',
    [
      written.value.value === 'none'
        ? 'Traffic to this pod passes no waypoint.'
        : `Traffic to this pod passes the waypoint ${code(written.value.value)}: a Deployment of its own with Envoy, for routing and policies of layer 7.`,
      'No container is added to the pod.',
    ],
    ['istioAmbient'],
  );

const templates: Explain = (view, written) =>
  about(
    view,
    written,
    ISTIO,
    [
      'It chooses the templates by which Istio fills the pod in, `sidecar` if it is not set.',
      written.value.value.includes('gateway')
        ? '`gateway` makes the pod itself an Envoy gateway: `istio-proxy` is its application.'
        : null,
      written.value.value.includes('grpc-agent')
        ? '`grpc-agent` adds an agent without Envoy: gRPC libraries in the application do the work of the proxy.'
        : null,
    ],
    ['istioInjection'],
  );

const status: Explain = (view, written) => {
  const proxy = view.team.members.filter(({ container }) => container.name?.value === 'istio-proxy');
  return about(
    view,
    written,
    ISTIO,
    [
      'Istio wrote it when it filled the pod in: this manifest is one of a running pod. Applied again, its containers are made anew.',
      proxy.length > 0 ? `${namesOf(proxy)} is one of them.` : null,
    ],
    ['istioInjection'],
  );
};

/** Keys that mean the same in every pod. */
const PLAIN: Readonly<Record<string, string>> = {
  'sidecar.istio.io/proxyImage':
    'The image of `istio-proxy` in this pod. It must fit the version of the control plane, and nobody upgrades it.',
  'sidecar.istio.io/proxyImageType':
    'The variant of the image of `istio-proxy`: `default`, `debug` or `distroless`. The last has no shell.',
  'sidecar.istio.io/logLevel': 'How much Envoy in `istio-proxy` logs.',
  'sidecar.istio.io/componentLogLevel': 'How much single components of Envoy log.',
  'sidecar.istio.io/agentLogLevel': 'How much the agent in `istio-proxy` logs.',
  'sidecar.istio.io/capNetBindService': 'Lets the proxy listen on ports below 1024; it then runs as root.',
  'sidecar.istio.io/bootstrapOverride':
    'A ConfigMap with a bootstrap configuration of Envoy in place of the generated one.',
  'sidecar.istio.io/discoveryAddress':
    'The address of the control plane from which `istio-proxy` gets its configuration.',
  'sidecar.istio.io/statsInclusionPrefixes':
    'Statistics of Envoy whose names begin so are kept, too; the prefixes are separated by commas. By default only a few are.',
  'sidecar.istio.io/userVolume': 'Volumes for `istio-proxy`, as JSON by name.',
  'sidecar.istio.io/userVolumeMount':
    'Mounts of `istio-proxy`, as JSON by name; the volumes stand in `sidecar.istio.io/userVolume`.',
  'status.sidecar.istio.io/port':
    'The port on which the agent tells its health, 15020 by default. `0` takes the readiness probe of the proxy away.',
  'readiness.status.sidecar.istio.io/initialDelaySeconds':
    "When the proxy's readiness is asked first. It counts for the readiness of the pod.",
  'readiness.status.sidecar.istio.io/periodSeconds':
    "How often the proxy's readiness is asked. It counts for the readiness of the pod.",
  'readiness.status.sidecar.istio.io/failureThreshold':
    'After how many failures the proxy, and with it the pod, is not ready.',
  'prometheus.istio.io/merge-metrics':
    'Whether the agent serves the metrics of the application together with those of the proxy on port 15020. By default it does, and points the `prometheus.io` annotations there.',
  'ambient.istio.io/redirection':
    'Istio writes it on pods whose traffic goes through ztunnel. It is a report, not a switch.',
  'traffic.sidecar.istio.io/includeOutboundIPRanges':
    'Only connections to these addresses go out through the proxy; `*` is all. The others go past it.',
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': 'Connections to these addresses go out past the proxy.',
  'traffic.sidecar.istio.io/excludeInterfaces': 'Traffic over these network interfaces goes past the proxy.',
  'traffic.sidecar.istio.io/kubevirtInterfaces': 'Interfaces of virtual machines whose traffic is taken as outbound.',
};

/** What Istio reads on a pod, beside its injection. */
export const istio: Topics = {
  by: 'Istio',
  injector: 'istio',
  keys: {
    ...Object.fromEntries(Object.entries(PLAIN).map(([key, line]) => [key, says(ISTIO, 'istioAnnotations', line)])),
    'proxy.istio.io/config': proxyConfig,
    'sidecar.istio.io/rewriteAppHTTPProbers': rewriteProbes,
    'sidecar.istio.io/interceptionMode': interception,
    'sidecar.istio.io/init-containers-before-proxy': beforeProxy,
    'sidecar.istio.io/status': status,
    'inject.istio.io/templates': templates,
    'traffic.sidecar.istio.io/includeInboundPorts': ports(
      'Only traffic to these ports passes the proxy on its way in; `*` is all.',
      true,
    ),
    'traffic.sidecar.istio.io/excludeInboundPorts': ports(PAST_IN, true),
    'traffic.sidecar.istio.io/includeOutboundPorts': ports(
      'Connections to these ports go through the proxy, whatever their address.',
      false,
    ),
    'traffic.sidecar.istio.io/excludeOutboundPorts': ports(PAST_OUT, false),
    'istio.io/dataplane-mode': dataplaneMode,
    'istio.io/use-waypoint': waypoint,
    'istio.io/use-waypoint-namespace': (view: View, written: Written) =>
      about(
        view,
        written,
        'Istio ambient',
        ['The namespace of the waypoint that `istio.io/use-waypoint` names.'],
        ['istioAmbient'],
      ),
  },
};
