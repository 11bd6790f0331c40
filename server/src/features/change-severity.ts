import { setField } from '../edits/fields.ts';
import type { Severity } from '../severity.ts';
import { parseDocument } from '../yaml/parse.ts';
import { reach } from '../yaml/read.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';
import { isNull, type Node } from '../yaml/tree.ts';

/**
 * The edits that give a rule a severity in the text of a configuration file, whose other lines stay as they are.
 * Null if the text leaves no way: it is broken, or `rules` is no mapping of its own.
 */
export function severityEdits(text: string, rule: string, severity: Severity | 'off'): readonly Edit[] | null {
  const document = parseDocument(text);
  const root = reach(document.root);
  if (document.broken) return null;
  if (root === null || isNothing(root.node)) return [appended(text, `rules:\n  ${rule}: ${severity}\n`)];
  const edits = setField(document, root, ['rules', rule], severity);
  // What was written must be read again as it is meant.
  return edits && !parseDocument(applyEdits(text, edits)).broken ? edits : null;
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && isNull(node);
}

/** Lines behind all others, with the line ends of the text. */
function appended(text: string, lines: string): Edit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : eol;
  return { at: { start: text.length, end: text.length }, text: gap + lines.replaceAll('\n', eol) };
}
