import type { Analysis } from '../../analysis.ts';
import { ownMapping } from '../../edits/fields.ts';
import type { Team } from '../../traffic/team.ts';
import { isShared } from '../../yaml/edit/additions.ts';
import { rowsOf } from '../../yaml/edit/place.ts';
import { contains, lineEnd, nextLine } from '../../yaml/span.ts';
import { type Entry, isNull, type Mapping, type Sequence } from '../../yaml/tree.ts';
import type { Typed } from './typed.ts';

/** The place of a container that is being begun, in a text without what is typed there. */
export interface Slot {
  readonly team: Team;
  readonly spec: Mapping;
  readonly typed: Typed;
  /** Null if the list has no items yet. */
  readonly sequence: Sequence | null;
  readonly index: number;
}

/** Finds the list that a typed line belongs to; `blank` is the analysis of the text without it. Null if there is none. */
export function slotIn(blank: Analysis, typed: Typed): Slot | null {
  const { document } = blank;
  if (!document || document.broken) return null;
  if (document.multiline.some((scalar) => scalar.start < typed.start && typed.start < scalar.end)) return null;
  for (const team of blank.teams) {
    const spec = team.pod.shape === 'pod-spec' ? ownMapping(team.pod.spec) : null;
    const entry = spec?.entries.find(({ key }) => isOnLine(blank.text, typed.keyLine, key.at.start));
    if (!spec || entry?.key.text !== typed.list) continue;
    const sequence = entry.value?.kind === 'sequence' ? entry.value : null;
    if (sequence ? rowsOf(document, sequence)?.[0]?.column !== typed.column : !isEmpty(entry)) return null;
    if (isShared(document, sequence ?? spec)) return null;
    const before = sequence?.items.filter((item) => item.at.start < typed.start) ?? [];
    if (!isFree(blank.text, before.at(-1)?.at.end ?? entry.key.at.end, typed)) return null;
    // A list of the application's containers needs another one: a helper alone helps nobody.
    if (typed.list === 'containers' && !sequence) return null;
    return { team, spec, typed, sequence, index: before.length };
  }
  return null;
}

function isOnLine(text: string, line: number, offset: number): boolean {
  return contains({ start: line, end: lineEnd(text, line) }, { start: offset, end: offset });
}

function isEmpty({ value }: Entry): boolean {
  return value === null || (value.kind === 'scalar' && isNull(value));
}

/** Whether there are only blank lines and comments above the line, up to `from`, and nothing below that would belong to it. */
function isFree(text: string, from: number, { start, end, column }: Typed): boolean {
  for (let line = nextLine(text, from); line < start; line = nextLine(text, line)) {
    if (!/^[ \t]*(?:#|$)/.test(text.slice(line, lineEnd(text, line)))) return false;
  }
  for (let line = nextLine(text, end); line < text.length; line = nextLine(text, line)) {
    const indent = text.slice(line, lineEnd(text, line)).search(/\S/);
    if (indent >= 0) return indent <= column;
  }
  return true;
}
