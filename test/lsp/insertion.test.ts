import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LSPErrorCodes, ResponseError, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OfferedPattern } from '../../server/src/features/insert.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { listed } from '../../server/src/patterns/list.ts';
import { Editor, type EditorOptions } from './editor.ts';

const URI = 'untitled:shop';

const TWO = `apiVersion: v1
kind: Pod
metadata: {name: one}
spec:
  containers:
    - name: one
      image: acme/one:1.0
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: {name: two}
    spec:
      containers:
        - name: two
          image: acme/two:1.0
  - apiVersion: v1
    kind: Pod
    metadata: {name: three}
    spec:
      containers:
        - name: three
          image: acme/three:1.0
        - name: shipper
          image: fluent/fluent-bit:5.0.0
`;

async function opened(options: EditorOptions = {}): Promise<Editor> {
  const editor = await Editor.inMemory(options);
  await editor.open(URI, TWO);
  return editor;
}

const at = (word: string) => ({ line: TWO.slice(0, TWO.indexOf(word)).split('\n').length - 1, character: 0 });

function insert(editor: Editor, word: string, pattern: string, options?: unknown): Promise<WorkspaceEdit> {
  const params = { textDocument: { uri: URI }, position: at(word), pattern, options };
  return editor.connection.sendRequest<WorkspaceEdit>('podPatterns/insert', params);
}

function patterns(editor: Editor, word: string): Promise<{ id: string }[]> {
  return editor.connection.sendRequest('podPatterns/patterns', { textDocument: { uri: URI }, position: at(word) });
}

function applied(edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create(URI, 'yaml', 1, TWO), [...edits]);
}

suite('the patterns at a place', () => {
  test('are those that the pod there can take, told as the command line tells them', async () => {
    const editor = await opened();
    const container = PATTERNS.filter(({ scope }) => scope === 'container');
    assert.deepEqual(await patterns(editor, 'name: one'), container.map(listed));
    const ids = (await patterns(editor, 'name: three')).map(({ id }) => id);
    assert.ok(!ids.includes('fluent-bit') && ids.includes('wait-for-service'));
  });
  test('are none where there is no pod', async () => {
    const editor = await Editor.inMemory();
    await editor.open(URI, 'a: 1\n');
    assert.deepEqual(await patterns(editor, 'apiVersion'), []);
  });
});

suite('inserting a pattern', () => {
  test('changes the pod at the position only', async () => {
    const editor = await opened();
    const { changes } = await insert(editor, 'name: two', 'wait-for-service', { set: { host: 'db', port: 5433 } });
    const after = applied(changes?.[URI] ?? []);
    const [above, below] = [TWO.indexOf('      containers:\n        - name: two'), after.length - TWO.length];
    assert.ok(below > 0 && after.startsWith(TWO.slice(0, above)) && after.endsWith(TWO.slice(above)));
    assert.match(after, /^ {6}initContainers:\n {8}- name: wait-for-service$/m);
    assert.match(after, /nc -z.* db 5433/);
  });
  test('takes the form that is asked for', async () => {
    const editor = await opened();
    const options = { variant: 'classic', set: { host: 'logs' } };
    const { changes } = await insert(editor, 'name: one', 'fluent-bit', options);
    assert.doesNotMatch(applied(changes?.[URI] ?? []), /initContainers/);
  });
  test('names the version for a client that checks it', async () => {
    const editor = await opened({ versionedEdits: true });
    const { documentChanges, changes } = await insert(editor, 'name: one', 'redis-exporter');
    assert.equal(changes, undefined);
    assert.deepEqual(
      documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
      [{ uri: URI, version: 1 }],
    );
  });
  test('is refused with the reason, which is no defect of the server', async () => {
    const editor = await opened();
    const cases: readonly (readonly [string, string, unknown, RegExp])[] = [
      ['name: one', 'no-such', {}, /^there is no pattern "no-such"$/],
      ['name: one', 'fluent-bit', {}, /^fluent-bit needs a value for "host"/],
      ['name: one', 'fluent-bit', { variant: 7, set: [] }, /^fluent-bit needs a value for "host"/],
      ['name: one', 'fluent-bit', 'anything', /^fluent-bit needs a value for "host"/],
      ['name: three', 'fluent-bit', { set: { host: 'x' } }, /^"shipper" is Fluent Bit already$/],
    ];
    for (const [word, pattern, options, expected] of cases) {
      await assert.rejects(insert(editor, word, pattern, options), (error) => {
        assert.ok(error instanceof ResponseError);
        assert.equal(error.code, LSPErrorCodes.RequestFailed);
        assert.match(error.message, expected);
        return true;
      });
    }
    assert.deepEqual(editor.log, []);
  });
  test('is refused where there is no pod', async () => {
    const editor = await Editor.inMemory();
    await editor.open(URI, 'a: 1\n');
    await assert.rejects(insert(editor, 'apiVersion', 'wait-for-service'), /there is no pod at this place/);
  });
});

