import { flagToOpen, openListener } from '../edits/bind.ts';
import { removeField } from '../edits/fields.ts';
import { expectedOf } from '../helpers/expected.ts';
import type { Container, Hook, Pod, Probe } from '../kubernetes/pod.ts';
import type { ServicePort } from '../kubernetes/services.ts';
import { boundBy, closedAt, isAskedFromOutside } from '../traffic/ports/closed.ts';
import { isClosed, type Listen } from '../traffic/ports/listens.ts';
import { portNamed } from '../traffic/ports/named-ports.ts';
import { askedPort } from '../traffic/ports/probed.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { usedAt } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

export const probeLoopbackListener: Rule = {
  id: 'probe-loopback-listener',
  title: 'A probe or Service leads to a port that is bound to 127.0.0.1',
  severity: 'error',
  group: 'networking',
  fix: 'safe',
  messages: {
    default: '{probe} asks "{c}" at the address of the Pod, but its port {p} is bound to {h} ({by}).',
    service: 'Service "{s}" leads to port {p} of "{c}", which is bound to {h}, so nothing gets there ({by}).',
  },
  why: 'The kubelet asks probes and `httpGet` hooks at the address of the Pod, and a Service leads there too. A program that is bound to 127.0.0.1 answers only to the containers of its own Pod: the probe fails for ever, the Service refuses connections. Several helpers bind to loopback unless a flag says otherwise: the health, admin and data ports of the Cloud SQL Auth Proxy, the port of oauth2-proxy. Istio changes nothing: it asks rewritten probes at the address of the Pod as well.',
  silent:
    'Silent with `hostNetwork`, for `exec` probes, for Knative, whose proxy asks from within, where a file or variable may name the address (`--config`, `envFrom`), where another container has the port, and for Services that lead through a mesh.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/1555',
    'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/2269',
    'https://github.com/GoogleCloudPlatform/alloydb-auth-proxy/issues/157',
    'https://github.com/LINBIT/drbd-reactor/issues/5',
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
  initContainers:
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      restartPolicy: Always
      args: ["--port=5432", "--health-check", "proj:eu:db"]
      startupProbe:
        httpGet:
          path: /startup
          port: «9090»
  containers:
    - name: shop
      image: acme/shop:1.0
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: sql-proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      restartPolicy: Always
      args: ["--port=5432", "--health-check", "--http-address=0.0.0.0", "proj:eu:db"]
      startupProbe:
        httpGet:
          path: /startup
          port: 9090
  containers:
    - name: shop
      image: acme/shop:1.0
`,
    },
  ],
  *check(team) {
    const { pod } = team;
    if (!isAskedFromOutside(pod)) return;
    for (const member of concurrent(team)) {
      const { container } = member;
      for (const asks of [...container.probes, ...container.hooks]) {
        const port = asks.handler && askedPort(container, asks.handler);
        const closed = port && closedAt(team, member, port.number);
        if (!port || !closed) continue;
        const isHook = asks.kind === 'preStop' || asks.kind === 'postStart';
        yield {
          at: port.at,
          message: 'default',
          args: { probe: asks.kind, ...told(member, closed) },
          container: member,
          related: closed.at ? [{ at: closed.at, message: `"${container.label}" is bound here` }] : [],
          fixes: [...openFixes(pod, member, closed), removeFix(pod, container, asks)],
          ...(isHook ? { hides: ['native-sidecar-prestop-stops-early'] } : {}),
        };
      }
    }
  },
  *checkReferrer(referrer, teams, target) {
    if (referrer.kind !== 'Service') return;
    for (const port of referrer.ports) {
      const closed = teams.map((team) => closedTarget(team, port, target.kubernetes));
      const [first] = closed;
      if (!first || closed.includes(null)) continue;
      yield {
        at: usedAt(port.target),
        message: 'service',
        args: { s: referrer.name, ...told(first.member, first.listen) },
        container: null,
      };
    }
  },
};

function told(member: Teammate, listen: Listen) {
  return {
    c: member.container.label,
    p: listen.port,
    h: listen.host ?? '127.0.0.1',
    by: boundBy(member, listen),
  };
}

/** The container and port that a port of a Service leads to in a pod, if nothing gets there for certain. */
function closedTarget(team: Team, { target, protocol }: ServicePort, kubernetes: number) {
  const { pod, catalog, askers } = team;
  if (!isAskedFromOutside(pod) || protocol !== 'TCP') return null;
  // A mesh may lead what comes in to 127.0.0.1.
  if (team.members.some(({ role }) => role.function === 'mesh-proxy' || role.function === 'mesh-init')) return null;
  if (!team.members.some(({ listens }) => listens.some(isClosed))) return null;
  if (expectedOf(pod, catalog, kubernetes, null, askers).length > 0) return null;
  if (typeof target.value === 'string') {
    const named = portNamed(team, target.value, protocol);
    const listen = named && closedAt(team, named.member, named.port.containerPort.value);
    return named && listen && { member: named.member, listen };
  }
  for (const member of concurrent(team)) {
    const listen = closedAt(team, member, target.value);
    if (listen) return { member, listen };
  }
  return null;
}

function openFixes(pod: Pod, member: Teammate, listen: Listen): Fix[] {
  const flag = flagToOpen(member, listen);
  const edits = () => openListener(pod, member, listen);
  if (flag !== null) {
    // A health endpoint is there to be asked; what another port opens, a person has to know.
    return [{ title: `Add ${flag}`, safe: flag === '--http-address=0.0.0.0', edits }];
  }
  return edits() === null ? [] : [{ title: 'Listen on all addresses', safe: false, edits }];
}

function removeFix(pod: Pod, container: Container, { kind }: Probe | Hook): Fix {
  const path = kind === 'preStop' || kind === 'postStart' ? ['lifecycle', kind] : [kind];
  const title = `Remove the ${kind === 'preStop' || kind === 'postStart' ? 'hook' : 'probe'}`;
  return { title, safe: false, edits: () => removeField(pod.document, container.source, path) };
}
