import type { Teammate } from '../../../traffic/team.ts';
import { code } from '../markdown.ts';
import { agree, namesOf, type View } from '../view.ts';
import { about, containersLine, type Explain, isOn, partsOf, says, type Topics } from './written.ts';

const VAULT = 'vault.hashicorp.com';
const NAME = 'Vault Agent Injector';

/** Where a secret is written, in every container that the injector gives the volume. */
function fileOf({ pod }: View, secret: string): string {
  const read = (key: string) => pod.annotations.get(`${VAULT}/${key}`)?.value;
  const folder = read(`secret-volume-path-${secret}`) ?? read('secret-volume-path') ?? '/vault/secrets';
  const name =
    read(`agent-inject-file-${secret}`) ?? (read('preserve-secret-case') === 'true' ? secret : secret.toLowerCase());
  return `${folder.replace(/\/+$/, '')}/${name}`;
}

/** Containers whose command, arguments or variables name a path. */
function naming({ team }: View, path: string): Teammate[] {
  return team.members.filter(({ container }) => {
    const words = [
      ...(container.command ?? []),
      ...(container.args ?? []),
      ...container.env.flatMap(({ value }) => value ?? []),
    ];
    return words.some(({ value }) => value.includes(path));
  });
}

function fileLines(view: View, secret: string): string[] {
  const file = fileOf(view, secret);
  const readers = naming(view, file);
  const only = view.pod.annotations.get(`${VAULT}/agent-inject-containers`)?.value;
  const mounted = only === undefined ? 'every container of `containers`' : code(only);
  return [
    `It is written to ${code(file)}. The volume is one in memory, mounted into ${mounted}.`,
    ...(readers.length > 0 ? [`${namesOf(readers)} ${agree(readers, 'names', 'name')} this file.`] : []),
  ];
}

const secret: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    [`The path of the secret ${code(written.rest)} in Vault.`, ...fileLines(view, written.rest), refresh(view)],
    ['vaultAnnotations'],
  );

const template: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    [`The form in which the secret ${code(written.rest)} is written.`, ...fileLines(view, written.rest)],
    ['vaultAnnotations'],
  );

const file: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    [`The name of the file for the secret ${code(written.rest)}.`, ...fileLines(view, written.rest)],
    ['vaultAnnotations'],
  );

const command: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    [
      `Vault Agent runs it, in its own container, each time the secret ${code(written.rest)} has been written.`,
      view.pod.shareProcessNamespace ||
      view.pod.annotations.get(`${VAULT}/agent-share-process-namespace`)?.value === 'true'
        ? 'It can signal the application: the containers share their processes.'
        : 'It cannot signal the application, unless the containers share their processes (`agent-share-process-namespace`).',
    ],
    ['vaultAnnotations'],
  );

function refresh({ pod }: View): string {
  return pod.annotations.get(`${VAULT}/agent-pre-populate-only`)?.value === 'true'
    ? 'It is written once, before the application starts; nobody renews it.'
    : '`vault-agent` writes it again when it changes; the application has to notice.';
}

const prePopulate: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    isOn(written)
      ? ['`vault-agent-init` writes the secrets before the application starts. This is the default.']
      : ['No `vault-agent-init` is added: the application may start before its secrets are there.'],
    ['vaultAnnotations'],
  );

const only: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    isOn(written)
      ? [
          'Only `vault-agent-init` is added: the secrets are written once, before the application starts, and nobody renews them.',
          'A Job completes without further help. For a service secrets that expire need the sidecar.',
        ]
      : [
          '`vault-agent` runs beside the application and renews the secrets. The injector adds it to `containers`, it has no form as a native sidecar: a Job does not complete while it runs.',
        ],
    ['vaultAnnotations'],
  );

const first: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    [
      isOn(written)
        ? '`vault-agent-init` stands before the init containers that are written here, so that they find the secrets. It then runs before a mesh has set up the network, too.'
        : '`vault-agent-init` stands behind the init containers that are written here: they do not find the secrets.',
    ],
    ['vaultAnnotations'],
  );

const containers: Explain = (view, written) =>
  about(
    view,
    written,
    NAME,
    ['Only these containers get the volume with the secrets.', containersLine(view, partsOf(written.value.value, /,/))],
    ['vaultAnnotations'],
  );

const PLAIN: Readonly<Record<string, string>> = {
  role: 'The role of Vault as which the agent logs in, with the service account of the pod.',
  'agent-cache-enable':
    'Vault Agent also serves the API of Vault on localhost (port 8200 by default), with its own token: it is an ambassador then.',
  'agent-run-as-user':
    'The user of the agent, 100 by default. Files belong to it; the application must be able to read them.',
  'agent-run-as-same-user':
    'The agent runs as the user of the first container, so that the application owns the files.',
  'agent-share-process-namespace':
    'The containers of the pod see and may signal each other, so that the agent can tell the application of new secrets.',
  'agent-revoke-on-shutdown':
    'A preStop hook gives the token back when the pod ends. It runs when the pod begins to terminate, while the application may still need its secrets.',
  'agent-enable-quit': 'A task may end the agent by a POST to `/agent/v1/quit` when it is done.',
  'agent-configmap': 'A ConfigMap with the whole configuration of the agent, in place of the annotations on secrets.',
  'secret-volume-path': 'The folder of the secrets, `/vault/secrets` by default.',
  'agent-inject-status': '`injected` stops the injector from touching the pod again.',
};

/** What the injector of Vault reads on a pod, beside its injection. */
export const vault: Topics = {
  by: 'Vault Agent Injector',
  injector: 'vault',
  keys: {
    ...Object.fromEntries(
      Object.entries(PLAIN).map(([key, line]) => [`${VAULT}/${key}`, says(NAME, 'vaultAnnotations', line)]),
    ),
    [`${VAULT}/agent-pre-populate`]: prePopulate,
    [`${VAULT}/agent-pre-populate-only`]: only,
    [`${VAULT}/agent-init-first`]: first,
    [`${VAULT}/agent-inject-containers`]: containers,
  },
  prefixes: {
    [`${VAULT}/agent-inject-secret-`]: secret,
    [`${VAULT}/agent-inject-template-`]: template,
    [`${VAULT}/agent-inject-file-`]: file,
    [`${VAULT}/agent-inject-command-`]: command,
  },
};
