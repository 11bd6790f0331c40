/** Problems view, terminals and CI annotations show about this many characters (contract of the command line). */
const MAX_LENGTH = 160;

/**
 * Fills a template. A message that would be too long loses its clauses from the last `; ` or `: ` of the template on,
 * one by one, then its longest arguments are shortened in the middle.
 */
export function formatMessage(template: string, args: Readonly<Record<string, string | number>>): string {
  const values = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, oneLine(String(value))]));
  const fill = (part: string) => part.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  let part = template;
  while (fill(part).length > MAX_LENGTH) {
    const cut = Math.max(part.lastIndexOf('; '), part.lastIndexOf(': '));
    if (cut < 0) break;
    part = `${part.slice(0, cut)}.`;
  }
  for (let excess = fill(part).length - MAX_LENGTH; excess > 0; excess = fill(part).length - MAX_LENGTH) {
    const [longest] = Object.entries(values)
      .filter(([key]) => part.includes(`{${key}}`))
      .sort((a, b) => b[1].length - a[1].length);
    if (!longest || longest[1].length < 12) break;
    values[longest[0]] = shorten(longest[1], Math.max(11, longest[1].length - excess));
  }
  return fill(part);
}

function shorten(text: string, length: number): string {
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

/** Names come from the file: a message stays one line, whatever they hold. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}
