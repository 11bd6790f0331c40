import { provenHelper } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { LOOPBACK } from '../traffic/calls/loopback.ts';
import { flagValue, type Listen } from '../traffic/ports/listens.ts';
import type { Teammate } from '../traffic/team.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import { type Edits, ownMapping } from './fields.ts';
import { setFlag } from './flags.ts';

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
