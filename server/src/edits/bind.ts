import { provenHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { LOOPBACK } from '../traffic/calls/loopback.ts';
import { flagName } from '../traffic/ports/listen-names.ts';
import { flagValue, type Listen } from '../traffic/ports/listens.ts';
import type { Teammate } from '../traffic/team.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { insertEntry, insertItem, replaceScalar } from '../yaml/edit.ts';
import { type Edits, ownMapping } from './fields.ts';
import { keysBefore } from './key-order.ts';

/** Lets a container listen on all addresses where it listens on loopback now; null if nothing tells how. */
export function openListener(pod: Pod, member: Teammate, listen: Listen): Edits {
  const flag = flagToOpen(member, listen);
  if (flag !== null) return setFlag(pod, member, flag);
  const { at, port, host } = listen;
  const mapping = ownMapping(member.container.source);
  if (at === null || host === null || !mapping) return null;
  if (['args', 'command', 'env'].some((key) => writtenValue(mapping, key)?.kind === 'alias')) return null;
  const text = pod.document.text.slice(at.start, at.start + MAX_FLAG);
  const match = new RegExp(`${LOOPBACK}(?=:${port}(?!\\d))`, 'i').exec(text);
  if (!match) return null;
  const start = at.start + match.index;
  return [{ at: { start, end: start + match[0].length }, text: '0.0.0.0' }];
}

/** The flag, with its value, that opens a port which a helper keeps on loopback by itself; null if none is known. */
export function flagToOpen(member: Teammate, { how, port }: Listen): string | null {
  const helper = provenHelper(member);
  if (!helper || how !== 'default') return null;
  const own = helper.ports.find((one) => {
    const moved = one.movedBy === undefined ? null : flagValue(member, one.movedBy);
    return moved === null ? one.port === port : Number(moved) === port;
  });
  if (own?.exposedBy) return `${own.exposedBy}=0.0.0.0`;
  const known = helper.startup?.port === port ? helper.startup.args : [];
  return known.find((arg) => arg.includes('=0.0.0.0')) ?? null;
}

/** A flag or value is not longer; the address stands in it, or in the word behind it. */
const MAX_FLAG = 200;

/** Sets a flag of a container, written `--flag=value`: in its place, else behind the last flag of the arguments. */
export function setFlag({ document }: Pod, { container }: Teammate, flag: string): Edits {
  const mapping = ownMapping(container.source);
  if (!mapping) return null;
  const args = writtenValue(mapping, 'args');
  if (!args) {
    const edit = container.command
      ? null
      : insertEntry(document, mapping, 'args', [flag], { after: keysBefore('args') });
    return edit && [edit];
  }
  if (args.kind !== 'sequence') return null;
  const words = args.items.map(({ value }) => (value?.kind === 'scalar' ? value : null));
  const index = words.findIndex((word) => word?.text.startsWith('-') && flagName(word.text) === flagName(flag));
  const same = words[index];
  if (same) {
    if (same.text.includes('=')) return [replaceScalar(document, same, flag)];
    const value = words[index + 1];
    return value ? [replaceScalar(document, value, flag.slice(flag.indexOf('=') + 1))] : null;
  }
  const last = words.findLastIndex((word) => word?.text.startsWith('-'));
  const edit = insertItem(document, args, flag, last + 1);
  return edit && [edit];
}
