import { setEmptyDir } from '../edits/volumes.ts';
import { commandText } from '../helpers/commands/command.ts';
import { readMemory } from '../kubernetes/quantity.ts';
import { isOnDisk } from '../kubernetes/volumes.ts';
import type { Teammate } from '../traffic/team.ts';
import { meet, type Share, sharesOf, type Use } from '../traffic/volumes/shares.ts';
import { volumeNamed } from './matters.ts';
import type { Rule } from './rule.ts';

export const secretsOnDisk: Rule = {
  id: 'secrets-on-disk',
  title: 'A helper writes secrets to the disk of the node',
  severity: 'information',
  group: 'volumes',
  fix: 'safe',
  messages: { default: '"{c}" writes secrets to emptyDir "{v}" on the node\'s disk; use medium: Memory.' },
  why: 'An `emptyDir` is a folder on the disk of the node. Secrets that a helper fetches stay there in plain text as long as the Pod exists, where backups and other programs of the node can read them, and on the blocks of the disk after that. With `medium: Memory` they are in a tmpfs, as those of a `secret` volume are, and gone with the Pod. What is written there counts against the memory limit of the container that writes it.',
  silent:
    'Silent for volumes in memory, for mounts that are read-only, for places where the helper keeps files of its own (its home, `/tmp`, its configuration), and in partial documents.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  speaksInPartial: false,
  needs: ['mounts', 'volumes'],
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: vault-agent
      image: hashicorp/vault:1.15
      args: [agent, -config=/vault/config/agent.hcl, -exit-after-auth]
      volumeMounts:
        - name: agent
          mountPath: /vault/config
        - name: secrets
          mountPath: /vault/secrets
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: secrets
          mountPath: /vault/secrets
          readOnly: true
  volumes:
    - name: agent
      configMap:
        name: agent
    - name: secrets
      «emptyDir»: {}
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: vault-agent
      image: hashicorp/vault:1.15
      args: [agent, -config=/vault/config/agent.hcl, -exit-after-auth]
      volumeMounts:
        - name: agent
          mountPath: /vault/config
        - name: secrets
          mountPath: /vault/secrets
  containers:
    - name: shop
      image: acme/shop:1.0
      volumeMounts:
        - name: secrets
          mountPath: /vault/secrets
          readOnly: true
  volumes:
    - name: agent
      configMap:
        name: agent
    - name: secrets
      emptyDir:
        medium: Memory
`,
    },
  ],
  *check(team) {
    const writers = new Set(team.members.filter(fetchesSecrets));
    if (writers.size === 0) return;
    for (const share of sharesOf(team)) {
      const { name, volume } = share;
      const at = volume?.keys.get('emptyDir');
      if (!volume || !at || !isOnDisk(volume)) continue;
      const writer = share.uses.find((use) => writers.has(use.member) && writesSecrets(use, share));
      if (!writer) continue;
      yield {
        at,
        message: 'default',
        args: { c: writer.member.container.label, v: name },
        container: null,
        about: volumeNamed(name),
        related: [{ at: writer.mount.at, message: `"${writer.member.container.label}" mounts it` }],
        fixes: [
          {
            title: `Keep "${name}" in memory`,
            safe: SECRET.test(`${name} ${writer.mount.path}`) && fitsInMemory(share),
            edits: () => setEmptyDir(team.pod, volume, 'medium', 'Memory'),
          },
        ],
      };
    }
  },
};

/** Commands that print or save a secret of a store of secrets. */
const FETCHES =
  /\b(?:vault|bao)\s+(?:kv\s+get|read)\b|\baws\s+(?:\S+\s+){0,8}?secretsmanager\s+get-secret-value\b|\bgcloud\s+(?:\S+\s+){0,8}?secrets\s+versions\s+access\b|\baz\s+keyvault\s+secret\s+(?:show|download)\b/;

/** Places where a helper keeps files of its own. */
const OWN =
  /^\/$|^\/(?:tmp|var\/tmp|run|var\/run|home|root)(?:\/(?!.*secret)|$)|\/(?:config|conf|etc|cache|logs?|home)\/?$/i;

const SECRET = /secret|token|cert|cred|tls|passw|key/i;

/** Whether it is there to bring secrets. */
function fetchesSecrets({ container, role }: Teammate): boolean {
  if (role.pattern === 'app') return false;
  return role.function === 'secret-agent' || (container.lifecycle === 'init' && FETCHES.test(commandText(container)));
}

function writesSecrets({ member, mount, access }: Use, { uses }: Share): boolean {
  if (access === 'reads' || OWN.test(mount.path ?? '/')) return false;
  const isShared = uses.some((other) => other.member !== member && meet(other.mount, mount));
  return isShared || SECRET.test(`${mount.volume.value} ${mount.path}`);
}

/** Whether no container that may fill it would be killed for that, as far as the sizes tell. */
function fitsInMemory({ volume, uses }: Share): boolean {
  if (!volume || volume.sizeLimit === null) return true;
  const size = readMemory(volume.sizeLimit);
  return uses.every(({ member }) => {
    const limit = readMemory(member.container.limits.get('memory')?.value ?? '');
    return size !== null && (limit === null || size < limit);
  });
}
