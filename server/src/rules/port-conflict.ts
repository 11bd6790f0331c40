import type { Port } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import type { Listen } from '../traffic/ports/listens.ts';
import { startsBefore, type Team, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import { sharedPort } from './matters.ts';
import { movePort, portsInUse } from './move-port.ts';
import { once } from './once.ts';
import type { Rule } from './rule.ts';

export const portConflict: Rule = {
  id: 'port-conflict',
  title: 'Two containers of a Pod use the same port',
  severity: 'error',
  group: 'networking',
  fix: 'choice',
  messages: {
    listen:
      '"{a}" and "{b}" both listen on {p}/{proto}; containers of a Pod share one network, so the second one fails.',
    declare: '"{a}" and "{b}" both declare {p}/{proto}; if both listen there, the second one fails.',
    host: '"{a}" and "{b}" both claim port {p}/{proto} of the node; the API server refuses it.',
    hostLater: '"{a}" and "{b}" both claim port {p}/{proto} of the node; the second one fails.',
  },
  why: 'All containers of a Pod share one network namespace and one address. Two programs cannot listen on the same port and protocol: the one that comes second fails with "address already in use" and is restarted for ever. The API server accepts it with a warning, since a declared port need not be in use. Ports of the node are another matter: equal ones in `containers` are refused, and with `hostNetwork` every declared port is one of the node. The API server looks at each list by itself, so that it does not notice a native sidecar that claims the port of an application; the second one of them fails.',
  silent:
    'An error only where both are shown to listen (a flag, a probe, a known helper, a Service that names the port), otherwise a warning. Silent for different protocols, different bind addresses, and containers of which a template prints one or the other. Of plain init containers it only speaks if they listen by a flag while a native sidecar before them does.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://kubernetes.io/docs/concepts/services-networking/#the-kubernetes-network-model',
  ],
  speaksInPartial: true,
  needs: ['siblings', 'ports'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: api
      image: acme/api:1.0
      args: [--port=8080]
      ports:
        - containerPort: 8080
    - name: admin
      image: acme/admin:1.0
      args: [--port=8080]
      ports:
        - name: admin
          containerPort: «8080»
      readinessProbe:
        httpGet:
          path: /ready
          port: 8080
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: api
      image: acme/api:1.0
      args: [--port=8080]
      ports:
        - containerPort: 8080
    - name: admin
      image: acme/admin:1.0
      args: [--port=8081]
      ports:
        - name: admin
          containerPort: 8081
      readinessProbe:
        httpGet:
          path: /ready
          port: 8081
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec') return;
    const members = team.members.filter(({ container }) => container.lifecycle !== 'ephemeral');
    const taken = once(() => portsInUse(team));
    for (const [i, second] of members.entries()) {
      for (const port of second.container.ports) {
        for (const first of members.slice(0, Math.min(i, MAX_COMPARED))) {
          if (!runTogether(first, second, port)) continue;
          const other = first.container.ports.find((candidate) => sameDeclared(candidate, port));
          const verdict =
            other &&
            printedTogether(pod.document.template, first.container.at, second.container.at) &&
            judge(team, first, other, second, port);
          if (!other || !verdict) continue;
          const number = verdict.hostPort ?? port.containerPort.value;
          yield {
            at: usedAt(port.containerPort),
            message: verdict.message,
            args: { a: first.container.label, b: second.container.label, p: number, proto: port.protocol },
            severity: verdict.severity,
            container: second,
            related: [
              {
                at: usedAt(other.containerPort),
                message: `"${first.container.label}" uses it here`,
              },
            ],
            fixes: verdict.hostPort === undefined ? movePort(pod, second, port.containerPort.value, taken()) : [],
            about: sharedPort(port.containerPort.value, port.protocol, first, second),
            // What is only declared, that of a mesh tells better.
            hides: ['port-conflict-default', ...(verdict.severity === 'error' ? ['mesh-reserved-port'] : [])],
          };
          break;
        }
      }
    }
  },
};

