import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { GOOD_POD, podPatterns, scratch } from './command.ts';

const FILES = {
  'pod.yaml': GOOD_POD,
  'two.yaml': `${GOOD_POD}---\n${GOOD_POD.replace('name: shop', 'name: stock')}`,
  'none.yaml': 'a: b\n',
};

suite('diagram', () => {
  test('prints JSON of the contract', async () => {
    const { status, stdout, stderr } = await podPatterns(['diagram', 'pod.yaml', '--format', 'json'], {
      cwd: scratch(FILES),
    });
    assert.deepEqual([status, stderr], [0, '']);
    const { version, width, height, nodes, edges } = JSON.parse(stdout);
    assert.deepEqual([version, typeof width, typeof height, edges], [1, 'number', 'number', []]);
    const [card] = nodes.filter(({ kind }: { kind: string }) => kind === 'container');
    const { id, label, container, parent, line } = card;
    assert.deepEqual(
      { id, label, container, parent, line },
      { id: 'container/web', label: 'web', container: 'web', parent: 'lane/run', line: 7 },
    );
    for (const key of ['x', 'y', 'width', 'height']) assert.equal(typeof card[key], 'number');
  });

  test('prints SVG, and Mermaid', async () => {
    const cwd = scratch(FILES);
    const svg = await podPatterns(['diagram', 'pod.yaml'], { cwd });
    assert.deepEqual([svg.status, svg.stderr], [0, '']);
    assert.match(svg.stdout, /^<svg [\s\S]*<\/svg>\n$/);
    const mermaid = await podPatterns(['diagram', '-', '--format', 'mermaid'], { cwd, input: GOOD_POD });
    assert.equal(mermaid.status, 0);
    assert.match(mermaid.stdout, /\nflowchart TB\n/);
  });

  test('shows the kubelet if it is asked to', async () => {
    const input =
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, livenessProbe: {tcpSocket: {port: 80}}}]}\n';
    const kinds = async (flags: readonly string[]) => {
      const { stdout } = await podPatterns(['diagram', '-', '--format', 'json', ...flags], {
        cwd: scratch(FILES),
        input,
      });
      return JSON.parse(stdout).edges.map(({ kind }: { kind: string }) => kind);
    };
    assert.deepEqual([await kinds([]), await kinds(['--probes'])], [[], ['probe']]);
  });

  test('draws the pod that is meant', async () => {
    const cwd = scratch(FILES);
    const stock = await podPatterns(['diagram', 'two.yaml', '--pod', 'pod/stock', '--format', 'json'], { cwd });
    assert.equal(JSON.parse(stock.stdout).workload.name, 'stock');
    const unsaid = await podPatterns(['diagram', 'two.yaml'], { cwd });
    assert.deepEqual([unsaid.status, unsaid.stdout], [2, '']);
    assert.match(
      unsaid.stderr,
      /^pod-patterns: two\.yaml has several pods, choose one with --pod: Pod\/shop, Pod\/stock\n$/,
    );
  });

  test('says in one line that there is nothing to draw', async () => {
    const ran = await podPatterns(['diagram', 'none.yaml'], { cwd: scratch(FILES) });
    assert.deepEqual(ran, { status: 1, stdout: '', stderr: 'pod-patterns: none.yaml: there is no pod to draw\n' });
  });

  test('writes a file', async () => {
    const cwd = scratch(FILES);
    const ran = await podPatterns(['diagram', 'pod.yaml', '-o', 'out.svg'], { cwd });
    assert.deepEqual(ran, { status: 0, stdout: '', stderr: '' });
    assert.match(readFileSync(join(cwd, 'out.svg'), 'utf8'), /^<svg /);
  });

  test('cannot write everywhere', async () => {
    const cwd = scratch(FILES);
    for (const [file, reason] of [
      ['missing/out.svg', 'no such file or folder'],
      ['none.yaml/', 'a file is in the way'],
      ['none.yaml/pictures/', 'a file is in the way'],
    ] as const) {
      const ran = await podPatterns(['diagram', 'pod.yaml', '-o', file], { cwd });
      assert.deepEqual([ran.status, ran.stdout], [2, '']);
      assert.match(ran.stderr, new RegExp(`^pod-patterns: .*${file.replace(/\/$/, '')}: .*${reason}.*\n$`));
    }
  });

  test('takes colours, a width and Markdown', async () => {
    const cwd = scratch(FILES);
    const run = async (...flags: string[]) => (await podPatterns(['diagram', 'pod.yaml', ...flags], { cwd })).stdout;
    const [usual, auto, light, dark] = await Promise.all([
      run(),
      run('--theme', 'auto'),
      run('--theme', 'light'),
      run('--theme', 'dark'),
    ]);
    assert.equal(usual, auto);
    assert.match(auto!, /prefers-color-scheme:dark/);
    assert.doesNotMatch(light! + dark!, /prefers-color-scheme/);
    assert.match(light!, /\.pp \.bg\{fill:#ffffff;/);
    assert.match(dark!, /\.pp \.bg\{fill:#1f1f1f;/);
    assert.ok(Number(/ width="(\d+)"/.exec(await run('--width', '400'))?.[1]) < 700);
    assert.match(await run('--format', 'markdown'), /^# Pod shop\n\n```mermaid\n/);
  });

  const REFUSED: readonly (readonly [flags: string[], says: RegExp])[] = [
    [['--format', 'png'], /--format png: PNG is not made here/],
    [['-o', 'x.PNG'], /x\.PNG: PNG is not made here/],
    [['--theme', 'red'], /--theme must be one of light, dark, high-contrast, high-contrast-light, auto, not "red"/],
    [['--width', '1e3'], /--width must be a number of pixels from 200 to 4000, not "1e3"/],
    [['--width', '0'], /--width must be/],
    [['missing.yaml', '-o', 'out/'], /missing\.yaml: no such file or folder/],
    [['--pod', 'nobody', '-o', 'out/'], /--pod nobody fits no pod/],
  ];
  for (const [flags, says] of REFUSED) {
    test(`refuses ${flags.join(' ')}`, async () => {
      const cwd = scratch(FILES);
      const { status, stdout, stderr } = await podPatterns(['diagram', 'pod.yaml', ...flags], { cwd });
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, /^pod-patterns: [^\n]*\n$/);
      assert.match(stderr, says);
      assert.deepEqual(readdirSync(cwd).sort(), Object.keys(FILES).sort(), 'nothing is written');
    });
  }
});

suite('diagram of several files', () => {
  test('draws the pod that is meant with what the other files say of it', async () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n';
    const cwd = scratch({
      ...FILES,
      'pod.yaml': GOOD_POD.replace('metadata:', 'metadata:\n  labels: {app: shop}'),
      'service.yaml': service,
    });
    const alone = await podPatterns(['diagram', 'pod.yaml', 'service.yaml'], { cwd });
    assert.deepEqual([alone.status, alone.stderr], [0, '']);
    assert.match(alone.stdout, />front</);
    const folder = await podPatterns(['diagram', '.', '--pod', 'stock', '--format', 'json'], { cwd });
    assert.equal(JSON.parse(folder.stdout).workload.name, 'stock');
    const second = await podPatterns(['diagram', '.', '--pod', 'shop#2', '--format', 'json'], { cwd });
    assert.equal(second.status, 0);
    const unsaid = await podPatterns(['diagram', '.'], { cwd });
    assert.deepEqual([unsaid.status, unsaid.stdout], [2, '']);
    assert.match(
      unsaid.stderr,
      /^pod-patterns: \. has several pods, choose one with --pod: Pod\/shop#1, Pod\/shop#2, Pod\/stock\n$/,
    );
    const none = await podPatterns(['diagram', 'none.yaml', 'service.yaml'], { cwd });
    assert.deepEqual(none, { status: 1, stdout: '', stderr: 'pod-patterns: 2 paths: there is no pod to draw\n' });
  });
});

suite('diagram into a folder', () => {
  const filesIn = (...path: string[]) => readdirSync(join(...path)).sort();

  test('writes a file for each pod, none twice', async () => {
    const cwd = scratch(FILES);
    const ran = await podPatterns(['diagram', 'pod.yaml', 'two.yaml', 'none.yaml', '-o', 'a/b/'], { cwd });
    assert.deepEqual(ran, { status: 0, stdout: '', stderr: 'pod-patterns: 3 pods drawn into a/b/\n' });
    assert.deepEqual(filesIn(cwd, 'a/b'), ['pod-shop-2.svg', 'pod-shop.svg', 'pod-stock.svg']);
    assert.match(readFileSync(join(cwd, 'a/b/pod-stock.svg'), 'utf8'), /^<svg [\s\S]*>stock<[\s\S]*<\/svg>\n$/);
  });

  test('into one that is there, of one pod, in each format', async () => {
    const cwd = scratch(FILES);
    mkdirSync(join(cwd, 'out'));
    for (const format of ['json', 'mermaid', 'svg']) {
      const flags = ['--pod', 'stock', '--format', format, '-o', 'out', '--quiet'];
      const ran = await podPatterns(['diagram', '.', ...flags], { cwd });
      assert.deepEqual(ran, { status: 0, stdout: '', stderr: '' });
    }
    assert.deepEqual(filesIn(cwd, 'out'), ['pod-stock.json', 'pod-stock.mmd', 'pod-stock.svg']);
  });

  test('of Markdown: pages with pictures beside them, and a list of pages', async () => {
    const cwd = scratch(FILES);
    const run = () => podPatterns(['diagram', '.', '--format', 'markdown', '--theme', 'light', '-o', 'out/'], { cwd });
    await run();
    // Those that were written before are written anew.
    assert.equal((await run()).status, 0);
    const stems = ['pod-shop', 'pod-shop-2', 'pod-stock'];
    assert.deepEqual(
      filesIn(cwd, 'out'),
      [...stems.flatMap((stem) => [`${stem}.md`, `${stem}.svg`]), 'index.md'].sort(),
    );
    const read = (name: string) => readFileSync(join(cwd, 'out', name), 'utf8');
    for (const stem of stems) {
      assert.ok(read(`${stem}.md`).includes(`](${stem}.svg)\n`));
      assert.ok(read('index.md').includes(`](${stem}.md)`));
      assert.doesNotMatch(read(`${stem}.svg`), /prefers-color-scheme/);
    }
    assert.match(read('index.md'), /`two\.yaml`/);
  });

  test('leaves a list of somebody else alone', async () => {
    const cwd = scratch({ ...FILES, 'docs/index.md': '# Our documents\n' });
    const { status, stderr } = await podPatterns(['diagram', 'pod.yaml', '--format', 'markdown', '-o', 'docs'], {
      cwd,
    });
    assert.deepEqual(
      [status, stderr],
      [2, 'pod-patterns: docs/index.md: there is another file, which would be lost\n'],
    );
    assert.deepEqual(filesIn(cwd, 'docs'), ['index.md']);
  });

  test('makes no folder where there is no pod', async () => {
    const cwd = scratch(FILES);
    const ran = await podPatterns(['diagram', 'none.yaml', '-o', 'out/'], { cwd });
    assert.deepEqual(ran, { status: 1, stdout: '', stderr: 'pod-patterns: none.yaml: there is no pod to draw\n' });
    assert.equal(existsSync(join(cwd, 'out')), false);
  });

  test('stays in it, whatever pods are called', async () => {
    const names = [
      '../../../evil',
      '/etc/passwd',
      'a/b\\\\c',
      '..',
      'NUL',
      'x\\u0000\\ny',
      '<img src=x onerror=alert(1)>',
      '~',
      '-rf',
    ];
    const pods = names.map((name) => `${GOOD_POD.replace('name: shop', `name: "${name}"`)}---\n`).join('');
    const cwd = scratch({ 'in/evil.yaml': pods });
    const ran = await podPatterns(['diagram', 'in', '--format', 'markdown', '-o', 'out/pods/'], { cwd });
    assert.deepEqual(ran, {
      status: 0,
      stdout: '',
      stderr: `pod-patterns: ${names.length} pods drawn into out/pods/\n`,
    });
    assert.deepEqual([filesIn(cwd), filesIn(cwd, 'out')], [['in', 'out'], ['pods']]);
    const written = filesIn(cwd, 'out/pods');
    assert.equal(written.length, 2 * names.length + 1);
    for (const name of written) assert.match(name, /^(?:index|pod[a-z\d.-]*)\.(?:md|svg)$/);
  });

  test('marks what differs from an earlier state, in every format', async () => {
    const cwd = scratch({ ...FILES, 'old.yaml': GOOD_POD.replace(/image: .*/, 'image: acme/web:0.1') });
    const flags = ['diagram', 'pod.yaml', '--compare-with', 'old.yaml'];
    const json = await podPatterns([...flags, '--format', 'json'], { cwd });
    assert.deepEqual([json.status, json.stderr], [0, '']);
    const { comparison, nodes } = JSON.parse(json.stdout);
    assert.deepEqual(comparison, { title: 'old.yaml → pod.yaml', sentence: null });
    assert.equal(nodes.find(({ id }: { id: string }) => id === 'container/web').change, 'changed');
    const svg = await podPatterns(flags, { cwd });
    assert.match(svg.stdout, /old\.yaml → pod\.yaml/);
    const mermaid = await podPatterns([...flags, '--format', 'mermaid'], { cwd });
    assert.match(mermaid.stdout, /"~ web<br\/>/);
  });

  test('takes the earlier state from standard input, as git prints it', async () => {
    const ran = await podPatterns(['diagram', 'pod.yaml', '--compare-with', '-', '--format', 'json'], {
      cwd: scratch(FILES),
      input: GOOD_POD,
    });
    assert.equal(JSON.parse(ran.stdout).comparison.sentence, 'No change in this pod since standard input.');
    const both = await podPatterns(['diagram', '-', '--compare-with', '-'], { cwd: scratch(FILES), input: GOOD_POD });
    assert.deepEqual(both, { status: 2, stdout: '', stderr: 'pod-patterns: standard input cannot be both states\n' });
  });

  test('draws a pod that only one of the states has', async () => {
    const cwd = scratch(FILES);
    const draw = async (...args: string[]) => {
      const ran = await podPatterns(['diagram', ...args, '--format', 'json'], { cwd });
      assert.deepEqual([ran.status, ran.stderr], [0, '']);
      const { comparison, nodes } = JSON.parse(ran.stdout);
      return [comparison.sentence, nodes.find(({ kind }: { kind: string }) => kind === 'container').change];
    };
    const gone = 'Only two.yaml has this pod, pod.yaml does not. All of it is gone.';
    assert.deepEqual(await draw('pod.yaml', '--compare-with', 'two.yaml', '--pod', 'stock'), [gone, 'removed']);
    const all = 'Only pod.yaml has this pod, none.yaml does not. All of it is gone.';
    assert.deepEqual(await draw('none.yaml', '--compare-with', 'pod.yaml'), [all, 'removed']);
    const come = 'none.yaml does not have this pod. All of it is new.';
    assert.deepEqual(await draw('pod.yaml', '--compare-with', 'none.yaml'), [come, 'added']);
  });

  test('says in one line that there is no earlier state', async () => {
    const ran = await podPatterns(['diagram', 'pod.yaml', '--compare-with', 'missing.yaml'], { cwd: scratch(FILES) });
    assert.deepEqual([ran.status, ran.stdout], [2, '']);
    assert.match(ran.stderr, /^pod-patterns: .*missing\.yaml: no such file or folder\n$/);
  });

  test('compares one file, in one picture', async () => {
    const cwd = scratch(FILES);
    for (const args of [['.'], ['pod.yaml', 'two.yaml'], ['pod.yaml', '-o', 'out/']]) {
      const ran = await podPatterns(['diagram', ...args, '--compare-with', 'two.yaml'], { cwd });
      const stderr = 'pod-patterns: --compare-with is for one file and one picture\n';
      assert.deepEqual(ran, { status: 2, stdout: '', stderr });
    }
  });
});
