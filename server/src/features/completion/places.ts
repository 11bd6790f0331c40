import type { Completion } from './completion.ts';
import { keyAbove } from './lines-above.ts';
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

/** Keys below which keys and items are completed. */
const HOLDERS: ReadonlySet<string> = new Set([
  ...['volumes', 'volumeMounts', 'env', 'labels', 'annotations', 'initContainers'],
]);

/** Whether something may be offered, as far as the lines tell: most keys and values in a file are none of ours. */
export function mayComplete({ at, key, bare, isKey, column }: Token, text: string): boolean {
  if (key !== null) return KEYS.has(key) || key.includes('/');
  return !(bare || isKey) || HOLDERS.has(keyAbove(text, at.start, column) ?? '');
}

/** What is offered at a cursor. */
export function completionsIn(asking: Asking): Completion[] {
  return PLACES.flatMap((place) => place(asking));
}
