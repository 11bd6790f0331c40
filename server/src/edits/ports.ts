import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Teammate } from '../traffic/team.ts';
import { scalarAt } from '../yaml/edit/find.ts';
import { replaceScalar } from '../yaml/edit.ts';
import type { Edit, Located } from '../yaml/span.ts';
import type { Edits } from './fields.ts';
import { replaceText } from './pod.ts';

/**
 * Changes a port of a container everywhere it is written in it: the declaration, probes and hooks by number, and the
 * flags and variables that say where its program listens. Null if one of them stands behind an alias.
 */
export function changePort(
  pod: Pod,
  { container, listens }: Teammate,
  from: number,
  to: number,
): readonly Edit[] | null {
  const places: Located<unknown>[] = container.ports
    .map((port) => port.containerPort)
    .filter((port) => port.value === from);
  for (const { handler } of [...container.probes, ...container.hooks]) {
    if (handler?.port?.value === from) places.push(handler.port);
  }
  const edits: Edit[] = [];
  for (const place of places) {
    const scalar = place.via ? null : scalarAt(pod.document.root, place.at);
    if (!scalar) return null;
    edits.push(replaceScalar(pod.document, scalar, to));
  }
  const number = new RegExp(`(?<!\\d)${from}(?!\\d)`);
  const flags = new Set(
    listens.filter((listen) => listen.how === 'flag' && listen.port === from).map((l) => l.at?.start),
  );
  for (const start of flags) {
    if (start === undefined) continue;
    const line = pod.document.text.slice(start, start + MAX_FLAG);
    const match = number.exec(line);
    if (!match) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    edits.push({ at, text: String(to) });
  }
  return edits;
}

/** Gives a port of a container another name, in its probes and hooks too. Null if one of them stands behind an alias. */
export function renamePort(pod: Pod, { ports, probes, hooks }: Container, from: string, to: string): Edits {
  const asked = [...probes, ...hooks].flatMap(({ handler }) => (handler?.port?.value === from ? [handler.port] : []));
  const places = [...ports.flatMap(({ name }) => (name?.value === from ? [name] : [])), ...asked];
  const edits = places.map((place) => replaceText(pod, place, to));
  return edits.includes(null) ? null : edits.flatMap((edit) => edit ?? []);
}

/** A flag or value is not longer; the number stands in it, or in the word behind it. */
const MAX_FLAG = 200;
