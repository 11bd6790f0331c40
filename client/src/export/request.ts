import type { LanguageClient } from 'vscode-languageclient/node';
import type { ExportFormat, ExportTheme } from '../../../server/src/features/exports/formats.ts';
import type { Exported } from '../../../server/src/lsp/requests.ts';
import { documentAt } from '../manifests.ts';
import type { Wanted } from '../wanted.ts';

/** Asks the language server for the text of a picture; null where there is no pod. Throws if the server does not answer. */
export async function askForExport(
  client: LanguageClient,
  { uri, position }: Wanted,
  wish: {
    readonly format: ExportFormat;
    readonly theme: ExportTheme;
    readonly probes: boolean;
    readonly picture?: string;
    readonly before?: string;
  },
): Promise<Exported | null> {
  // The server knows open files only.
  if (!(await documentAt(uri))) return null;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const at = position && { position: { line: position.line, character: position.character } };
  const answer: unknown = await client.sendRequest('podPatterns/exportDiagram', { textDocument, ...at, ...wish });
  const { name, text } = Object(answer);
  return typeof name === 'string' && typeof text === 'string' ? { name, text } : null;
}
