const WIDTH = 120;

/** `cloud-sql-proxy` as the name of a constant. */
export function identifier(words: string): string {
  return words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Plain data as TypeScript, laid out as the formatter does. `before` is what stands on its first line already. */
export function literal(value: unknown, indent = '', before = 0): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return list(value, indent, before);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, entry]) => {
    const name = /^[A-Za-z_]\w*$/.test(key) ? key : text(key);
    const printed = literal(entry, inner, inner.length + name.length + 2);
    // Behind a key that is shorter than this a new line would win nothing.
    const mayBreak = typeof entry === 'string' && name.length >= 5;
    const tooLong = mayBreak && isOneLine(printed) && !fits(inner, name.length + 2, printed);
    return `${inner}${name}:${tooLong ? `\n${inner}  ` : ' '}${printed},\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function list(items: readonly unknown[], indent: string, before: number): string {
  if (items.length === 0) return '[]';
  const inner = `${indent}  `;
  const printed = items.map((item) => literal(item, inner, inner.length));
  const flat = `[${printed.join(', ')}]`;
  const scalars = items.every((item) => typeof item !== 'object' || item === null);
  if (scalars && isOneLine(flat) && before + flat.length + 1 <= WIDTH) return flat;
  return `[\n${printed.map((item) => `${inner}${item},\n`).join('')}${indent}]`;
}

function fits(indent: string, key: number, value: string): boolean {
  return indent.length + key + value.length + 1 <= WIDTH;
}

function isOneLine(printed: string): boolean {
  return !printed.includes('\n');
}

/** On one line, in the quotes that need fewer escapes. */
function text(value: string): string {
  const single = (value.match(/'/g) ?? []).length;
  const double = (value.match(/"/g) ?? []).length;
  const escaped = (quote: RegExp) => value.replace(quote, '\\$&').replaceAll('\n', '\\n');
  return single > double ? `"${escaped(/[\\"]/g)}"` : `'${escaped(/[\\']/g)}'`;
}
