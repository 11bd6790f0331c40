import { onceFor } from '../yaml/once-for.ts';
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

/** All parts of a team in one place: a place of its own for each would cost more than many parts. */
const partsOf = onceFor((_: Team): object[] => []);
