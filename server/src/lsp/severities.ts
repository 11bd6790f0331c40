import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../config.ts';
import { severityEdits } from '../features/change-severity.ts';
import { RULES_BY_ID } from '../rules/index.ts';
import { readSeverity } from '../settings.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import { type Client, workspaceEdit } from './client.ts';
import type { ConfigFile } from './contexts.ts';
import { rangeOf } from './convert.ts';
import { uriOf } from './disk.ts';
import type { OpenFile } from './documents.ts';
import { refused } from './guard.ts';

/**
 * The edit that gives a rule a severity in a configuration file, which is made if it is missing; throws with the reason
 * where that cannot be done. `open`: the file as it is open, whose text wins over the disk.
 */
export function severityEdit(
  client: Client,
  file: ConfigFile | null,
  open: OpenFile | null,
  rule: unknown,
  severity: unknown,
): WorkspaceEdit {
  const wanted = readSeverity(severity);
  if (typeof rule !== 'string' || !RULES_BY_ID.has(rule)) throw refused(`there is no rule "${rule}"`);
  if (wanted === null) throw refused(`there is no severity "${severity}"`);
  if (file === null) throw refused('the file is not on the disk');
  const isNew = open === null && file.text === null;
  const text = open?.pieces.map((piece) => piece.text).join('') ?? file.text ?? '';
  const edits = severityEdits(text, rule, wanted);
  if (!edits) throw refused(`${CONFIG_FILE} is written in a way that cannot be added to`);
  const lineStarts = lineStartsOf(text);
  const textEdits = edits.map(({ at, text: newText }) => ({ range: rangeOf(text, lineStarts, 0, at), newText }));
  if (open) return workspaceEdit(client, open, textEdits);
  const uri = uriOf(file.path);
  if (!client.asksVersionedEdits) {
    if (isNew) throw refused(`there is no ${CONFIG_FILE} yet`);
    return { changes: { [uri]: textEdits } };
  }
  const changed = { textDocument: { uri, version: null }, edits: textEdits };
  if (!isNew) return { documentChanges: [changed] };
  if (!client.createsFiles) throw refused(`there is no ${CONFIG_FILE} yet`);
  return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, changed] };
}
