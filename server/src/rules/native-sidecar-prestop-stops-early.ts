import { removeField } from '../edits/fields.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Hook } from '../kubernetes/pod.ts';
import { type Stop, stopIn } from '../traffic/order/stops.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const nativeSidecarPrestopStopsEarly: Rule = {
  id: 'native-sidecar-prestop-stops-early',
  title: 'The preStop hook of a native sidecar stops it before the application',
  severity: 'warning',
  group: 'lifecycle',
  fix: 'safe',
  since: '1.29',
  messages: {
    stops:
      'preStop of native sidecar "{s}" runs when Pod termination begins, and stops or drains it ({what}) while the application still needs it.',
    pauses:
      'preStop of native sidecar "{s}" stops or drains it ({what}) after a pause, while the application may still need it.',
    httpGet: 'preStop of native sidecar "{s}" has no effect; httpGet sends GET to the Pod IP, and {what} wants POST.',
    exec: 'preStop of native sidecar "{s}" has no effect; it sends GET, and {what} of Envoy wants POST.',
  },
  why: 'A native sidecar gets SIGTERM only after all containers of `containers` have ended. But its preStop hook runs when the termination of the Pod begins, at the same time as the hooks of the application. A hook that tells it to quit or to drain, right for a classic sidecar, therefore takes it away while the application finishes its requests; without the hook it would be there to the end. With httpGet such a hook does nothing at all: it sends GET, and admin endpoints take only POST, often only from localhost.',
  silent:
    'Silent if the hook only sleeps or waits, drains inbound connections only (as the hook of Istio does), or lets an inbound proxy fail its health check before it sleeps. Signals that do not stop a process do not count.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#termination-with-sidecars',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/linkerd/linkerd2/pull/11465',
  ],
  speaksInPartial: true,
  needs: ['native', 'hooks'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      restartPolicy: Always
      ports:
        - containerPort: 10000
      startupProbe:
        tcpSocket:
          port: 10000
      lifecycle:
        «preStop»:
          exec:
            command: [sh, -c, "curl -X POST localhost:9901/quitquitquit"]
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      restartPolicy: Always
      ports:
        - containerPort: 10000
      startupProbe:
        tcpSocket:
          port: 10000
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team) {
    for (const member of concurrent(team)) {
      const hook = member.container.hooks.find(({ kind }) => kind === 'preStop');
      if (member.container.lifecycle !== 'native-sidecar' || !hook) continue;
      const stop = stopIn(hook.handler);
      if (!stop || isMeant(member, stop)) continue;
      const message = messageOf(member, hook, stop);
      yield {
        at: hook.key,
        message,
        args: { s: member.container.label, what: stop.what },
        severity: message === 'stops' || message === 'pauses' ? 'warning' : 'information',
        container: member,
        fixes: fixes(team, member),
      };
    }
  },
};

/** An inbound proxy that fails its health check, and then goes on for a while, gets no new requests. */
function isMeant({ role }: Teammate, { what, sleepsAfter }: Stop): boolean {
  return (
    /healthcheck\/fail/.test(what) && sleepsAfter && (role.pattern === 'proxy' || role.function === 'inbound-proxy')
  );
}

function messageOf(member: Teammate, hook: Hook, { what, sends, sleepsBefore }: Stop): string {
  if (hook.handler?.type === 'httpGet') return 'httpGet';
  const isEnvoy = member.role.function === 'mesh-proxy' || provenHelper(member)?.id === 'envoy';
  if (sends === 'GET' && isEnvoy && /quitquitquit|drain_listeners|healthcheck/.test(what)) return 'exec';
  return sleepsBefore ? 'pauses' : 'stops';
}

function fixes({ pod }: Team, { container }: Teammate): Fix[] {
  const edits = () => removeField(pod.document, container.source, ['lifecycle', 'preStop']);
  return [{ title: `Remove the preStop hook of "${container.label}"`, safe: true, edits }];
}
