import { replaceText } from '../edits/pod.ts';
import { changePort } from '../edits/ports.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { type Unserved, unservedIn } from '../traffic/ports/unserved.ts';
import type { Team } from '../traffic/team.ts';
import type { Located, Span } from '../yaml/span.ts';
import { dialledPort } from './matters.ts';
import type { Fix, Rule } from './rule.ts';

/** Ports of servers that people put beside their application: MySQL, Redis, Kafka, OTLP, StatsD, Docker, Vault … */
const WELL_KNOWN: ReadonlySet<number> = new Set([5432, 3306, 6379, 27017, 5672, 9092, 4317, 4318, 8125, 2375, 8200]);

export const localhostPortUnserved: Rule = {
  id: 'localhost-port-unserved',
  title: 'A container dials a port on localhost on which nobody listens',
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    near: '"{c}" connects to localhost:{p}, but no container of this Pod listens there; "{s}" listens on {q}.',
    nobody: '"{c}" connects to localhost:{p}, but no container of this Pod is known to listen there.',
  },
  why: 'In a Pod localhost is the Pod: only its own containers answer there. If none listens on the port, every connection is refused, and the application fails at its start or at the first request. Most often the port of a proxy or a cache was changed on one side only.',
  silent:
    'A warning only if a container of which all ports are known (a database proxy, a cache, a store) is there for it and listens elsewhere; else information, for ports of well-known servers. Silent if any container is unknown and declares no port, is a general proxy or opens tunnels, for every port that another container names anywhere, where something is injected, with `hostNetwork`, and in partial documents.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://github.com/k3s-io/k3s/issues/4789',
    'https://github.com/open-telemetry/opentelemetry-operator/issues/1675',
  ],
  speaksInPartial: false,
  needs: ['dials'],
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
      env:
        - name: CACHE_URL
          value: «redis://localhost:6379/0»
    - name: cache
      image: redis:7.2
      args: ["--port", "6380"]
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
      env:
        - name: CACHE_URL
          value: redis://localhost:6380/0
    - name: cache
      image: redis:7.2
      args: ["--port", "6380"]
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.hostNetwork || pod.shape !== 'pod-spec' || speaksOfInjection(pod)) return;
    const unserved = unservedIn(team);
    if (unserved.length === 0 || target.expected().length > 0) return;
    for (const one of unserved) {
      const { from, dial, near, copied } = one;
      const isCertain = near !== null && !pod.kustomized && !copied;
      if (!near && (pod.kustomized || !WELL_KNOWN.has(dial.port) || dial.at === from.container.image?.at)) continue;
      yield {
        at: dial.at,
        message: near ? 'near' : 'nobody',
        args: {
          c: from.container.label,
          p: dial.port,
          s: near?.member.container.label ?? '',
          q: near?.listen.port ?? '',
        },
        severity: isCertain ? 'warning' : 'information',
        container: from,
        related: near
          ? [
              {
                at: near.listen.at ?? near.member.container.anchor,
                message: `"${near.member.container.label}" listens on ${near.listen.port}`,
              },
            ]
          : [],
        fixes: near ? fixes(team, one, near) : [],
        about: dialledPort(dial.port, from),
      };
    }
  },
};

/** Whether a label or annotation may ask for a container that is not in the manifest, by whatever injector. */
function speaksOfInjection({ labels, annotations }: Pod): boolean {
  return [...labels, ...annotations].some(
    ([key, { value }]) =>
      /inject|sidecar|^admission\.datadoghq\.com\/enabled$/i.test(key) && !/^(?:false|disabled|no|off|)$/i.test(value),
  );
}

function fixes({ pod }: Team, { from, dial }: Unserved, near: NonNullable<Unserved['near']>): Fix[] {
  const { member, listen } = near;
  const place = portPlace(from.container, dial.port, dial.at);
  const changed = place?.value.replace(portPattern(dial.port), `${listen.port}`);
  const own: Fix[] =
    place && changed !== undefined
      ? [
          {
            title: `Let "${from.container.label}" use port ${listen.port}`,
            safe: false,
            edits: () => replaceText(pod, place, changed),
          },
        ]
      : [];
  if (listen.how !== 'flag' || listen.at === null) return own;
  const title = `Move "${member.container.label}" to port ${dial.port}`;
  return [...own, { title, safe: false, edits: () => changePort(pod, member, listen.port, dial.port) }];
}

/** The one value that holds the port: that which names the host, or a variable or argument that is the port. */
function portPlace({ env, args, command }: Container, port: number, at: Span): Located<string> | null {
  const values = [...env.flatMap(({ value }) => value ?? []), ...(args ?? []), ...(command ?? [])];
  const own = values.find((value) => value.at.start === at.start);
  if (!own || portPattern(port).test(own.value)) return own ?? null;
  const [only, ...more] = values.filter(({ value }) => value === `${port}`);
  return only && more.length === 0 ? only : null;
}

function portPattern(port: number): RegExp {
  return new RegExp(`(?<![\\d.])${port}(?![\\d.])`);
}
