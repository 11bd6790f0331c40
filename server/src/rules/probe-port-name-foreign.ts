import { replaceText } from '../edits/pod.ts';
import { unquote } from '../edits/quotes.ts';
import type { Container, Handler, Pod } from '../kubernetes/pod.ts';
import type { Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import type { Fix, Rule } from './rule.ts';

/** What happens when a name cannot be resolved: the probe is an error, which is not a failure (kubelet prober/worker.go). */
const EFFECTS: Readonly<Record<string, string>> = {
  livenessProbe: 'the probe never acts',
  readinessProbe: 'the Pod never gets ready',
  startupProbe: 'the container never counts as started',
  postStart: 'the container is killed',
  preStop: 'the hook is skipped',
};

/** What it means for a native sidecar that the next containers wait for it. */
const STUCK = 'the Pod stays in Init';

export const probePortNameForeign: Rule = {
  id: 'probe-port-name-foreign',
  title: 'A probe uses the name of a port that its own container does not declare',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    sibling:
      '{probe} of "{c}" uses port name "{p}", which only "{other}" declares, so {effect}; names count inside one container.',
    nobody: '{probe} of "{c}" uses port name "{p}", which the container does not declare, so {effect}.',
    quoted: '{probe} of "{c}" has the port "{p}" in quotes: the API server takes it for a name and refuses it.',
  },
  why: 'The kubelet resolves a port name in a probe or hook among the ports of the same container only, although all containers of a Pod share their addresses. A name it cannot find makes the probe an error: a liveness probe then never restarts anything, a readiness probe never lets the Pod get ready, a startup probe never lets the container count as started, which leaves the Pod of a native sidecar in Init; a postStart hook kills the container, a preStop hook is skipped. A number in quotes is a name too, and is refused, since a name needs a letter.',
  silent: 'Silent in patches and templates, which may not show all ports. gRPC probes take numbers only.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ContainerPort',
  ],
  speaksInPartial: false,
  needs: ['asks'],
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
        - name: http
          containerPort: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.1.0
      args: ["--nginx.scrape-uri=http://localhost:8080/stub_status"]
      ports:
        - name: metrics
          containerPort: 9113
      livenessProbe:
        httpGet:
          path: /metrics
          port: «http»
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
        - name: http
          containerPort: 8080
    - name: metrics
      image: nginx/nginx-prometheus-exporter:1.1.0
      args: ["--nginx.scrape-uri=http://localhost:8080/stub_status"]
      ports:
        - name: metrics
          containerPort: 9113
      livenessProbe:
        httpGet:
          path: /metrics
          port: metrics
`,
    },
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      readinessProbe:
        tcpSocket:
          port: «"8080"»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      readinessProbe:
        tcpSocket:
          port: 8080
`,
    },
  ],
  *check({ pod, members }) {
    for (const member of members) {
      const { container } = member;
      for (const { kind, handler } of [...container.probes, ...container.hooks]) {
        const port = handler?.port;
        if (!port || typeof port.value !== 'string' || isUnresolved(port.value) || handler.type === 'grpc') continue;
        const name = port.value;
        if (container.ports.some((own) => own.name && (own.name.value === name || isUnresolved(own.name.value))))
          continue;
        const quoted = port.quoted && /^\d+$/.test(name);
        const other = members.find(({ container: c }) => c.ports.some((declared) => declared.name?.value === name));
        const args = {
          probe: kind,
          c: container.label,
          p: name,
          other: other?.container.label ?? '',
          effect: kind === 'startupProbe' && container.lifecycle === 'native-sidecar' ? STUCK : (EFFECTS[kind] ?? ''),
        };
        yield {
          at: usedAt(port),
          message: quoted ? 'quoted' : other ? 'sibling' : 'nobody',
          args,
          container: member,
          fixes: quoted
            ? [unquoteFix(port)]
            : [...ownPortFixes(pod, container, port), ...siblingFixes(pod, kind, other, port)],
        };
      }
    }
  },
};

type HandlerPort = NonNullable<Handler['port']>;

function unquoteFix(port: HandlerPort): Fix {
  return { title: 'Remove the quotes', safe: true, edits: () => unquote(port) };
}

/** The container's own ports, that whose name is nearest first. */
function ownPortFixes(pod: Pod, container: Container, port: HandlerPort): Fix[] {
  const names = container.ports.flatMap(({ name }) => name?.value ?? []);
  const close = nearest(String(port.value), names)?.name;
  const ports = [...container.ports].sort((a, b) => Number(b.name?.value === close) - Number(a.name?.value === close));
  return ports.map((own) => {
    const to = own.name?.value ?? own.containerPort.value;
    return { title: `Use the container's own port ${to}`, safe: false, edits: () => replaceText(pod, port, to) };
  });
}

/** The number of a sibling's port makes the probe go through the sibling: only a Pod's readiness may depend on that. */
function siblingFixes(pod: Pod, kind: string, other: Teammate | undefined, port: HandlerPort): Fix[] {
  const number = other?.container.ports.find(({ name }) => name?.value === port.value)?.containerPort.value;
  if (kind !== 'readinessProbe' || !other || number === undefined) return [];
  const title = `Ask port ${number} of "${other.container.label}"`;
  return [{ title, safe: false, edits: () => replaceText(pod, port, number) }];
}
