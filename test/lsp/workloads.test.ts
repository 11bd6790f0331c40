import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { WorkloadsRequest } from '../../server/src/lsp/requests.ts';
import { Editor } from './editor.ts';

const pod = (name: string, containers: number) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  containers:\n${'    - {name: c, image: acme/c:1}\n'.repeat(containers)}`;
const DEPLOYMENT = `# with a comment\r\napiVersion: apps/v1\r\nkind: Deployment\r\nmetadata: {name: web}\r\nspec:\r\n  template:\r\n    spec:\r\n      initContainers: [{name: i, image: acme/i:1}]\r\n      containers: [{name: w, image: acme/w:1}]\r\n`;

let root = '';
const uriOf = (path: string) => pathToFileURL(join(root, path)).href;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const ask = (editor: Editor) => editor.connection.sendRequest(WorkloadsRequest, {});

describe('the request for the pods of the workspace', () => {
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'pod-patterns-'));
    write('b/web.yaml', DEPLOYMENT);
    write('a/two.yaml', [pod('one', 1), 'kind: ConfigMap\n', pod('two', 3), pod('none', 0)].join('---\n'));
    write('a/words.yaml', 'kind: ConfigMap\ndata: {kind: Pod, containers: "- x"}\n');
    write('node_modules/x/pod.yaml', pod('hidden', 1));
  });
  after(() => rmSync(root, { recursive: true }));

  it('lists those of all files by path and line, each where it can be opened', async () => {
    const editor = await Editor.inMemory({ folders: [pathToFileURL(root).href] });
    const found = await ask(editor);
    assert.deepEqual(
      found.map(({ uri, kind, name, namespace, containers }) => [uri, kind, name, namespace, containers]),
      [
        [uriOf('a/two.yaml'), 'Pod', 'one', 'shop', 1],
        [uriOf('a/two.yaml'), 'Pod', 'two', 'shop', 3],
        [uriOf('b/web.yaml'), 'Deployment', 'web', null, 2],
      ],
    );
    // The line of each leads to its pod.
    await editor.open(uriOf('a/two.yaml'), [pod('one', 1), 'kind: ConfigMap\n', pod('two', 3)].join('---\n'));
    const { line } = found[1] ?? {};
    const diagram = await editor.connection.sendRequest<{ title: string }>('podPatterns/diagram', {
      textDocument: { uri: uriOf('a/two.yaml') },
      position: { line, character: 0 },
    });
    assert.equal(diagram.title, 'Pod two');
  });

  it('counts what is typed in open files', async () => {
    const editor = await Editor.inMemory({ folders: [pathToFileURL(root).href] });
    await editor.open(uriOf('b/web.yaml'), pod('typed', 1));
    await editor.open('untitled:new', pod('new', 1));
    const found = await ask(editor);
    assert.deepEqual(
      found
        .map(({ uri, name }) => [uri, name])
        .slice(2)
        .sort(),
      [
        [uriOf('b/web.yaml'), 'typed'],
        ['untitled:new', 'new'],
      ],
    );
  });

  it('finds nothing where no folder is open', async () => {
    assert.deepEqual(await ask(await Editor.inMemory()), []);
  });
});
