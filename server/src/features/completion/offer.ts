import type { Analysis } from '../../analysis.ts';
import { otherAdditions } from '../../patterns/insert/edits.ts';
import type { InsertOptions } from '../../patterns/insert/insertion.ts';
import { type Placed, type Plan, planInsertion } from '../../patterns/insert/plan.ts';
import { examplesOf } from '../../patterns/insert.ts';
import type { ContainerPattern } from '../../patterns/pattern.ts';
import { lint } from '../../rules/lint.ts';
import type { Settings } from '../../settings.ts';
import { type Addition, depthOf, editsOf } from '../../yaml/edit/additions.ts';
import { around, breakBefore } from '../../yaml/edit/place.ts';
import { indented, itemLines } from '../../yaml/edit/print.ts';
import { columnOf, styleAround } from '../../yaml/edit/style.ts';
import { insertItem } from '../../yaml/edit.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { type Edit, nextLine } from '../../yaml/span.ts';
import { firstNew } from '../insert.ts';
import { foresee } from './foresee.ts';
import { type Assumed, documentationOf, summaryOf } from './preview.ts';
import type { Slot } from './slot.ts';

/** A pattern that may be inserted at the cursor. */
export interface Completion {
  readonly label: string;
  /** What it adds elsewhere, in a few words. */
  readonly detail: string;
  readonly documentation: string;
  /** What the typed word is compared with. */
  readonly filter: string;
  /** At the cursor: within its line. The text is complete, with the indentation of every line. */
  readonly main: Edit;
  /** Elsewhere; they neither overlap nor touch `main`. */
  readonly others: readonly Edit[];
}

/** A pattern as a completion at a place; null if it cannot be inserted there, or a rule would object. */
export function offer(blank: Analysis, slot: Slot, pattern: ContainerPattern, settings: Settings): Completion | null {
  const { document } = blank;
  const planned = planHere(slot, pattern, settings);
  if (!document || !planned) return null;
  const { plan, placed, assumed } = planned;
  const at = { start: slot.typed.start, end: slot.typed.start };
  const after = foresee(blank, slot.team, plan, placed, at);
  if (firstNew(lint(blank, settings).problems, lint(after, settings).problems)) return null;
  const item = itemOf(document, slot, placed);
  const additions = otherAdditions(slot.team.pod, plan, at.start);
  if (!item || 'refusal' in additions) return null;
  const others = editsOf(
    document,
    additions.map((addition) => besideLine(document, slot, addition)),
  );
  if (!others) return null;
  const style = styleAround(document, around(document, slot.spec));
  return {
    label: `${pattern.pattern}: ${pattern.title}`,
    detail: summaryOf(plan),
    documentation: documentationOf(pattern, plan, assumed, style),
    filter: filterOf(pattern, placed),
    ...apart(document, slot, mainEdit(slot, item, style.eol), others),
  };
}

/** Plans with examples where a value is needed, and on another port where the usual one is taken: the user sees both. */
function planHere(
  { team, typed, index }: Slot,
  pattern: ContainerPattern,
  { kubernetesVersion }: Settings,
): { readonly plan: Plan; readonly placed: Placed; readonly assumed: readonly Assumed[] } | null {
  const examples = examplesOf(pattern);
  const at = { list: typed.list, index };
  const options: InsertOptions = {
    variant: null,
    set: new Map(),
    assumed: examples,
    kubernetes: kubernetesVersion,
    at,
  };
  const plan = planInsertion(team, pattern, options);
  if ('refusal' in plan || !plan.helper) return null;
  const assumed = pattern.parameters.flatMap(({ key, title }): Assumed[] => {
    const moved = plan.moved.get(key);
    if (moved !== undefined) return [{ title, value: moved, why: 'because the usual port is taken' }];
    const example = examples.get(key);
    return example === undefined ? [] : [{ title, value: example, why: 'is an example: put in yours' }];
  });
  return { plan, placed: plan.helper, assumed };
}

/** The lines of the new item, as they stand in the file. */
function itemOf(
  document: YamlDocument,
  { sequence, spec, typed, index }: Slot,
  { container }: Placed,
): string[] | null {
  if (!sequence) {
    const key = spec.entries.find((entry) => entry.key.at.start > typed.keyLine)?.key.at.start ?? 0;
    const listIndent = typed.column - columnOf(document.text, key);
    const style = { ...styleAround(document, around(document, spec)), listIndent, flush: listIndent === 0 };
    return indented(itemLines(container, style), typed.column);
  }
  const lines = insertItem(document, sequence, container, index)?.text.split(/\r\n|\n|\r/);
  return lines?.slice(lines.findIndex(Boolean), lines.findLastIndex(Boolean) + 1) ?? null;
}

/** Replaces what is typed by the item; the dash and the spaces behind it stay where they are the right ones. */
function mainEdit({ typed }: Slot, lines: readonly string[], eol: string): Edit {
  const [first = '', ...rest] = lines;
  const content = first.slice(typed.column);
  const gap = /^-( *)/.exec(content)?.[1]?.length ?? 1;
  const dash = typed.start + typed.column;
  const text = (from: number) => [content.slice(from), ...rest].join(eol);
  if (typed.gap === null) return { at: { start: typed.word, end: typed.end }, text: text(0) };
  const kept = typed.gap === gap && typed.word === dash + 1 + gap ? 1 + gap : 1;
  return { at: { start: dash + kept, end: typed.end }, text: text(kept) };
}

/** Moves an addition away from the typed line: one to the pod behind it, one to the container above it before it. */
function besideLine(document: YamlDocument, { typed, spec }: Slot, { edit, depth }: Addition): Addition {
  const { text } = document;
  const { start } = edit.at;
  const next = nextLine(text, typed.end);
  if (depth <= depthOf(document, spec)) {
    if (start <= typed.keyLine || start > next) return { edit, depth };
    return { edit: { at: { start: next, end: next }, text: edit.text }, depth };
  }
  if (start !== typed.start) return { edit, depth };
  const end = breakBefore(text, start);
  const eol = text.slice(end, start);
  const above = edit.text.endsWith(eol) ? eol + edit.text.slice(0, -eol.length) : edit.text;
  return { edit: { at: { start: end, end }, text: above }, depth };
}

/** At the end of a text without a last line break, what goes behind the item is written with it. */
function apart(
  document: YamlDocument,
  { typed }: Slot,
  main: Edit,
  others: readonly Edit[],
): Pick<Completion, 'main' | 'others'> {
  const touching = others.filter(({ at }) => at.start === document.text.length && at.start === typed.end);
  if (touching.length === 0) return { main, others };
  const behind = touching.map(({ text }) => text.replace(/^[\r\n]+|[\r\n]+$/g, ''));
  const eol = /\r\n|\n|\r/.exec(main.text)?.[0] ?? '\n';
  return {
    main: { at: main.at, text: [main.text, ...behind].join(eol) },
    others: others.filter((edit) => !touching.includes(edit)),
  };
}

/** Editors look at the first hundred or so characters only: each word once, the most telling ones first. */
function filterOf({ id, title, keywords }: ContainerPattern, { member }: Placed): string {
  const helper = member.role.confidence === 'strong' ? (member.role.helper?.id ?? '') : '';
  const words = [id, ...keywords, helper, ...title.split(/\s+/)].join(' ').toLowerCase().split(/\s+/);
  return [...new Set(words)].filter(Boolean).join(' ');
}
