import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument, type YamlDocument } from '../../server/src/yaml/parse.ts';
import { applyEdits, type Edit } from '../../server/src/yaml/span.ts';
import type { Mapping, Node } from '../../server/src/yaml/tree.ts';

/** The node at a path of keys and indexes. */
export type Find = <T extends Node = Mapping>(path: string) => T;
/** What is tested, the text before, the edit, the text after (null: refused). */
export type Row = [
  name: string,
  before: string,
  edit: (d: YamlDocument, find: Find) => Edit | Edit[] | null,
  after: string | null,
];

function finder(document: YamlDocument): Find {
  return <T extends Node>(path: string) => {
    let node = document.root;
    for (const step of path.split('.').filter(Boolean)) {
      if (node?.kind === 'sequence') node = node.items[Number(step)]?.value ?? null;
      else if (node?.kind === 'mapping')
        node = node.entries.findLast((entry) => entry.key.text === step)?.value ?? null;
    }
    return node as T;
  };
}

/** Runs the rows of a table, each with LF, CR LF and CR. */
export function table(name: string, rows: readonly Row[]): void {
  test(name, () => {
    for (const [what, before, edit, after] of rows) {
      for (const eol of ['\n', '\r\n', '\r']) {
        const text = before.replaceAll('\n', eol);
        const document = parseDocument(text);
        const edits = edit(document, finder(document));
        const result = edits && applyEdits(text, Array.isArray(edits) ? edits : [edits]);
        assert.equal(result, after?.replaceAll('\n', eol) ?? null, `${what} ${JSON.stringify(eol)}`);
      }
    }
  });
}
