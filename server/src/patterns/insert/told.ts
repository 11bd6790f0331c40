import { type Pod, userOf } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { ContainerPattern } from '../pattern.ts';

/** Values of a pattern's parameters that the pod tells by itself, in place of their defaults. */
export function toldBy(pod: Pod, app: Teammate | null, { parameters }: ContainerPattern): Map<string, string> {
  if (!app) return new Map();
  const told: readonly (readonly [key: string, value: string | undefined])[] = [
    ['app-port', portOf(app)],
    ['user', userOf(pod, app.container)?.value.toString()],
    ...claimOf(pod, app),
  ];
  const keys = new Set(parameters.map(({ key }) => key));
  const wanted = keys.has('claim') ? keys : new Set([...keys].filter((key) => key !== 'folder'));
  return new Map(told.flatMap(([key, value]) => (value !== undefined && wanted.has(key) ? [[key, value]] : [])));
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
      ];
    }
  }
  return [];
}
