import { type CodeAction, type CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver/node';
import type { Part } from '../features/file.ts';
import { addsHelperAt } from '../features/refactors/add-helper.ts';
import { make, REFACTORS, type Refactoring, type Spot, spotAt } from '../features/refactors.ts';
import type { Edit, Span } from '../yaml/span.ts';
import { fillable } from '../yaml/tab-stop.ts';
import type { Client } from './client.ts';
import { ADD_HELPER_COMMAND } from './code-lenses.ts';
import type { Context } from './contexts.ts';
import { rangeIn } from './convert.ts';
import type { OpenFile } from './documents.ts';
import { editOf } from './edits.ts';

/** A place in a document of an open file. */
export interface Place {
  readonly open: OpenFile;
  readonly context: Context;
  readonly part: Part;
  readonly at: Span;
}

/** Which actions the client asks for, and whether somebody does or the cursor has only moved. */
type Wish = Pick<CodeActionParams['context'], 'only' | 'triggerKind'>;

/** Whether a kind is one of those asked for, or below one of them; without a wish, every one is. */
export function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return only?.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`)) ?? true;
}

/**
 * The refactorings for a place. What cannot be done is told only where somebody asks for refactorings, and only there
 * what few people want; every move of the cursor asks for the rest.
 */
export function refactorings(place: Place, { only, triggerKind }: Wish, client: Client): CodeAction[] {
  const invoked = triggerKind === CodeActionTriggerKind.Invoked;
  const asksForAll = invoked || (only?.some((kind) => /^refactor(?:\.|$)/.test(kind)) ?? false);
  const { part, at, context } = place;
  const most = asksForAll ? MOST_ASKED : MOST_UNASKED;
  const kinds = part.analysis.text.length > most ? [] : REFACTORS.filter(({ kind }) => isAsked(kind, only));
  const spot = kinds.length > 0 ? spotAt(part, at, context.settings) : null;
  const changes = spot ? kinds.flatMap((one) => action(place, spot, one.kind, one.at(spot), asksForAll, client)) : [];
  return isAsked(ADD_HELPER, only) ? [...changes, ...addHelper(place, asksForAll, client)] : changes;
}

/**
 * Lengths of documents, in UTF-16 code units, up to which refactorings are worked out: each is tried on the whole document,
 * and linted. People wait for what they have asked for, but not for each move of the cursor.
 */
const MOST_ASKED = 100_000;
const MOST_UNASKED = 8_000;

function action(
  place: Place,
  spot: Spot,
  kind: string,
  refactoring: Refactoring | null,
  asksForAll: boolean,
  client: Client,
): CodeAction[] {
  if (!refactoring || !(refactoring.unasked || asksForAll)) return [];
  const title = oneLine(refactoring.title);
  const made = make(spot, refactoring);
  if ('edits' in made) return [{ title, kind, edit: editFor(place, refactoring, made.edits, client) }];
  return asksForAll && client.showsDisabled ? [{ title, kind, disabled: { reason: oneLine(made.refusal) } }] : [];
}

function editFor({ open, part }: Place, refactoring: Refactoring, edits: readonly Edit[], client: Client) {
  const { fill = [], title, changes } = refactoring;
  return editOf(client, open, part, edits, {
    fillable: fill.length > 0 ? () => fillable(part.analysis.text, edits, fill) : null,
    annotation: { label: oneLine(title), description: oneLine(changes) },
  });
}

/** Names come from the file: what is told stays one line, whatever they hold. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}

const ADD_HELPER = 'refactor.rewrite.addHelper';

/** Lets people choose a helper container, by a command of the client. */
function addHelper({ open, part, at, context }: Place, asksForAll: boolean, client: Client): CodeAction[] {
  const fits = client.addsHelpers ? addsHelperAt(part, at, context.settings) : null;
  if (!fits || !(fits.unasked || asksForAll)) return [];
  const title = 'Add helper container…';
  const command = { title, command: ADD_HELPER_COMMAND, arguments: [open.uri, rangeIn(part, at).start] };
  return [{ title, kind: ADD_HELPER, command }];
}
