import type { Analysis } from '../../analysis.ts';
import { otherAdditions } from '../../patterns/insert/edits.ts';
import type { InsertOptions } from '../../patterns/insert/insertion.ts';
import { type Placed, type Plan, planInsertion, replanned } from '../../patterns/insert/plan.ts';
import { withStops } from '../../patterns/insert/tab-stops.ts';
import { examplesOf } from '../../patterns/insert.ts';
import { PLACE } from '../../patterns/parameters.ts';
import type { ContainerPattern } from '../../patterns/pattern.ts';
import { seriousProblems } from '../../rules/lint.ts';
import type { Settings } from '../../settings.ts';
import { type Addition, depthOf, editsOf } from '../../yaml/edit/additions.ts';
import { around, breakBefore } from '../../yaml/edit/place.ts';
import { indented, itemLines } from '../../yaml/edit/print.ts';
import { columnOf, styleAround } from '../../yaml/edit/style.ts';
import { insertItem } from '../../yaml/edit.ts';
import type { YamlDocument } from '../../yaml/parse.ts';
import { type Edit, nextLine } from '../../yaml/span.ts';
import type { FillableEdit } from '../../yaml/tab-stop.ts';
import { firstNew } from '../new-problems.ts';
import type { Completion } from './completion.ts';
import { foresee } from './foresee.ts';
import { type Assumed, documentationOf, summaryOf } from './preview.ts';
import type { Slot } from './slot.ts';

/** A pattern as a completion at a place; null if it cannot be inserted there, or a rule would object. */
export function offer(blank: Analysis, slot: Slot, pattern: ContainerPattern, settings: Settings): Completion | null {
  const { document } = blank;
  const { team, typed, index } = slot;
  // With examples where a value is needed, and on another port where the usual one is taken: the user sees both.
  const assumed = examplesOf(pattern);
  const at = { list: typed.list, index };
  const options: InsertOptions = { variant: null, set: new Map(), assumed, kubernetes: settings.kubernetesVersion, at };
  const plan = planInsertion(team, pattern, options);
  if (!document || 'refusal' in plan || !plan.helper) return null;
  const start = { start: typed.start, end: typed.start };
  const after = foresee(blank, team, plan, plan.helper, start);
  if (firstNew(seriousProblems(blank, settings), seriousProblems(after, settings))) return null;
  const written = editsHere(document, slot, plan);
  if (!written) return null;
  const style = styleAround(document, around(document, slot.spec));
  return {
    kind: 'pattern',
    label: `${pattern.pattern}: ${pattern.purpose}`,
    detail: summaryOf(plan),
    documentation: () => documentationOf(pattern, plan, assumptions(pattern, plan, assumed), style),
    filter: filterOf(pattern, plan.helper),
    main: stoppedAt(written.main, plan, pattern, (values) => {
      const other = replanned(team, pattern, options, plan, values);
      const item = other?.helper && itemOf(document, slot, other.helper);
      return item ? mainEdit(slot, item, style.eol) : null;
    }),
    others: written.others,
  };
}

/** What a plan writes: at the cursor, and elsewhere. */
interface Written {
  readonly main: Edit;
  readonly others: readonly Edit[];
}

function editsHere(document: YamlDocument, slot: Slot, plan: Plan): Written | null {
  const item = plan.helper && itemOf(document, slot, plan.helper);
  const additions = otherAdditions(slot.team.pod, plan, slot.typed.start);
  if (!item || 'refusal' in additions) return null;
  const others = editsOf(
    document,
    additions.map((addition) => besideLine(document, slot, addition)),
  );
  const { eol } = styleAround(document, around(document, slot.spec));
  return others && apart(document, slot, mainEdit(slot, item, eol), others);
}

/** The edit at the cursor with its tab stops: what stands elsewhere, too, would stay behind when it is typed over. */
function stoppedAt(
  main: Edit,
  { values }: Plan,
  pattern: ContainerPattern,
  write: (values: Plan['values']) => Edit | null,
): FillableEdit {
  const own = pattern.parameters.filter(({ key }) => !elsewhereIn(pattern).has(key));
  const [stopped] = withStops([main], values, own, (set) => {
    const again = write(set);
    return again && [again];
  });
  return stopped ?? { ...main, stops: [] };
}

/** The parameters of a pattern that stand outside its container, too. */
function elsewhereIn(pattern: ContainerPattern): ReadonlySet<string> {
  const known = ELSEWHERE.get(pattern);
  if (known) return known;
  const { app, volumes, spec, labels, annotations } = pattern;
  const texts = JSON.stringify([app, volumes, spec, labels, annotations]);
  const keys = new Set([...texts.matchAll(PLACE)].map(([, key = '']) => key));
  ELSEWHERE.set(pattern, keys);
  return keys;
}

const ELSEWHERE = new WeakMap<ContainerPattern, ReadonlySet<string>>();

/** The values that stand in for those of the user, and why. */
function assumptions(
  { parameters }: ContainerPattern,
  { moved }: Plan,
  examples: ReadonlyMap<string, string>,
): Assumed[] {
  return parameters.flatMap(({ key, title }): Assumed[] => {
    const other = moved.get(key);
    if (other !== undefined) return [{ title, value: other, why: 'because the usual port is taken' }];
    const example = examples.get(key);
    return example === undefined ? [] : [{ title, value: example, why: 'is an example: put in yours' }];
  });
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
function apart(document: YamlDocument, { typed }: Slot, main: Edit, others: readonly Edit[]): Written {
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
function filterOf({ id, title, purpose, keywords }: ContainerPattern, { member }: Placed): string {
  const helper = member.role.confidence === 'strong' ? (member.role.helper?.id ?? '') : '';
  const words = [id, purpose, ...keywords, helper, title].join(' ').toLowerCase().split(/\s+/);
  return [...new Set(words)].filter(Boolean).join(' ');
}
