import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Hover } from 'vscode-languageserver/node';
import { RULES } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { Editor } from './editor.ts';
import { MISSPELT } from './manifests.ts';

const URI = 'untitled:shop';

/** What was judged since the last look: names of pods, and of Services with the pods that they select. */
let judged: string[] = [];
/** Milliseconds that judging a pod takes. */
let slowness = 0;

const isAboutAll = ({ check, needs }: Rule) => check !== undefined && needs === undefined;
const ABOUT_PODS = RULES.find(isAboutAll) as Writable;
const ABOUT_SERVICES = RULES.find(({ checkReferrer }) => checkReferrer) as Writable;
const [{ check }, { checkReferrer }] = [ABOUT_PODS, ABOUT_SERVICES] as const;

interface Writable {
  check: NonNullable<Rule['check']>;
  checkReferrer: NonNullable<Rule['checkReferrer']>;
}

function countingPods(...[team, target]: Parameters<Writable['check']>): ReturnType<Writable['check']> {
  judged.push(team.pod.manifest.name ?? '');
  for (const end = performance.now() + slowness; performance.now() < end; );
  return check(team, target);
}

function countingServices(
  ...[referrer, teams, target]: Parameters<Writable['checkReferrer']>
): ReturnType<Writable['checkReferrer']> {
  judged.push(`${referrer.name} > ${teams.map(({ pod }) => pod.manifest.name).join(' ')}`);
  return checkReferrer(referrer, teams, target);
}

const since = () => judged.splice(0).sort();

const pod = (name: string, app = name) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: ${app}}}\nspec:\n  containers:\n    - name: main\n      image: acme/web:1\n`;
const service = (name: string, app = name) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {selector: {app: ${app}}, ports: [{port: 80}]}\n`;
const many = (count: number) => Array.from({ length: count }, (_, i) => pod(`p${i}`)).join('---\n');

/** Types at the end of the line of a text. */
async function type(editor: Editor, behind: string, text: string): Promise<void> {
  const whole = editor.document(URI).getText();
  const at = editor.document(URI).positionAt(whole.indexOf(behind) + behind.length);
  await editor.change(URI, { range: { start: at, end: at }, text });
}

/** A pod in a text so long that few of them are kept. */
const FILLER = `apiVersion: v1\nkind: Pod\nmetadata: {name: filler}\nspec: {containers: [{name: a, image: a:1}]}\n# ${'x'.repeat(90_000)}\n`;

