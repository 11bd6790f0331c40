import type { Team } from './team.ts';

/** Makes a part of the graph once for a team. Teams are immutable, and many ask; no team is held alive. */
export function remembered<T extends object>(make: (team: Team) => T): (team: Team) => T {
  const index = count++;
  return (team) => {
    const parts = partsOf(team);
    const known = parts[index];
    if (known !== undefined) return known as T;
    const value = make(team);
    parts[index] = value;
    return value;
  };
}

let count = 0;

function partsOf(team: Team): object[] {
  const known = PARTS.get(team);
  if (known) return known;
  const parts: object[] = [];
  PARTS.set(team, parts);
  return parts;
}

/** All parts of a team behind one key: a weak map of its own for each part would cost more than many parts. */
const PARTS = new WeakMap<Team, object[]>();
