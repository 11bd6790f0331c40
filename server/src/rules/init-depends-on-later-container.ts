import { makeNative } from '../edits/native.ts';
import type { Expected } from '../helpers/expected.ts';
import { type LateServer, laterGate, laterServer, laterSocket } from '../traffic/order/late-servers.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Finding, Fix, Rule } from './rule.ts';

export const initDependsOnLaterContainer: Rule = {
  id: 'init-depends-on-later-container',
  title: 'An init container needs a container that starts after it',
  severity: 'error',
  group: 'lifecycle',
  fix: 'safe',
  since: '1.29',
  messages: {
    app: 'Init container "{c}" connects to {p}, served by "{s}", which starts only after init containers finish; deadlock.',
    later: 'Init container "{c}" connects to {p}, served by "{s}", which stands behind it and starts later; deadlock.',
    mayApp:
      'Init container "{c}" is given {p}, served by "{s}", which starts only after init containers finish; if it connects, it waits for ever.',
    mayLater:
      'Init container "{c}" is given {p}, served by "{s}", which stands behind it and starts later; if it connects, it waits for ever.',
    gate: '{gate} of native sidecar "{c}" waits for {p} of "{s}", which starts only after it has succeeded; deadlock.',
    added:
      'Init container "{c}" connects to localhost:{p}, where the sidecar answers that {i} adds; it starts only after init containers finish.',
  },
  why: 'Entries of `initContainers` start in list order, and `containers` start after all of them. A migration that reaches its database through a proxy in `containers` waits for a port that opens only when it is done: the Pod stays in `Init`. As a native sidecar before it, the proxy is there in time, and still there for the application. A native sidecar holds back the application in the same way until its startupProbe has succeeded and its postStart hook has returned, so neither may ask the application.',
  silent:
    'Silent if a native sidecar before it serves the port, if its script starts the server itself, and on the network of the node unless the server is a known helper. An address that stands only in a variable is a warning, since variables are copied between containers. So is a sidecar that an injector adds, and one that comes as a native sidecar is in time.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers',
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#differences-from-init-containers',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/828',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: «migrate»
      image: acme/shop:1.0
      command: [./migrate.sh]
      env:
        - name: DATABASE_URL
          value: postgres://shop@localhost:5432/shop
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: pgbouncer
      image: edoburu/pgbouncer:1.22.1
      ports:
        - containerPort: 5432
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: pgbouncer
      image: edoburu/pgbouncer:1.22.1
      restartPolicy: Always
      ports:
        - containerPort: 5432
      startupProbe:
        tcpSocket:
          port: 5432
    - name: migrate
      image: acme/shop:1.0
      command: [./migrate.sh]
      env:
        - name: DATABASE_URL
          value: postgres://shop@localhost:5432/shop
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team, { kubernetes, expected }) {
    for (const member of team.members) {
      if (member.container.lifecycle === 'native-sidecar') yield* atGate(team, member);
      if (member.container.lifecycle !== 'init' || startsServer(member)) continue;
      const found = laterServer(team, member) ?? laterSocket(team, member);
      const added = found ? null : laterAdded(team, member, expected());
      if (added) {
        yield {
          at: member.container.anchor,
          message: 'added',
          args: { c: member.container.label, p: added.port, i: added.by.injector.title },
          severity: 'warning',
          container: member,
          related: [{ at: added.by.at, message: `this asks for "${added.by.name}"` }],
        };
      }
      if (found) yield dependence(team, member, found, kubernetes);
    }
  },
};

function dependence(team: Team, member: Teammate, { server, place, proven }: LateServer, kubernetes: number): Finding {
  const isApp = server.container.lifecycle === 'container';
  const p = typeof place === 'number' ? `localhost:${place}` : `the sockets in ${place}`;
  const what = typeof place === 'number' ? `port ${place}` : place;
  return {
    at: member.container.anchor,
    message: proven ? (isApp ? 'app' : 'later') : isApp ? 'mayApp' : 'mayLater',
    args: { c: member.container.label, p, s: server.container.label },
    severity: proven ? 'error' : 'warning',
    container: member,
    related: [{ at: server.container.anchor, message: `"${server.container.label}" serves ${what}` }],
    fixes: fixes(team, member, server, kubernetes),
  };
}

/** The startup probe or postStart hook of a native sidecar asks a container of the app list. */
function* atGate(team: Team, member: Teammate): Iterable<Finding> {
  const found = laterGate(team, member);
  if (!found) return;
  const { server, place, gate, at } = found;
  yield {
    at,
    message: 'gate',
    args: { c: member.container.label, gate, p: `localhost:${place}`, s: server.container.label },
    container: member,
    related: [{ at: server.container.anchor, message: `"${server.container.label}" serves port ${place}` }],
    hides: ['liveness-through-sibling'],
  };
}

/** The first port that its command dials and that only a classic sidecar serves which an injector adds. */
function laterAdded(
  { members }: Team,
  { dials }: Teammate,
  expected: readonly Expected[],
): { by: Expected; port: number } | null {
  for (const { port, how } of dials) {
    if (how !== 'command' || members.some(({ listens }) => listens.some((listen) => listen.port === port))) continue;
    const serving = expected.filter(({ helper }) => helper?.ports.some((own) => own.port === port && !own.onRequest));
    const [by] = serving;
    if (by && serving.every(({ lifecycle }) => lifecycle === 'container')) return { by, port };
  }
  return null;
}

/** Whether its script starts something in the background: the server may be its own. */
function startsServer({ command }: Teammate): boolean {
  return command.script?.statements.some((statement) => statement.background) ?? false;
}

function fixes(team: Team, member: Teammate, server: Teammate, kubernetes: number): Fix[] {
  if (server.role.pattern === 'app') return [];
  const native = makeNative(team, server, kubernetes, member);
  if (!native) return [];
  const moves = server.container.lifecycle === 'container';
  const title = moves
    ? `Make "${server.container.label}" a native sidecar before "${member.container.label}"`
    : `Move "${server.container.label}" before "${member.container.label}"`;
  return [{ title, ...native, safe: native.safe && server.role.confidence === 'strong' }];
}
