import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { picturesOf } from './diagram-drawn.ts';
import { randomManifest } from './diagram-pods.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
const FILES = readdirSync(EXAMPLES)
  .filter((name) => name.startsWith('picture-'))
  .map((name): [string, string] => [name, readFileSync(join(EXAMPLES, name), 'utf8')]);

/** Cards that are elsewhere than before, and how many there were. */
function moved(before: Diagram, after: Diagram): { readonly moved: string[]; readonly of: number } {
  const cards = before.nodes.filter(({ kind }) => kind === 'container');
  const there = new Map(after.nodes.map((node) => [node.id, node]));
  const isElsewhere = (card: DiagramNode) => {
    const now = there.get(card.id);
    return !now || Math.abs(now.x - card.x) > 1 || Math.abs(now.y - card.y) > 1;
  };
  return { moved: cards.filter(isElsewhere).map(({ id }) => id), of: cards.length };
}

function total(pairs: readonly (readonly [Diagram, Diagram])[]): { readonly moved: number; readonly of: number } {
  const counts = pairs.map(([before, after]) => moved(before, after));
  return {
    moved: counts.reduce((sum, count) => sum + count.moved.length, 0),
    of: counts.reduce((sum, count) => sum + count.of, 0),
  };
}

/** Both pictures of a file, if the edit leaves as many pods. */
function pair(text: string, edited: string): (readonly [Diagram, Diagram])[] {
  const [before, after] = [picturesOf(text), picturesOf(edited)];
  assert.equal(before.length, after.length);
  return before.flatMap((picture, i) => (after[i] ? [[picture, after[i]] as const] : []));
}

suite('a small edit moves little', () => {
  for (const [name, text] of FILES) {
    test(`an image tag, a variable and a label move nothing in ${name}`, () => {
      const edits = [
        text.replaceAll(/(image: \S+:)(v?\d)/g, '$19$2'),
        text.replace(/( +)env:\n/, '$1env:\n$1  - name: LOG_LEVEL\n$1    value: debug\n'),
        text.replace('\nmetadata:\n', '\nmetadata:\n  labels: {team: shop}\n'),
      ];
      for (const edited of edits) {
        assert.notEqual(edited, text);
        for (const [before, after] of pair(text, edited)) assert.deepEqual(moved(before, after).moved, []);
      }
    });
  }

  /** Pods made at random with one container more, where that needs neither another column nor smaller cards. */
  const grown = (edit: (text: string) => string) =>
    Array.from({ length: 120 }, (_, i) => randomManifest(i + 1)).flatMap((text) => {
      const edited = edit(text);
      const columns = ({ nodes, density }: Diagram) =>
        density + new Set(nodes.flatMap((node) => (node.kind === 'container' ? [node.x] : []))).size;
      return edited === text ? [] : pair(text, edited).filter(([before, after]) => columns(before) === columns(after));
    });

  test('one helper more at the end moves few cards', () => {
    const pairs = grown((text) =>
      text.replace(/(\n +)\],(\n +"volumes": \[)/, ',$1{"name": "late", "image": "fluent/fluent-bit:3"}$1],$2'),
    );
    assert.ok(pairs.length > 30, `only ${pairs.length} pods were edited`);
    const { moved: count, of } = total(pairs);
    assert.ok(count / of < 0.15, `${count} of ${of} cards moved in ${pairs.length}`);
  });

  test('one helper more at the beginning moves others down, but few to the side', () => {
    const pairs = grown((text) =>
      text.replace('"containers": [', '$&\n{"name": "early", "image": "fluent/fluent-bit:3"},'),
    );
    assert.ok(pairs.length > 30, `only ${pairs.length} pods were edited`);
    const shifts = pairs.flatMap(([before, after]) => {
      const there = new Map(after.nodes.map((node) => [node.id, node]));
      return before.nodes.flatMap((card) => {
        const now = card.kind === 'container' ? there.get(card.id) : undefined;
        return now ? [now.x - card.x] : [];
      });
    });
    const aside = shifts.filter((by) => Math.abs(by) > 1).length;
    assert.ok(aside / shifts.length < 0.1, `${aside} of ${shifts.length} cards moved to the side`);
  });
});
