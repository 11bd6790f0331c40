import { mountConfigMap } from '../edits/volumes.ts';
import { resolved } from '../helpers/commands/script-files.ts';
import { CONFIG_FLAGS, PUBLIC_REGISTRY } from '../helpers/config-files.ts';
import { parseImage } from '../helpers/image.ts';
import { isLent, provenHelper } from '../helpers/role.ts';
import { liesIn, mountOf, normalPath } from '../kubernetes/mounts.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { commandLinesOf, flagIn } from '../traffic/calls/command-lines.ts';
import type { Teammate } from '../traffic/team.ts';
import { fileOperationsOf } from '../traffic/volumes/file-operations.ts';
import { partOf } from '../yaml/part.ts';
import type { Located } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

export const helperConfigNotMounted: Rule = {
  id: 'helper-config-not-mounted',
  title: 'A helper is told of a configuration file that is not there',
  severity: 'warning',
  group: 'correctness',
  fix: 'choice',
  messages: {
    default:
      '"{c}" reads its configuration from "{path}", but nothing is mounted there and the image does not ship it.',
  },
  why: 'Images of helpers come with a default configuration at most at their own place. Any other file has to be mounted, usually from a ConfigMap, into this very container: what its neighbour mounts it does not see. Without the file the helper ends at once with an error, and is restarted for ever.',
  silent:
    'Silent for images that are not those of the publisher, since others build configuration into theirs; for files that the image ships; if a script of the container writes the file; for variables in the path. Only information in a file that a kustomization names, since an overlay may add the mount.',
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#add-configmap-data-to-a-volume',
    'https://github.com/synapsecns/sanguine/pull/220',
    'https://github.com/prometheus-community/helm-charts/issues/4367',
  ],
  speaksInPartial: false,
  needs: ['known'],
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
    - name: vault-agent
      image: hashicorp/vault:1.15
      args:
        - agent
        - -config=«/vault/config/agent.hcl»
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
    - name: vault-agent
      image: hashicorp/vault:1.15
      args:
        - agent
        - -config=/vault/config/agent.hcl
      volumeMounts:
        - name: vault-agent-config
          mountPath: /vault/config
          readOnly: true
  volumes:
    - name: vault-agent-config
      configMap:
        name: vault-agent-config
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec') return;
    for (const member of team.members) {
      const found = configOf(member);
      if (!found) continue;
      const { container } = member;
      const { path, word } = found;
      if (mountOf(container, path) || container.mounts.some((mount) => liesIn(normalPath(mount.path ?? ''), path)))
        continue;
      if (fileOperationsOf(member).operations.some((one) => one.access !== 'reads' && liesIn(path, one.path))) continue;
      // Injectors mount folders of their own.
      if (path.startsWith('/vault/') && target.expected().some(({ injector }) => injector.id === 'vault')) continue;
      yield {
        at: partOf(pod.document.text, word, path),
        message: 'default',
        args: { c: container.label, path },
        severity: pod.kustomized ? 'information' : 'warning',
        container: member,
        fixes: fixes(pod, member, path),
      };
    }
  },
};

/** The file that a helper of a known publisher is told to read, unless its image has it. */
function configOf(member: Teammate): { readonly path: string; readonly word: Located<string> } | null {
  const { container, role } = member;
  const helper = provenHelper(member);
  const known = helper && CONFIG_FLAGS.get(helper.id);
  // What is not known here is only what it stands for: any of these programs ends without its file.
  if (!known || role.pattern === 'app' || isLent(member) || !container.image) return null;
  const { repository } = parseImage(container.image.value);
  if (!known.images.test(repository.replace(PUBLIC_REGISTRY, ''))) return null;
  for (const { program, words, inScript } of commandLinesOf(member)) {
    if (inScript && !helper.programs?.includes(program)) continue;
    const word = flagIn(words, ...known.flags);
    const path = word && resolved(word.value.replace(/^file:(?:\/\/)?(?=\/)/, ''), null);
    if (path && !known.shipped.test(path)) return { path, word };
  }
  return null;
}

function fixes(pod: Pod, { container }: Teammate, path: string): Fix[] {
  const name = `${container.label}-config`;
  const folder = path.slice(0, path.lastIndexOf('/'));
  // A mount hides what the image has in the folder.
  if (name.length > 63 || !/\/[^/]+\//.test(path)) return [];
  const title = `Mount a ConfigMap "${name}" at ${folder}`;
  return [{ title, safe: false, edits: () => mountConfigMap(pod, container, name, folder), fill: [name] }];
}
