import { setField } from '../edits/fields.ts';
import { replaceText } from '../edits/pod.ts';
import { unquote } from '../edits/quotes.ts';
import { workloadName } from '../kubernetes/pod.ts';
import type { PortUser } from '../kubernetes/port-users.ts';
import type { Service, ServicePort } from '../kubernetes/services.ts';
import { NATIVE_PORT_NAMES_SINCE } from '../kubernetes/versions.ts';
import type { Severity } from '../severity.ts';
import { isInjectedPort, isOpenEnded, type NamedPort, namedPortsOf } from '../traffic/ports/named-ports.ts';
import { concurrent, type Team } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { type Located, usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import type { Finding, Fix, Related, Rule } from './rule.ts';

export const serviceTargetPortUnknown: Rule = {
  id: 'service-target-port-unknown',
  title: 'A Service names a port that no container of its Pods has',
  severity: 'error',
  group: 'networking',
  fix: 'safe',
  messages: {
    default: 'Service "{s}": no container of {w} has a port named "{n}"; the Service gets no endpoints for it.',
    headless: 'Headless Service "{s}": no container of {w} has a port named "{n}"; the DNS has no SRV record for it.',
    protocol: 'Service "{s}": port "{n}" is {found} in "{c}", the Service port is {wanted}; it gets no endpoints.',
    init: 'Service "{s}": port "{n}" is that of init container "{c}", which has ended by then; there are no endpoints.',
    native: 'Service "{s}": port "{n}" is declared only by native sidecar "{c}", which Services resolve from 1.33 on.',
    quoted: '{k} "{s}" has the port "{n}" in quotes: the API server takes it for a name and refuses it.',
    PodMonitor: 'PodMonitor "{s}": no container of {w} has a port named "{n}"; Prometheus finds nothing to scrape.',
    NetworkPolicy: 'NetworkPolicy "{s}": no container of {w} has a port named "{n}"; the rule lets nobody in.',
    policyProtocol: 'NetworkPolicy "{s}": port "{n}" is {found} in "{c}", the rule is for {wanted}; it lets nobody in.',
    policyNative:
      'NetworkPolicy "{s}": only native sidecar "{c}" has a port named "{n}"; not every network plugin looks there.',
  },
  why: 'A `targetPort` that is a name is looked up in each Pod, among the ports of its containers, and both name and protocol must be equal. A Pod without such a port is no endpoint: the Service exists, and connections to it are refused or time out. Containers of `initContainers` do not count, unless they are native sidecars and the cluster is of 1.33 or newer; before that a number is the way out. A PodMonitor looks among all containers, a NetworkPolicy as the network plugin does.',
  silent:
    'Silent where one of the Pods that are selected has the port, for Pods that a template or patch shows in part, for Jobs, for ports of containers that a mesh injects, and for numbers: a port need not be declared to be reached. Only a warning for headless Services, whose addresses are known without ports, for PodMonitors and NetworkPolicies of several workloads, and in files that a kustomization names.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'https://github.com/kubernetes/kubernetes/pull/128850',
    'https://github.com/kubernetes/kubernetes/issues/127958',
    'https://github.com/oauth2-proxy/manifests/issues/86',
    'https://github.com/projectcalico/calico/issues/8881',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: «htttp»
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
        - name: http
          containerPort: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.1.0
      args: ["--nginx.scrape-uri=http://localhost:8080/stub_status"]
      ports:
        - name: metrics
          containerPort: 9113
`,
      good: `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: http
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
        - name: http
          containerPort: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.1.0
      args: ["--nginx.scrape-uri=http://localhost:8080/stub_status"]
      ports:
        - name: metrics
          containerPort: 9113
`,
    },
  ],
  *checkReferrer(referrer, teams, { kubernetes }) {
    if (referrer.kind !== 'Service' && !('ports' in referrer)) return;
    // A Job with the labels of an application has its Service by accident; the steps of engines have none.
    const known = teams.every(({ pod }) => pod.shape === 'pod-spec') && teams.some(({ pod }) => pod.runs !== 'job');
    if (!known || isForAll(referrer)) return;
    const asked = referrer.kind === 'Service' ? inService(referrer) : inPortUser(referrer);
    if (asked.length === 0 || teams.some((team) => isOpenEnded(team, kubernetes))) return;
    for (const one of asked.slice(0, MAX_NAMES)) {
      const name = one.port.value;
      if (name === '' || isUnresolved(name) || isInjectedPort(name)) continue;
      const args = { k: referrer.kind, s: referrer.name, w: workloadsOf(teams), n: name };
      if (/^\d+$/.test(name) && referrer.kind !== 'PodMonitor') {
        const fix: Fix = { title: 'Remove the quotes', safe: true, edits: () => unquote(one.port) };
        yield { at: usedAt(one.port), message: 'quoted', args, container: null, fixes: [fix] };
        continue;
      }
      const verdict = judge(one, teams, kubernetes);
      if (!verdict) continue;
      const { port: found } = verdict;
      yield {
        at: usedAt(one.port),
        message: verdict.message,
        args: {
          ...args,
          c: found?.member.container.label ?? '',
          found: found?.port.protocol ?? '',
          wanted: one.protocol ?? '',
        },
        severity: verdict.severity,
        container: null,
        related: found ? related(found, referrer.document) : [],
        fixes: fixes(one, teams, verdict, kubernetes),
      } satisfies Finding;
    }
  },
};

/** More are nothing that a person has written. */
const MAX_NAMES = 100;

/** A name by which an object asks for a port. */
interface Asked {
  readonly referrer: Service | PortUser;
  readonly port: Located<string>;
  /** Null where it does not count. */
  readonly protocol: string | null;
  /** Of a Service. */
  readonly of: ServicePort | null;
}

function inService(service: Service): Asked[] {
  return service.ports.flatMap((of): Asked[] => {
    const { value, at, via } = of.target;
    if (typeof value !== 'string') return [];
    return [{ referrer: service, port: { value, at, via }, protocol: of.protocol, of }];
  });
}

function inPortUser(referrer: PortUser): Asked[] {
  return referrer.ports.map((port): Asked => ({ referrer, port, protocol: port.protocol, of: null }));
}

/** Whether it selects whatever there is, so that pods which are not known matter as much as those that are. */
function isForAll(referrer: Service | PortUser): boolean {
  return referrer.kind !== 'Service' && referrer.selector.labels.size === 0;
}

function workloadsOf([first, ...others]: readonly Team[]): string {
  if (!first) return '';
  return others.length === 0 ? workloadName(first.pod) : `${others.length + 1} workloads`;
}

/** What is wrong with a name, and the port that comes nearest to it. */
interface Verdict {
  readonly message: string;
  readonly severity: Severity;
  readonly port: NamedPort | null;
}

/** Null if the name leads to a port of one of the pods. */
function judge(asked: Asked, teams: readonly Team[], kubernetes: number): Verdict | null {
  const { kind } = asked.referrer;
  const named = teams.flatMap((team) => namedPortsOf(team).filter(({ name }) => name === asked.port.value));
  const inInit = teams.flatMap((team) => initPort(team, asked.port.value));
  if (kind === 'PodMonitor') {
    // Prometheus looks at the ports of all containers, and not at their protocols.
    return named.length + inInit.length > 0 ? null : { message: kind, severity: byUser(teams), port: null };
  }
  const equal = named.filter(({ port }) => port.protocol === asked.protocol);
  const isNative = ({ member }: NamedPort) => member.container.lifecycle === 'native-sidecar';
  const [native] = equal;
  const policy = kind === 'NetworkPolicy';
  if (native) {
    if (equal.some((one) => !isNative(one))) return null;
    if (policy) return { message: 'policyNative', severity: 'information', port: native };
    return kubernetes >= NATIVE_PORT_NAMES_SINCE ? null : { message: 'native', severity: 'warning', port: native };
  }
  const [other] = named;
  if (policy) return { message: other ? 'policyProtocol' : kind, severity: byUser(teams), port: other ?? null };
  // The addresses of a headless Service are in the DNS without its ports, and an overlay may add a port.
  const headless = 'isHeadless' in asked.referrer && asked.referrer.isHeadless;
  const severity = headless || teams.some(({ pod }) => pod.kustomized) ? 'warning' : 'error';
  if (other) return { message: 'protocol', severity, port: other };
  const [init] = inInit;
  if (init) return { message: 'init', severity, port: init };
  return { message: headless ? 'headless' : 'default', severity, port: null };
}

/** What selects several workloads may be meant for another one of them; an overlay may add a port. */
function byUser(teams: readonly Team[]): Severity {
  return teams.length > 1 || teams.some(({ pod }) => pod.kustomized) ? 'warning' : 'error';
}

function initPort(team: Team, name: string): NamedPort[] {
  return team.members.flatMap((member) => {
    const own = member.container.lifecycle === 'init' ? member.container.ports : [];
    return own.flatMap((port) => (port.name?.value === name ? [{ pod: team.pod, member, name, port }] : []));
  });
}

function related({ pod, member, port }: NamedPort, here: YamlDocument): Related[] {
  if (!port.name) return [];
  const place = { at: usedAt(port.name), message: `the port of "${member.container.label}"` };
  return [pod.document === here ? place : { ...place, document: pod.document }];
}

/** More choices are no help. */
const MOST = 5;

function fixes(asked: Asked, teams: readonly Team[], { message, port: found }: Verdict, kubernetes: number): Fix[] {
  const { referrer, port, protocol, of } = asked;
  if (message === 'policyNative') return [];
  if (message === 'native') {
    const numbers = new Set(
      teams.flatMap((team) => namedPortsOf(team).filter(({ name }) => name === port.value)).map(numberOf),
    );
    const [number] = numbers;
    return number === undefined || numbers.size > 1 ? [] : [{ ...toNumber(asked, number), safe: true }];
  }
  const isFound = ({ member }: NamedPort) =>
    !of || kubernetes >= NATIVE_PORT_NAMES_SINCE || member.container.lifecycle === 'container';
  const names = teams
    .flatMap(namedPortsOf)
    .flatMap((one) => (isFound(one) && (protocol === null || one.port.protocol === protocol) ? [one.name] : []))
    .slice(0, MAX_NAMES);
  const near = nearest(port.value, names);
  const inOrder = [...new Set([...(near ? [near.name] : []), ...names])].slice(0, MOST);
  const rename = inOrder.map((name): Fix => {
    const safe = name === near?.name && near.certain && !isSecured(port.value, name);
    return { title: `Use port "${name}"`, safe, edits: () => replaceText(referrer, port, name) };
  });
  if (of && message !== 'protocol' && rename.length === 0)
    return unnamedPorts(teams, of.protocol).map((number) => toNumber(asked, number));
  if (message !== 'protocol' || !of || !found) return rename;
  const wanted = found.port.protocol;
  const edits = () => setField(referrer.document, of.source, ['protocol'], wanted);
  return [{ title: `Make the Service port ${wanted}`, safe: false, edits }, ...rename];
}

function toNumber({ referrer, port }: Asked, number: number): Fix {
  return { title: `Use the number ${number}`, safe: false, edits: () => replaceText(referrer, port, number) };
}

/** The ports without a name, each number once. */
function unnamedPorts(teams: readonly Team[], protocol: string): number[] {
  const ports = teams.flatMap((team) => concurrent(team).flatMap(({ container }) => container.ports));
  const unnamed = ports.filter((port) => port.name === null && port.protocol === protocol);
  return [...new Set(unnamed.map(({ containerPort }) => containerPort.value))].slice(0, MOST);
}

function numberOf({ port }: NamedPort): number {
  return port.containerPort.value;
}

/** `http` and `https` are a letter apart, and not one another's mistake. */
function isSecured(a: string, b: string): boolean {
  return a === `${b}s` || b === `${a}s`;
}
