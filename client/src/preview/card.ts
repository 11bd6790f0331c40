import type { LanguageClient } from 'vscode-languageclient/node';
import { documentAt } from '../manifests.ts';
import type { Spot } from './messages.ts';
import { changesOf, nameOf, placeOf } from './picture.ts';
import { rangeOf } from './range.ts';
import type { Shown } from './shown.ts';

/** What there is to say about something that is drawn, in Markdown: what the hover in the text says, else its full name. */
export async function cardFor(client: LanguageClient, { uri, pictures }: Shown, spot: Spot): Promise<string | null> {
  const { diagrams } = pictures;
  const name = nameOf(diagrams, spot);
  const own = name === null ? null : escaped(name);
  const place = placeOf(diagrams, spot);
  if (!place || !(await documentAt(uri))) return own;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const position = client.code2ProtocolConverter.asPosition(rangeOf(place).start);
  const text: unknown = await client.sendRequest('podPatterns/explain', { textDocument, position }).catch(() => null);
  if (typeof text !== 'string') return own;
  const changes = changesOf(diagrams, spot);
  if (changes.length > 0) return `**Changed:** ${changes.map(escaped).join(' · ')}\n\n---\n\n${text}`;
  // A problem is more than the place where it is.
  return typeof spot.id === 'number' && own !== null ? `${own}\n\n---\n\n${text}` : text;
}

/** Text of a manifest is no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, '\\$&');
}
