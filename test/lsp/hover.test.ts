import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover, MarkupContent, Position } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';

const URI = 'file:///pods.yaml';
const TEXT = `# two pods and a Service
apiVersion: v1
kind: Pod
metadata:
  name: first
spec:
  containers:
    - name: web
      image: acme/web:1
---
apiVersion: v1
kind: Pod
metadata:
  name: second
  labels: { app: second }
spec:
  initContainers:
    - name: pool
      image: edoburu/pgbouncer:1
      restartPolicy: Always
  containers:
    - name: api
      image: acme/api:1
      ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { app: second }
  ports: [{ port: 80, targetPort: 8080 }]
`;

describe('hover', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.inMemory();
  });
  after(() => editor.connection.dispose());

  const hover = (position: Position) =>
    editor.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri: URI }, position });
  /** The position of a word of the text, from its begin. */
  const at = (word: string, text = TEXT): Position => {
    const lines = text.slice(0, text.indexOf(word)).split(/\r\n|\n/);
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  const markdown = (found: Hover | null): string => {
    assert.ok(found, 'no hover');
    const { kind, value } = found.contents as MarkupContent;
    assert.equal(kind, 'markdown');
    return value;
  };

  it('is announced', () => assert.equal(editor.initialized.capabilities.hoverProvider, true));

  for (const [eol, name] of [
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
  ] as const) {
    it(`explains a container, with the word as its range (${name})`, async () => {
      await editor.open(URI, TEXT.replaceAll('\n', eol));
      const found = await hover(at('pool'));
      assert.match(markdown(found), /^\*\*`pool`\*\* · ambassador · \[PgBouncer/);
      assert.ok(found?.range);
      assert.equal(editor.text(URI, found.range), 'pool');
      await editor.close(URI);
    });
  }

  it('knows the other documents of the file', async () => {
    await editor.open(URI, TEXT);
    assert.match(
      markdown(await hover(at('api\n'))),
      /\*\*Reached\*\* from outside the pod through Service `front` \(port 80\)/,
    );
    await editor.close(URI);
  });

  it('follows the text', async () => {
    await editor.open(URI, TEXT);
    const start = at('Always');
    await editor.change(URI, { range: { start, end: { ...start, character: start.character + 6 } }, text: 'Never' });
    assert.match(markdown(await hover(at('pool'))), /^\*\*`pool`\*\* · init container/);
    await editor.close(URI);
  });

  it('says nothing where there is nothing to say, and for files that are not open', async () => {
    await editor.open(URI, TEXT);
    for (const word of ['# two', 'first', 'kind: Service', 'port: 80']) assert.equal(await hover(at(word)), null, word);
    assert.equal(await hover({ line: 1000, character: 1000 }), null);
    await editor.close(URI);
    assert.equal(await hover(at('pool')), null);
  });

  it('reads for the Kubernetes version of the settings', async () => {
    const old = await Editor.inMemory({ initializationOptions: { settings: { kubernetesVersion: '1.27' } } });
    await old.open(URI, TEXT);
    const position = at('pool');
    const found = await old.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: URI },
      position,
    });
    assert.match(markdown(found), /1\.27 does not know the form/);
    old.connection.dispose();
  });
});
