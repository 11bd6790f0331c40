import { renamePort } from '../edits/ports.ts';
import { type NamedPort, namedPortsOf } from '../traffic/ports/named-ports.ts';
import type { Team } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { type Span, usedAt } from '../yaml/span.ts';
import { printedTogether } from '../yaml/template.ts';
import { isUnresolved } from '../yaml/tree.ts';
import type { Fix, Related, Rule } from './rule.ts';

export const portNameAmbiguous: Rule = {
  id: 'port-name-ambiguous',
  title: 'Two containers of a Pod give different ports the same name',
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    service: 'Port name "{n}" exists in "{a}" ({p}) and "{b}" ({q}); Service "{by}" uses the first one only.',
    monitor: 'Port name "{n}" exists in "{a}" ({p}) and "{b}" ({q}); PodMonitor "{by}" scrapes both.',
    policy:
      'Port name "{n}" exists in "{a}" ({p}) and "{b}" ({q}); what NetworkPolicy "{by}" allows depends on the network plugin.',
    nobody: 'Port name "{n}" exists in "{a}" ({p}) and "{b}" ({q}); a Service that names it uses the first one only.',
  },
  why: 'A port name is meant to be unique within a Pod, but the API server checks that within one container only. A Service that names the port takes the first match: the containers of `containers` in their order, then native sidecars. The other port gets no traffic, and when containers are moved the Service leads elsewhere. Prometheus scrapes every port of the name that a PodMonitor asks for, whether it serves metrics or not.',
  silent:
    'Only information where no known Service or PodMonitor names it. Silent for equal numbers, for different protocols, for init containers that end, and for containers of which a template prints one or the other.',
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ContainerPort',
    'https://github.com/kubernetes/kubernetes/pull/127976',
  ],
  speaksInPartial: true,
  needs: ['siblings', 'ports'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Service
metadata:
  name: shop-metrics
spec:
  selector:
    app: shop
  ports:
    - port: 9090
      targetPort: metrics
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    app: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      ports:
        - name: metrics
          containerPort: 8081
    - name: exporter
      image: prom/statsd-exporter:v0.26.1
      ports:
        - name: «metrics»
          containerPort: 9102
`,
      good: `apiVersion: v1
kind: Service
metadata:
  name: shop-metrics
spec:
  selector:
    app: shop
  ports:
    - port: 9090
      targetPort: metrics
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    app: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      ports:
        - name: metrics
          containerPort: 8081
    - name: exporter
      image: prom/statsd-exporter:v0.26.1
      ports:
        - name: metrics-9102
          containerPort: 9102
`,
    },
  ],
  *check(team) {
    if (team.pod.shape !== 'pod-spec') return;
    const firsts = new Map<string, NamedPort>();
    const named = namedPortsOf(team);
    const names = new Set(named.map((one) => one.name));
    for (const second of named) {
      const key = `${second.name}/${second.port.protocol}`;
      const first = firsts.get(key);
      if (!first) firsts.set(key, second);
      if (!first || first.member === second.member || isUnresolved(second.name)) continue;
      const [p, q] = [first.port.containerPort.value, second.port.containerPort.value];
      const { template } = team.pod.document;
      if (p === q || !printedTogether(template, first.member.container.at, second.member.container.at)) continue;
      const user = userOf(team, second);
      const { name } = second.port;
      yield {
        at: name ? usedAt(name) : second.port.at,
        message: user?.message ?? 'nobody',
        args: {
          n: second.name,
          a: first.member.container.label,
          p,
          b: second.member.container.label,
          q,
          by: user?.name ?? '',
        },
        severity: user === null || user.message === 'policy' ? 'information' : 'warning',
        container: second.member,
        related: [
          {
            at: usedAt(first.port.name ?? first.port.containerPort),
            message: `the port of "${first.member.container.label}"`,
          },
          ...(user ? [relatedTo(user, team.pod.document)] : []),
        ],
        fixes: fixes(second, names),
      };
    }
  },
};

/** An object that asks for a port by its name. */
interface User {
  readonly message: 'service' | 'monitor' | 'policy';
  readonly name: string;
  readonly at: Span;
  readonly document: YamlDocument;
}

/** Who asks for a port by its name: a Service is the one that matters most. */
function userOf({ services, portUsers }: Team, { name, port }: NamedPort): User | null {
  for (const service of services) {
    const by = service.ports.find(({ target, protocol }) => target.value === name && protocol === port.protocol);
    if (by) return { message: 'service', name: service.name, at: by.target.at, document: service.document };
  }
  for (const { kind, name: of, ports, document } of portUsers) {
    const by = ports.find(({ value, protocol }) => value === name && (protocol === null || protocol === port.protocol));
    if (by) return { message: kind === 'PodMonitor' ? 'monitor' : 'policy', name: of, at: by.at, document };
  }
  return null;
}

function relatedTo({ at, name, document }: User, here: YamlDocument): Related {
  const place = { at, message: `"${name}" names it here` };
  return document === here ? place : { ...place, document };
}

function fixes({ pod, member, name, port }: NamedPort, taken: ReadonlySet<string>): Fix[] {
  const number = String(port.containerPort.value);
  // A name has at most 15 characters.
  const other = `${name.slice(0, 14 - number.length).replace(/-+$/, '')}-${number}`;
  if (taken.has(other)) return [];
  const edits = () => renamePort(pod, member.container, name, other);
  return [{ title: `Call the port of "${member.container.label}" ${other}`, safe: false, edits, fill: [other] }];
}
