import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { RULES } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT, UNKNOWN_RULE } from './manifests.ts';

const URI = 'untitled:shop';
const codes = (diagnostics: readonly { code?: unknown }[]) => diagnostics.map(({ code }) => code);

describe('initialize', () => {
  it('tells a client that pulls from one that does not', async () => {
    const pushing = (await Editor.inMemory()).initialized.capabilities;
    assert.equal(pushing.positionEncoding, 'utf-16');
    assert.deepEqual(pushing.textDocumentSync, { openClose: true, change: 2, save: true });
    assert.deepEqual(pushing.codeActionProvider, {
      codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.podPatterns'],
    });
    assert.equal(pushing.diagnosticProvider, undefined);
    const pulling = (await Editor.inMemory({ pulls: true })).initialized.capabilities;
    assert.deepEqual(pulling.diagnosticProvider, { interFileDependencies: true, workspaceDiagnostics: false });
  });

  it('registers for what settings come from', async () => {
    const editor = await Editor.inMemory();
    await editor.until(() => editor.registered.length === 2, 'two registrations');
    assert.deepEqual(editor.registered.sort(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  });
});

describe('pushed diagnostics', () => {
  it('say what, where and why, with the version', async () => {
    const editor = await Editor.inMemory({
      initializationOptions: { docsBase: 'vscode://pod-patterns.pod-patterns/rules/' },
    });
    const [found, ...others] = await editor.diagnosed(URI, MISSPELT);
    assert.equal(others.length, 0);
    assert.deepEqual(found, {
      range: { start: { line: 15, character: 16 }, end: { line: 15, character: 23 } },
      severity: DiagnosticSeverity.Error,
      source: 'Pod Patterns',
      code: 'volume-mount-undeclared',
      codeDescription: { href: 'vscode://pod-patterns.pod-patterns/rules/volume-mount-undeclared' },
      message: '"tail" mounts volume "app-log", which the Pod does not declare; did you mean "app-logs"?',
    });
    assert.equal(editor.published.at(-1)?.version, 1);
  });

  it('link to the pages of the repository for a client that gives no base', async () => {
    const editor = await Editor.inMemory();
    const [found] = await editor.diagnosed(URI, MISSPELT);
    assert.deepEqual(found?.codeDescription, { href: 'docs/rules/volume-mount-undeclared.md' });
  });

  it('have related places for a client that shows them', async () => {
    for (const related of [true, false]) {
      const editor = await Editor.inMemory({ related });
      const [found] = await editor.diagnosed(URI, CONFLICT);
      const places = found?.relatedInformation?.map(({ location }) => [location.uri, editor.text(URI, location.range)]);
      assert.deepEqual(places, related ? [[URI, '8080']] : undefined);
    }
  });

  for (const [eol, name] of [
    ['\n', 'LF'],
    ['\r\n', 'CRLF'],
  ] as const) {
    it(`underline the right text in several documents with emoji (${name})`, async () => {
      const editor = await Editor.inMemory();
      const text = [
        `# 😀 ${'😀'.repeat(20)}\n${MISSPELT}`,
        'kind: ConfigMap\nmetadata: {name: "😀"}\n',
        MISSPELT.replace('command: [tail', '# 😀😀\n      command: ["😀", tail')
          .replace('- name: app-log\n', '- {mountPath: "/😀", name: app-log}\n')
          .replace('          mountPath: /var/log/app\n  volumes', '  volumes'),
        `${UNKNOWN_RULE}${CONFLICT}`,
      ].join('---\n');
      await editor.open(URI, text.replaceAll('\n', eol));
      const found = await editor.pushed(URI);
      assert.deepEqual(
        found.map(({ code, range }) => [code, editor.text(URI, range)]),
        [
          ['volume-mount-undeclared', 'app-log'],
          ['volume-mount-undeclared', 'app-log'],
          ['unknown-rule', 'no-such-rule'],
          ['port-conflict', '8080'],
        ],
      );
    });
  }

  it('follow the edits, in the lines below too', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, `${CONFLICT}---\n${MISSPELT}`);
    const at = { line: 6, character: 0 };
    await editor.change(URI, { range: { start: at, end: at }, text: '    # one\n    # two\n' });
    const moved = await editor.pushed(URI);
    assert.deepEqual(
      moved.map(({ code, range }) => [code, editor.text(URI, range)]),
      [
        ['port-conflict', '8080'],
        ['volume-mount-undeclared', 'app-log'],
      ],
    );
    assert.deepEqual(editor.published.at(-1)?.version, 2);
    await editor.change(URI, { text: MISSPELT.replace('- name: app-log\n', '- name: app-logs\n') });
    assert.deepEqual(await editor.pushed(URI), []);
  });

  it('come once for changes that come together, for the last of them', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, MISSPELT);
    const before = editor.published.length;
    const at = { line: 1, character: 0 };
    for (let i = 0; i < 20; i++) void editor.change(URI, { range: { start: at, end: at }, text: '# x\n' });
    const [found] = await editor.pushed(URI);
    assert.equal(found?.range.start.line, 35);
    assert.ok(editor.published.length - before < 5, `published ${editor.published.length - before} times`);
  });

  it('are cleared when the file is closed', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, MISSPELT);
    await editor.close(URI);
    await editor.ping();
    assert.deepEqual(editor.published.at(-1), { uri: URI, diagnostics: [] });
    await editor.diagnosed(URI, MISSPELT);
    assert.equal(editor.published.at(-1)?.diagnostics.length, 1);
  });

  it('leave out what is silenced', async () => {
    const editor = await Editor.inMemory();
    const text = MISSPELT.replace(
      '- name: app-log\n',
      '- name: app-log # pod-patterns-ignore volume-mount-undeclared: x\n',
    );
    assert.deepEqual(codes(await editor.diagnosed(URI, text)), []);
  });

  it('come for Helm templates', async () => {
    const editor = await Editor.inMemory();
    const text = CONFLICT.replace('acme/api:1.0', '{{ .Values.image }}').replace(
      'metadata:\n',
      'metadata:\n{{- include "labels" . }}\n',
    );
    assert.deepEqual(codes(await editor.diagnosed('untitled:a', text, 'helm')), ['port-conflict']);
  });
});

