import { nodeAt, pathOf } from '../yaml/edit/path.ts';
import { hunks } from '../yaml/hunks.ts';
import { parseDocument, type YamlDocument } from '../yaml/parse.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';
import type { Mapping } from '../yaml/tree.ts';

/** One change of a document; `find` gives the mapping of today for one of the original document. */
export type Step = (document: YamlDocument, find: (mapping: Mapping) => Mapping | null) => readonly Edit[] | null;

/**
 * Several changes, each made on the text that the ones before have left, as edits of the original document.
 * Only the last step may move nodes. Null if a step cannot be made.
 */
export function inSteps(original: YamlDocument, steps: readonly Step[]): readonly Edit[] | null {
  let document = original;
  for (const step of steps) {
    const find = (mapping: Mapping): Mapping | null => {
      const node = nodeAt(document, pathOf(original, mapping));
      return node?.kind === 'mapping' ? node : null;
    };
    const edits = step(document, find);
    if (!edits) return null;
    document = parseDocument(applyEdits(document.text, edits));
  }
  return hunks(original.text, document.text);
}
