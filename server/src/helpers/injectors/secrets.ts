import type { Pod } from '../../kubernetes/pod.ts';
import { type Added, type AddedResources, FALSE, type Injector, type Switch, TRUE } from '../injector.ts';
import type { Evidence } from '../role.ts';

const VAULT = 'vault.hashicorp.com';
const BANK = 'vault.security.banzaicloud.io';

const AGENT_RESOURCES: AddedResources = {
  requests: { cpu: '250m', memory: '64Mi' },
  limits: { cpu: '500m', memory: '128Mi' },
  requestKeys: { cpu: `${VAULT}/agent-requests-cpu`, memory: `${VAULT}/agent-requests-mem` },
  limitKeys: { cpu: `${VAULT}/agent-limits-cpu`, memory: `${VAULT}/agent-limits-mem` },
  replaces: 'each',
};

const COPY_VAULT_ENV: Added = { name: 'copy-vault-env', helper: 'bank-vaults-env', kind: 'init', end: () => 'first' };

const BANK_VAULTS = {
  docs: 'https://bank-vaults.dev/docs/mutating-webhook/',
  source: 'bank-vaults/vault-secrets-webhook pkg/webhook/pod.go',
} as const;

const NOT_SKIPPED: Switch = { in: 'annotation', key: `${BANK}/mutate`, on: [], off: ['skip'] };

/** Systems that bring secrets into a pod. */
export const secretInjectors: readonly Injector[] = [
  {
    id: 'vault',
    title: 'Vault Agent Injector',
    switches: [
      { in: 'annotation', key: `${VAULT}/agent-inject-status`, on: [], off: ['injected'] },
      { in: 'annotation', key: `${VAULT}/agent-inject`, on: TRUE, off: FALSE },
    ],
    containers: [
      {
        name: 'vault-agent-init',
        helper: 'vault-agent-init',
        kind: 'init',
        when: ({ flag }) => flag(`${VAULT}/agent-pre-populate`, true),
        end: ({ flag }) => (flag(`${VAULT}/agent-init-first`, false) ? 'first' : 'last'),
        resources: AGENT_RESOURCES,
      },
      {
        name: 'vault-agent',
        helper: 'vault-agent',
        kind: 'helper',
        when: ({ flag }) => !flag(`${VAULT}/agent-pre-populate-only`, false),
        end: () => 'last',
        resources: AGENT_RESOURCES,
      },
    ],
    docs: 'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations',
    source: 'hashicorp/vault-k8s agent-inject/agent/agent.go, container_sidecar.go',
  },
  {
    id: 'bank-vaults-agent',
    title: 'Bank-Vaults (Vault Agent)',
    switches: [NOT_SKIPPED, { in: 'annotation', key: `${BANK}/vault-agent-configmap`, on: 'any', off: [''] }],
    containers: [{ name: 'vault-agent', helper: 'vault-agent', kind: 'helper', end: () => 'first' }],
    ...BANK_VAULTS,
  },
  {
    id: 'bank-vaults-template',
    title: 'Bank-Vaults (consul-template)',
    switches: [NOT_SKIPPED, { in: 'annotation', key: `${BANK}/vault-ct-configmap`, on: 'any', off: [''] }],
    containers: [
      { name: 'vault-agent', helper: 'vault-agent-init', kind: 'init', end: () => 'first' },
      {
        name: 'consul-template',
        helper: 'consul-template',
        kind: 'init',
        when: ({ flag }) => flag(`${BANK}/vault-ct-once`, false),
        end: () => 'first',
      },
      {
        name: 'consul-template',
        helper: 'consul-template',
        kind: 'helper',
        when: ({ flag }) => !flag(`${BANK}/vault-ct-once`, false),
        end: () => 'first',
      },
    ],
    ...BANK_VAULTS,
  },
  {
    id: 'bank-vaults-env',
    title: 'Bank-Vaults (vault-env)',
    switches: [NOT_SKIPPED, { in: 'annotation', key: `${BANK}/vault-env-from-path`, on: 'any', off: [''] }],
    asked: vaultVariable,
    containers: [COPY_VAULT_ENV],
    ...BANK_VAULTS,
  },
];

/** A variable that only the webhook of Bank-Vaults can resolve: `vault:path#key`, `>>vault:path#key`. */
function vaultVariable(pod: Pod): Evidence | null {
  for (const { env } of pod.containers) {
    const found = env.find(({ value }) => value !== null && /^(?:>>)?vault:[^#]*#/.test(value.value));
    if (found) return { text: `the variable ${found.name.value} refers to a secret in Vault`, at: found.name.at };
  }
  return null;
}
