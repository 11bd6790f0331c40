import { RULES } from '../rules/index.ts';
import type { Args } from './args.ts';
import { docsUrl } from './docs-url.ts';
import { printJson } from './formats/json.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `rules`: lists the rules. */
export function rules({ format }: Args, terminal: Terminal): ExitStatus {
  terminal.print(format === 'json' ? asJson() : asText());
  return 0;
}

function asJson(): string {
  return printJson({
    version: 1,
    rules: RULES.map(({ id, title, severity, group, fix, since }) => {
      return { id, title, severity, group, fix, since: since ?? null, url: docsUrl(id) };
    }),
  });
}

function asText(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return RULES.map(({ id, severity, fix, title }) => {
    return `${id.padEnd(width)}  ${severity.padEnd(11)}  ${(fix ?? '-').padEnd(6)}  ${title}\n`;
  }).join('');
}
