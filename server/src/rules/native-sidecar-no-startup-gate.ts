import { addStartupProbe, startupGate } from '../edits/native.ts';
import type { Container } from '../kubernetes/pod.ts';
import { type Call, callsOf, isCertain } from '../traffic/calls/calls.ts';
import { isIdle, waitsItself } from '../traffic/order/waiting.ts';
import { startsBefore, type Team, type Teammate } from '../traffic/team.ts';
import type { Fix, Rule } from './rule.ts';

/** What does not need to answer before the application starts. */
const NO_GATE_NEEDED: readonly (string | null)[] = ['exporter', 'log-shipper', 'telemetry-collector'];
const BRINGS_FILES: readonly (string | null)[] = ['content-sync', 'secret-agent', 'config-reloader'];

export const nativeSidecarNoStartupGate: Rule = {
  id: 'native-sidecar-no-startup-gate',
  title: 'A native sidecar has no startup probe, although something that starts later needs it',
  severity: 'warning',
  group: 'lifecycle',
  fix: 'safe',
  since: '1.28',
  messages: {
    port: 'Native sidecar "{s}" has no startupProbe: "{next}" starts as soon as the sidecar\'s process exists, not when localhost:{p} answers.',
    readiness:
      'Native sidecar "{s}" has no startupProbe, and its readinessProbe does not hold back "{next}", which needs localhost:{p}.',
    files: 'Native sidecar "{s}" has no startupProbe: "{next}" may start before the files in volume "{v}" are there.',
  },
  why: 'The kubelet starts the next entry as soon as a native sidecar counts as started: its process runs, its postStart hook is done, and its startupProbe, if it has one, has succeeded. Without a probe that is the moment the process is created, usually before it listens. A readinessProbe counts for the readiness of the Pod, but holds back nothing.',
  silent:
    'Silent if what needs it waits in its own script, and for exporters, log shippers and collectors, which need not answer at once.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
  ],
  speaksInPartial: false,
  needs: ['native', 'siblings'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: «browser»
      image: ghcr.io/browserless/chromium:v2.20.0
      restartPolicy: Always
      ports:
        - containerPort: 3000
      readinessProbe:
        httpGet:
          path: /active
          port: 3000
  containers:
    - name: shop
      image: acme/shop:1.0
      env:
        - name: BROWSER_WS
          value: ws://localhost:3000
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: browser
      image: ghcr.io/browserless/chromium:v2.20.0
      restartPolicy: Always
      ports:
        - containerPort: 3000
      startupProbe:
        httpGet:
          path: /active
          port: 3000
      readinessProbe:
        httpGet:
          path: /active
          port: 3000
  containers:
    - name: shop
      image: acme/shop:1.0
      env:
        - name: BROWSER_WS
          value: ws://localhost:3000
`,
    },
  ],
  *check(team) {
    for (const member of team.members) {
      const { container, role } = member;
      if (container.lifecycle !== 'native-sidecar' || NO_GATE_NEEDED.includes(role.function)) continue;
      if (container.probes.some((probe) => probe.kind === 'startupProbe')) continue;
      if (container.hooks.some((hook) => hook.kind === 'postStart')) continue;
      const later = team.members.filter((other) => startsBefore(member, other));
      const need = portNeeded(team, member);
      const files = need ? null : filesNeeded(team, member, later);
      if (!need && !files) continue;
      const next = (need?.from ?? files?.by)?.container.label ?? '';
      const readiness = container.probes.some((probe) => probe.kind === 'readinessProbe');
      yield {
        at: container.anchor,
        message: need ? (readiness ? 'readiness' : 'port') : 'files',
        args: { s: container.label, next, p: need?.port ?? '', v: files?.volume ?? '' },
        severity: need && isCertain(need) ? 'warning' : 'information',
        container: member,
        related: need ? [{ at: need.dial.at, message: `"${next}" is told of localhost:${need.port} here` }] : [],
        fixes: fixes(team, member),
      };
    }
  },
};

/** The first call of a container that starts later and does not wait by itself. */
function portNeeded(team: Team, member: Teammate): Call | null {
  const calls = callsOf(team).filter(({ from, to, port }) => {
    return to === member && startsBefore(member, from) && !waitsItself(from, port) && !isIdle(from);
  });
  return calls.find(isCertain) ?? calls[0] ?? null;
}

/** A volume that it fills and a later container reads, unless an init container before it fills it too. */
function filesNeeded(
  { members }: Team,
  member: Teammate,
  later: readonly Teammate[],
): { by: Teammate; volume: string } | null {
  if (!BRINGS_FILES.includes(member.role.function)) return null;
  const writes = (container: Container, volume: string) =>
    container.mounts.some((mount) => mount.volume.value === volume && !mount.readOnly);
  for (const { volume } of member.container.mounts) {
    const filled = members.some(
      (m) => startsBefore(m, member) && m.container.lifecycle === 'init' && writes(m.container, volume.value),
    );
    const by = later.find(({ container }) => container.mounts.some((mount) => mount.volume.value === volume.value));
    if (by && !filled && writes(member.container, volume.value)) return { by, volume: volume.value };
  }
  return null;
}

/** Whether it may become ready only when a later container answers, which would then never start (Dapr is such a one). */
function mayNeedLater(team: Team, member: Teammate): boolean {
  if (member.role.function === 'mesh-proxy' || member.role.pattern === 'proxy') return true;
  return callsOf(team).some(({ from, to }) => from === member && startsBefore(member, to));
}

function fixes(team: Team, member: Teammate): Fix[] {
  const gate = startupGate(team, member);
  if (gate !== 'none' && gate !== 'unknown') {
    const edits = () => addStartupProbe(team.pod, member, gate);
    return [{ title: 'Add a startupProbe', safe: true, edits }];
  }
  const readiness = member.container.probes.find((probe) => probe.kind === 'readinessProbe' && probe.handler);
  if (!readiness) return [];
  const edits = () => addStartupProbe(team.pod, member, readiness);
  const safe = !mayNeedLater(team, member);
  return [{ title: 'Add a startupProbe that asks what the readinessProbe asks', safe, edits }];
}
