/**
 * The name that was probably meant: the only one within an edit distance of two.
 * It is `certain` unless the names differ in digits only, which more often tells two things apart (`data-1`, `data-2`).
 */
export function nearest(name: string, names: readonly string[]): { name: string; certain: boolean } | null {
  const close = [...new Set(names)].filter(
    (other) => distance(name, other) <= Math.min(2, Math.floor(name.length / 3)),
  );
  const [only] = close;
  if (only === undefined || close.length > 1) return null;
  const letters = (text: string) => text.replaceAll(/\d/g, '');
  return { name: only, certain: letters(name) !== letters(only) || name.length !== only.length };
}

/** Levenshtein distance; names are short (DNS labels), so the plain way is quick enough. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
