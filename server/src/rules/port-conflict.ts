import { changePort } from '../edits/port-edits.ts';
import type { Port } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { printedTogether } from '../yaml/template.ts';
import type { Fix, Rule } from './rule.ts';

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
  why: 'All containers of a Pod share one network namespace and one address. Two programs cannot listen on the same port and protocol: the one that comes second fails with "address already in use" and is restarted for ever. The API server accepts it with a warning, since a declared port need not be in use; equal host ports are refused.',
  silent:
    'An error only where both are shown to listen (a flag, a probe, a known helper), otherwise a warning. Silent for different protocols, different bind addresses, plain init containers, and containers of which a template prints one or the other.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://kubernetes.io/docs/concepts/services-networking/#the-kubernetes-network-model',
  ],
  speaksInPartial: true,
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
    const members = concurrent(team);
    for (const [i, second] of members.entries()) {
      for (const port of second.container.ports) {
        for (const first of members.slice(0, i)) {
          const other = first.container.ports.find((candidate) => sameDeclared(candidate, port));
          const verdict =
            other &&
            printedTogether(pod.document.template, first.container.at, second.container.at) &&
            judge(team, first, other, second, port);
          if (!other || !verdict) continue;
          const number = verdict.hostPort ?? port.containerPort.value;
          yield {
            at: port.containerPort.via ?? port.containerPort.at,
            message: verdict.message,
            args: { a: first.container.label, b: second.container.label, p: number, proto: port.protocol },
            severity: verdict.severity,
            container: second,
            related: [
              {
                at: other.containerPort.via ?? other.containerPort.at,
                message: `"${first.container.label}" uses it here`,
              },
            ],
            fixes: verdict.hostPort === undefined ? fixes(team, second, port) : [],
          };
          break;
        }
      }
    }
  },
};

function sameDeclared(a: Port, b: Port): boolean {
  if (a.protocol !== b.protocol) return false;
  return (
    a.containerPort.value === b.containerPort.value || (a.hostPort !== null && a.hostPort.value === b.hostPort?.value)
  );
}

function judge(
  { pod }: Team,
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
  if (port !== two.containerPort.value || apart(first, second, port)) return null;
  if (pod.hostNetwork && bothListed) return { message: 'host', severity: 'error' };
  const proven = listensOn(first, port, one.protocol) && listensOn(second, port, two.protocol);
  return proven ? { message: 'listen', severity: 'error' } : { message: 'declare', severity: 'warning' };
}

/** Whether more than the declaration shows that a container listens there. */
function listensOn({ listens }: Teammate, port: number, protocol: string): boolean {
  return listens.some(
    (listen) =>
      listen.port === port && listen.protocol === protocol && listen.how !== 'declared' && listen.how !== 'usual',
  );
}

/** Whether they are told to bind to different addresses: 127.0.0.1 here, the address of the Pod there. */
function apart(first: Teammate, second: Teammate, port: number): boolean {
  const hosts = (member: Teammate) =>
    member.listens.flatMap((listen) => (listen.port === port && listen.host !== null ? [listen.host] : []));
  const [a, b] = [hosts(first), hosts(second)];
  const wild = (host: string) => /^(?:|0\.0\.0\.0|\*|\[::\]|::)$/.test(host);
  return a.length > 0 && b.length > 0 && a.every((host) => !wild(host) && !b.includes(host)) && !b.some(wild);
}

function fixes(team: Team, member: Teammate, port: Port): Fix[] {
  const taken = new Set(team.members.flatMap((other) => other.listens.map((listen) => listen.port)));
  let free = port.containerPort.value + 1;
  while (taken.has(free)) free++;
  if (free > 65_535) return [];
  const program = member.listens.some((listen) => listen.port === port.containerPort.value && listen.how === 'flag');
  const title = `Move "${member.container.label}" to port ${free}${program ? '' : ' (its program must listen there too)'}`;
  return [{ title, safe: false, edits: () => changePort(team.pod, member, port.containerPort.value, free) }];
}
