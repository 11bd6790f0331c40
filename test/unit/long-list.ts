import { analyseFile, partsOf } from '../../server/src/features/file.ts';
import type { AnalysedFile } from '../../server/src/features/part.ts';
import { Workspace } from '../../server/src/features/workspace/workspace.ts';
import { lint } from '../../server/src/rules/lint.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { ALONE, settings } from '../support.ts';

const SETTINGS = settings();

/** A document as the item of a list, without its dash; null for one that cannot be one, or that keeps others silent. */
export function asItem(text: string): string | null {
  const manifest = text.replace(/^(?:(?:---)?[ \t]*(?:#.*)?\n)*/, '').trimEnd();
  if (!/^\w/.test(manifest) || /^(?:---|\.\.\.|%)|[\t\uFEFF\r]|&\w|^kind: (?:\w*List|Namespace)/m.test(manifest))
    return null;
  const { broken, root, templated, template } = parseDocument(manifest);
  return broken || templated || template || root?.kind !== 'mapping' ? null : manifest;
}

/** A list of items that are indented by so many spaces. */
export function listOf(items: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  const lines = items.map((item) => `${margin}- ${item.replace(/\n(?=[^\n])/g, `\n${margin}  `)}\n`);
  return `apiVersion: v1\nkind: List\nitems:\n${lines.join('')}`;
}

/** What is found in a list as it is read, and in the same list in one piece. */
export function foundBothWays(list: string): {
  readonly both: readonly string[];
  /** Found in one of the two only. */
  readonly one: readonly string[];
} {
  const workspace = new Workspace();
  workspace.set('list', [{ text: list }], { folder: null, surroundings: ALONE });
  workspace.hold('list');
  const cut = new Set(findings(analyseFile(list, ALONE)));
  const whole = new Set(findings(partsOf(workspace, 'list')));
  const one = [...cut].filter((line) => !whole.has(line)).concat([...whole].filter((line) => !cut.has(line)));
  return { both: [...cut].filter((line) => whole.has(line)), one };
}

/**
 * The problems with all places, and what their fixes do, by their offsets in the whole text. How far lists are indented may
 * be seen in another item only.
 */
function findings(parts: AnalysedFile): string[] {
  let begin = 0;
  const found = parts.flatMap(({ analysis, text }) => {
    const moved = ({ start, end }: { readonly start: number; readonly end: number }) => [begin + start, begin + end];
    const own = lint(analysis, SETTINGS).problems.map(({ rule, at, message, suppressed, fixes }) =>
      JSON.stringify([
        moved(at),
        rule.id,
        message,
        suppressed,
        fixes.map(({ title, safe, edits }) => [
          title,
          safe,
          edits()?.map((edit) => [moved(edit.at), edit.text.replace(/\s+/g, ' ')]),
        ]),
      ]),
    );
    begin += text.length;
    return own;
  });
  return found;
}