/** So many containers has no pod that people write; what a hostile text has costs no more. */
const MAX_COMPARED = 100;

function sameDeclared(a: Port, b: Port): boolean {
  if (a.protocol !== b.protocol) return false;
  return (
    a.containerPort.value === b.containerPort.value || (a.hostPort !== null && a.hostPort.value === b.hostPort?.value)
  );
}

/** Whether both run at one time: a plain init container only beside native sidecars before it, and then it rarely listens. */
function runTogether(first: Teammate, second: Teammate, { containerPort, protocol }: Port): boolean {
  if (first.container.lifecycle === 'init') return false;
  if (second.container.lifecycle !== 'init') return true;
  const listens = ({ listens: all }: Teammate) =>
    all.some((one) => one.how === 'flag' && one.port === containerPort.value && one.protocol === protocol);
  return startsBefore(first, second) && listens(first) && listens(second);
}

function judge(
  team: Team,
  first: Teammate,
  one: Port,
  second: Teammate,
  two: Port,
): { message: string; severity: Severity; hostPort?: number } | null {
  // The API server checks host ports of `containers` together (validation.go checkHostPortConflicts).
  const bothListed = first.container.lifecycle === 'container' && second.container.lifecycle === 'container';
  const hostPort = one.hostPort?.value;
  const sameHost = hostPort !== undefined && hostPort === two.hostPort?.value && one.hostIP === two.hostIP;
  if (sameHost)
    return { message: bothListed ? 'host' : 'hostLater', severity: bothListed ? 'error' : 'warning', hostPort };
  const port = one.containerPort.value;
  if (port !== two.containerPort.value) return null;
  if (team.pod.hostNetwork && bothListed && one.hostIP === two.hostIP) return { message: 'host', severity: 'error' };
  if (apart(first, second, port) || isToldElsewhere(first, port) || isToldElsewhere(second, port)) return null;
  const proven = listensOn(team, first, one, second) && listensOn(team, second, two, first);
  return proven ? { message: 'listen', severity: 'error' } : { message: 'declare', severity: 'warning' };
}

/** Whether more than the declaration shows that a container listens on its port. */
function listensOn(
  { services }: Team,
  member: Teammate,
  { containerPort, protocol, name }: Port,
  other: Teammate,
): boolean {
  const isHere = (listen: Listen) => listen.port === containerPort.value && listen.protocol === protocol;
  // A probe that is merged in with the port says no more than the port.
  const isCopied = ({ at }: Listen) =>
    other.listens.some(({ how, at: own }) => how === 'probe' && own?.start === at?.start);
  const told = member.listens.some((listen) => {
    if (!isHere(listen) || listen.how === 'declared' || listen.how === 'usual') return false;
    return listen.how !== 'probe' || !isCopied(listen);
  });
  const isNamed = name !== null && !other.container.ports.some((port) => port.name?.value === name.value);
  return told || (isNamed && services.some(({ ports }) => ports.some(({ target }) => target.value === name.value)));
}

/** Whether the one port that a container declares is not the one it is told to listen on: it was copied. */
function isToldElsewhere({ container, listens }: Teammate, port: number): boolean {
  const [told, ...more] = listens.filter(({ how }) => how === 'flag');
  return container.ports.length === 1 && told !== undefined && more.length === 0 && told.port !== port;
}

/** Whether they are told to bind to different addresses: 127.0.0.1 here, the address of the Pod there. */
function apart(first: Teammate, second: Teammate, port: number): boolean {
  const hosts = (member: Teammate) =>
    member.listens.flatMap((listen) => (listen.port === port && listen.host !== null ? [listen.host] : []));
  const [a, b] = [hosts(first), hosts(second)];
  const wild = (host: string) => /^(?:|0\.0\.0\.0|\*|\[::\]|::)$/.test(host);
  return a.length > 0 && b.length > 0 && a.every((host) => !wild(host) && !b.includes(host)) && !b.some(wild);
}
