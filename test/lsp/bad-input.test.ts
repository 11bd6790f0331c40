import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Editor } from './editor.ts';
import { CONFLICT, MISSPELT, RICH } from './manifests.ts';
import { randomFrom } from './random.ts';

/** Far more than any of them takes; nothing is measured here, but nothing may hang. */
const BOUND = 60_000;

let editor: Editor;
let opened = 0;

const start = async () => {
  editor = await Editor.inMemory();
};

/** Opens a text, edits it, asks for everything, and closes it: each is answered, nothing is logged, the server lives. */
async function survives(text: string, kinds = ['quickfix', 'source']): Promise<string[]> {
  const uri = `untitled:bad-${opened++}`;
  const since = performance.now();
  const found = await editor.diagnosed(uri, text);
  await editor.change(uri, {
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    text: '# x\n',
  });
  await editor.pushed(uri);
  const whole = { start: { line: 0, character: 0 }, end: { line: 1e9, character: 1e9 } };
  await editor.actions(uri, whole, kinds);
  await editor.close(uri);
  await editor.ping();
  assert.deepEqual(editor.log, []);
  assert.ok(performance.now() - since < BOUND, `took ${Math.round(performance.now() - since)} ms`);
  return found.map(({ code }) => String(code));
}

const POD = 'kind: Pod\nspec:\n  containers:\n    - name: a\n      image: a:1\n';

