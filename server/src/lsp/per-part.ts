import type { Analysis } from '../analysis.ts';
import type { AnalysedFile, Part } from '../features/file.ts';

/** What was made of a document, and what that depends on beside its analysis. */
interface Made<T> {
  readonly firstLine: number;
  readonly of: readonly unknown[];
  readonly made: readonly T[];
}

/**
 * Makes something of each document of a file: once, as long as the document, its place in the file and what else it depends
 * on (`of`, compared by identity) are the same. Editors ask anew at each keystroke, and most documents are as they were.
 */
export function perPart<T>(): (file: AnalysedFile, of: readonly unknown[], make: (part: Part) => readonly T[]) => T[] {
  const known = new WeakMap<Analysis, Made<T>>();
  return (file, of, make) => {
    const all: T[] = [];
    for (const part of file) {
      const { analysis, firstLine } = part;
      const last = known.get(analysis);
      if (last?.firstLine === firstLine && last.of.every((one, i) => one === of[i])) all.push(...last.made);
      else {
        const made = make(part);
        known.set(analysis, { firstLine, of, made });
        all.push(...made);
      }
    }
    return all;
  };
}
