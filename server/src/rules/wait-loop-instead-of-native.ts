import { firstToNeed, makeNative } from '../edits/native.ts';
import { type Wait, waitsOf } from '../helpers/commands/waits.ts';
import { isHelper } from '../helpers/role.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import { commandOfHandler } from '../traffic/order/waiting.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Span } from '../yaml/span.ts';
import { nativeForm } from './matters.ts';
import type { Fix, Rule, Target } from './rule.ts';

/** Where the agent of Istio tells whether its proxy is ready. */
const ISTIO_PORTS = [15021, 15020];

export const waitLoopInsteadOfNative: Rule = {
  id: 'wait-loop-instead-of-native',
  title: 'A container waits in a loop for a helper',
  severity: 'hint',
  group: 'lifecycle',
  fix: 'choice',
  since: '1.29',
  messages: {
    default:
      '"{c}" waits in its {where} for "{s}" on localhost:{p}; a native sidecar with a startupProbe is there before it starts.',
    mesh: '"{c}" waits in its {where} for the proxy of Istio on localhost:{p}; a proxy injected as a native sidecar is there before it starts.',
  },
  why: 'Containers of `containers` start together, so that an application that needs its helper at once has to wait for it in its own script. A native sidecar, an entry of `initContainers` with `restartPolicy: Always`, is started before: with a startup probe the kubelet goes on only when it answers. The loop, and the shell and client in the image that it needs, can then go. Istio injects its proxy so by default since 1.27 where the nodes run Kubernetes 1.33 or later.',
  silent: 'Silent before Kubernetes 1.29, and if the helper is a native sidecar already.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/istio/istio/issues/11659',
    'https://github.com/istio/istio.io/issues/10840',
  ],
  speaksInPartial: false,
  needs: ['words'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: «shop»
      image: acme/shop:1.0
      command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done; exec shop"]
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      args: [--port=5432, acme:eu:shop]
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      restartPolicy: Always
      args: [--port=5432, --health-check, --http-address=0.0.0.0, acme:eu:shop]
      startupProbe:
        httpGet:
          path: /startup
          port: 9090
  containers:
    - name: shop
      image: acme/shop:1.0
      command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done; exec shop"]
`,
    },
  ],
  *check(team, { kubernetes, expected }) {
    if (kubernetes < NATIVE_SIDECARS_SINCE || team.pod.shape !== 'pod-spec' || team.pod.runs === 'engine') return;
    for (const member of concurrent(team)) {
      for (const { at, where, waits } of waitingIn(member)) {
        if (waits.length === 0) continue;
        const ports = portsAwaited(waits);
        const found = helperAwaited(team, member, ports);
        const port = found ? found.port : ISTIO_PORTS.find((one) => ports.has(one));
        if (port === undefined) continue;
        const server = found?.server ?? null;
        if (!server && isNative(team, expected)) continue;
        yield {
          at,
          message: server ? 'default' : 'mesh',
          args: { c: member.container.label, where, p: port, s: server?.container.label ?? '' },
          container: member,
          ...(server ? { about: nativeForm(server), hides: ['classic-helper-could-be-native'] } : {}),
          related: server
            ? [{ at: server.container.anchor, message: `"${server.container.label}" serves port ${port}` }]
            : [],
          fixes: server ? fixes(team, server, kubernetes) : [],
        };
        break;
      }
    }
  },
};

interface Waiting {
  readonly at: Span;
  readonly where: string;
  readonly waits: readonly Wait[];
}

/** Where a container waits: in its command, or in the hook that runs when it starts. */
function waitingIn({ container, command }: Teammate): Waiting[] {
  const hooks = container.hooks.flatMap(({ kind, key, handler }): Waiting[] => {
    const inHook = kind === 'postStart' ? commandOfHandler(handler) : null;
    return inHook ? [{ at: key, where: 'postStart hook', waits: waitsOf(inHook) }] : [];
  });
  return [{ at: container.anchor, where: 'command', waits: waitsOf(command) }, ...hooks];
}

/** The classic sidecar that one of the ports belongs to. */
function helperAwaited(
  team: Team,
  member: Teammate,
  ports: ReadonlySet<number>,
): { server: Teammate; port: number } | null {
  if (ports.size === 0) return null;
  for (const server of concurrent(team)) {
    if (server === member || server.container.lifecycle !== 'container' || !isHelper(server)) continue;
    const listen = server.listens.find(({ port }) => ports.has(port));
    if (listen) return { server, port: listen.port };
  }
  return null;
}

/** The numbers that may be ports, in waits for something on localhost. */
function portsAwaited(waits: readonly Wait[]): ReadonlySet<number> {
  const texts = waits.flatMap(({ lines }) => {
    const text = lines.map((line) => line.join(' ')).join('\n');
    return /\blocalhost\b|\b127\.0\.0\.1\b|\[::1\]/.test(text) ? [text] : [];
  });
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/(?<!\d)\d{2,5}(?!\d)/g)].map(([number]) => Number(number))),
  );
}

/** Whether the proxy of Istio is, or comes as, a native sidecar. */
function isNative({ members }: Team, expected: Target['expected']): boolean {
  const present = members.find(({ role }) => role.helper?.id === 'istio-proxy');
  if (present) return present.container.lifecycle === 'native-sidecar';
  return expected().some(({ helper, lifecycle }) => helper?.id === 'istio-proxy' && lifecycle === 'native-sidecar');
}

function fixes(team: Team, server: Teammate, kubernetes: number): Fix[] {
  const native = makeNative(team, server, kubernetes, firstToNeed(team, server));
  return native ? [{ title: `Make "${server.container.label}" a native sidecar`, ...native, safe: false }] : [];
}
