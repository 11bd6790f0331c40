import type { Edit, Span } from './span.ts';

/** A part of a new text that a person should look at and may type over, in editors that can move from one to the next. */
export interface TabStop {
  /** Where it stands in the new text: UTF-16 code units, half-open. */
  readonly at: Span;
  /** From 1, in the order in which people go through them; stops of one number are typed together. */
  readonly number: number;
  /** What may stand there, the value in the text included; null for anything. */
  readonly choices: readonly string[] | null;
}

/** An edit with the parts of its text that may be typed over, sorted by place; they do not overlap. */
export interface FillableEdit extends Edit {
  readonly stops: readonly TabStop[];
}

/** A text as a snippet of the language server protocol, in which its tab stops can be typed over. */
export function snippetText(text: string, stops: readonly TabStop[]): string {
  let snippet = '';
  let done = 0;
  for (const { at, number, choices } of stops) {
    const value = text.slice(at.start, at.end);
    const body = choices ? `|${choices.map(choiceText).join(',')}|` : `:${escaped(value)}`;
    snippet += `${escaped(text.slice(done, at.start))}\${${number}${body}}`;
    done = at.end;
  }
  return snippet + escaped(text.slice(done));
}

/** Text that means itself in a snippet. */
function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function choiceText(choice: string): string {
  return choice.replace(/[\\,|]/g, '\\$&');
}
