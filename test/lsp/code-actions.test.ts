import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, Range } from 'vscode-languageserver/node';
import { Editor, type EditorOptions } from './editor.ts';
import { CONFLICT, MISSPELT, UNKNOWN_RULE } from './manifests.ts';

const URI = 'untitled:shop';
const WHOLE: Range = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };
const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

async function opened(text: string, options: EditorOptions = {}): Promise<Editor> {
  const editor = await Editor.inMemory(options);
  await editor.diagnosed(URI, text);
  return editor;
}

function named(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find((action) => action.title === title);
  assert.ok(found, `no "${title}" among ${titles(actions).join(', ')}`);
  return found;
}

describe('quick fixes', () => {
  it('are offered for the problems at the cursor, with the problem', async () => {
    const editor = await opened(MISSPELT);
    const [problem] = await editor.pushed(URI);
    const at = { line: 15, character: 18 };
    const actions = await editor.actions(URI, { start: at, end: at });
    assert.deepEqual(titles(actions), [
      'Mount "app-logs" instead',
      'Declare volume "app-log" as emptyDir',
      'Ignore volume-mount-undeclared here',
    ]);
    assert.deepEqual(
      actions.map(({ kind, isPreferred }) => [kind, isPreferred]),
      [
        ['quickfix', true],
        ['quickfix', undefined],
        ['quickfix', undefined],
      ],
    );
    for (const action of actions) assert.deepEqual(action.diagnostics, [problem]);
    const elsewhere = { line: 1, character: 0 };
    assert.deepEqual(await editor.actions(URI, { start: elsewhere, end: elsewhere }), []);
  });

  it('meet the problem at both of its ends', async () => {
    const editor = await opened(MISSPELT);
    for (const [character, met] of [
      [15, false],
      [16, true],
      [23, true],
      [24, true],
    ] as const) {
      const at = { line: 15, character };
      assert.equal((await editor.actions(URI, { start: at, end: at })).length > 0, met, `${character}`);
    }
  });

  it('mend the problem, in a file of several documents with CRLF', async () => {
    const text = `${CONFLICT}---\n# 😀\n${MISSPELT}`.replaceAll('\n', '\r\n');
    const editor = await opened(text);
    const actions = await editor.actions(URI, WHOLE);
    const after = await editor.apply(URI, named(actions, 'Mount "app-logs" instead'));
    assert.equal(after, text.replace('- name: app-log\r\n', '- name: app-logs\r\n'));
    assert.deepEqual(
      (await editor.pushed(URI)).map(({ code }) => code),
      ['port-conflict'],
    );
  });

  it('name the version for a client that checks it', async () => {
    const versioned = await opened(MISSPELT, { versionedEdits: true });
    const [action] = await versioned.actions(URI, WHOLE);
    assert.deepEqual(Object.keys(action?.edit ?? {}), ['documentChanges']);
    assert.deepEqual(action?.edit?.documentChanges?.[0], {
      textDocument: { uri: URI, version: 1 },
      edits: [{ range: { start: { line: 15, character: 16 }, end: { line: 15, character: 23 } }, newText: 'app-logs' }],
    });
    const plain = await opened(MISSPELT);
    assert.deepEqual(Object.keys((await plain.actions(URI, WHOLE))[0]?.edit ?? {}), ['changes']);
  });

  it('are left out where other kinds are asked for', async () => {
    const editor = await opened(MISSPELT);
    const kinds = async (only?: string[]) => [
      ...new Set((await editor.actions(URI, WHOLE, only)).map(({ kind }) => kind)),
    ];
    assert.deepEqual(await kinds(), ['quickfix']);
    assert.deepEqual(await kinds(['quickfix']), ['quickfix']);
    assert.deepEqual(await kinds(['refactor']), []);
    assert.deepEqual(await kinds(['quickfix.other']), []);
    for (const asked of ['source', 'source.fixAll', 'source.fixAll.podPatterns']) {
      assert.deepEqual(await kinds([asked]), ['source.fixAll.podPatterns'], asked);
    }
    assert.deepEqual(await kinds(['source.organizeImports', 'source.fixAll.eslint']), []);
    assert.deepEqual(await kinds(['']), ['quickfix', 'source.fixAll.podPatterns']);
  });
});

