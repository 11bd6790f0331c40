import { type Pod, userOf } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { valueFault } from '../parameters.ts';
import type { ContainerPattern } from '../pattern.ts';

/** Values of a pattern's parameters that the pod tells by itself, in place of their defaults. */
export function toldBy(pod: Pod, app: Teammate | null, { parameters }: ContainerPattern): Map<string, string> {
  if (!app) return new Map();
  const told = new Map([
    ['app-port', portOf(app)],
    ['user', userOf(pod, app.container)?.value.toString()],
    ['log-folder', logFolderOf(pod, app)],
    ...claimOf(pod, app),
  ]);
  const hasClaim = parameters.some(({ key }) => key === 'claim');
  return new Map(
    parameters.flatMap((parameter) => {
      const { key } = parameter;
      const value = key === 'folder' && !hasClaim ? undefined : told.get(key);
      return value === undefined || valueFault(parameter, value) !== null ? [] : [[key, value]];
    }),
  );
}

/** The port on which the application serves: the one that is named for HTTP, else the first. */
function portOf({ container: { ports } }: Teammate): string | undefined {
  const tcp = ports.filter(({ protocol }) => protocol === 'TCP');
  const http = tcp.find(({ name }) => /^(?:http|web)/.test(name?.value ?? ''));
  return (http ?? tcp[0])?.containerPort.value.toString();
}

/** The claim that the application mounts whole, and where. */
function claimOf({ volumes, claims }: Pod, { container }: Teammate): [string, string][] {
  for (const { volume, path, subPath } of container.mounts) {
    const claim = volumes.find(({ name, source }) => name.value === volume.value && source === 'persistentVolumeClaim');
    const name = claim?.refersTo ?? (claims.includes(volume.value) ? volume.value : null);
    if (name !== null && path !== null && subPath === null) {
      return [
        ['claim', name],
        ['folder', path],
        ['data-folder', path],
      ];
    }
  }
  return [];
}

/** The folder for logs that the application has a volume for. */
function logFolderOf({ volumes }: Pod, { container }: Teammate): string | undefined {
  const mount = container.mounts.find(({ volume, path, subPath, readOnly }) => {
    if (path === null || subPath !== null || readOnly || !LOGS.test(path)) return false;
    const source = volumes.find(({ name }) => name.value === volume.value)?.source;
    return source === 'emptyDir' || source === 'persistentVolumeClaim' || source === 'ephemeral';
  });
  return mount?.path?.replace(/(?<=.)\/+$/, '');
}

const LOGS = /(?:^|\/)logs?(?:\/|$)/;
