import { isHelper } from '../helpers/role.ts';
import type { Team, Teammate } from '../traffic/team.ts';

/** What one of the containers may have, so that a rule has something to look at. */
const OF_MEMBERS = {
  /** It runs to completion before the others start. */
  init: ({ container }) => container.lifecycle === 'init',
  native: ({ container }) => container.lifecycle === 'native-sidecar',
  /** It certainly helps others. */
  helper: isHelper,
  /** The catalogue knows it. */
  known: ({ role }) => role.helper !== null,
  /** It is known what it is there for. */
  function: ({ role }) => role.function !== null,
  env: ({ container }) => container.env.length > 0,
  /** Words of a command line, be it that of a probe or a hook. */
  words: ({ container: { command, args, probes, hooks } }) =>
    command !== null || args !== null || probes.length > 0 || hooks.length > 0,
  probes: ({ container }) => container.probes.length > 0,
  hooks: ({ container }) => container.hooks.length > 0,
  /** A probe or a hook. */
  asks: ({ container }) => container.probes.length > 0 || container.hooks.length > 0,
  dials: ({ dials }) => dials.length > 0,
  ports: ({ container }) => container.ports.length > 0,
  mounts: ({ container }) => container.mounts.length > 0,
  /** A mount of a part of a volume. */
  subPath: ({ container }) => container.mounts.some(({ subPath }) => subPath !== null),
  /** A request or a limit. */
  resources: ({ container }) => container.requests.size > 0 || container.limits.size > 0,
} as const satisfies Readonly<Record<string, (member: Teammate) => boolean>>;

/** The same of the pod as a whole. */
const OF_TEAMS = {
  /** Two containers or more. */
  siblings: ({ members }) => members.length > 1,
  job: ({ pod }) => pod.runs === 'job',
  volumes: ({ pod }) => pod.volumes.length > 0,
  /** The user of a container, or of all, is written. */
  user: ({ pod, members }) =>
    pod.securityContext.runAsUser !== null ||
    members.some(({ container }) => container.securityContext.runAsUser !== null),
  services: ({ services }) => services.length > 0,
  autoscalers: ({ autoscalers }) => autoscalers.length > 0,
} as const satisfies Readonly<Record<string, (team: Team) => boolean>>;

/** Something that a pod must have before a rule can find anything there. */
export type Need = keyof typeof OF_MEMBERS | keyof typeof OF_TEAMS;

const NEEDS = [...Object.keys(OF_MEMBERS), ...Object.keys(OF_TEAMS)];

/** Needs as bits of one number. */
export function bitsOf(needs: readonly Need[]): number {
  return needs.reduce((all, need) => all | bitOf(need), 0);
}

function bitOf(need: string): number {
  return 1 << NEEDS.indexOf(need);
}

const MEMBER_BITS = Object.entries(OF_MEMBERS).map(([need, isMet]) => ({ bit: bitOf(need), isMet }));
const TEAM_BITS = Object.entries(OF_TEAMS).map(([need, isMet]) => ({ bit: bitOf(need), isMet }));

/** The bits of what a pod has. */
export function bitsIn(team: Team): number {
  let bits = 0;
  for (const { bit, isMet } of TEAM_BITS) if (isMet(team)) bits |= bit;
  for (const member of team.members) {
    for (const { bit, isMet } of MEMBER_BITS) if ((bits & bit) === 0 && isMet(member)) bits |= bit;
  }
  return bits;
}
