import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CodeLens, Hover, MarkupContent } from 'vscode-languageserver/node';
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
const NAMESPACE = `---
apiVersion: v1
kind: Namespace
metadata: { name: default, labels: { istio-injection: enabled } }
`;
const PROXY = `---
apiVersion: cloudsql.cloud.google.com/v1
kind: AuthProxyWorkload
metadata: { name: books }
spec:
  workloadSelector: { kind: Pod, name: shop }
  instances: [{ connectionString: 'a:b:c', port: 5432 }]
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

  const lens = async (): Promise<string> => {
    const question = { textDocument: { uri: URI } };
    const found = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', question);
    return found.map(({ command }) => command?.title ?? '').join(', ');
  };

  it('asks for containers, and no longer when it has changed', async () => {
    const text = POD + SERVICE + NAMESPACE + PROXY;
    await editor.open(URI, text);
    assert.match(await lens(), /3 injected/);
    const take = (before: string, to: string) => {
      const line = text.split('\n').findIndex((one) => one.includes(before));
      const character = text.split('\n')[line]?.indexOf(before) ?? -1;
      const range = { start: { line, character }, end: { line, character: character + to.length } };
      return editor.change(URI, { range, text: to });
    };
    await take('default', 'another');
    assert.match(await lens(), /1 injected/);
    await take('default', 'default');
    assert.match(await lens(), /3 injected/);
    await take('enabled', 'unknown');
    assert.match(await lens(), /1 injected/);
    await take('enabled', 'enabled');
    await take('name: shop }', 'name: cart }');
    assert.match(await lens(), /2 injected/);
    await take('name: shop }', 'name: shop }');
    assert.match(await lens(), /3 injected/);
  });
});
