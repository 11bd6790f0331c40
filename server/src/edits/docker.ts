import type { Pod } from '../kubernetes/pod.ts';
import type { Teammate } from '../traffic/team.ts';
import { type Addition, addItems, editsOf } from '../yaml/edit/additions.ts';
import { scalarAt } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { insertEntry, replaceScalar } from '../yaml/edit.ts';
import type { Located } from '../yaml/span.ts';
import { type Edits, ownMapping } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { unusedName } from './names.ts';

/** A Docker daemon in a pod, the container that talks to it, and the address that it is told. */
export interface DockerPair {
  readonly pod: Pod;
  readonly dind: Teammate;
  readonly client: Teammate;
  /** `DOCKER_HOST`, or what else names the address. */
  readonly host: Located<string>;
}

/** Lets the client talk to the daemon through its socket, in a folder that both share. */
export function shareSocket(pair: DockerPair): Edits {
  const volume = { name: freeName(pair.pod, 'docker-socket'), emptyDir: { sizeLimit: '16Mi' } };
  return share(pair, volume, '/var/run', 'unix:///var/run/docker.sock', []);
}

/** Lets the client talk to the daemon by TLS, with the certificates that the daemon makes for it. */
export function shareCertificates(pair: DockerPair): Edits {
  const volume = { name: freeName(pair.pod, 'docker-certs'), emptyDir: { sizeLimit: '16Mi' } };
  const env = [
    { name: 'DOCKER_TLS_VERIFY', value: '1' },
    { name: 'DOCKER_CERT_PATH', value: '/certs/client' },
  ];
  return share(pair, volume, '/certs/client', 'tcp://localhost:2376', env);
}

/** Starts the daemon without TLS, on its socket and on loopback only. Null if it has a command or arguments already. */
export function serveOnLoopback({ pod, dind }: DockerPair): Edits {
  const mapping = ownMapping(dind.container.source);
  if (!mapping || dind.container.command || dind.container.args) return null;
  const args = ['dockerd', '--host=unix:///var/run/docker.sock', '--host=tcp://127.0.0.1:2375', '--tls=false'];
  const edit = insertEntry(pod.document, mapping, 'args', args, { after: keysBefore('args') });
  return edit && [edit];
}

interface NewVolume {
  readonly name: string;
  readonly emptyDir: Readonly<Record<string, string>>;
}

function share(
  { pod, dind, client, host }: DockerPair,
  volume: NewVolume,
  path: string,
  address: string,
  env: readonly { readonly name: string; readonly value: string }[],
): Edits {
  const { document } = pod;
  const [spec, server, user] = [pod.spec, dind.container.source, client.container.source].map(ownMapping);
  const scalar = host.via ? null : scalarAt(document.root, host.at);
  if (!spec || !server || !user || !scalar) return null;
  if ([dind, client].some(({ container }) => container.mounts.some((mount) => mount.path === path))) return null;
  if (env.some(({ name }) => client.container.env.some((own) => own.name.value === name))) return null;
  const mounts: readonly Value[] = [{ name: volume.name, mountPath: path }];
  const after = keysBefore('volumeMounts');
  const additions: (readonly Addition[] | null)[] = [
    addItems(document, server, 'volumeMounts', mounts, { after }),
    addItems(document, user, 'volumeMounts', mounts, { after }),
    env.length > 0 ? addItems(document, user, 'env', [...env], { after: keysBefore('env') }) : [],
    addItems(document, spec, 'volumes', [{ ...volume }], { after: ['containers'] }),
  ];
  const all = additions.some((one) => one === null) ? null : additions.flatMap((one) => one ?? []);
  const edits = all && editsOf(document, all);
  return edits && [...edits, replaceScalar(document, scalar, address)];
}

function freeName({ volumes }: Pod, wanted: string): string {
  return unusedName(wanted, new Set(volumes.map(({ name }) => name.value)));
}
