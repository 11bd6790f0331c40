// Lets people choose the severity of a rule, and writes it where they want it.
import * as vscode from 'vscode';
import type { LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';
import { parseUri } from './wanted.ts';

const SEVERITIES = ['off', 'hint', 'information', 'warning', 'error'] as const;

/**
 * Changes the severity of a rule.
 * @param given what the command was given: the id of the rule, the file it speaks of, and `file` or `settings`
 */
export async function changeSeverity(client: LanguageClient, given: readonly unknown[]): Promise<void> {
  const [rule, file, where] = given;
  const uri = typeof file === 'string' ? parseUri(file) : null;
  if (typeof rule !== 'string' || !uri) return;
  const severity = await vscode.window.showQuickPick(SEVERITIES, { title: `Severity of ${rule}` });
  if (!severity) return;
  try {
    if (where === 'settings') await inSettings(rule, uri, severity);
    else await inFile(client, rule, uri, severity);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    vscode.window.showWarningMessage(`The severity was not changed: ${reason}.`);
  }
}

/** Writes it into the settings of the workspace, without one into those of the user. */
async function inSettings(rule: string, uri: vscode.Uri, severity: string): Promise<void> {
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const settings = vscode.workspace.getConfiguration('podPatterns', uri);
  const { globalValue, workspaceValue } = settings.inspect<Record<string, string>>('rules') ?? {};
  const before = target === vscode.ConfigurationTarget.Workspace ? workspaceValue : globalValue;
  await settings.update('rules', { ...before, [rule]: severity }, target);
}

/** Writes it into the nearest configuration file, which is made in the folder of the workspace if there is none. */
async function inFile(client: LanguageClient, rule: string, uri: vscode.Uri, severity: string): Promise<void> {
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  const edit = await client.sendRequest<WorkspaceEdit>('podPatterns/changeSeverity', { textDocument, rule, severity });
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!converted || !(await vscode.workspace.applyEdit(converted))) throw new Error('the file could not be changed');
  // What counts is what is on the disk.
  for (const [changed] of converted.entries()) {
    const document = await vscode.workspace.openTextDocument(changed);
    if (!(await document.save())) throw new Error(`${vscode.workspace.asRelativePath(changed)} could not be saved`);
  }
}
