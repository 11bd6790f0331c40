import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { insertInto, takes } from '../features/insert.ts';
import { podIn } from '../features/pods.ts';
import { PATTERNS } from '../patterns/library.ts';
import { type ListedPattern, listed } from '../patterns/list.ts';
import type { Variant } from '../patterns/pattern.ts';
import { type Asked, partAt } from './asked.ts';
import { type Client, workspaceEdit } from './client.ts';
import { rangeIn } from './convert.ts';
import { refused } from './guard.ts';

/** The patterns that can be inserted at a position: into the pod there, with some value for what has none of its own. */
export function patternsAt(asked: Asked): ListedPattern[] {
  const { team, settings } = podAt(asked);
  if (!team) return [];
  return PATTERNS.filter((pattern) => takes(team, pattern, settings.kubernetesVersion)).map(listed);
}

/** The edit that inserts a pattern into the pod at a position; throws with the reason where it cannot be made. */
export function insertion(asked: Asked, client: Client, id: string, options: unknown): WorkspaceEdit | null {
  const { part, team, settings } = podAt(asked);
  const pattern = PATTERNS.find((one) => one.id === id);
  if (!pattern) throw refused(`there is no pattern "${id}"`);
  if (!team) throw refused('there is no pod at this place');
  const inserted = insertInto(part.analysis, team, pattern, { ...readOptions(options), at: null }, settings);
  if ('refusal' in inserted) throw refused(inserted.refusal);
  const edits = inserted.edits.map(({ at, text }) => ({ range: rangeIn(part, at), newText: text }));
  return workspaceEdit(client, asked.open, edits);
}

/** The pod of the document at a position: the one that the preview shows there. */
function podAt(asked: Asked) {
  const { part, offset, context } = partAt(asked);
  return { part, team: podIn(part, offset), settings: context.settings };
}

/** Options are data from anywhere: a wrong type is absent. */
function readOptions(options: unknown): { variant: Variant | null; set: Map<string, string> } {
  const { variant, set }: { variant?: unknown; set?: unknown } = Object(options);
  const values = Object.entries(Object(set)).filter(([, value]) => ['string', 'number'].includes(typeof value));
  return {
    variant: variant === 'native' || variant === 'classic' ? variant : null,
    set: new Map(values.map(([key, value]) => [key, String(value)])),
  };
}
