import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { DiagramRequest, ExplainRequest, PicturesRequest } from '../../server/src/lsp/requests.ts';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT, RICH } from './manifests.ts';

const URI = 'untitled:shop';

const ask = (editor: Editor, line?: number, width?: unknown, probes?: unknown): Promise<Diagram | null> =>
  editor.connection.sendRequest(DiagramRequest, {
    textDocument: { uri: URI },
    ...(width === undefined ? {} : { width: width as number }),
    ...(probes === undefined ? {} : { probes: probes as boolean }),
    ...(line === undefined ? {} : { position: { line, character: 0 } }),
  });

async function opened(text: string): Promise<Editor> {
  const editor = await Editor.inMemory();
  await editor.open(URI, text);
  return editor;
}

const containers = (diagram: Diagram | null) =>
  diagram?.nodes.filter(({ kind }) => kind === 'container').map(({ container }) => container);

/** The text of a file that a place of a picture selects. */
function selected(editor: Editor, { place }: { place: Diagram['nodes'][number]['place'] }): string | null {
  if (!place) return null;
  const at = (line: number, column: number) => ({ line: line - 1, character: column - 1 });
  return editor.text(URI, { start: at(place.line, place.column), end: at(place.endLine, place.endColumn) });
}

describe('the request for the picture of a pod', () => {
  it('answers with the pod at the position, or nearest to it; with the first one without a position', async () => {
    const none = 'kind: ConfigMap\n';
    const editor = await opened([none, CONFLICT, MISSPELT, none].join('---\n'));
    const [first, second] = [
      ['api', 'admin'],
      ['shop', 'tail'],
    ];
    for (const [line, expected] of [
      [undefined, first],
      [0, first],
      [4, first],
      [20, first],
      [25, second],
      [40, second],
      [46, second],
      [1e6, second],
    ] as const) {
      assert.deepEqual(containers(await ask(editor, line)), expected, `line ${line}`);
    }
  });

  it('takes the room there is, and no more than is usual', async () => {
    const editor = await opened(CONFLICT);
    const widths = [500, 900, undefined, -1, 'wide'].map(async (width) => (await ask(editor, 0, width))?.width);
    assert.deepEqual(await Promise.all(widths), [500, 700, 700, 700, 700]);
  });

  it('shows the kubelet if it is asked to', async () => {
    const probed =
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, livenessProbe: {tcpSocket: {port: 80}}}]}\n';
    const editor = await opened(probed);
    const shown = [true, false, undefined, 'yes'].map(async (probes) => {
      return (await ask(editor, 0, undefined, probes))?.nodes.some(({ id }) => id === 'kubelet');
    });
    assert.deepEqual(await Promise.all(shown), [true, false, false, false]);
  });

  for (const eol of ['\n', '\r\n']) {
    it(`tells where everything stands in the file (${JSON.stringify(eol)})`, async () => {
      const editor = await opened(`# 😀\n---\n${CONFLICT}`.replaceAll('\n', eol));
      const picture = await ask(editor);
      const node = (id: string) => picture?.nodes.find((one) => one.id === id) ?? assert.fail(id);
      assert.equal(selected(editor, node('container/api')), 'api');
      assert.deepEqual(node('container/api').extent, [9, 13]);
      assert.deepEqual(node('container/admin').extent, [14, 23]);
      assert.equal(selected(editor, picture?.problems[0] ?? assert.fail('no problem')), '8080');
    });
  }

  it('follows the text', async () => {
    const editor = await opened(MISSPELT);
    assert.deepEqual(containers(await ask(editor)), ['shop', 'tail']);
    await editor.change(URI, {
      range: { start: { line: 6, character: 12 }, end: { line: 6, character: 16 } },
      text: 'store',
    });
    assert.deepEqual(containers(await ask(editor)), ['store', 'tail']);
    await editor.change(URI, { text: 'kind: ConfigMap\n' });
    assert.equal(await ask(editor), null);
  });

  it('draws the problems that are reported, not those that are silenced', async () => {
    const editor = await opened(CONFLICT);
    assert.deepEqual(
      (await ask(editor))?.problems.map(({ rule }) => rule),
      (await editor.pushed(URI)).map(({ code }) => code),
    );
    const [problem] = await editor.pushed(URI);
    const ignore = (await editor.actions(URI, problem!.range)).find(({ title }) => title.startsWith('Ignore'));
    await editor.apply(URI, ignore!);
    assert.deepEqual((await ask(editor))?.problems, []);
  });

  it('draws a pod that uses every field', async () => {
    const editor = await opened(JSON.stringify(RICH, null, 2));
    const picture = await ask(editor);
    assert.equal(picture?.title, 'Deployment web');
    assert.ok((containers(picture)?.length ?? 0) > 2);
  });

  it('is answered with nothing for files without pods and files that are not open', async () => {
    const editor = await Editor.inMemory();
    assert.equal(await ask(editor), null);
    for (const text of ['', '\uFEFF', '{{ . }}', 'kind: Pod\nspec: {containers: 7}\n', 'kind: Pod\n---\nkind: Pod\n']) {
      await editor.open(URI, text);
      assert.equal(await ask(editor), null, text);
      await editor.close(URI);
    }
    assert.deepEqual(editor.log, []);
  });
});

