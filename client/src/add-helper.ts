// Lets people choose a helper container and adds it to a pod, as one step that is undone at once.
import * as vscode from 'vscode';
import type { DocumentSymbol, LanguageClient, WorkspaceEdit } from 'vscode-languageclient/node';
import type { ListedPattern } from '../../server/src/patterns/list.ts';
import { documentAt, focusFile } from './manifests.ts';
import { wantedBy } from './wanted.ts';

/** A pod in a file, by a position in it, as the server is asked for it. */
interface Place {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/**
 * Adds a helper container to a pod.
 * @param file,position what the command was given: the line above a pod gives a URI and a position
 */
export async function addHelper(client: LanguageClient, file: unknown, position: unknown): Promise<void> {
  const wanted = wantedBy(file, position);
  const document = wanted && (await documentAt(wanted.uri));
  if (!document) {
    vscode.window.showInformationMessage('Open a Kubernetes manifest: the helper is added to the pod at the cursor.');
    return;
  }
  const { line, character } = wanted.position ?? new vscode.Position(0, 0);
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const place: Place = { textDocument, position: { line, character } };
  try {
    const pattern = await choosePattern(client, place);
    const values = pattern && (await askForValues(pattern));
    if (values) await insert(client, document, place, pattern, values);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    vscode.window.showWarningMessage(`Nothing was added: ${reason}.`);
  }
}

async function choosePattern(client: LanguageClient, place: Place): Promise<ListedPattern | undefined> {
  const patterns = await client.sendRequest<ListedPattern[]>('podPatterns/patterns', place);
  if (patterns.length === 0) {
    vscode.window.showInformationMessage('There is no pod here that a helper container could be added to.');
    return undefined;
  }
  const items = patterns.map((pattern) => {
    return { label: pattern.title, description: pattern.pattern, detail: pattern.description, pattern };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Add Helper Container',
    placeHolder: 'What shall it do for the application?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.pattern;
}

/** Values for the parameters that nothing can be assumed for; undefined when somebody gives up. */
async function askForValues({ title, parameters }: ListedPattern): Promise<Record<string, string> | undefined> {
  const values: [string, string][] = [];
  for (const { key, title: prompt, example, choices } of parameters.filter((one) => one.default === null)) {
    const ignoreFocusOut = true;
    const value = choices
      ? await vscode.window.showQuickPick(choices, { title, placeHolder: prompt, ignoreFocusOut })
      : await vscode.window.showInputBox({
          ...{ title, prompt, ignoreFocusOut, placeHolder: `such as ${example}` },
          validateInput: (text) => (text.trim() === '' ? `A value is needed, such as ${example}` : null),
        });
    if (value === undefined) return undefined;
    values.push([key, value]);
  }
  return Object.fromEntries(values);
}

async function insert(
  client: LanguageClient,
  document: vscode.TextDocument,
  place: Place,
  { id }: ListedPattern,
  set: Record<string, string>,
): Promise<void> {
  const outline = () => client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', place);
  const before = await outline();
  const params = { ...place, pattern: id, options: { set } };
  const edit = await client.sendRequest<WorkspaceEdit | null>('podPatterns/insert', params);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!converted || !(await vscode.workspace.applyEdit(converted))) throw new Error('the file could not be changed');
  const added = addedTo(before, await outline());
  await focusFile(document, added && client.protocol2CodeConverter.asRange(added.selectionRange));
}

/** The container that a pod has now and had not before: names of containers are unique in a pod. */
function addedTo(before: readonly DocumentSymbol[], after: readonly DocumentSymbol[]): DocumentSymbol | undefined {
  return after
    .flatMap(({ children = [] }, pod) => {
      const names = new Set(before[pod]?.children?.map(({ name }) => name));
      return children.filter(({ name }) => !names.has(name));
    })
    .at(0);
}