describe('the action that ignores a problem', () => {
  for (const [eol, name] of [
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
  ] as const) {
    it(`puts a comment above the line, which silences it (${name})`, async () => {
      const text = `\uFEFF${MISSPELT}`.replaceAll('\n', eol);
      const editor = await opened(text);
      const after = await editor.apply(
        URI,
        named(await editor.actions(URI, WHOLE), 'Ignore volume-mount-undeclared here'),
      );
      const comment = `        # pod-patterns-ignore volume-mount-undeclared: say why${eol}`;
      assert.equal(
        after,
        text.replace('        - name: app-log\n'.replace('\n', eol), (line) => comment + line),
      );
      assert.deepEqual(await editor.pushed(URI), []);
    });
  }

  it('stacks on comments that are there', async () => {
    const editor = await opened(
      MISSPELT.replace('        - name: app-log\n', '        # why not\n        - name: app-log\n'),
    );
    await editor.apply(URI, named(await editor.actions(URI, WHOLE), 'Ignore volume-mount-undeclared here'));
    assert.deepEqual(await editor.pushed(URI), []);
  });

  it('works in flow style that has room for comments', async () => {
    const flow =
      'kind: Pod\nspec: {\n  containers: [{\n    name: a, image: "a:1",\n    volumeMounts: [\n      { name: x, mountPath: "/x" }\n    ]\n  }]\n}\n';
    const editor = await opened(flow);
    const after = await editor.apply(
      URI,
      named(await editor.actions(URI, WHOLE), 'Ignore volume-mount-undeclared here'),
    );
    assert.match(after, /\[\n {6}# pod-patterns-ignore volume-mount-undeclared: say why\n {6}\{ name: x/);
    assert.deepEqual(await editor.pushed(URI), []);
  });

  it('is not offered where no comment can stand', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'a', image: 'a:1', volumeMounts: [{ name: 'x', mountPath: '/x' }] }] },
    };
    for (const text of [
      `\uFEFF${JSON.stringify(pod).replace('"kind":', 'kind: ')}`,
      JSON.stringify(pod),
      JSON.stringify(pod, null, 2),
      `a: 1\n--- ${JSON.stringify(pod).replace('"kind":', 'kind: ')}\n`,
    ]) {
      const editor = await opened(text);
      assert.equal((await editor.pushed(URI)).length, 1, text);
      assert.ok(!titles(await editor.actions(URI, WHOLE)).some((title) => title.startsWith('Ignore')), text);
    }
  });

  it('is not offered for a problem of an ignore itself', async () => {
    const editor = await opened(`${UNKNOWN_RULE}${CONFLICT}`);
    assert.ok(!titles(await editor.actions(URI, WHOLE)).includes('Ignore unknown-rule here'));
  });
});

describe('the action that fixes all', () => {
  it('mends every document, touching only the lines that change', async () => {
    const text = [MISSPELT, CONFLICT, MISSPELT.replaceAll('shop', 'shop2')].join('---\n').replaceAll('\n', '\r\n');
    const editor = await opened(text);
    const [action, ...others] = await editor.actions(URI, WHOLE, ['source.fixAll']);
    assert.ok(action && others.length === 0);
    const edits = action.edit?.changes?.[URI] ?? [];
    assert.deepEqual(
      edits.map(({ range }) => [range.start.line, range.end.line]),
      [
        [15, 16],
        [58, 59],
      ],
    );
    const after = await editor.apply(URI, action);
    assert.equal(after, text.replaceAll('- name: app-log\r\n', '- name: app-logs\r\n'));
    assert.deepEqual(
      (await editor.pushed(URI)).map(({ code }) => code),
      ['port-conflict'],
    );
  });

  it('is not offered where nothing is safe to mend', async () => {
    const editor = await opened(CONFLICT);
    assert.deepEqual(await editor.actions(URI, WHOLE, ['source.fixAll']), []);
  });
});
