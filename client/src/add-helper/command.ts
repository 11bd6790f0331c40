// "Add Helper Container…": lets people choose a helper, and adds it to a pod.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { OfferedPattern } from '../../../server/src/features/insert.ts';
import { documentAt, focusFile, isManifest } from '../manifests.ts';
import { shownPod } from '../preview/shown.ts';
import { wantedBy } from '../wanted.ts';
import { insert, type Place } from './insert.ts';
import { pickApp, pickPattern, pickVariant } from './pick.ts';
import { formsAt, readStage, type Stage } from './stage.ts';

/**
 * Adds a helper container to a pod.
 * @param file,position what the command was given: the line above a pod gives a URI and a position. Without them it is the
 * pod at the cursor, or the one in the preview that has the focus.
 * @param stage when it is to start, if somebody has pointed at that: `start` before the application, `run` with it
 */
export async function addHelper(
  client: LanguageClient,
  file: unknown,
  position: unknown,
  stage: unknown,
): Promise<void> {
  const wanted = wantedBy(file, position) ?? shownPod();
  const document = wanted && (await documentAt(wanted.uri));
  try {
    if (!document || !isManifest(document)) await offerManifest(null);
    else await addTo(client, document, wanted.position ?? new vscode.Position(0, 0), readStage(stage));
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

async function addTo(
  client: LanguageClient,
  document: vscode.TextDocument,
  position: vscode.Position,
  stage: Stage | null,
): Promise<void> {
  const { line, character } = position;
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const place: Place = { textDocument, position: { line, character } };
  const { version } = document;
  const offers = await client.sendRequest<OfferedPattern[]>('podPatterns/offers', place);
  if (offers.length === 0) return offerManifest(document);

  const pattern = await pickPattern(offers, stage);
  if (!pattern) return;
  const { id, refusal, apps, variants } = pattern.value;
  if (refusal !== null) return refuse(refusal);
  const app = apps.length > 1 ? await pickApp(apps, pattern.value) : null;
  if (app === undefined) return;
  const forms = formsAt(variants, stage);
  const variant = forms.length > 1 ? await pickVariant(pattern.value, forms) : null;
  if (variant === undefined) return;
  // A pattern of one form needs none to be named.
  const form = variant?.value ?? (variants.length > 1 ? forms[0] : undefined);
  await insert(client, document, version, place, {
    pattern: id,
    options: { ...(app && { app: app.value }), ...(form && { variant: form }) },
    preview: [pattern, app, variant].some((chosen) => chosen?.preview),
  });
}

function refuse(reason: string): void {
  vscode.window.showWarningMessage(`Nothing was added: ${reason}.`);
}

/** Where there is no pod, a whole manifest may be wanted: in the empty file that is open, else in a new one. */
async function offerManifest(document: vscode.TextDocument | null): Promise<void> {
  const empty = document?.getText().trim() === '' ? document : null;
  const button = empty ? 'Insert Whole Manifest' : 'New Whole Manifest';
  const reason = document
    ? 'There is no pod here that a helper container could be added to.'
    : 'Open a Kubernetes manifest: the helper is added to the pod at the cursor.';
  if ((await vscode.window.showInformationMessage(reason, button)) !== button) return;
  const target = empty ?? (await vscode.workspace.openTextDocument({ language: 'yaml' }));
  await focusFile(target);
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
}