describe('a keystroke', () => {
  beforeEach(() => {
    [ABOUT_PODS.check, ABOUT_SERVICES.checkReferrer] = [countingPods, countingServices];
    [judged, slowness] = [[], 0];
  });
  afterEach(() => {
    [ABOUT_PODS.check, ABOUT_SERVICES.checkReferrer] = [check, checkReferrer];
  });

  it('is a matter of its document and of those that refer to it', async () => {
    const editor = await Editor.inMemory();
    const text = [
      pod('web'),
      service('web'),
      pod('api'),
      service('api'),
      pod('front', 'acme'),
      service('front', 'acme'),
      MISSPELT,
    ];
    const [found] = await editor.diagnosed(URI, text.join('---\n'));
    assert.deepEqual(since(), ['api', 'api > api', 'front', 'front > front', 'shop', 'web', 'web > web']);
    await type(editor, 'name: api, labels: {app: api}}', ' # one');
    await editor.pushed(URI);
    assert.deepEqual(since(), ['api', 'api > api']);
    await type(editor, 'name: api, labels: {app: api}} # one', '\n# two\n');
    const [moved] = await editor.pushed(URI);
    assert.deepEqual(since(), ['api', 'api > api']);
    assert.equal(moved?.range.start.line, (found?.range.start.line ?? 0) + 2);
    await type(editor, 'labels: {app: web', ', tier: edge');
    await editor.pushed(URI);
    assert.deepEqual(since(), ['web', 'web > web']);
    await type(editor, 'selector: {app: acme', ', tier: front');
    await editor.pushed(URI);
    assert.deepEqual(since(), ['front', 'front > ']);
  });

  it('reaches a pod through what stands between them, also in files that were read long ago', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, [pod('web'), service('web'), ...Array(40).fill(FILLER)].join('---\n'));
    since();
    await type(editor, 'port: 80', '80');
    await editor.pushed(URI);
    assert.deepEqual(since(), ['web', 'web > web']);
  });

  it('is a matter of its item in a long list, and so are the edits there', async () => {
    const editor = await Editor.inMemory();
    const items = [...Array.from({ length: 150 }, (_, i) => pod(`p${i}`)), MISSPELT];
    const lines = items.map((item) => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`);
    const [found] = await editor.diagnosed(URI, `apiVersion: v1\nkind: List\nitems:\n${lines.join('')}metadata: {}\n`);
    assert.equal(since().length, items.length);
    await type(editor, 'name: p3, labels: {app: p3}}', ' ');
    await editor.pushed(URI);
    assert.deepEqual(since(), ['p3']);
    assert.ok(found);
    const action = (await editor.actions(URI, found.range)).find(({ isPreferred }) => isPreferred);
    assert.ok(action);
    await editor.apply(URI, action);
    assert.deepEqual(await editor.pushed(URI), []);
    assert.deepEqual(since(), ['shop']);
  });

  it('is a matter of the documents with a cursor, where there are several', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, [pod('web'), ...Array(40).fill(FILLER), pod('api')].join('---\n'));
    since();
    const whole = editor.document(URI).getText();
    const changes = ['api', 'web'].map((name) => {
      const at = editor.document(URI).positionAt(whole.indexOf(`name: ${name},`));
      return { range: { start: at, end: at }, text: ' ' };
    });
    await editor.change(URI, ...changes);
    await editor.pushed(URI);
    assert.deepEqual(since(), ['api', 'web']);
  });

  it('is looked at once with those that come with it', async () => {
    const editor = await Editor.inMemory();
    await editor.diagnosed(URI, many(10));
    since();
    for (let i = 0; i < 20; i++) void type(editor, 'name: p3, labels: {app: p3}}', ' ');
    await editor.pushed(URI);
    assert.ok(since().length < 5);
  });

  it('ends what is superseded, and what was found stays', async () => {
    slowness = 3;
    const editor = await Editor.inMemory();
    await editor.open(URI, many(60));
    await editor.ping();
    assert.ok(judged.length < 60, 'the file is still being read');
    await type(editor, 'name: p59, labels: {app: p59}}', ' # new');
    await editor.pushed(URI);
    assert.equal(since().length, 60);
    assert.deepEqual(
      editor.published.map(({ version }) => version),
      [2],
    );
  });

  it('lets a hover pass', async () => {
    slowness = 3;
    const editor = await Editor.inMemory();
    await editor.open(URI, many(60));
    for (let i = 0; i < 5; i++) void type(editor, 'name: p59, labels: {app: p59}}', ' ');
    const position = { line: 6, character: 8 };
    const params = { textDocument: { uri: URI }, position };
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', params);
    assert.ok(hover);
    assert.ok(judged.length < 60, 'the file is still being read');
    assert.equal(editor.published.length, 0);
    await editor.pushed(URI);
  });

  it('ends a pull that nobody wants any more', async () => {
    slowness = 3;
    const editor = await Editor.inMemory({ pulls: true });
    await editor.open(URI, many(60));
    const cancelled = editor.pullAndCancel(URI);
    await assert.rejects(cancelled);
    const before = judged.length;
    assert.ok(before < 60);
    await editor.ping();
    await editor.ping();
    assert.equal(judged.length, before);
  });

  it('that changes no finding leaves what was pulled as it is', async () => {
    const editor = await Editor.inMemory({ pulls: true });
    await editor.open(URI, `${MISSPELT}---\n${pod('web')}`);
    const first = await editor.pull(URI);
    assert.ok(first.kind === 'full' && first.resultId);
    await type(editor, 'labels: {app: web', ', tier: front');
    assert.deepEqual(await editor.pull(URI, first.resultId), { kind: 'unchanged', resultId: first.resultId });
    await type(editor, 'kind: Pod', ' # one');
    assert.equal((await editor.pull(URI, first.resultId)).kind, 'unchanged');
    await type(editor, 'kind: Pod # one', '\n# two');
    assert.equal((await editor.pull(URI, first.resultId)).kind, 'full');
  });
});

describe('of very many findings', () => {
  const WITH_ERROR = MISSPELT;
  const WITH_WARNING = MISSPELT.replace('- name: app-log\n', '- name: app-logs\n').replace(
    'emptyDir: {sizeLimit: 10Mi}',
    'emptyDir: {}',
  );

  it('the worst are shown, and the last one tells of the others', async () => {
    const editor = await Editor.inMemory();
    const [minor] = await editor.diagnosed('untitled:minor', WITH_WARNING);
    const found = await editor.diagnosed(URI, [...Array(1200).fill(WITH_WARNING), WITH_ERROR].join('---\n'));
    assert.equal(found.length, 1000);
    assert.equal(found.filter(({ code }) => code === minor?.code).length, 998);
    assert.equal(found.at(-2)?.code, 'volume-mount-undeclared');
    assert.match(String(found.at(-1)?.message), /^202 more findings of this file are not shown/);
  });
});
