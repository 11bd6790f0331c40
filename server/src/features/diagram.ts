import type { Diagram } from '../diagram/diagram.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import type { AnalysedFile, Part } from './file.ts';

/** The picture of a pod of a file, with the problems that the rules find in it. */
export function diagramOf(_file: AnalysedFile, _part: Part, _team: Team, _settings: Settings): Diagram | null {
  return null;
}
