import type { Helper } from '../../helper.ts';

/** Images of Vault and its fork, which are server, agent and client, told apart by their arguments. */
export const VAULT_IMAGES: readonly string[] = [
  '**/hashicorp/vault',
  '**/hashicorp/vault-enterprise',
  '**/library/vault',
  '**/bitnami*/vault',
  '**/chainguard/vault',
  '**/openbao/openbao',
  '**/openbao/openbao-ubi',
  '**/mirrored-hashicorp-vault',
];

const SECRET_AGENT = {
  pattern: 'config-helper',
  function: 'secret-agent',
  direction: 'out',
  longRunning: true,
} as const;

/** Helpers that fetch secrets for the application, and renew them. */
export const secretAgents: readonly Helper[] = [
  {
    id: 'vault-agent',
    title: 'Vault Agent',
    summary: 'Signs in to Vault, writes secrets to a shared volume and renews them; can serve as a local Vault.',
    images: VAULT_IMAGES,
    release: '2.1.2',
    programs: ['vault', 'bao'],
    words: ['agent'],
    names: ['vault-agent', 'vault-agent-*'],
    ...SECRET_AGENT,
    oneShot: ['-exit-after-auth'],
    ports: [{ port: 8200, what: 'local Vault API, if configured', onRequest: true }],
    shell: { inImage: true },
    user: 100,
    stop: 'With agent-revoke-on-shutdown a preStop hook gives its token back; with agent-enable-quit a POST to /agent/v1/quit ends it.',
    native:
      'The injector puts it among the ordinary containers only, so that a Job needs agent-pre-populate-only, or agent-enable-quit and a call at its end.',
    docs: 'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations',
    source: 'hashicorp/vault-k8s agent-inject/agent/agent.go, annotations.go, container_sidecar.go',
  },
  {
    id: 'infisical-agent',
    title: 'Infisical agent',
    summary: 'Signs in to Infisical, renders secrets into files and renews them.',
    images: ['**/infisical/cli'],
    programs: ['infisical'],
    words: ['agent'],
    names: ['infisical-agent'],
    ...SECRET_AGENT,
    ports: [],
    note: 'With exit-after-auth in its configuration it renders the secrets once and ends, as an init container must.',
    docs: 'https://infisical.com/docs/integrations/platforms/infisical-agent',
    source: 'image and configuration in public manifests',
  },
];
