import { analyse, type Surroundings } from '../analysis.ts';
import type { InsertOptions } from '../patterns/insert/insertion.ts';
import type { Refusal } from '../patterns/parameters.ts';
import type { ContainerPattern } from '../patterns/pattern.ts';
import { type WholeKind, workloadText } from '../patterns/workloads.ts';
import type { Settings } from '../settings.ts';
import { applyEdits } from '../yaml/span.ts';
import { insertInto } from './insert.ts';

/** A manifest of its own, of a kind of workload, with a pattern in it; or why there is none. */
export function manifestWith(
  pattern: ContainerPattern,
  kind: WholeKind,
  options: Pick<InsertOptions, 'variant' | 'set' | 'assumed'>,
  settings: Settings,
  surroundings: Surroundings,
): { readonly text: string } | Refusal {
  const analysis = analyse(workloadText(kind), surroundings);
  const [team] = analysis.teams;
  if (!team) return { refusal: `there is no pod in a ${kind}` };
  const inserted = insertInto(analysis, team, pattern, { ...options, at: null }, settings);
  return 'refusal' in inserted ? inserted : { text: applyEdits(analysis.text, inserted.edits) };
}