describe('the request for the pictures of a preview', () => {
  const none = 'kind: ConfigMap\n';
  const template = (name: string) =>
    `    - name: ${name}\n      container: {name: main, image: acme/step:1}\n      sidecars: [{name: ${name}, image: acme/side:1}]\n`;
  const workflow = `apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: build}\nspec:\n  templates:\n${template('one')}${template('two')}`;
  const empty = 'kind: Pod\nmetadata: {name: hollow}\nspec: {containers: []}\n';
  const text = [none, CONFLICT, empty, MISSPELT, workflow].join('---\n');

  const pictures = (editor: Editor, params: object = {}) =>
    editor.connection.sendRequest(PicturesRequest, { textDocument: { uri: URI }, ...params });

  it('lists the pods that can be drawn, and draws the one at the position', async () => {
    const editor = await opened(text);
    const labels = ['Deployment shop', 'Deployment shop', 'Workflow build #1', 'Workflow build #2'];
    for (const line of [undefined, 0, 5, 35, 1e6]) {
      const answer = await pictures(editor, line === undefined ? {} : { position: { line, character: 0 } });
      const single = await ask(editor, line);
      assert.ok(answer);
      assert.equal(answer.pods.length, labels.length);
      assert.deepEqual(answer.diagrams.map(containers), [containers(single)], `line ${line}`);
      assert.equal(typeof answer.shown, 'number');
      const [first, last] = answer.pods[answer.shown as number]?.lines ?? [0, 0];
      assert.deepEqual(answer.diagrams[0]?.nodes[0]?.extent, [first, last]);
    }
  });

  it('tells pods of one name apart by their number', async () => {
    const editor = await opened(
      [workflow, 'kind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web}]}\n'].join('---\n'),
    );
    const labels = (await pictures(editor))?.pods.map(({ label }) => label);
    assert.deepEqual(labels, ['Workflow build #1', 'Workflow build #2', 'Pod web']);
  });

  it('draws all pods below each other', async () => {
    const editor = await opened(text);
    const answer = await pictures(editor, { pod: 'all', width: 500 });
    assert.equal(answer?.shown, 'all');
    assert.equal(answer?.diagrams.length, answer?.pods.length);
    assert.ok(answer?.diagrams.every(({ width }) => width <= 700));
  });

  it('finds a pod by its index, or by its label where others are before it now', async () => {
    const editor = await opened(text);
    for (const [pod, expected] of [
      [{ index: 2 }, 2],
      [{ index: 3, label: 'Workflow build #2' }, 3],
      [{ index: 1, label: 'Workflow build #2' }, 3],
      [{ index: 1, label: 'gone' }, 1],
      [{ index: 99, label: 'gone' }, 3],
      [{ index: -1 }, 0],
      [{ index: 'x' }, 0],
      ['some', 0],
      [7, 0],
    ] as const) {
      assert.equal((await pictures(editor, { pod }))?.shown, expected, JSON.stringify(pod));
    }
  });

  it('answers null where there is nothing to draw', async () => {
    const editor = await opened([none, empty].join('---\n'));
    assert.equal(await pictures(editor, { pod: 'all' }), null);
    assert.equal(await pictures(editor), null);
  });

  it('says of each problem what its first fix is called', async () => {
    const editor = await opened(MISSPELT);
    const problems = (await pictures(editor))?.diagrams[0]?.problems ?? [];
    assert.ok(problems.length > 0);
    for (const { rule, fix, place } of problems) {
      assert.ok(place);
      const at = (line: number, column: number) => ({ line: line - 1, character: column - 1 });
      const range = { start: at(place.line, place.column), end: at(place.endLine, place.endColumn) };
      const actions = await editor.actions(URI, range);
      const of = actions.filter(({ diagnostics }) => diagnostics?.some(({ code }) => code === rule));
      const first = of.find(({ title }) => !title.startsWith('Ignore'));
      assert.equal(fix, first?.title ?? null);
    }
  });
});

describe('the request for what there is to say about something that is drawn', () => {
  it('is answered with the text of the hover for every container, port, volume, mount and call', async () => {
    const editor = await opened(JSON.stringify(RICH, null, 2));
    const diagram = await ask(editor);
    const drawn = [...(diagram?.nodes ?? []), ...(diagram?.edges ?? [])].filter(
      ({ kind, place }) => place && kind !== 'pod' && kind !== 'service' && kind !== 'inbound',
    );
    assert.ok(new Set(drawn.map(({ kind }) => kind)).size >= 4);
    for (const { id, place } of drawn) {
      const position = { line: (place?.line ?? 1) - 1, character: (place?.column ?? 1) - 1 };
      const text = await editor.connection.sendRequest(ExplainRequest, { textDocument: { uri: URI }, position });
      assert.ok(text, id);
    }
  });

  it('is the same as in the editor, also for items in braces', async () => {
    const pod = (mount: string) =>
      `kind: Pod\nspec:\n  containers:\n    - name: web\n      image: acme/web:1\n      volumeMounts:\n        ${mount}\n  volumes: [{name: logs, emptyDir: {}}]\n`;
    for (const [mount, dash, key] of [
      ['- name: logs\n          mountPath: /logs', 8, 10],
      ['- {name: logs, mountPath: /logs}', 8, 11],
      ['[{name: logs, mountPath: /logs}]', 9, 10],
    ] as const) {
      const editor = await opened(pod(mount));
      const textDocument = { uri: URI };
      const at = (character: number) => ({ textDocument, position: { line: 6, character } });
      const hover = await editor.connection.sendRequest<{ contents: { value: string } }>('textDocument/hover', at(key));
      assert.equal(await editor.connection.sendRequest(ExplainRequest, at(dash)), hover.contents.value);
    }
  });

  it('is nothing for what is no place, and for files that are not open', async () => {
    const editor = await opened('kind: ConfigMap\n');
    const position = { line: 0, character: 0 };
    for (const uri of [URI, 'untitled:other']) {
      assert.equal(await editor.connection.sendRequest(ExplainRequest, { textDocument: { uri }, position }), null);
    }
  });
});