const offers = (editor: Editor, word: string) =>
  editor.connection.sendRequest<OfferedPattern[]>('podPatterns/offers', {
    textDocument: { uri: URI },
    position: at(word),
  });

suite('all that is offered for a pod', () => {
  test('says what each adds, or why it cannot be inserted, and whom it may help', async () => {
    const editor = await opened();
    const all = await offers(editor, 'name: three');
    assert.equal(all.length, PATTERNS.filter(({ scope }) => scope === 'container').length);
    const offered = (id: string) => all.find((one) => one.id === id);
    assert.deepEqual(
      [offered('fluent-bit')?.refusal, offered('fluent-bit')?.adds],
      ['"shipper" is Fluent Bit already', ''],
    );
    assert.deepEqual([offered('vector')?.refusal, offered('vector')?.apps], [null, ['three']]);
    assert.match(offered('vector')?.adds ?? '', /^adds volumes? .*mount in three/);
    assert.deepEqual(offered('wait-for-service')?.apps, []);
    assert.equal(offered('wait-for-service')?.purpose, 'Wait for a service');
  });
  test('is nothing where there is no pod', async () => {
    const editor = await Editor.inMemory();
    await editor.open(URI, 'a: 1\n');
    assert.deepEqual(await offers(editor, 'apiVersion'), []);
  });
});

suite('an insertion to be filled in', () => {
  const FILL = { fill: true };

  test('has tab stops, those of one value with one number', async () => {
    const editor = await opened({ rich: true });
    const { documentChanges = [] } = await insert(editor, 'name: one', 'pgbouncer', FILL);
    const text = JSON.stringify(documentChanges);
    const stops = [...text.matchAll(/\$\{(\d)([:|])([^}]*)\}/g)].map(([, number, , value]) => `${number} ${value}`);
    assert.deepEqual(new Set(stops), new Set(['1 postgres', '2 shop', '3 database-credentials', '4 6432', STOP_5]));
    assert.ok(documentChanges.every((change) => 'edits' in change && change.edits.every((edit) => 'snippet' in edit)));
  });
  test('has examples, for a client without snippets', async () => {
    const editor = await opened();
    const { changes } = await insert(editor, 'name: one', 'wait-for-service', FILL);
    assert.match(applied(changes?.[URI] ?? []), /nc -z.* postgres 5432/);
  });
  test('keeps what was chosen', async () => {
    const editor = await opened();
    const { changes } = await insert(editor, 'name: one', 'wait-for-service', { fill: true, set: { host: 'mine' } });
    assert.match(applied(changes?.[URI] ?? []), /nc -z.* mine 5432/);
  });
  test('is shown first, for a client that annotates changes', async () => {
    const editor = await opened({ rich: true });
    const made = await insert(editor, 'name: one', 'wait-for-service', { fill: true, confirm: true });
    assert.deepEqual(made.changeAnnotations, { change: { label: 'Add Wait for a service', needsConfirmation: true } });
    assert.ok(JSON.stringify(made.documentChanges).includes('"annotationId":"change"'));
  });
  test('is one that can be read, for a client that annotates changes or takes snippets in no other form', async () => {
    const editor = await opened({ rich: true, versionedEdits: false });
    for (const options of [{ fill: true }, { fill: true, confirm: true }]) {
      const made = await insert(editor, 'name: one', 'wait-for-service', options);
      assert.deepEqual(Object.keys(made), ['changes']);
      assert.match(applied(made.changes?.[URI] ?? []), /nc -z.* postgres 5432/);
    }
  });
  test('helps the container that is named', async () => {
    const editor = await opened();
    const { changes } = await insert(editor, 'name: three', 'redis-cache', { app: 'shipper' });
    assert.match(applied(changes?.[URI] ?? []), /fluent-bit:5\.0\.0\n {10}env:\n/);
    await assert.rejects(insert(editor, 'name: three', 'redis-cache', { app: 'lost' }), /has no container "lost"/);
  });
});

const STOP_5 = '5 transaction,session,statement|';
