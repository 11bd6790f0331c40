import { PATTERNS } from '../patterns/library.ts';
import { type ListedPattern, listed } from '../patterns/list.ts';
import type { Args } from './args.ts';
import { printJson } from './formats/json.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `patterns`: lists what there is to insert. */
export function patterns({ format }: Args, terminal: Terminal): ExitStatus {
  const all = PATTERNS.map(listed);
  terminal.print(format === 'json' ? printJson({ version: 1, patterns: all }) : asText(all));
  return 0;
}

/** A table for each pattern, all with the same columns. */
function asText(all: readonly ListedPattern[]): string {
  const rows = all.map((one) => [one.id, one.scope, one.variants.join(', ') || '-', one.title] as const);
  const width = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => row[column].length));
  const widths = [width(0), width(1), width(2)];
  const groups = [...new Set(all.map(({ pattern }) => pattern))];
  const tables = groups.map((group) => {
    const lines = rows
      .filter((_, i) => all[i]?.pattern === group)
      .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
    return `${group}\n${lines.join('')}`;
  });
  return tables.join('\n');
}
