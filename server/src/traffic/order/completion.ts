import { appList, type Team, type Teammate } from '../team.ts';
import { isToldToQuit, mayBeToldToQuit } from './quits.ts';

/** A container that keeps a pod from completing. */
export interface Keeper {
  readonly member: Teammate;
  /** Why it never ends by itself. */
  readonly why: string;
  /** Whether something that is not known may ask it to quit. */
  readonly asked: boolean;
}

/**
 * The containers of the app list that run until they are stopped, in a pod that is there to complete: it completes when all
 * of that list have ended, native sidecars are stopped then (KEP-753). Nobody, where none of them seems to end.
 */
export function keepersOf(team: Team): Keeper[] {
  const { pod } = team;
  const isJob = pod.runs === 'job';
  const ends = isJob || (pod.runs === 'pod' && /^(?:Never|OnFailure)$/.test(pod.restartPolicy?.value ?? ''));
  if (!ends) return [];
  const listed = appList(team);
  if (listed.every((member) => member.endless !== null)) return [];
  // A bare Pod whose application is a server is not there to complete.
  if (!isJob && listed.some(({ role, endless }) => role.pattern === 'app' && endless !== null)) return [];
  return listed.flatMap((member): Keeper[] => {
    if (member.endless === null || isToldToQuit(team, member)) return [];
    return [{ member, why: member.endless, asked: mayBeToldToQuit(team, member) }];
  });
}
