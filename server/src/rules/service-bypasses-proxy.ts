import { setField } from '../edits/fields.ts';
import { replaceText } from '../edits/pod.ts';
import { isProven } from '../helpers/role.ts';
import type { Service, ServicePort } from '../kubernetes/services.ts';
import { callsOf } from '../traffic/calls/calls.ts';
import type { Dial } from '../traffic/calls/dial.ts';
import { portNamed } from '../traffic/ports/named-ports.ts';
import { appOf, concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { usedAt } from '../yaml/span.ts';
import type { Fix, Related, Rule } from './rule.ts';

export const serviceBypassesProxy: Rule = {
  id: 'service-bypasses-proxy',
  title: 'A Service goes past the proxy that guards its application',
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: 'Service "{s}" sends traffic straight to "{app}" ({p}) and skips "{proxy}" ({role}).',
  },
  why: 'A proxy beside an application, such as oauth2-proxy or kube-rbac-proxy, guards only what passes it: it listens on a port of its own and forwards to the application on localhost. A Service whose target is the port of the application reaches it directly, for the containers of a Pod share one address. Everybody who may reach the Service is in, without signing in, and it looks as if it worked.',
  silent:
    'Information where a Service or PodMonitor leads to the proxy too: the direct way may be meant. Silent for headless Services and where the name of the Service or its port says that it is internal, for metrics, for health checks or for administration, and where a proxy is only suspected: neither its image nor a flag for its upstream tells.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    'https://github.com/netbox-community/netbox-chart/issues/105',
    'https://github.com/cloudhut/charts/pull/29',
    'https://github.com/oauth2-proxy/manifests/issues/272',
    'https://github.com/kubernetes/kube-state-metrics/pull/302',
    'https://github.com/nebari-dev/nebari/issues/1829',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Service
metadata:
  name: wiki
spec:
  selector:
    app: wiki
  ports:
    - port: 80
      targetPort: «3000»
---
apiVersion: v1
kind: Pod
metadata:
  name: wiki
  labels:
    app: wiki
spec:
  containers:
    - name: wiki
      image: acme/wiki:2.5
      ports:
        - containerPort: 3000
    - name: auth
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
      args:
        - --http-address=0.0.0.0:4180
        - --upstream=http://127.0.0.1:3000
      ports:
        - name: auth
          containerPort: 4180
`,
      good: `apiVersion: v1
kind: Service
metadata:
  name: wiki
spec:
  selector:
    app: wiki
  ports:
    - port: 80
      targetPort: auth
---
apiVersion: v1
kind: Pod
metadata:
  name: wiki
  labels:
    app: wiki
spec:
  containers:
    - name: wiki
      image: acme/wiki:2.5
      ports:
        - containerPort: 3000
    - name: auth
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.6.0
      args:
        - --http-address=0.0.0.0:4180
        - --upstream=http://127.0.0.1:3000
      ports:
        - name: auth
          containerPort: 4180
`,
    },
  ],
  *checkReferrer(referrer, teams) {
    if (referrer.kind !== 'Service' || referrer.isHeadless || isMeant(referrer.name)) return;
    for (const port of referrer.ports.slice(0, MAX_PORTS)) {
      if (port.protocol !== 'TCP' || isMeant(port.name ?? '') || isMeant(String(port.target.value))) continue;
      const ways = teams.map((team) => wayPast(team, port));
      const [way] = ways;
      if (!way || ways.includes(null)) continue;
      const { proxy, app, dial } = way;
      yield {
        at: usedAt(port.target),
        message: 'default',
        args: {
          s: referrer.name,
          app: app.container.label,
          p: dial.port,
          proxy: proxy.container.label,
          role: proxy.role.helper?.title ?? 'a proxy',
        },
        severity: ways.some((one) => one && leadsTo(one)) ? 'information' : 'warning',
        container: null,
        related: related(way, referrer.document),
        fixes: fixes(referrer, port, way),
      };
    }
  },
};

/** More are no Service that a person has written. */
const MAX_PORTS = 100;

/** Whether a name says that the direct way is meant. */
function isMeant(name: string): boolean {
  return /internal|metrics|admin|headless|grpc-health|^health(?:z|-?check)?$/i.test(name);
}

/** A proxy of a pod and the application behind it, at a port that is reached without the proxy. */
interface Way {
  readonly team: Team;
  readonly proxy: Teammate;
  readonly app: Teammate;
  readonly dial: Dial;
}

function wayPast(team: Team, port: ServicePort): Way | null {
  const number = numberIn(team, port);
  for (const proxy of concurrent(team)) {
    const dial = proxy.dials.find((own) => own.port === number && (guards(proxy) ? isUpstream : isTold)(own, proxy));
    const call = dial && callsOf(team).find(({ from, port: own }) => from === proxy && own === number);
    const app = call?.to ?? appOf(team);
    if (dial && app && app !== proxy) return { team, proxy, app, dial };
  }
  return null;
}

/** Whether a container is for certain a proxy that lets in whom it knows. */
function guards({ role }: Teammate): boolean {
  return role.function === 'inbound-proxy' && isProven(role) && role.confidence === 'strong';
}

/** Whether what no catalogue knows as a helper of another kind is told by a flag to forward to a port. */
function isTold({ at }: Dial, { container, role }: Teammate): boolean {
  if (role.function !== null && role.function !== 'inbound-proxy') return false;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const i = words.findIndex((word) => word.at.start === at.start);
  const [own = '', before = ''] = [words[i]?.value, words[i - 1]?.value];
  return FORWARDS.test(own) || (FORWARDS.test(before) && !before.includes('=') && !own.startsWith('-'));
}

const FORWARDS = /^--?(?:[\w-]*upstream[\w-]*|proxy[-_]?pass|to)(?:=|$)/i;

function numberIn(team: Team, { target, protocol }: ServicePort): number | null {
  return typeof target.value === 'number'
    ? target.value
    : (portNamed(team, target.value, protocol)?.port.containerPort.value ?? null);
}

/** Whether a proxy is told to forward to a port; it may also dial its store, or who signs people in. */
function isUpstream({ at }: Dial, { container }: Teammate): boolean {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const i = words.findIndex((word) => word.at.start === at.start);
  const variable = container.env.find(({ value }) => value?.at.start === at.start);
  const [own = '', before = ''] = i < 0 ? [variable?.name.value] : [words[i]?.value, words[i - 1]?.value];
  const name = own.startsWith('-') ? (own.split('=', 1)[0] ?? '') : own;
  return UPSTREAM.test(name) || (i >= 0 && before.startsWith('-') && !own.startsWith('-') && UPSTREAM.test(before));
}

const UPSTREAM = /upstream|backend|target|reverse|proxy[-_]?pass|^-+to$|^TCP\d?:/i;

/** Whether something leads to the proxy as well. */
function leadsTo({ team, proxy }: Way): boolean {
  const ports = new Set(proxy.listens.map(({ port }) => port));
  const names = new Set(proxy.container.ports.flatMap(({ name }) => name?.value ?? []));
  return (
    team.services.some((service) => service.ports.some((port) => ports.has(numberIn(team, port) ?? 0))) ||
    team.portUsers.some((user) => user.ports.some(({ value }) => names.has(value)))
  );
}

function related({ team, proxy, dial }: Way, here: YamlDocument): Related[] {
  const place = { at: dial.at, message: `"${proxy.container.label}" forwards to it here` };
  return [team.pod.document === here ? place : { ...place, document: team.pod.document }];
}

function fixes(service: Service, port: ServicePort, { proxy }: Way): Fix[] {
  const open = proxy.listens.filter(({ how, loopbackOnly }) => !loopbackOnly && how !== 'probe' && how !== 'usual');
  const closed = new Set(proxy.listens.flatMap(({ loopbackOnly, port: own }) => (loopbackOnly ? [own] : [])));
  const numbers = [...new Set(open.map((listen) => listen.port))].filter((own) => !closed.has(own));
  return numbers.flatMap((number): Fix[] => {
    const declared = proxy.container.ports.find(({ containerPort }) => containerPort.value === number);
    const name = declared?.name?.value;
    if (name !== undefined && isMeant(name)) return [];
    const to = name !== undefined && proxy.container.lifecycle === 'container' ? name : number;
    const edits = () =>
      port.hasTarget
        ? replaceText(service, port.target, to)
        : setField(service.document, port.source, ['targetPort'], to, { after: ['port'] });
    return [{ title: `Lead it to port ${to} of "${proxy.container.label}"`, safe: false, edits }];
  });
}
