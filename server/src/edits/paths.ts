import type { Container, Mount, Pod } from '../kubernetes/pod.ts';
import type { Edit } from '../yaml/span.ts';
import { type Edits, ownMapping, removeField, setField } from './fields.ts';
import { inSteps, type Step } from './steps.ts';

/**
 * Replaces a folder by another one in every word and variable of a container that names a path in it. Null if one of them
 * is written somewhere else, or not as it is read, or the new name would need quotes.
 */
export function replaceFolder(pod: Pod, { command, args, env }: Container, from: string, to: string): Edits {
  if (!/^\/[\w.@%+/-]*$/.test(to) || !/^\/[\w.@%+/-]+$/.test(from)) return null;
  const words = [...(command ?? []), ...(args ?? []), ...env.flatMap(({ value }) => value ?? [])];
  const folder = new RegExp(`(?<![\\w.@%+/-])${from.replace(/[.+]/g, '\\$&')}(?![\\w.@%+-])`, 'g');
  const edits: Edit[] = [];
  for (const { value, at, via } of words) {
    const wanted = [...value.matchAll(folder)].length;
    if (wanted === 0) continue;
    const written = [...pod.document.text.slice(at.start, at.end).matchAll(folder)];
    if (via || written.length !== wanted) return null;
    for (const { index } of written) {
      const start = at.start + index;
      edits.push({ at: { start, end: start + from.length }, text: to });
    }
  }
  return edits.length > 0 ? edits : null;
}

/** Lets a mount show the whole volume in a folder instead of a part of it. */
export function mountFolder(pod: Pod, mount: Mount, folder: string): Edits {
  const own = ownMapping(mount.source);
  if (!own) return null;
  const set: Step = (document, find) => {
    const today = find(own);
    return today && setField(document, { node: today, via: null }, ['mountPath'], folder);
  };
  const remove: Step = (document, find) => {
    const today = find(own);
    return today && removeField(document, { node: today, via: null }, ['subPath']);
  };
  return inSteps(pod.document, [set, remove]);
}
