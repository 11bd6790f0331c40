import type { Team } from './team.ts';

/** Makes a part of the graph once for a team. Teams are immutable, and many ask; no team is held alive. */
export function remembered<T extends object>(make: (team: Team) => T): (team: Team) => T {
  const made = new WeakMap<Team, T>();
  return (team) => {
    const known = made.get(team);
    if (known) return known;
    const value = make(team);
    made.set(team, value);
    return value;
  };
}
