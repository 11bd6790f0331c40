import { firstToNeed, makeNative } from '../edits/native.ts';
import type { Call } from '../traffic/calls/calls.ts';
import { isCertain } from '../traffic/calls/calls.ts';
import { refuses } from '../traffic/calls/docker.ts';
import { type Ambassador, ambassadorsOf } from '../traffic/order/ambassadors.ts';
import { commandOfHandler, waitsItself } from '../traffic/order/waiting.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

export const ambassadorStartRace: Rule = {
  id: 'ambassador-start-race',
  title: 'The application starts at the same time as the helper that it needs to reach others',
  severity: 'warning',
  group: 'lifecycle',
  fix: 'safe',
  since: '1.29',
  messages: {
    default:
      '"{app}" connects to localhost:{p} but "{s}" ({role}) starts at the same time; first connections may be refused.',
  },
  why: 'The kubelet starts the entries of `containers` one after the other without waiting until one of them listens. An application that dials a helper on localhost as its first act is often faster than the helper, gets "connection refused" and ends; it is restarted until it loses the race no more. A native sidecar with a startupProbe is up before anything of `containers` starts. A startupProbe of the application does not help: it only delays the other probes.',
  silent:
    'Silent if the application waits for the port in its own script, if it only sleeps until somebody runs a command in it, and if a postStart hook of a helper that stands before it holds it back. Of exporters, log shippers and collectors it says nothing, since their clients try again; of Jobs neither.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
    'https://github.com/kubernetes/kubernetes/issues/65502',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/1757',
  ],
  speaksInPartial: false,
  needs: ['siblings'],
  examples: [
    {
      bad: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
        - name: shop
          image: acme/shop:1.0
          env:
            - name: DB_HOST
              value: 127.0.0.1
            - name: DB_PORT
              value: "5432"
        - name: «sql-proxy»
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          args: ["--port=5432", "proj:eu:db"]
`,
      good: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      initContainers:
        - name: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: ["--port=5432", "--health-check", "--http-address=0.0.0.0", "proj:eu:db"]
          startupProbe:
            httpGet:
              path: /startup
              port: 9090
      containers:
        - name: shop
          image: acme/shop:1.0
          env:
            - name: DB_HOST
              value: 127.0.0.1
            - name: DB_PORT
              value: "5432"
`,
    },
  ],
  *check(team, { kubernetes }) {
    for (const ambassador of ambassadorsOf(team)) {
      const { member } = ambassador;
      const call = firstRace(ambassador);
      if (!call) continue;
      const { label } = call.from.container;
      const certain = isCertain(call);
      yield {
        at: member.container.anchor,
        message: 'default',
        args: { app: label, p: call.port, s: member.container.label, role: member.role.helper?.title ?? 'a proxy' },
        severity: certain ? 'warning' : 'information',
        container: member,
        related: [{ at: call.dial.at, message: `"${label}" is told of localhost:${call.port} here` }],
        fixes: fixes(team, member, kubernetes, certain),
        hides: ['classic-helper-could-be-native'],
      };
    }
  },
};

function firstRace({ member, calls }: Ambassador): Call | null {
  // What is refused at any time is not early.
  const races = calls.filter(
    ({ from, port }) => !waitsItself(from, port) && !holdsBack(member, from) && !refuses(member, port),
  );
  return races.find(isCertain) ?? races[0] ?? null;
}

/** Whether a hook of a helper lets the kubelet start what stands behind it only later. */
function holdsBack({ container }: Teammate, other: Teammate): boolean {
  const hook = container.hooks.find(({ kind }) => kind === 'postStart')?.handler;
  return (
    container.index < other.container.index && (hook?.type === 'httpGet' || commandOfHandler(hook ?? null) !== null)
  );
}

function fixes(team: Team, member: Teammate, kubernetes: number, certain: boolean): Fix[] {
  const native = makeNative(team, member, kubernetes, firstToNeed(team, member));
  if (!native) return [];
  return [{ title: `Make "${member.container.label}" a native sidecar`, ...native, safe: native.safe && certain }];
}
