import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
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
    mkdirSync(join(cwd, 'folder'));
    for (const [file, reason] of [
      ['missing/out.svg', 'no such file or folder'],
      ['folder', ''],
    ] as const) {
      const ran = await podPatterns(['diagram', 'pod.yaml', '-o', file], { cwd });
      assert.deepEqual([ran.status, ran.stdout], [2, '']);
      assert.match(ran.stderr, new RegExp(`^pod-patterns: .*${file}: .*${reason}.*\n$`));
    }
  });
});
