import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionTriggerKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { analyseFile } from '../../server/src/features/file.ts';
import { readClient } from '../../server/src/lsp/client.ts';
import { offsetOn } from '../../server/src/lsp/convert.ts';
import { openFile } from '../../server/src/lsp/documents.ts';
import { refactorings } from '../../server/src/lsp/refactors.ts';
import { lineStartsOf } from '../../server/src/yaml/lines.ts';
import { ALONE, settings } from '../support.ts';
import { Editor } from './editor.ts';

const URI = 'untitled:shop';

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: {name: first}
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: proxy
      image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
      restartPolicy: Always
      args: [--port=5432, --health-check, --http-address=0.0.0.0, "p:r:db"]
      startupProbe:
        httpGet: {path: /startup, port: 9090}
    - name: migrate
      image: acme/migrate:1
      args: [--database=postgres://localhost:5432/shop]
  containers:
    - name: shop
      image: acme/shop:1
    - name: ship
      image: fluent/fluent-bit:5.0.0
      args: [-q]
`;

/** A cursor at a text. */
function at(word: string, text = TEXT): Range {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  const line = before.length - 1;
  const character = before.at(-1)?.length ?? 0;
  return { start: { line, character }, end: { line, character } };
}

const kinds = (actions: readonly CodeAction[]) => actions.map(({ kind }) => kind?.replace('refactor.rewrite.', ''));

suite('refactorings of an open file', () => {
  test('the server says which kinds it has', async () => {
    const { initialized } = await Editor.inMemory();
    const { codeActionProvider } = initialized.capabilities;
    assert.deepEqual(Object(codeActionProvider).codeActionKinds, [
      'quickfix',
      'refactor.rewrite',
      'source.fixAll.podPatterns',
    ]);
  });

  test('an action in the second document of a file edits there, with its line breaks', async () => {
    const editor = await Editor.inMemory();
    const text = TEXT.replaceAll('\n', '\r\n');
    await editor.diagnosed(URI, text);
    const [action, ...others] = await editor.actions(URI, at('name: ship'), ['refactor.rewrite.native']);
    assert.ok(action);
    assert.deepEqual(others, []);
    assert.equal(action.title, 'Convert "ship" to a native sidecar (starts before "shop", stops after it)');
    const after = await editor.apply(URI, action);
    const item = '    - name: ship\r\n      image: fluent/fluent-bit:5.0.0\r\n';
    const end = '      args: [-q]\r\n';
    const native = `${item}      restartPolicy: Always\r\n${end}`;
    assert.equal(after, text.replace(item + end, '').replace('  containers:', `${native}  containers:`));
  });

  test('only what is obvious is offered while the cursor moves', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, TEXT);
    assert.deepEqual(kinds(await editor.actions(URI, at('name: ship'))), ['native']);
    assert.deepEqual(kinds(await editor.actions(URI, at('args: [-q]'))), []);
    assert.deepEqual(kinds(await editor.actions(URI, at('args: [-q]'), ['refactor'])), ['native', 'memory']);
    assert.deepEqual(kinds(await editor.actions(URI, at('args: [-q]'), ['refactor.extract'])), []);
    assert.deepEqual(kinds(await editor.actions(URI, at('args: [-q]'), ['quickfix'])), []);
    assert.deepEqual(kinds(await editor.actions(URI, at('first'), ['refactor'])), []);
  });

  test('in long documents only for who asks, in very long ones not at all', async () => {
    const editor = await Editor.inMemory();
    for (const [length, asked] of [
      [10_000, 2],
      [200_000, 0],
    ] as const) {
      await editor.open(`${URI}${length}`, `${TEXT}${'# more\n'.repeat(length / 7)}`);
      const count = async (only?: string[]) =>
        (await editor.actions(`${URI}${length}`, at('name: ship'), only)).filter(({ kind }) => kind !== 'quickfix')
          .length;
      assert.deepEqual([await count(), await count(['refactor'])], [0, asked], `${length}`);
    }
  });

  test('a range over several documents has none', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, TEXT);
    const range = { start: { line: 0, character: 0 }, end: at('name: ship').end };
    assert.deepEqual(await editor.actions(URI, range, ['refactor']), []);
  });
});

/** The refactorings for a client that can do certain things. */
function offered(
  word: string,
  wish: Partial<CodeActionContext>,
  capabilities: ClientCapabilities,
  initializationOptions = {},
  text = TEXT,
): CodeAction[] {
  const client = readClient({ processId: null, rootUri: null, capabilities, initializationOptions });
  const part = analyseFile(text, ALONE)[1];
  assert.ok(part);
  const { start } = at(word, text);
  const document = part.analysis.text;
  const offset = offsetOn(document, lineStartsOf(document), start.line - part.firstLine, start.character);
  const context = { settings: settings() } as Parameters<typeof refactorings>[0]['context'];
  const place = { part, at: { start: offset, end: offset }, open: openFile(URI, 'yaml', 7, text), context };
  return refactorings(place, wish, client);
}

suite('refactorings for clients that can do more', () => {
  const DISABLED = { textDocument: { codeAction: { disabledSupport: true } } };
  const INVOKED = { triggerKind: CodeActionTriggerKind.Invoked };

  test('what cannot be done is told with the reason, where somebody asks', () => {
    for (const wish of [INVOKED, { only: ['refactor'] }]) {
      const [classic] = offered('name: proxy', wish, DISABLED);
      assert.match(classic?.disabled?.reason ?? '', /^init container "migrate" dials it, and would wait for ever/);
      assert.equal(classic?.edit, undefined);
    }
    for (const wish of [{}, { triggerKind: CodeActionTriggerKind.Automatic }]) {
      assert.deepEqual(offered('name: proxy', wish, DISABLED), []);
    }
    assert.deepEqual(kinds(offered('name: proxy', INVOKED, {})), ['memory']);
  });

  test('what it changes at run time goes with the edit, for a client that shows that', () => {
    const workspaceEdit = { documentChanges: true, changeAnnotationSupport: {} };
    const [{ edit = {} } = {}] = offered('name: ship', INVOKED, { workspace: { workspaceEdit } });
    assert.deepEqual(edit.changeAnnotations, {
      change: {
        label: 'Convert "ship" to a native sidecar (starts before "shop", stops after it)',
        description: '"ship" starts before "shop", stops after it',
      },
    });
    assert.deepEqual([...annotationsOf(edit)], ['change']);
    const [{ edit: plain = {} } = {}] = offered('name: ship', INVOKED, {});
    assert.deepEqual(Object.keys(plain), ['changes']);
  });

  test('values can be typed over, for a client that takes snippets', () => {
    const workspaceEdit = { documentChanges: true, snippetEditSupport: true };
    const wish = { only: ['refactor.rewrite.memory'] };
    const [{ edit = {} } = {}] = offered('name: ship', wish, { workspace: { workspaceEdit } });
    const snippets = JSON.stringify(edit.documentChanges).match(/\$\{\d[^}]*\}/g);
    assert.deepEqual(
      snippets,
      ['1:tmp', '2:/tmp', '1', '3:64Mi'].map((stop) => `\${${stop}}`),
    );
  });

  test('is told in one line each, whatever a container is called', () => {
    const odd = TEXT.replaceAll('name: ship', 'name: "fb\\e[31mRED\\nsecond"').replaceAll(
      'name: proxy',
      'name: "a\\r\\nb"',
    );
    const workspace = { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } };
    const actions = ['name: "fb', 'name: "a'].flatMap((word) =>
      offered(word, INVOKED, { ...DISABLED, workspace }, {}, odd),
    );
    const told = actions.flatMap(({ title, disabled, edit }) => [
      ...[title, disabled?.reason ?? ''],
      ...Object.values(edit?.changeAnnotations ?? {}).flatMap(({ label, description = '' }) => [label, description]),
    ]);
    assert.ok(told.some((text) => text.includes('"fb [31mRED second"')) && told.some((text) => text.includes('"a b"')));
    for (const text of told) assert.doesNotMatch(text, /\p{Cc}/u);
  });

  test('more containers are a command of the client', () => {
    const options = { addHelper: true };
    const [action] = offered('containers:\n    - name: shop', {}, {}, options);
    const position = at('containers:\n    - name: shop').start;
    assert.deepEqual(action?.command, {
      title: 'Add helper container…',
      command: 'podPatterns.addHelper',
      arguments: [URI, position],
    });
    assert.equal(action?.kind, 'refactor.rewrite.addHelper');
    assert.deepEqual(offered('containers:\n    - name: shop', {}, {}), []);
    assert.deepEqual(kinds(offered('name: shop\n      image', {}, {}, options)), []);
    assert.deepEqual(kinds(offered('name: shop\n      image', INVOKED, {}, options)), ['memory', 'addHelper']);
  });
});

function annotationsOf({ documentChanges = [] }: WorkspaceEdit): Set<unknown> {
  return new Set(
    documentChanges.flatMap((change) =>
      'edits' in change ? change.edits.map((edit) => Object(edit).annotationId) : [],
    ),
  );
}
