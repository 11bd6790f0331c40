import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { insertInto, type OfferedPattern, offersFor, takes } from '../features/insert.ts';
import { podIn } from '../features/pods.ts';
import type { InsertOptions } from '../patterns/insert/insertion.ts';
import { examplesOf, fillable } from '../patterns/insert.ts';
import { PATTERNS } from '../patterns/library.ts';
import { type ListedPattern, listed } from '../patterns/list.ts';
import { type Asked, partAt } from './asked.ts';
import type { Client } from './client.ts';
import { editOf } from './edits.ts';
import { refused } from './guard.ts';

/** The patterns that can be inserted at a position: into the pod there, with some value for what has none of its own. */
export function patternsAt(asked: Asked): ListedPattern[] {
  const { team, settings } = podAt(asked);
  if (!team) return [];
  return PATTERNS.filter((pattern) => takes(team, pattern, settings.kubernetesVersion)).map(listed);
}

/** All patterns for the pod at a position, with what each would add to it, or why it cannot be inserted. */
export function offersAt(asked: Asked): OfferedPattern[] {
  const { team, settings } = podAt(asked);
  return team ? offersFor(team, settings.kubernetesVersion) : [];
}

/** The edit that inserts a pattern into the pod at a position; throws with the reason where it cannot be made. */
export function insertion(asked: Asked, client: Client, id: string, given: unknown): WorkspaceEdit | null {
  const { part, team, settings } = podAt(asked);
  const pattern = PATTERNS.find((one) => one.id === id);
  if (!pattern) throw refused(`there is no pattern "${id}"`);
  if (!team) throw refused('there is no pod at this place');
  const { fill, confirm, ...chosen } = readOptions(given);
  const assumed = fill && pattern.scope === 'container' ? examplesOf(pattern) : new Map();
  const options: InsertOptions = { ...chosen, assumed, at: null, kubernetes: settings.kubernetesVersion };
  const inserted = insertInto(part.analysis, team, pattern, options, settings);
  if ('refusal' in inserted) throw refused(inserted.refusal);
  const isFilled = fill && !confirm && pattern.scope === 'container';
  return editOf(client, asked.open, part, inserted.edits, {
    fillable: isFilled ? () => fillable(team, pattern, options, inserted) : null,
    annotation: confirm ? { label: `Add ${pattern.title}`, needsConfirmation: true } : null,
  });
}

/** The pod of the document at a position: the one that the preview shows there. */
function podAt(asked: Asked) {
  const { part, offset, context } = partAt(asked);
  return { part, team: podIn(part, offset), settings: context.settings };
}

/** Options are data from anywhere: a wrong type is absent. */
function readOptions(options: unknown): Pick<InsertOptions, 'variant' | 'set' | 'app'> & Asks {
  const given: Readonly<Record<string, unknown>> = Object(options);
  const { variant, set, app } = given;
  const values = Object.entries(Object(set)).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return {
    variant: variant === 'native' || variant === 'classic' ? variant : null,
    set: new Map(values.map(([key, value]) => [key, String(value)])),
    app: typeof app === 'string' ? app : null,
    fill: given.fill === true,
    confirm: given.confirm === true,
  };
}

/** How the edit is to come. */
interface Asks {
  /** Examples stand where a value is needed, and values may be typed over, where the client takes that. */
  readonly fill: boolean;
  /** The client shows it to the user before it is made, where it can. */
  readonly confirm: boolean;
}
