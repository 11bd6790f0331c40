// "Preview Workload…": lets people choose among all pods of the workspace.
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Workload } from '../../../server/src/lsp/requests.ts';
import { documentAt, focusFile } from '../manifests.ts';
import { parseUri, type Wanted } from '../wanted.ts';

interface Row extends vscode.QuickPickItem {
  readonly workload?: Workload;
}

/** Asks for a pod of the workspace, and opens its file at it; null when people give up. */
export async function pickWorkload(client: LanguageClient): Promise<Wanted | null> {
  const workload = await pick(client);
  const uri = workload && parseUri(workload.uri);
  const document = uri && (await documentAt(uri));
  if (!workload || !document) return null;
  const position = document.validatePosition(new vscode.Position(workload.line, 0));
  await focusFile(document, new vscode.Range(position, position));
  return { uri: document.uri, position };
}

/** The rows come when the workspace is read. */
function pick(client: LanguageClient): Promise<Workload | null> {
  const picker = vscode.window.createQuickPick<Row>();
  Object.assign(picker, { title: 'Preview Workload', placeholder: 'Which pod of the workspace?', busy: true });
  Object.assign(picker, { matchOnDescription: true, matchOnDetail: true });
  picker.show();
  return new Promise((done) => {
    client.sendRequest<Workload[]>('podPatterns/workloads', {}).then(
      (workloads) => {
        picker.items = workloads.length > 0 ? workloads.map(rowOf) : [NONE];
        picker.busy = false;
      },
      () => picker.hide(),
    );
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (!row?.workload) return;
      done(row.workload);
      picker.hide();
    });
    picker.onDidHide(() => {
      done(null);
      picker.dispose();
    });
  });
}

const NONE: Row = { label: 'There is no pod in the folders of the workspace', alwaysShow: true };

function rowOf(workload: Workload): Row {
  const { kind, name, namespace, containers, uri } = workload;
  const about = [...(namespace === null ? [] : [namespace]), `${containers} container${containers === 1 ? '' : 's'}`];
  return {
    label: name === null ? kind : `${kind} ${name}`,
    description: about.join(' · '),
    detail: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    workload,
  };
}
