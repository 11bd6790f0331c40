import type { FillableEdit } from '../../../yaml/tab-stop.ts';
import { fenced, paragraphs } from '../../hover/markdown.ts';

/**
 * Paragraphs, and behind them the lines that an edit writes as a diff, where they are more than a word. `head` stands
 * before them in the file: the dash of an item, the key of a value.
 */
export function explained(main: FillableEdit, head: string, ...parts: readonly (string | null)[]): string {
  const text = main.text.trim().replace(/,$/, '');
  const isMore = /[\r\n]/.test(text) || /:\s/.test(text);
  return paragraphs(...parts, isMore ? diffOf(text.split(/\r\n|\n|\r/), head) : null);
}

function diffOf([first = '', ...rest]: readonly string[], head: string): string {
  const margin = Math.min(...rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  const isList = head === '- ' && !/^[-[{]/.test(first);
  // Further items stand in the column of the first dash, further entries of one item behind it.
  const inner = isList && !rest.some((line) => line.startsWith('-', margin)) ? head.length : 0;
  const lines = [
    `${head !== '- ' || isList ? head : ''}${first}`,
    ...rest.map((line) => (line.trim() === '' ? '' : ' '.repeat(inner) + line.slice(margin))),
  ];
  return fenced(lines.map((line) => `+${line}`).join('\n'), 'diff');
}
