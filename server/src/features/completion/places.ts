import type { Completion } from './completion.ts';
import type { Asking, Place } from './place.ts';
import { annotations } from './places/annotations.ts';
import { env } from './places/env.ts';
import { images } from './places/images.ts';
import { mounts } from './places/mounts.ts';
import { probePorts, targetPorts } from './places/ports.ts';
import { restartPolicy } from './places/restart-policy.ts';
import { volumes } from './places/volumes.ts';
import type { Token } from './token.ts';

/** Every place in which something is offered, beside the lists of containers and an empty document. */
const PLACES: readonly Place[] = [volumes, mounts, env, probePorts, targetPorts, restartPolicy, annotations, images];

/** Keys whose values are completed; those of annotations have a slash. */
const KEYS: ReadonlySet<string> = new Set([
  ...['name', 'mountPath', 'value', 'port', 'targetPort', 'restartPolicy', 'image', 'secretName', 'claimName'],
]);

/** Whether something may be offered, as far as the line tells: most values in a file are none of ours. */
export function mayComplete({ key }: Token): boolean {
  return key === null || KEYS.has(key) || key.includes('/');
}

/** What is offered at a cursor. */
export function completionsIn(asking: Asking): Completion[] {
  return PLACES.flatMap((place) => place(asking));
}
