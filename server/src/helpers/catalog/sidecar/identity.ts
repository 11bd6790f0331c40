import type { Helper } from '../../helper.ts';

const LOCAL = { pattern: 'sidecar', function: null, direction: 'local', longRunning: true } as const;

/** Helpers that tell the application who somebody is, or what somebody may do. */
export const identitySidecars: readonly Helper[] = [
  {
    id: 'opa',
    title: 'Open Policy Agent',
    summary: 'Decides by policies whether the application may answer a request; asked over localhost.',
    images: ['**/openpolicyagent/opa', '**/openpolicyagent/opa-exp*', '**/chainguard/opa'],
    programs: ['opa'],
    names: ['opa', 'opa-envoy', 'opa-istio'],
    ...LOCAL,
    oneShot: ['bench', 'build', 'check', 'eval', 'exec', 'fmt', 'inspect', 'parse', 'sign', 'test', 'version'],
    ports: [
      { port: 8181, what: 'REST API', flags: ['--addr', '-a'] },
      { port: 8282, what: 'diagnostics, by convention', flags: ['--diagnostic-addr'], onRequest: true },
      { port: 9191, what: 'checks for Envoy, if the plugin is on', onRequest: true },
    ],
    health: { path: '/health', port: 8181 },
    shell: { inImage: false, except: ['*debug*'] },
    user: 1000,
    stop: '--shutdown-wait-period keeps it answering before it stops, --shutdown-grace-period lets requests end.',
    native:
      '/health?bundles makes a startup probe that waits for the policies; --diagnostic-addr=0.0.0.0:8282 lets the kubelet ask it.',
    note: 'Since version 1.0 it listens on localhost only unless --addr says otherwise; before, everyone who reached the pod could change its policies.',
    docs: 'https://www.openpolicyagent.org/docs/latest/deployments/',
    source: 'open-policy-agent/opa, Dockerfile (user); the rest general knowledge',
  },
  {
    // In a DaemonSet as a rule, often in one pod with the driver below.
    id: 'spire-agent',
    title: 'SPIRE agent',
    summary: 'Gives workloads their SPIFFE identity over a socket, after it has made sure who they are.',
    images: ['**/spiffe/spire-agent', '**/spiffe-io/spire-agent', '**/chainguard/spire-agent'],
    programs: ['spire-agent'],
    names: ['spire-agent'],
    ...LOCAL,
    oneShot: ['api', 'healthcheck', 'validate'],
    ports: [
      { port: 9982, what: 'health, in its chart', onRequest: true },
      { port: 9988, what: 'metrics, in its chart', onRequest: true },
    ],
    health: { path: '/live', port: 9982 },
    note: 'It belongs on each node, as a DaemonSet: there it tells workloads apart by the kubelet and the host.',
    docs: 'https://spiffe.io/docs/latest/deploying/spire_agent/',
    source: 'spiffe/helm-charts-hardened, charts/spire/charts/spire-agent/values.yaml',
  },
];
