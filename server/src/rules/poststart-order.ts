import { moveBefore } from '../edits/lists.ts';
import { waitsFor, waitsOf } from '../helpers/commands/waits.ts';
import type { Hook } from '../kubernetes/pod.ts';
import { callsOf } from '../traffic/calls/calls.ts';
import { commandOfHandler, dialsOfHandler } from '../traffic/order/waiting.ts';
import { appList, type Team, type Teammate } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const poststartOrder: Rule = {
  id: 'poststart-order',
  title: 'A postStart hook waits for, or should hold back, a container on the wrong side of it',
  severity: 'error',
  group: 'lifecycle',
  fix: 'safe',
  messages: {
    deadlock:
      'postStart of "{c}" waits for localhost:{p} of "{s}", which is started only after the hook returns; the Pod never starts.',
    delay: 'postStart of "{c}" waits for localhost:{p} of "{s}", which is started only after the hook has given up.',
    late: 'postStart of "{s}" is meant to hold back "{app}", but "{app}" is listed before it and runs already.',
  },
  why: 'The kubelet starts the entries of `containers` in list order, and goes on to the next one only when the postStart hook of the one before has returned. No API promises that, but meshes rely on it. A hook that waits without end for a container behind it waits for ever. And a helper whose hook waits until it is ready itself holds back only the containers behind it, never one that stands before it.',
  silent:
    'Silent if a container before it serves the port too. A wait that gives up after some time is only information: the hook fails, the next container starts, and the retry works.',
  references: [
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
    'https://github.com/kubernetes/kubernetes/issues/81450',
    'https://github.com/istio/istio/issues/33911',
  ],
  speaksInPartial: false,
  needs: ['hooks'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      lifecycle:
        «postStart»:
          exec:
            command: [sh, -c, "until nc -z localhost 6432; do sleep 1; done"]
    - name: pool
      image: edoburu/pgbouncer:1.22.1
      ports:
        - containerPort: 6432
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: pool
      image: edoburu/pgbouncer:1.22.1
      ports:
        - containerPort: 6432
    - name: shop
      image: acme/shop:1.0
      lifecycle:
        postStart:
          exec:
            command: [sh, -c, "until nc -z localhost 6432; do sleep 1; done"]
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec') return;
    for (const member of appList(team)) {
      const hook = member.container.hooks.find(({ kind }) => kind === 'postStart');
      if (!hook) continue;
      const waited = portsWaitedFor(member, hook);
      yield* waited.flatMap(({ port, bounded }) => blocked(team, member, hook, port, bounded)).slice(0, 1);
      const isOwn = (port: number) => waited.some((own) => own.port === port) || waitsForItself(hook);
      yield* late(team, member, hook, isOwn);
    }
  },
};

interface Waited {
  readonly port: number;
  readonly bounded: boolean;
}

/** The localhost ports that a hook waits for in a loop. */
function portsWaitedFor(member: Teammate, { handler }: Hook): Waited[] {
  const command = commandOfHandler(handler);
  const waits = (command ? waitsOf(command) : []).filter(({ conditional }) => !conditional);
  return dialsOfHandler(member, handler).flatMap(({ port }): Waited[] => {
    const wait = waits.find((one) => waitsFor(one, port));
    return wait ? [{ port, bounded: wait.bounded }] : [];
  });
}

/** The hook waits for a container behind its own. */
function blocked(team: Team, member: Teammate, hook: Hook, port: number, bounded: boolean): Finding[] {
  const serves = ({ listens }: Teammate) => listens.some((own) => own.port === port && own.how !== 'probe');
  const servers = team.members.filter((other) => serves(other) && other.container.lifecycle !== 'init');
  const isBehind = ({ container }: Teammate) =>
    container.lifecycle === 'container' && container.index > member.container.index;
  const [server] = servers;
  if (!server || !servers.every(isBehind)) return [];
  const s = server.container.label;
  return [
    {
      at: hook.key,
      message: bounded ? 'delay' : 'deadlock',
      args: { c: member.container.label, p: port, s },
      severity: bounded ? 'information' : 'error',
      container: member,
      related: [{ at: server.container.anchor, message: `"${s}" serves port ${port}` }],
      fixes: [moving(team, server, member, !bounded)],
    },
  ];
}

/** Commands by which a proxy waits until it is ready itself. */
const SELF_WAITS = /^(?:pilot-agent wait|linkerd-await|(?:cloud-sql-proxy|alloydb-auth-proxy) wait)\b/;

function waitsForItself({ handler }: Hook): boolean {
  const command = commandOfHandler(handler);
  return SELF_WAITS.test([command?.program ?? '', ...(command?.words ?? [])].join(' '));
}

/** The hook waits for its own container, on behalf of one that stands before it. */
function late(team: Team, member: Teammate, hook: Hook, isOwn: (port: number) => boolean): Finding[] {
  const call = callsOf(team).find(({ from, to, port }) => {
    const { lifecycle, index } = from.container;
    return to === member && lifecycle === 'container' && index < member.container.index && isOwn(port);
  });
  if (!call) return [];
  const app = call.from.container.label;
  return [
    {
      at: hook.key,
      message: 'late',
      args: { s: member.container.label, app },
      severity: 'warning',
      container: member,
      related: [{ at: call.from.container.anchor, message: `"${app}" is started first` }],
      fixes: [moving(team, member, call.from, true)],
    },
  ];
}

function moving({ pod }: Team, { container }: Teammate, before: Teammate, certain: boolean): Fix {
  const edits = () => moveBefore(pod, container, before.container);
  // Overlays may name containers by their index.
  const safe = certain && !pod.kustomized;
  return { title: `Move "${container.label}" before "${before.container.label}"`, safe, edits };
}