describe('pulled diagnostics', () => {
  it('are answered in full, then as unchanged until something changes', async () => {
    const editor = await Editor.inMemory({ pulls: true });
    await editor.open(URI, MISSPELT);
    const first = await editor.pull(URI);
    assert.ok(first.kind === 'full' && first.resultId);
    assert.deepEqual(codes(first.items), ['volume-mount-undeclared']);
    assert.deepEqual(await editor.pull(URI, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await editor.change(URI, {
      range: { start: { line: 15, character: 23 }, end: { line: 15, character: 23 } },
      text: 's',
    });
    const second = await editor.pull(URI, first.resultId);
    assert.ok(second.kind === 'full' && second.resultId !== first.resultId);
    assert.deepEqual(second.items, []);
    assert.deepEqual(editor.published, []);
  });

  it('are none for a file that is not open, and those of the new text for one opened again', async () => {
    const editor = await Editor.inMemory({ pulls: true });
    assert.deepEqual(await editor.pull('file:///nowhere.yaml'), { kind: 'full', items: [] });
    await editor.open(URI, MISSPELT);
    const first = await editor.pull(URI);
    await editor.close(URI);
    assert.deepEqual(await editor.pull(URI), { kind: 'full', items: [] });
    await editor.open(URI, '');
    const again = await editor.pull(URI, first.kind === 'full' ? first.resultId : '');
    assert.ok(again.kind === 'full');
    assert.deepEqual(again.items, []);
  });
});

describe('a rule that fails', () => {
  it('is told once, and the others go on', async () => {
    const failing = RULES.find(({ id }) => id === 'no-app-container') as { check: Rule['check'] };
    const { check } = failing;
    failing.check = () => {
      throw new Error('a defect');
    };
    try {
      const editor = await Editor.inMemory();
      assert.deepEqual(codes(await editor.diagnosed(URI, MISSPELT)), ['volume-mount-undeclared']);
      await editor.change(URI, { text: `${MISSPELT}# more\n` });
      assert.deepEqual(codes(await editor.pushed(URI)), ['volume-mount-undeclared']);
      await editor.ping();
      assert.equal(editor.log.length, 1);
      assert.match(editor.log[0] ?? '', /The rule no-app-container failed: Error: a defect/);
    } finally {
      failing.check = check;
    }
  });
});
