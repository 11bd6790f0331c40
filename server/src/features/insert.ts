import type { Analysis } from '../analysis.ts';
import type { Insertion, InsertOptions } from '../patterns/insert.ts';
import type { Pattern } from '../patterns/pattern.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';

/**
 * Inserts a pattern into a pod of a document. Refused, too, where our own rules would report an error or a warning on
 * the result that was not there before.
 */
export function insertInto(
  _analysis: Analysis,
  _team: Team,
  _pattern: Pattern,
  _options: Omit<InsertOptions, 'kubernetes'>,
  _settings: Settings,
): Insertion {
  return { refusal: 'not built yet' };
}
