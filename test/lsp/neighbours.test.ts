import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { Editor } from './editor.ts';

const URI = 'file:///shop.yaml';
const POD = `apiVersion: v1
kind: Pod
metadata: { name: shop, labels: { app: store } }
spec:
  containers:
    - name: shop
      image: acme/shop:1
    - name: web
      image: nginx:1.29
      ports: [{ containerPort: 80 }]
`;
const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { app: store }
  ports: [{ port: 80 }]
`;
const FIRST_OF_SERVICE = POD.split('\n').length - 1;

describe('what another document of the file tells of a pod', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.inMemory();
  });
  after(() => editor.connection.dispose());

  const why = async (): Promise<string> => {
    const position = { line: 7, character: 14 };
    const question = { textDocument: { uri: URI }, position };
    const found = await editor.connection.sendRequest<Hover | null>('textDocument/hover', question);
    return /\*Why:\*.*/.exec((found?.contents as MarkupContent | undefined)?.value ?? '')?.[0] ?? '';
  };
  /** Takes one word of a line for another of the same length. */
  const replace = (line: number, before: string, to: string) => {
    const character = (POD + SERVICE).split('\n')[line]?.indexOf(before) ?? -1;
    const range = { start: { line, character }, end: { line, character: character + to.length } };
    return editor.change(URI, { range, text: to });
  };

  it('counts, and no longer when it has changed', async () => {
    await editor.open(URI, POD + SERVICE);
    assert.match(await why(), /the Service front leads to it/);
    const selector = FIRST_OF_SERVICE + 5;
    await replace(selector, 'store', 'other');
    assert.doesNotMatch(await why(), /Service/);
    await replace(selector, 'store', 'store');
    assert.match(await why(), /the Service front leads to it/);
    await replace(FIRST_OF_SERVICE + 3, 'front', 'entry');
    assert.match(await why(), /the Service entry leads to it/);
  });

  it('may go, and come', async () => {
    await editor.open(URI, POD);
    assert.doesNotMatch(await why(), /Service/);
    const end = { line: FIRST_OF_SERVICE, character: 0 };
    await editor.change(URI, { range: { start: end, end }, text: SERVICE });
    assert.match(await why(), /the Service front leads to it/);
  });
});
