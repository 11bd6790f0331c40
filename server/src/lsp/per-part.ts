import type { Part } from '../features/file.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import type { Asked } from './asked.ts';

/** What was made of a document, and what that depends on beside what is found in it. */
interface Made<T> {
  readonly revision: number;
  readonly firstLine: number;
  readonly of: readonly unknown[];
  readonly made: readonly T[];
}

/**
 * Makes something of each document of a file: once, as long as what is found in the document, its place in the file and
 * what else it depends on (`of`, compared by identity) are the same. Editors ask anew at each keystroke, and most documents
 * are as they were. What is made must be small: it stays when analyses do not.
 */
export function perPart<T>(): (
  asked: Pick<Asked, 'documents' | 'file'>,
  of: readonly unknown[],
  make: (part: Part) => readonly T[],
) => T[] {
  const known = new WeakMap<WorkspaceDocument, Made<T>>();
  return ({ documents, file }, of, make) => {
    const all: T[] = [];
    documents.forEach((document, i) => {
      const part = file[i] as Part;
      const { revision } = document;
      const { firstLine } = part;
      const last = known.get(document);
      const holds = last?.revision === revision && last.firstLine === firstLine;
      if (holds && last.of.every((one, i) => one === of[i])) all.push(...last.made);
      else {
        const made = make(part);
        known.set(document, { revision, firstLine, of, made });
        all.push(...made);
      }
    });
    return all;
  };
}
