import { openListener } from '../edits/bind.ts';
import { type Edits, removeField } from '../edits/fields.ts';
import { type Container, type Handler, portOfHandler } from '../kubernetes/pod.ts';
import { isLoopback } from '../traffic/calls/loopback.ts';
import { isAskedFromOutside } from '../traffic/ports/closed.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

export const probeLocalhostHost: Rule = {
  id: 'probe-localhost-host',
  title: 'A probe asks localhost, which is the node',
  severity: 'error',
  group: 'networking',
  fix: 'safe',
  messages: {
    node: '{probe} of "{c}" sets host {h}: the kubelet then asks the loopback of the node, not the Pod.',
    hostPort:
      '{probe} of "{c}" sets host {h}: the kubelet asks the node; only hostPort {p} may lead it back to the Pod.',
  },
  why: 'The kubelet sends `httpGet` and `tcpSocket` probes, and `httpGet` hooks, from the node, outside the network of the Pod. Without `host` it asks the address of the Pod. With `host: localhost` it asks the node itself, where nothing of the Pod listens: the container is restarted, never gets ready, or never counts as started. Since 1.34 the Pod Security level *baseline* also refuses `host` in probes and hooks. A program that listens on 127.0.0.1 only has to listen on all addresses, or needs an `exec` probe, which runs in its container.',
  silent:
    'Silent with `hostNetwork`, where localhost of the node is that of the Pod, for Knative, whose proxy asks from within, and in partial documents, which may not show it. A warning only if a container has the same `hostPort`, through which some networks lead back to the Pod.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://github.com/NetApp/trident/pull/1045',
    'https://github.com/parca-dev/parca-agent/pull/1866',
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
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      ports:
        - containerPort: 9901
      readinessProbe:
        httpGet:
          host: «127.0.0.1»
          path: /ready
          port: 9901
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: envoy
      image: envoyproxy/envoy:v1.30.1
      ports:
        - containerPort: 9901
      readinessProbe:
        httpGet:
          path: /ready
          port: 9901
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (!isAskedFromOutside(pod)) return;
    for (const member of concurrent(team)) {
      const { container } = member;
      for (const { kind, handler } of [...container.probes, ...container.hooks]) {
        const host = handler?.host;
        if (!host || !isLoopback(host.value)) continue;
        const port = portOfHandler(container, handler);
        const mapped = pod.containers.some((other) => other.ports.some((own) => own.hostPort?.value === port));
        yield {
          at: usedAt(host),
          message: mapped ? 'hostPort' : 'node',
          args: { probe: kind, c: container.label, h: host.value, p: port ?? '' },
          severity: mapped ? 'warning' : 'error',
          container: member,
          fixes: [fix(team, member, handler, port)],
        };
      }
    }
  },
};

function fix(team: Team, member: Teammate, handler: Handler, port: number | null): Fix {
  const { pod } = team;
  const remove = () => removeField(pod.document, handler.source, ['host']);
  const bound = member.listens.find((listen) => listen.port === port && listen.loopbackOnly);
  if (bound) {
    return {
      title: `Remove "host", and let "${member.container.label}" listen on all addresses`,
      safe: false,
      edits: () => together(openListener(pod, member, bound), remove()),
    };
  }
  const elsewhere = team.members.some(
    (other) => other !== member && other.listens.some((listen) => listen.port === port),
  );
  return { title: 'Remove "host"', safe: !elsewhere && !speaksOfLoopback(member.container), edits: remove };
}

/** Whether anything in a container says loopback, so that the program may listen there only. */
function speaksOfLoopback({ command, args, env }: Container): boolean {
  const texts = [...(command ?? []), ...(args ?? []), ...env.flatMap(({ value }) => value ?? [])];
  return texts.some(({ value }) => /\blocalhost\b|\b127\.0\.0\.1\b|::1/.test(value));
}

function together(...all: readonly Edits[]): Edits {
  return all.every((edits) => edits !== null) ? all.flatMap((edits) => edits ?? []) : null;
}
