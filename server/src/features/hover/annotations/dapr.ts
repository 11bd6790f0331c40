import { code } from '../markdown.ts';
import { agree, namesOf } from '../view.ts';
import { about, type Explain, listenersOn, portNumbers, says, type Topics } from './written.ts';

const DAPR = 'Dapr';

const appPort: Explain = (view, written) => {
  const [port] = portNumbers(written.value.value);
  const listening = port === undefined ? [] : listenersOn(view, port);
  return about(
    view,
    written,
    DAPR,
    [
      'On this port Dapr calls the application.',
      port === undefined
        ? null
        : listening.length > 0
          ? `Here ${namesOf(listening)} ${agree(listening, 'listens', 'listen')} on ${port}.`
          : view.partial
            ? null
            : `No container here is known to listen on ${port}.`,
      'Dapr is ready only when the application answers there. An application that waits for Dapr before it listens waits for ever: ask `/v1.0/healthz/outbound` instead.',
    ],
    ['daprAnnotations'],
  );
};

const appId: Explain = (view, written) => {
  const id = written.value.value;
  return about(
    view,
    written,
    DAPR,
    [
      `Others call this application as ${code(id)} through their own Dapr.`,
      id.includes('.') ? 'It may not contain dots: Dapr refuses it.' : null,
      'All replicas share it; two applications of a namespace may not.',
    ],
    ['daprAnnotations'],
  );
};

const PLAIN: Readonly<Record<string, string>> = {
  'app-protocol': 'How Dapr speaks to the application: `http`, `https`, `grpc`, `grpcs` or `h2c`.',
  config: 'The Configuration (a resource of Dapr) for this sidecar: tracing, middleware, access.',
  'graceful-shutdown-seconds':
    'How long Dapr finishes its work when it gets SIGTERM, 5 s by default. The time counts against `terminationGracePeriodSeconds`.',
  'block-shutdown-duration':
    'How long Dapr goes on after SIGTERM, so that the application can use it while it stops; it ends sooner when the application is unhealthy.',
  'sidecar-listen-addresses':
    'Where the API of Dapr listens, localhost by default. With another address the other pods reach it, too.',
  'volume-mounts': 'Volumes of the pod that `daprd` mounts read-only, as `name:path`.',
  'volume-mounts-rw': 'Volumes of the pod that `daprd` mounts, as `name:path`.',
  env: 'Variables of `daprd`, not of the application.',
  'enable-app-health-check':
    'Dapr asks the application whether it is well, and stops handing it work while it is not. The kubelet has no part in it.',
  'app-health-check-path': 'Where Dapr asks the application whether it is well.',
  'enable-metrics': 'Whether `daprd` serves metrics, on port 9090 by default.',
  'metrics-port': 'The port on which `daprd` serves metrics, 9090 by default.',
  'log-level': 'How much `daprd` logs.',
  'sidecar-image': 'The image of `daprd` in this pod. It must fit the control plane, and nobody upgrades it.',
};

/** What Dapr reads on a pod, beside its injection. */
export const dapr: Topics = {
  by: 'Dapr',
  injector: 'dapr',
  keys: {
    ...Object.fromEntries(
      Object.entries(PLAIN).map(([key, line]) => [`dapr.io/${key}`, says(DAPR, 'daprAnnotations', line)]),
    ),
    'dapr.io/app-port': appPort,
    'dapr.io/app-id': appId,
  },
};
