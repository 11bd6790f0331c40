import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Editor } from './editor.ts';
import { MISSPELT } from './manifests.ts';

const RULE = 'volume-mount-undeclared';
const SEVERITY = { error: 1, warning: 2, information: 3, hint: 4 } as const;
let root = '';

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

const uriOf = (path: string) => pathToFileURL(join(root, path)).href;
const config = (severity: string) => `rules:\n  ${RULE}: ${severity}\n`;

async function severities(editor: Editor, uri: string): Promise<(number | undefined)[]> {
  return (await editor.pushed(uri)).map(({ severity }) => severity);
}

describe('settings', () => {
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'pod-patterns-lsp-'));
  });
  beforeEach(() => {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  describe('settings of the client', () => {
    it('are asked for by file, and asked again when they change', async () => {
      const asked: (string | undefined)[] = [];
      let severity = 'hint';
      const editor = await Editor.inMemory({
        configuration: (uri) => {
          asked.push(uri);
          return { rules: { [RULE]: severity }, trace: { server: 'off' } };
        },
      });
      const uri = uriOf('pod.yaml');
      await editor.open(uri, MISSPELT);
      assert.deepEqual(await severities(editor, uri), [SEVERITY.hint]);
      assert.deepEqual(asked, [uri]);
      await editor.change(uri, { text: `${MISSPELT}# more\n` });
      await editor.pushed(uri);
      assert.equal(asked.length, 1, 'a keystroke asks for nothing');
      severity = 'off';
      const published = editor.published.length;
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await editor.until(() => editor.published.length > published, 'diagnostics under the new settings');
      assert.deepEqual(await severities(editor, uri), []);
      assert.deepEqual(editor.log, []);
    });

    it('come with initialize or with the change, from a client that answers no questions', async () => {
      const editor = await Editor.inMemory({ initializationOptions: { settings: { rules: { [RULE]: 'hint' } } } });
      const uri = 'untitled:a';
      await editor.open(uri, MISSPELT);
      assert.deepEqual(await severities(editor, uri), [SEVERITY.hint]);
      const published = editor.published.length;
      const settings = { podPatterns: { rules: { [RULE]: 'information' } } };
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings });
      await editor.until(() => editor.published.length > published, 'diagnostics under the new settings');
      assert.deepEqual(await severities(editor, uri), [SEVERITY.information]);
    });

    it('may be nonsense: that is told, and the defaults stand', async () => {
      const editor = await Editor.inMemory({ configuration: () => ({ rules: [], preset: 7, nothing: 1 }) });
      await editor.open('untitled:a', MISSPELT);
      assert.deepEqual(await severities(editor, 'untitled:a'), [SEVERITY.error]);
      assert.equal(editor.log.length, 3);
    });

    it('lead a client that pulls to pull again', async () => {
      let severity = 'hint';
      const editor = await Editor.inMemory({ pulls: true, configuration: () => ({ rules: { [RULE]: severity } }) });
      await editor.open('untitled:a', MISSPELT);
      const first = await editor.pull('untitled:a');
      severity = 'error';
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await editor.until(() => editor.refreshes === 1, 'a refresh');
      const second = await editor.pull('untitled:a', first.kind === 'full' ? first.resultId : '');
      assert.ok(second.kind === 'full');
      assert.equal(second.items[0]?.severity, SEVERITY.error);
    });
  });

  describe('the configuration file', () => {
    it('wins over the client, key by key; the nearest one counts', async () => {
      write('.pod-patterns.yaml', config('hint'));
      write('deploy/.pod-patterns.yaml', config('warning'));
      const editor = await Editor.inMemory({
        configuration: () => ({ rules: { [RULE]: 'error', 'port-conflict': 'off' } }),
      });
      for (const [path, severity] of [
        ['pod.yaml', SEVERITY.hint],
        ['other/pod.yaml', SEVERITY.hint],
        ['deploy/a/b/pod.yaml', SEVERITY.warning],
      ] as const) {
        await editor.open(uriOf(path), MISSPELT);
        assert.deepEqual(await severities(editor, uriOf(path)), [severity], path);
      }
    });

    it('is not looked for above the folder of the workspace, nor for a file that is none', async () => {
      write('.pod-patterns.yaml', config('hint'));
      const editor = await Editor.inMemory({ folders: [uriOf('work'), uriOf('elsewhere')] });
      for (const uri of [
        uriOf('work/a/pod.yaml'),
        'untitled:pod',
        'vscode-vfs://github/a/b/pod.yaml',
        'file://host:x/%zz',
      ]) {
        await editor.open(uri, MISSPELT);
        assert.deepEqual(await severities(editor, uri), [SEVERITY.error], uri);
      }
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { removed: [{ uri: uriOf('work'), name: 'work' }], added: [{ uri: `${uriOf('')}`, name: 'all' }] },
      });
      const uri = uriOf('work/a/pod.yaml');
      await editor.until(
        () => editor.published.at(-1)?.uri === uri,
        'diagnostics of the file that has a configuration now',
      );
      assert.deepEqual(await severities(editor, uri), [SEVERITY.hint]);
    });

    it('is read again when the client tells that it has changed', async () => {
      const editor = await Editor.inMemory();
      const uri = uriOf('pod.yaml');
      await editor.open(uri, MISSPELT);
      assert.deepEqual(await severities(editor, uri), [SEVERITY.error]);
      for (const [text, severity] of [
        [config('warning'), SEVERITY.warning],
        ['rules: [', SEVERITY.error],
      ] as const) {
        const changed = write('.pod-patterns.yaml', text);
        const published = editor.published.length;
        await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: changed, type: 2 }],
        });
        await editor.until(() => editor.published.length > published, 'diagnostics under the new file');
        assert.deepEqual(await severities(editor, uri), [severity]);
      }
      assert.match(editor.log.join('\n'), /\.pod-patterns\.yaml: line 1: /);
    });

    it('is read again when it is saved, or a file is opened, for a client that watches none', async () => {
      const editor = await Editor.inMemory({ watches: false });
      const uri = uriOf('pod.yaml');
      await editor.open(uri, MISSPELT);
      assert.deepEqual(await severities(editor, uri), [SEVERITY.error]);
      const changed = write('.pod-patterns.yaml', config('warning'));
      await editor.open(uriOf('other.yaml'), MISSPELT);
      assert.deepEqual(await severities(editor, uriOf('other.yaml')), [SEVERITY.warning]);
      const published = editor.published.length;
      await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri: changed } });
      await editor.until(() => editor.published.length > published, 'diagnostics under the new file');
      assert.deepEqual(await severities(editor, uri), [SEVERITY.warning]);
    });

    it('shows its own mistakes where it is open', async () => {
      const editor = await Editor.inMemory();
      const uri = uriOf('.pod-patterns.yaml');
      const found = await editor.diagnosed(
        uri,
        'preset: recommended\nrulez: {}\nrules:\n  no-such: off\n  port-conflict: loud\n',
      );
      assert.deepEqual(
        found.map(({ code, severity, range }) => [code, severity, editor.text(uri, range)]),
        [
          ['config-invalid', SEVERITY.warning, 'rulez'],
          ['config-invalid', SEVERITY.warning, 'no-such'],
          ['config-invalid', SEVERITY.warning, 'loud'],
        ],
      );
      await editor.change(uri, { text: 'preset: all\nrules: "\n' });
      const [broken] = await editor.pushed(uri);
      assert.deepEqual(
        [broken?.code, broken?.severity, broken?.range.start],
        ['config-invalid', SEVERITY.error, { line: 1, character: 0 }],
      );
      await editor.change(uri, { text: 'preset: all\n' });
      assert.deepEqual(await editor.pushed(uri), []);
    });
  });

  describe('a kustomization', () => {
    it('that names the file as a patch silences what concludes from an absence; a resource may get its volume later', async () => {
      write('base/kustomization.yaml', 'resources: [pod.yaml]\n');
      write('overlay/Kustomization', 'resources: [../base]\npatches:\n  - path: sub/patch.yaml\n');
      const editor = await Editor.inMemory();
      for (const [path, expected] of [
        ['base/pod.yaml', [SEVERITY.information]],
        ['overlay/sub/patch.yaml', []],
        ['overlay/other.yaml', [SEVERITY.error]],
      ] as const) {
        await editor.open(uriOf(path), MISSPELT);
        assert.deepEqual(await severities(editor, uriOf(path)), expected, path);
      }
      const changed = write('overlay/Kustomization', 'resources: [sub/patch.yaml]\n');
      const published = editor.published.length;
      await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: changed, type: 2 }],
      });
      await editor.until(() => editor.published.length > published, 'diagnostics of a resource');
      assert.deepEqual(await severities(editor, uriOf('overlay/sub/patch.yaml')), [SEVERITY.information]);
    });
  });
});
