import { randomFrom } from '../test/lsp/random.ts';
import type { Input } from './inputs.ts';

/** A place in a text, as the protocol has it. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A change of one place, as the protocol has it. */
export interface Keystroke {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

/** Keystrokes, one after the other, that leave the text as it was, so that other places stay right. */
export type Edits = readonly Keystroke[];

/**
 * What a person types into a sound text, at places all over it: a letter behind a value, which is deleted again; a comment
 * line above it, which is deleted again. The text is sound after each of them.
 */
export function soundEdits({ text, places }: Pick<Input, 'text' | 'places'>, count: number): Edits[] {
  const random = randomFrom(5);
  const lines = text.split('\n');
  const kinds = places.map((place) => endsIn(lines, place)).filter((ends) => ends.length > 0);
  return Array.from({ length: count }, (_, i) => {
    const ends = kinds[i % kinds.length] as Position[];
    const end = ends[random(ends.length)] as Position;
    const above = { line: end.line, character: 0 };
    const comment = `${indentOf(lines[end.line])}# \n`;
    return [typed(end, 'x'), erased(end, 1), typed(above, comment), lineErased(above)];
  });
}

/**
 * What a person types who adds a container at the top of a list, letter by letter, and then thinks better of it: the text
 * is half-typed all the time, within the open quote its rest is one long string. None for a text without such a list.
 */
export function brokenEdits({ text }: Pick<Input, 'text'>, count: number): Edits[] {
  const random = randomFrom(8);
  const lines = text.split('\n');
  const lists = containerLists(lines);
  if (lists.length === 0) return [];
  return Array.from({ length: count }, () => {
    const list = lists[random(lists.length)] as number;
    const first = indentOf(lines[list + 1]);
    const start = { line: list, character: lines[list]?.length ?? 0 };
    const edits: Keystroke[] = [];
    let at: Position = start;
    const press = (letters: string) => {
      edits.push(typed(at, letters));
      at = letters.startsWith('\n')
        ? { line: at.line + 1, character: letters.length - 1 }
        : { ...at, character: at.character + letters.length };
    };
    // The editor indents a new line by itself.
    press(`\n${first}`);
    for (const letter of '- name: logs') press(letter);
    press(`\n${first}  `);
    for (const letter of 'image: "busybox:1') press(letter);
    edits.push({ range: { start, end: at }, text: '' });
    return edits;
  });
}

/** The lines of `containers:` whose list begins in the next line. */
export function containerLists(lines: readonly string[]): number[] {
  return lines.flatMap((line, i) => (/^\s*containers:$/.test(line) && /^\s*- \S/.test(lines[i + 1] ?? '') ? [i] : []));
}

/** The places behind what matches, one in each line. */
export function endsIn(lines: readonly string[], pattern: RegExp): Position[] {
  return lines.flatMap((text, line) => {
    const match = pattern.exec(text)?.[0];
    return match === undefined ? [] : [{ line, character: match.length }];
  });
}

/** The white space that a line begins with. */
export function indentOf(line = ''): string {
  return /^ */.exec(line)?.[0] ?? '';
}

/** Types letters. */
export function typed(at: Position, text: string): Keystroke {
  return { range: { start: at, end: at }, text };
}

/** Deletes so many letters behind a place. */
export function erased(at: Position, letters: number): Keystroke {
  return { range: { start: at, end: { ...at, character: at.character + letters } }, text: '' };
}

/** Deletes the line that begins at a place. */
export function lineErased(at: Position): Keystroke {
  return { range: { start: at, end: { line: at.line + 1, character: 0 } }, text: '' };
}
