const MAX_CODE = 80;

/** Text of the file as a code span that nothing in it can end: one line, cut if it is very long. */
export function code(text: string, longest: number = MAX_CODE): string {
  const line = cut(oneLine(text), longest);
  if (line === '') return '(empty)';
  const runs: readonly string[] = line.match(/`+/g) ?? [];
  let fence = '`';
  while (runs.includes(fence)) fence += '`';
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text that may come from the file as prose: nothing in it is markup, a link or an address. */
export function plain(text: string): string {
  return escaped(cut(oneLine(text), MAX_PLAIN));
}

const MAX_PLAIN = 200;

/** A sentence of the catalogue: as `plain`, but what stands between backticks is code. */
export function prose(text: string): string {
  const parts = cut(oneLine(text), 2 * MAX_PLAIN).split(/`([^`]+)`/);
  return parts.map((part, i) => (i % 2 === 0 ? escaped(part) : code(part))).join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<>&~|@$!#]/g, '\\$&')
    .replace(/(?<![A-Za-z\d])_|_(?![A-Za-z\d])/g, '\\_')
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, 'www\\.');
}

/** A link; the words alone if the address is not one of the web. */
export function link(words: string, url: string): string {
  if (!/^https?:\/\/[^\s<>]+$/.test(url)) return plain(words);
  return `[${plain(words)}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

/** `a`, `a and b`, `a, b and c`; behind `most` of them only their number. */
export function joined(parts: readonly string[], word = 'and', most = 6): string {
  const shown = parts.length > most ? [...parts.slice(0, most - 1), `${parts.length - most + 1} more`] : parts;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** Paragraphs with an empty line between them; empty ones are left out. */
export function paragraphs(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}

const MAX_BULLETS = 12;

/** A list; of a very long one the rest is counted. */
export function bullets(lines: readonly string[], mark: '-' | '1.' = '-'): string {
  const most = lines.length > MAX_BULLETS ? MAX_BULLETS - 1 : MAX_BULLETS;
  const shown = lines.slice(0, most);
  if (lines.length > most) shown.push(`… and ${lines.length - most} more`);
  return shown.map((line, i) => `${mark === '-' ? '-' : `${i + 1}.`} ${line}`).join('\n');
}

const MAX_ROWS = 10;

/** A table; behind `most` rows the rest is counted. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], most = MAX_ROWS): string {
  const shown = rows.slice(0, rows.length > most ? most - 1 : most);
  const rest = rows.length - shown.length;
  const lines = [head, head.map(() => '---'), ...shown, ...(rest > 0 ? [[`… and ${rest} more`]] : [])];
  return lines.map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

/** A bar ends a cell even within a code span, unless exactly one backslash stands before it. */
function cell(text: string): string {
  return text.replace(/\\*\|/g, '\\|');
}

/** The first letter in upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Control and format characters would move or hide what stands beside them. */
function oneLine(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
}

function cut(text: string, longest: number): string {
  const units = [...text];
  return units.length > longest ? `${units.slice(0, longest - 1).join('')}…` : text;
}

/** A block of code; text that holds backticks is put between more of them. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}
