import type { Helper } from '../../helper.ts';

const HELPER = { pattern: 'config-helper', direction: 'local', longRunning: true } as const;

/** Helpers that bring certificates to the application, or policies to what decides for it. */
export const identityHelpers: readonly Helper[] = [
  {
    id: 'spiffe-helper',
    title: 'SPIFFE helper',
    summary: 'Fetches certificates from the SPIFFE agent, writes them to a shared volume and renews them.',
    images: ['**/spiffe/spiffe-helper'],
    programs: ['spiffe-helper'],
    names: ['spiffe-helper', 'spiffe-helper-init'],
    ...HELPER,
    function: 'secret-agent',
    oneShot: ['-daemon-mode=false', '-version'],
    ports: [{ port: 8081, what: 'health, if its configuration opens it', onRequest: true }],
    health: { path: '/live', port: 8081 },
    native:
      'Before it, run it once with daemon_mode = false as an init container, or set health_checks.listener_enabled = true and probe its port.',
    docs: 'https://github.com/spiffe/spiffe-helper',
    source: 'spiffe/spiffe-helper, README.md and cmd/spiffe-helper/main.go',
  },
  {
    id: 'opa-kube-mgmt',
    title: 'OPA kube-mgmt',
    summary:
      'Brings policies from labelled ConfigMaps, and objects of the cluster, into the Open Policy Agent beside it.',
    images: ['**/openpolicyagent/kube-mgmt'],
    programs: ['kube-mgmt'],
    names: ['kube-mgmt', 'opa-kube-mgmt'],
    ...HELPER,
    function: 'config-reloader',
    ports: [],
    native:
      'It writes to the Open Policy Agent over localhost: one that starts first must bear that nobody answers yet.',
    docs: 'https://github.com/open-policy-agent/kube-mgmt',
    source: 'general knowledge',
  },
];