describe('bad input is answered, and the server lives', () => {
  before(start);

  it('half-typed YAML: every beginning of a manifest', async () => {
    for (let end = 0; end <= MISSPELT.length; end += 3) await survives(MISSPELT.slice(0, end));
  });

  it('half-typed YAML: keystrokes of nonsense in the middle', async () => {
    const random = randomFrom(7);
    const uri = 'untitled:typing';
    await editor.diagnosed(uri, MISSPELT);
    for (let i = 0; i < 300; i++) {
      const at = { line: random(24), character: random(30) };
      const text = '"\'{}[]|>-:&*!#%@`? \t\n,a'.charAt(random(24));
      await editor.change(uri, { range: { start: at, end: at }, text });
      await editor.pushed(uri);
    }
    assert.deepEqual(editor.log, []);
    await editor.close(uri);
  });

  it('5 MB of many documents, while other requests are answered', async () => {
    const long = CONFLICT.replace(
      '  name: shop\n',
      `  name: shop\n  annotations:\n${'    some.domain/key: some value\n'.repeat(70)}`,
    );
    const documents = Math.ceil(5_000_000 / (long.length + 4));
    const uri = 'untitled:many';
    await editor.open(uri, `${long}---\n`.repeat(documents));
    await editor.ping();
    assert.equal(editor.published.at(-1)?.uri === uri, false, 'the file is still being read');
    const found = await editor.pushed(uri);
    assert.equal(found.length, 1000);
    assert.match(String(found.at(-1)?.message), new RegExp(`^${documents - 999} more findings`));
    const at = { line: 100_000, character: 0 };
    await editor.change(uri, { range: { start: at, end: at }, text: '# x\n' });
    assert.equal((await editor.pushed(uri)).length, 1000);
    await editor.close(uri);
    assert.deepEqual(editor.log, []);
  });

  it('5 MB in one document without pods', async () => {
    await survives(`kind: ConfigMap\ndata:\n${'  some.key: some value of it\n'.repeat(180_000)}`);
    await survives(`kind: ConfigMap\ndata:\n  text: |\n${'    containers: [none]\n'.repeat(230_000)}`);
  });

  it('5 MB in one line', async () => {
    await survives(`kind: Pod\ncontainers: ${'x'.repeat(5_000_000)}`);
  });

  const LEVELS = 10_000;
  const nestings: Readonly<Record<string, string>> = {
    'flow lists': `${POD}x: ${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}\n`,
    'flow mappings': `${POD}x: ${'{a: '.repeat(LEVELS)}1${'}'.repeat(LEVELS)}\n`,
    'open flow lists': `${POD}x: ${'['.repeat(LEVELS)}`,
    'dashes in one line': `${POD}x:\n  ${'- '.repeat(LEVELS)}a\n`,
    'question marks in one line': `${POD}x:\n  ${'? '.repeat(LEVELS)}a\n`,
    'block mappings': `${POD}${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`,
    'block lists': `${POD}x:\n${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}-\n`).join('')}`,
    brackets: `kind: Pod\ncontainers: ${'[{'.repeat(LEVELS)}`,
    lists: `${'kind: List\nitems:\n- '.replaceAll('\n', ' ')}${POD}`,
  };
  for (const [name, text] of Object.entries(nestings)) {
    it(`deep nesting: ${name}`, async () => {
      await survives(text);
    });
  }

  it('10,000 levels of block nesting', async () => {
    await survives(`${POD}${Array.from({ length: LEVELS }, (_, i) => `${' '.repeat(i)}a:\n`).join('')}`);
  });

  it('an alias bomb', async () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) =>
        `x${i}: &x${i} [${
          i === 0
            ? 'lol'
            : Array(9)
                .fill(`*x${i - 1}`)
                .join(', ')
        }]\n`,
    );
    await survives(`${bomb.join('')}${POD}      env: *x29\n      args: *x29\n  volumes: *x29\n`);
    const merges = Array.from(
      { length: 30 },
      (_, i) =>
        `m${i}: &m${i}\n  k${i}: 1\n  <<: [${
          i === 0
            ? ''
            : Array(9)
                .fill(`*m${i - 1}`)
                .join(', ')
        }]\n`,
    );
    await survives(`${merges.join('')}${POD}      <<: *m29\n`);
    await survives(`${POD}x: &x\n  <<: *x\n  y: *x\n`);
    await survives(
      POD.replace('spec:', 'spec: &s').replace('- name: a', '- <<: *s\n      name: a').concat('    - *s\n'),
    );
  });

  it('binary content', async () => {
    const random = randomFrom(3);
    const noise = (units: number, top: number) =>
      Array.from({ length: units }, () => String.fromCharCode(random(top))).join('');
    await survives(noise(50_000, 256));
    await survives(`${POD}      args: ["${noise(20_000, 65_536)}"]\n`);
    await survives(`${POD}${'\u0000'.repeat(1000)}\n\uD800\uDC00\uD800 \uDFFF: \uD800\n`);
    await survives(MISSPELT.replace('app-log\n', '\uD83Dapp\u0000-log\n').replaceAll('shop', 'sh\uDC00op'));
  });

  it('unknown kinds, and none', async () => {
    for (const kind of ['Nonsense', '""', '7', '[a]', '{a: b}', '', '~', '{{ .Values.kind }}', '*x']) {
      await survives(CONFLICT.replace('kind: Pod', `kind: ${kind}`));
      await survives(CONFLICT.replace('apiVersion: v1', `apiVersion: ${kind}`));
    }
  });
});

/** Every place in plain data, as the path that leads to it. */
function* places(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  yield path;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* places(item, [...path, i]);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* places(item, [...path, key]);
  }
}

/** Plain data with another value at a place. */
function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, by) : item));
  return { ...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, by) };
}

/** Plain data as block style YAML, for which JSON would be another way through the code. */
function block(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return ` ${JSON.stringify(value)}\n`;
  const rows = Array.isArray(value)
    ? value.map((item) => `${indent}-${block(item, `${indent}  `)}`)
    : Object.entries(value).map(([key, item]) => `${indent}${key}:${block(item, `${indent}  `)}`);
  return `\n${rows.join('')}`;
}

describe('a wrong type', () => {
  before(start);

  for (const wrong of ['x', 7, -1.5, null, [], {}, [[]], [{}], true]) {
    it(`${JSON.stringify(wrong)} in any field of a workload`, async () => {
      const all = [...places(RICH)].map((path) => replaced(RICH, path, wrong));
      const every = (step: number) => all.filter((_, i) => i % step === 0);
      const found = await survives(all.map((data) => `---${block(data)}`).join(''), []);
      assert.ok(found.length > all.length, 'the rest of each is still understood');
      await survives(
        every(5)
          .map((data) => `---\n${JSON.stringify(data)}\n`)
          .join(''),
        ['quickfix'],
      );
      await survives(
        every(7)
          .map((data) => `---${block(data)}`)
          .join(''),
        ['quickfix'],
      );
      await survives(
        every(50)
          .map((data) => `---${block(data)}`)
          .join(''),
        ['source'],
      );
    });
  }
});

describe('requests that make no sense', () => {
  before(start);

  const uri = 'untitled:sense';
  const far = { line: 1e9, character: 1e9 };

  it('about files that are not open', async () => {
    await editor.open(uri, MISSPELT);
    await editor.pushed(uri);
    await editor.close(uri);
    const at = { line: 0, character: 0 };
    for (const gone of [uri, 'untitled:never', '', 'file:///%zz', 'nonsense']) {
      assert.deepEqual(await editor.actions(gone, { start: at, end: at }), []);
      assert.deepEqual(await editor.pull(gone), { kind: 'full', items: [] });
      await editor.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: gone, version: 9 },
        contentChanges: [{ text: 'a' }],
      });
      await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: gone } });
      await editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri: gone } });
    }
    await editor.ping();
    assert.deepEqual(editor.log, []);
  });

  it('about places that are not there', async () => {
    await editor.diagnosed(uri, MISSPELT);
    for (const [start, end] of [
      [far, far],
      [{ line: -5, character: -5 }, far],
      [far, { line: 0, character: 0 }],
    ] as const) {
      await editor.actions(uri, { start, end });
      await editor.change(uri, { range: { start: far, end: far }, text: '#' });
      await editor.change(uri, {
        range: { start: { line: 3, character: -4 }, end: { line: 3, character: 0 } },
        text: '',
      });
    }
    assert.deepEqual(
      (await editor.pushed(uri)).map(({ code }) => code),
      ['volume-mount-undeclared'],
    );
    assert.deepEqual(editor.log, []);
  });

  it('of the wrong shape are told, and nothing else happens', async () => {
    for (const params of [
      {},
      { textDocument: null },
      { textDocument: { uri } },
      { textDocument: { uri }, contentChanges: 7 },
    ]) {
      await editor.connection.sendNotification('textDocument/didChange', params);
      await editor.connection.sendNotification('textDocument/didClose', params.textDocument ? {} : params);
      assert.deepEqual(await editor.connection.sendRequest('textDocument/codeAction', params), []);
    }
    const at = { line: 14, character: 0 };
    await editor.change(uri, { range: { start: at, end: at }, text: '      # more\n' });
    assert.equal((await editor.pushed(uri)).length, 1);
    assert.ok(editor.log.length > 0);
    editor.log.length = 0;
  });
});
