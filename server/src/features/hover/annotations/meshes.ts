import { agree, namesOf } from '../view.ts';
import {
  about,
  type Explain,
  listenersOn,
  portNumbers,
  portsLine,
  says,
  type Topics,
  type Written,
} from './written.ts';

const CONSUL = 'consul.hashicorp.com';
const KUMA = 'Kuma';

function servicePort(view: Parameters<Explain>[0], written: Written): string {
  const [port] = portNumbers(written.value.value);
  const listening = port === undefined ? [] : listenersOn(view, port);
  return about(
    view,
    written,
    'Consul',
    [
      'The port of the pod to which the proxy hands what comes in. Without it, the first declared port counts.',
      listening.length > 0 ? `Here ${namesOf(listening)} ${agree(listening, 'listens', 'listen')} there.` : null,
    ],
    [],
  );
}

function plainSays(system: string, line: string): Explain {
  return (view, written) => about(view, written, system, [line], []);
}

const CONSUL_PLAIN: Readonly<Record<string, string>> = {
  'connect-service': 'The name under which the pod is known in Consul; with several names it gets one proxy for each.',
  'connect-service-upstreams':
    'Services that the application reaches on localhost: `name:port` makes the proxy listen on this port and carry what comes to that service.',
  'transparent-proxy':
    'Whether all traffic of the pod is redirected to the proxy, so that services are reached by their names.',
  'transparent-proxy-exclude-inbound-ports': 'Traffic to these ports reaches the application past the proxy.',
  'transparent-proxy-exclude-outbound-ports': 'Connections to these ports go out past the proxy.',
  'transparent-proxy-exclude-outbound-cidrs': 'Connections to these networks go out past the proxy.',
  'transparent-proxy-exclude-uids': 'What runs as one of these users goes out past the proxy.',
  'enable-sidecar-proxy-lifecycle': 'Whether the proxy can wait and drain at the start and the end of the pod.',
  'enable-metrics-merging': 'Whether the metrics of the application are served together with those of the proxy.',
};

function excluded(line: string): Explain {
  return (view, written) =>
    about(view, written, KUMA, [line, portsLine(view, portNumbers(written.value.value))], ['kumaAnnotations']);
}

const KUMA_PLAIN: Readonly<Record<string, string>> = {
  'kuma.io/mesh': 'The mesh that the pod belongs to; `default` if it is not set.',
  'kuma.io/gateway':
    '`enabled` makes the pod a gateway: what comes in reaches the application past the proxy, what it sends goes out through it.',
  'kuma.io/init-first':
    'Whether `kuma-init` stands before the init containers that are written here, which then use the network of the mesh.',
  'kuma.io/sidecar-drain-time':
    'How long the proxy lets connections finish at the end, 30 s by default. The time counts against `terminationGracePeriodSeconds`.',
  'kuma.io/wait-for-dataplane-ready': 'Whether the application is held back until the proxy is ready.',
  'kuma.io/virtual-probes': 'Whether probes of the kubelet are led through the proxy to the application.',
  'kuma.io/application-probe-proxy-port':
    'Where the proxy takes the probes of the kubelet for the application; `0` leaves them as they are written.',
  'kuma.io/container-patches': 'Patches (resources of Kuma) for the containers that are added.',
  'kuma.io/envoy-log-level': 'How much Envoy in `kuma-sidecar` logs.',
  'traffic.kuma.io/exclude-outbound-ports': 'Connections to these ports go out past the proxy.',
  'traffic.kuma.io/exclude-outbound-ips': 'Connections to these addresses go out past the proxy.',
};

/** What Consul and Kuma read on a pod, beside their injection. */
export const meshes: Topics = {
  by: 'service mesh',
  injector: null,
  keys: {
    ...Object.fromEntries(
      Object.entries(CONSUL_PLAIN).map(([key, line]) => [`${CONSUL}/${key}`, plainSays('Consul', line)]),
    ),
    [`${CONSUL}/connect-service-port`]: servicePort,
    ...Object.fromEntries(Object.entries(KUMA_PLAIN).map(([key, line]) => [key, says(KUMA, 'kumaAnnotations', line)])),
    'traffic.kuma.io/exclude-inbound-ports': excluded('Traffic to these ports reaches the application past the proxy.'),
  },
};
