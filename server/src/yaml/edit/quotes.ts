export type Quote = 'double' | 'single';

/** A string on one line: quoted only where it would else be read as something else. */
export function stringText(value: string, quote: Quote, flow: boolean): string {
  return isPlain(value, flow) ? value : quoted(value, quote);
}

/** A string in the quotes asked for, unless only the other ones can hold it, or hold it without escapes. */
export function quoted(value: string, quote: Quote): string {
  if (hasUnprintable(value)) return doubleQuoted(value);
  if (quote === 'double' && (!/["\\]/.test(value) || value.includes("'"))) return doubleQuoted(value);
  return singleQuoted(value);
}

/** A string in double quotes, escaped; it is JSON too. */
export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A string in single quotes, or null if they cannot hold it. */
export function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Whether a string has characters that only double quotes can hold on one line. */
export function hasUnprintable(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/.test(value) || /[\uD800-\uDFFF]/u.test(value);
}

/** What some reader (YAML 1.1 or 1.2) takes for null, a boolean, a merge key or a special number. */
const WORD = /^(?:~|null|y|n|yes|no|on|off|true|false|<<|=|[-+]?\.inf|\.nan)$/i;
const INTEGER = /^[-+]?(?:0[bB][01_]+|0[oO]?[0-7_]+|0[xX][\da-fA-F_]+|\d[\d_]*)$/;
const FLOAT = /^[-+]?(?:\.[\d_]+|\d[\d_]*\.?[\d_]*)(?:[eE][-+]?\d+)?$/;
const SEXAGESIMAL = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;

/** Whether a string may stand without quotes, and is read as this string by every reader. */
export function isPlain(value: string, flow: boolean): boolean {
  if (value === '' || value !== value.trim() || hasUnprintable(value)) return false;
  if (/^[?:,[\]{}#&*!|>'"%@`]/.test(value) || /^-(?:\s|$)|^(?:---|\.\.\.)(?:\s|$)/.test(value)) return false;
  if (/:(?:\s|$)|\s#|\{\{/.test(value) || (flow && /[,[\]{}:?]/.test(value))) return false;
  return ![WORD, INTEGER, FLOAT, SEXAGESIMAL, DATE].some((other) => other.test(value));
}
