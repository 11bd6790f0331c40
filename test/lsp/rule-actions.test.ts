import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { Editor, type EditorOptions } from './editor.ts';
import { MISSPELT } from './manifests.ts';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
const UNLIMITED = MISSPELT.replace('name: app-log\n', 'name: app-logs\n').replace(
  'emptyDir: {sizeLimit: 10Mi}',
  'emptyDir: {}',
);

async function actionsOn(text: string, options: EditorOptions) {
  const editor = await Editor.inMemory(options);
  await editor.diagnosed('untitled:shop', text);
  return editor.actions('untitled:shop', WHOLE);
}

describe('what can be done about a rule', () => {
  it('is offered to a client that has the commands', async () => {
    const actions = await actionsOn(MISSPELT, { initializationOptions: { rules: true } });
    const commands = actions.flatMap(({ command }) => (command ? [[command.command, command.arguments]] : []));
    assert.deepEqual(commands, [
      ['podPatterns.explainRule', ['volume-mount-undeclared']],
      ['podPatterns.changeSeverity', ['volume-mount-undeclared', 'untitled:shop', 'file']],
      ['podPatterns.changeSeverity', ['volume-mount-undeclared', 'untitled:shop', 'settings']],
    ]);
    for (const { command, kind, diagnostics } of actions) {
      assert.equal(kind, 'quickfix');
      if (command) assert.equal(diagnostics?.length, 1);
    }
    assert.ok((await actionsOn(MISSPELT, {})).every(({ command }) => command === undefined));
  });
});

describe('the page of a rule', () => {
  it('is that of the documentation; there is none for other words', async () => {
    const editor = await Editor.inMemory();
    const page = (rule: unknown) => editor.connection.sendRequest('podPatterns/rulePage', { rule });
    const file = join(import.meta.dirname, '../../docs/rules/port-conflict.md');
    const [, ...written] = readFileSync(file, 'utf8').split('\n\n');
    assert.equal(await page('port-conflict'), written.join('\n\n'));
    for (const other of ['no-such-rule', '../README', '', 7, null]) assert.equal(await page(other), null);
  });
});

describe('values to be decided', () => {
  it('can be typed over where the client can, and are plain text elsewhere', async () => {
    const limit = (actions: Awaited<ReturnType<typeof actionsOn>>) => {
      const action = actions.find(({ title }) => title.includes('1Gi'));
      const change = action?.edit?.documentChanges?.[0];
      return change && 'edits' in change ? change.edits : action?.edit?.changes?.['untitled:shop'];
    };
    const [rich, ...others] = limit(await actionsOn(UNLIMITED, { rich: true })) ?? [];
    assert.deepEqual(others, []);
    assert.ok(rich && 'snippet' in rich);
    assert.match(rich.snippet.value, /sizeLimit: \$\{1:1Gi\\?\}/);
    assert.equal(rich.range.start.character, 0);
    const [plain] = limit(await actionsOn(UNLIMITED, { versionedEdits: true })) ?? [];
    assert.ok(plain && 'newText' in plain && plain.newText.includes('sizeLimit: 1Gi'));
  });

  it('the reason of an ignore is one of them', async () => {
    const ignore = (await actionsOn(MISSPELT, { rich: true })).find(({ title }) => title.startsWith('Ignore'));
    const change = ignore?.edit?.documentChanges?.[0];
    const [edit] = change && 'edits' in change ? change.edits : [];
    assert.ok(edit && 'snippet' in edit);
    assert.match(edit.snippet.value, /# pod-patterns-ignore volume-mount-undeclared: \$\{1:say why\}\n$/);
  });
});

describe('what does nothing', () => {
  it('is tagged, so that the editor fades it', async () => {
    const unused = `# pod-patterns-ignore port-conflict: x\n${MISSPELT}`;
    for (const rich of [true, false]) {
      const editor = await Editor.inMemory({ rich });
      const found = await editor.diagnosed('untitled:shop', unused);
      const tags = found.map(({ code, tags }) => [code, tags]);
      assert.deepEqual(tags, [
        ['unused-ignore', rich ? [1] : undefined],
        ['volume-mount-undeclared', undefined],
      ]);
    }
  });
});

describe('the severity of a rule', () => {
  let root = '';
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'pod-patterns-severity-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));
  const uriOf = (name: string) => pathToFileURL(join(root, name)).href;
  const ask = (editor: Editor, rule: string, severity: string, uri = uriOf('pod.yaml')) =>
    editor.connection.sendRequest<WorkspaceEdit>('podPatterns/changeSeverity', {
      ...{ textDocument: { uri }, rule, severity },
    });
  const connected = (options: EditorOptions) => Editor.inMemory({ folders: [pathToFileURL(root).href], ...options });

  it('is written into a new file at the top of the workspace', async () => {
    const editor = await connected({ rich: true });
    const uri = uriOf('.pod-patterns.yaml');
    const { documentChanges = [] } = await ask(editor, 'port-conflict', 'off', uriOf('deploy/pod.yaml'));
    const [create, change] = documentChanges;
    assert.deepEqual(create, { kind: 'create', uri, options: { ignoreIfExists: true } });
    assert.ok(change && 'edits' in change);
    assert.equal(change.textDocument.uri, uri);
    const [edit] = change.edits;
    assert.ok(edit && 'newText' in edit);
    assert.match(edit.newText, /^rules:\n {2}port-conflict: "?off"?\n$/);
  });

  it('is refused with a reason where it cannot be written', async () => {
    const editor = await connected({});
    await assert.rejects(ask(editor, 'port-conflict', 'off'), /no \.pod-patterns\.yaml yet/);
    await assert.rejects(ask(editor, 'no-such-rule', 'off'), /no rule "no-such-rule"/);
    await assert.rejects(ask(editor, 'port-conflict', 'loud'), /no severity "loud"/);
    await assert.rejects(ask(editor, 'port-conflict', 'off', 'untitled:x'), /not on the disk/);
  });

  it('is added to the file that is there, its open text first', async () => {
    writeFileSync(join(root, '.pod-patterns.yaml'), 'preset: all\n');
    const editor = await connected({});
    const uri = uriOf('.pod-patterns.yaml');
    const onDisk = await ask(editor, 'port-conflict', 'hint');
    assert.deepEqual(
      onDisk.changes?.[uri]?.map(({ newText }) => newText),
      ['rules:\n  port-conflict: hint\n'],
    );
    await editor.open(uri, 'rules:\n  unused-ignore: off\n');
    const open = await ask(editor, 'port-conflict', 'hint');
    assert.deepEqual(
      open.changes?.[uri]?.map(({ newText }) => newText.trim()),
      ['port-conflict: hint'],
    );
  });
});
