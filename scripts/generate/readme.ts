import { RULES } from '../../server/src/rules/index.ts';
import type { Generated, Read } from './part.ts';
import { overviewTable } from './rule-pages.ts';
import { settingsTable } from './settings.ts';

/** The README with its tables between the marks; a mark that is missing is passed over. */
export function readme(read: Read): Generated[] {
  const path = 'README.md';
  const text = read(path);
  if (text === null) return [];
  const withRules = between(text, 'rules', overviewTable(RULES));
  return [{ path, text: between(withRules, 'settings', settingsTable()) }];
}

function between(text: string, mark: string, content: string): string {
  const opening = `<!-- generated:${mark} -->`;
  const start = text.indexOf(opening);
  const end = text.indexOf(`<!-- /generated:${mark} -->`);
  if (start < 0 || end < start) return text;
  return `${text.slice(0, start + opening.length)}\n\n${content}\n${text.slice(end)}`;
}
