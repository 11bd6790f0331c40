import { existsSync } from 'node:fs';
import type { Part } from '../features/file.ts';
import { hoverAt } from '../features/hover.ts';
import { lineEnd } from '../yaml/span.ts';
import type { Args } from './args.ts';
import { STDIN } from './files.ts';
import { type OneFile, openOne } from './one-file.ts';
import { Refusal } from './refusal.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** A place as it is given: lines and columns from 1. */
interface Place {
  readonly path: string;
  readonly line: number;
  /** Null if none was given. */
  readonly column: number | null;
}

/** `explain`: prints the hover text at a place. */
export async function explain(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const place = readPlace(args.operands[0] ?? '');
  const file = await openOne(place.path, args, terminal);
  const markdown = hoverOn(file, place);
  if (markdown === null) {
    const where = place.column === null ? `${place.line}` : `${place.line}:${place.column}`;
    terminal.complain(`${file.name}:${where}: there is nothing to explain here`);
    return 1;
  }
  terminal.print(`${markdown}\n`);
  return 0;
}

/** Reads `PATH:LINE[:COLUMN]`, whose path may hold colons, too: of two readings the one whose file exists is meant. */
function readPlace(operand: string): Place {
  const [, path = '', first = '', second = ''] = /^(.+?):(\d+)(?::(\d+))?$/s.exec(operand) ?? [];
  const numbers = [first, second].filter((text) => text !== '').map(Number);
  if (path === '') throw new Refusal(`${operand}: a line is missing, as in ${operand || 'PATH'}:12`);
  if (numbers.some((number) => number < 1)) throw new Refusal(`${operand}: lines and columns count from 1`);
  const [line = 1, column = null] = numbers;
  const longer = `${path}:${first}`;
  if (column !== null && path !== STDIN && !existsSync(path) && existsSync(longer)) {
    return { path: longer, line: column, column: null };
  }
  return { path, line, column };
}

/** The text at a place; without a column at the first place of the line that has one. Throws a Refusal behind the end. */
function hoverOn(file: OneFile, { line, column }: Place): string | null {
  const { name, parts, settings } = file;
  const part = parts.findLast(({ firstLine }) => firstLine < line);
  const start = part?.lineStarts[line - 1 - part.firstLine];
  if (!part || start === undefined) throw new Refusal(`${name} has no line ${line}`);
  const { text } = part.analysis;
  const end = lineEnd(text, start);
  if (column !== null && start + column - 1 > end) throw new Refusal(`${name}: line ${line} has no column ${column}`);
  const offsets = column === null ? wordsOf(part, start, end) : [start + column - 1];
  for (const offset of offsets) {
    const hover = hoverAt(parts, part, offset, settings);
    if (hover) return hover.markdown;
  }
  return column === null ? containerOn(file, part, start, end) : null;
}

/** The text about the container whose item begins on a line: its first key may be one of which there is nothing to say. */
function containerOn({ parts, settings }: OneFile, part: Part, start: number, end: number): string | null {
  const begun = part.analysis.teams
    .flatMap(({ pod }) => pod.containers)
    .find(({ at }) => at.start >= start && at.start < end);
  const name = begun?.name && hoverAt(parts, part, begun.name.at.start, settings);
  return name?.markdown ?? null;
}

/** A line of JSON may be the whole file. */
const MAX_WORDS = 2000;

/** Where words begin on a line: of keys, values, aliases. */
function* wordsOf({ analysis: { text } }: Part, start: number, end: number): Generator<number> {
  const words = text.slice(start, end).matchAll(/[^\s,:{}[\]]+/g);
  let count = 0;
  for (const { index } of words) {
    if (++count > MAX_WORDS) return;
    yield start + index;
  }
}
