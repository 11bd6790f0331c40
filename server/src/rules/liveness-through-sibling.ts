import { askPort } from '../edits/pod.ts';
import type { Handler, Probe } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import { once } from './once.ts';
import type { Fix, Rule } from './rule.ts';

export const livenessThroughSibling: Rule = {
  id: 'liveness-through-sibling',
  title: 'A probe of one container checks another one',
  severity: 'warning',
  group: 'lifecycle',
  fix: 'choice',
  messages: {
    livenessProbe:
      'livenessProbe of "{c}" checks port {p} of "{s}"; when "{s}" is slow or restarts, the kubelet kills "{c}".',
    startupProbe:
      'startupProbe of "{c}" checks port {p} of "{s}"; if "{s}" is not up in time, the kubelet kills "{c}".',
    readinessProbe: 'readinessProbe of "{c}" checks port {p} of "{s}", and tells nothing of "{c}" itself.',
  },
  why: 'All containers of a Pod share one address, and the kubelet sends httpGet and tcpSocket probes to that address: whoever listens on the port answers. A livenessProbe that asks the port of a neighbour restarts its own container when the neighbour has a problem, which mends nothing, and never when its own process hangs while the neighbour answers.',
  silent:
    'Only information if the container declares no port at all, if the path asks the neighbour for it by its name, and for readiness probes. Silent for readiness through an inbound proxy, for containers that are there to answer probes (livenessprobe of CSI drivers, and by their names), for the ports of Istio, for probes of exporters, and if a flag tells that the container listens there itself.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-probes',
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://github.com/istio/istio/issues/4429',
    'https://github.com/knative-extensions/net-istio/issues/561',
  ],
  speaksInPartial: true,
  needs: ['siblings', 'probes'],
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
      ports:
        - containerPort: 8080
      livenessProbe:
        httpGet:
          path: /healthz
          «port»: 8443
          scheme: HTTPS
    - name: tls
      image: acme/tls:2.1
      ports:
        - containerPort: 8443
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      ports:
        - containerPort: 8080
      livenessProbe:
        httpGet:
          path: /healthz
          port: 8080
    - name: tls
      image: acme/tls:2.1
      ports:
        - containerPort: 8443
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec') return;
    const members = concurrent(team);
    if (members.length < 2) return;
    const owners = once(() => ownersOf(members));
    const answering = members.filter(isAnswering);
    for (const member of members) {
      if (member.role.function === 'exporter') continue;
      for (const probe of member.container.probes) {
        const { handler } = probe;
        const port = handler && portOf(handler);
        const isPassed = port !== null && answering.some((other) => other !== member && mayAnswer(other, port));
        const sibling = port && !isPassed ? onlyOwner(team, members, member, port, owners) : null;
        if (!handler?.port || !port || !sibling || isMeant(probe, sibling)) continue;
        yield {
          at: handler.port.key,
          message: probe.kind,
          args: { c: member.container.label, p: port, s: sibling.container.label },
          severity: severityOf(team, probe, handler, member),
          container: member,
          related: [declaration(sibling, port)],
          fixes: fixes(team, member, handler),
        };
      }
    }
  },
};

const ISTIO = [15_020, 15_021];

/** The number that a probe asks on the address of the Pod; null if it asks something else, or a mesh rewrites it. */
function portOf({ type, port, host }: Handler): number | null {
  if (type === 'exec' || type === 'sleep' || host || typeof port?.value !== 'number') return null;
  return ISTIO.includes(port.value) ? null : port.value;
}

type Owners = ReadonlyMap<number, readonly Teammate[]>;

/** The containers that have a port by more than a probe, which may ask a neighbour. */
function ownersOf(members: readonly Teammate[]): Owners {
  const owners = new Map<number, Teammate[]>();
  for (const member of members) {
    for (const port of new Set(member.listens.filter(({ how }) => how !== 'probe').map((listen) => listen.port))) {
      const known = owners.get(port);
      if (known) known.push(member);
      else owners.set(port, [member]);
    }
  }
  return owners;
}

/** The one other container that declares a port, if nothing tells that the container listens there itself. */
function onlyOwner(
  { pod }: Team,
  members: readonly Teammate[],
  member: Teammate,
  port: number,
  owners: () => Owners,
): Teammate | null {
  const declares = ({ container }: Teammate) =>
    container.ports.some(({ containerPort }) => containerPort.value === port);
  // Few probes ask a neighbour.
  if (!members.some((other) => other !== member && declares(other))) return null;
  const [owner, ...more] = owners().get(port) ?? [];
  if (!owner || owner === member || more.length > 0 || !declares(owner)) return null;
  return printedTogether(pod.document.template, member.container.at, owner.container.at) ? owner : null;
}

/** Whether a container is there to answer the probes of others, whom it asks in another way. */
function isAnswering({ role, container }: Teammate): boolean {
  return role.helper?.id === 'csi-livenessprobe' || /health|liveness|\bprober?\b/.test(container.label);
}

function mayAnswer({ container }: Teammate, port: number): boolean {
  return container.ports.length === 0 || container.ports.some(({ containerPort }) => containerPort.value === port);
}

/** Readiness through what stands before the application tells whether requests get through. */
function isMeant({ kind }: Probe, { role }: Teammate): boolean {
  return kind === 'readinessProbe' && (role.pattern === 'proxy' || role.function === 'inbound-proxy');
}

function severityOf({ pod }: Team, { kind }: Probe, { path }: Handler, { container }: Teammate): Severity {
  // A neighbour that is asked for it by its name looks after it: `/healthcheck/kubedns`.
  const isAskedFor = path?.split('/').includes(container.label) ?? false;
  const certain = container.ports.length > 0 && pod.partial === null && !isAskedFor;
  return kind === 'readinessProbe' || !certain ? 'information' : 'warning';
}

function declaration({ container }: Teammate, port: number) {
  const found = container.ports.find(({ containerPort }) => containerPort.value === port)?.containerPort;
  return { at: found ? usedAt(found) : container.anchor, message: `"${container.label}" listens there` };
}

function fixes({ pod }: Team, { container }: Teammate, handler: Handler): Fix[] {
  const tcp = container.ports.filter(({ protocol }) => protocol === 'TCP');
  const own = tcp.find(({ name }) => /health|live|ready|probe/.test(name?.value ?? '')) ?? tcp[0];
  if (!own) return [];
  const title = `Ask port ${own.containerPort.value} of "${container.label}" itself`;
  return [{ title, safe: false, edits: () => askPort(pod, handler, own) }];
}
