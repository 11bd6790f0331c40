import { changePort } from '../edits/ports.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Fix } from './rule.ts';

/** The ports of all containers of a pod. */
export function portsInUse({ members }: Team): Set<number> {
  return new Set(members.flatMap(({ listens }) => listens.map((listen) => listen.port)));
}

/** The next port that is not taken; null if there is none. */
export function freePort(port: number, taken: ReadonlySet<number>): number | null {
  let free = port + 1;
  while (taken.has(free)) free++;
  return free > 65_535 ? null : free;
}

/** Moves what a container has on a port to the next free one. */
export function movePort(pod: Pod, member: Teammate, port: number, taken: ReadonlySet<number>): Fix[] {
  const free = freePort(port, taken);
  if (free === null) return [];
  const program = member.listens.some((listen) => listen.port === port && listen.how === 'flag');
  const title = `Move "${member.container.label}" to port ${free}${program ? '' : ' (its program must listen there too)'}`;
  return [{ title, safe: false, edits: () => changePort(pod, member, port, free) }];
}
