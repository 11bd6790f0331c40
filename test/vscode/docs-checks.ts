import * as vscode from 'vscode';
import { type Check, see } from './check.ts';
import { closeAll, exampleName, open, rule, seeDiagnostic, seeMessage } from './editor.ts';
import { inWindow } from './window.ts';

/** The labels of all open tabs. */
const tabs = (): string[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));

const seePage = () =>
  see(
    'the page of the rule in a tab',
    () => tabs().some((label) => label.includes(`${rule}.md`)),
    () => tabs(),
  );

const link = (path: string) => vscode.Uri.parse(`${vscode.env.uriScheme}://pod-patterns.pod-patterns${path}`);

/** The link of a diagnostic opens the page that ships with the extension. */
export const docsChecks: readonly Check[] = [
  {
    name: 'the link of a diagnostic opens the page of its rule',
    async run() {
      const { document } = await open(exampleName);
      const { code } = await seeDiagnostic(document, rule);
      await vscode.commands.executeCommand('vscode.open', (code as { target: vscode.Uri }).target);
      await seePage();
    },
  },
  {
    name: 'a click on the code of a problem in the Problems panel opens the page',
    async run() {
      const { document } = await open(exampleName);
      await seeDiagnostic(document, rule);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      await inWindow('click', { selector: `.markers-panel a:has-text("${rule}")` });
      await seePage();
      await vscode.commands.executeCommand('workbench.action.closePanel');
    },
  },
  {
    name: 'a link to no page says so and opens nothing',
    async run() {
      await closeAll();
      for (const path of ['/rules/no-such-rule', '/rules/../../package', '/rules/%2e%2e%2fx', '/elsewhere']) {
        await vscode.commands.executeCommand('vscode.open', link(path));
        await seeMessage('Pod Patterns has no page for');
      }
      if (tabs().length > 0) throw new Error(`opened: ${tabs()}`);
    },
  },
];
