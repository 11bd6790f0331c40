import { replaceText } from '../edits/pod.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import { plainName, speaksOfItself } from '../traffic/calls/address-names.ts';
import { outboundOf } from '../traffic/calls/outbound.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import type { Located, Span } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

export const siblingNameAsHost: Rule = {
  id: 'sibling-name-as-host',
  title: 'A container uses the name of another container as a host',
  severity: 'warning',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: '"{c}" uses the container name "{s}" as a host; containers of a Pod reach each other on localhost.',
  },
  why: 'In Docker Compose a container is reached by its name. In a Pod the names of containers are no host names: all containers share one network, and each finds the others on localhost, at their ports. A container name as a host only resolves if a Service of that name happens to exist in the namespace, and then leads away from the Pod.',
  silent:
    'Silent if a Service of that name is known, if `hostAliases` has the name, if it is the name of the workload or one of its labels, so that a Service is probably called so, and in partial documents. Information where no Service of the namespace is known, or a kustomization may add some.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    'https://github.com/open-telemetry/opentelemetry-java-instrumentation/issues/12180',
  ],
  speaksInPartial: false,
  needs: ['siblings'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: acme/web:1.0
      env:
        - name: REDIS_URL
          value: «redis://redis:6379/0»
    - name: redis
      image: redis:7.2
      ports:
        - containerPort: 6379
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: acme/web:1.0
      env:
        - name: REDIS_URL
          value: redis://localhost:6379/0
    - name: redis
      image: redis:7.2
      ports:
        - containerPort: 6379
`,
    },
  ],
  *check(team) {
    const { pod, around } = team;
    if (pod.shape !== 'pod-spec') return;
    const running = concurrent(team);
    const known = new Set([...namesOf(pod), ...around.services.map(({ name }) => name)]);
    const siblings = new Map(
      running.flatMap((member) => {
        const name = member.container.name?.value;
        return name === undefined || known.has(name) ? [] : [[name, member]];
      }),
    );
    if (running.length < 2 || !running.some((member) => namesOther(member, siblings))) return;
    const severity = around.services.length > 0 && !pod.kustomized ? 'warning' : 'information';
    const seen = new Set<string>();
    for (const { from, host, at } of [...outboundOf(team), ...namedAlone(running)]) {
      const sibling = siblings.get(host);
      const key = `${host} ${at.start}`;
      if (!sibling || sibling === from || !running.includes(from) || seen.has(key)) continue;
      seen.add(key);
      yield {
        at,
        message: 'default',
        args: { c: from.container.label, s: host },
        severity,
        container: from,
        related: [{ at: sibling.container.anchor, message: `"${host}" is this container` }],
        fixes: fixes(team, from.container, host, at),
      };
    }
  },
};

/** Whether a container says the name of another one at all, by a cheap look: as a word of its own. */
function namesOther(member: Teammate, siblings: ReadonlyMap<string, Teammate>): boolean {
  const { env, command, args } = member.container;
  const said = [...env.map(({ value }) => value), ...(command ?? []), ...(args ?? [])];
  const text = said.map((word) => word?.value ?? '').join(' ');
  for (const [name, sibling] of siblings) if (sibling !== member && holdsWord(text, name)) return true;
  return false;
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(`${text[at - 1] ?? ''}${text[at + word.length] ?? ''}`)) return true;
  }
  return false;
}

/** Variables for an address that hold a name and nothing else; most such names are of no host, so that others do not count. */
function namedAlone(running: readonly Teammate[]): { from: Teammate; host: string; at: Span }[] {
  return running.flatMap((from) =>
    from.container.env.flatMap(({ name, value }) => {
      const plain = plainName(name.value);
      return value && ADDRESS.test(plain) && !speaksOfItself(plain) ? [{ from, host: value.value, at: value.at }] : [];
    }),
  );
}

const ADDRESS = /_(?:HOST|HOSTNAME|ADDR|ADDRESS|URL|ENDPOINT|SERVER|BROKER)S?$/;

/** Names that a Service of the pod may have, or that the pod itself resolves. */
function namesOf({ manifest, labels, hostAliases }: Pod): string[] {
  return [manifest.name ?? '', ...hostAliases, ...[...labels.values()].map(({ value }) => value)];
}

function fixes({ pod }: Team, container: Container, host: string, at: Span): Fix[] {
  const words: readonly Located<string>[] = [
    ...container.env.flatMap(({ value }) => value ?? []),
    ...(container.args ?? []),
    ...(container.command ?? []),
  ];
  const word = words.find((own) => own.at.start === at.start);
  // In a script the name may stand for other things, too.
  if (!word || /\s/.test(word.value.trim())) return [];
  const changed = word.value.replace(hostPattern(host), (_, before: string) => `${before}localhost`);
  if (changed === word.value) return [];
  return [{ title: 'Use localhost', safe: false, edits: () => replaceText(pod, word, changed) }];
}

/** A host in a value: behind a scheme, a user or a separator, and neither the scheme nor the user itself. */
function hostPattern(host: string): RegExp {
  const name = host.replace(/[^\w-]/g, '\\$&');
  return new RegExp(`(^|:\\/\\/|[@,;=(])${name}(?!:\\/\\/|[^/\\s,;]*@)(?=[:/?,;)]|$)`, 'g');
}
