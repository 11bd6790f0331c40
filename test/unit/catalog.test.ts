import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import { CATALOG, hasWords } from '../../server/src/helpers/catalog.ts';
import { basename } from '../../server/src/helpers/command.ts';
import type { Helper } from '../../server/src/helpers/helper.ts';
import { globMatcher, parseImage } from '../../server/src/helpers/image.ts';

/** Each helper with all its images, those of its variants too. */
const MATCHERS = HELPERS.map((helper) => {
  const images = [helper, ...(helper.variants ?? [])].flatMap((one) => one.images ?? []);
  return { helper, globs: images.map((glob) => ({ glob, matches: globMatcher(glob) })) };
});

/** Image, arguments, and the id of the first entry that they are; `-` for nobody we know. */
const IMAGES = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'images.tsv'), 'utf8')
  .split(/\r?\n/)
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [image: string, args: string, id: string]);

/** What a container with this image and these arguments is. */
function found(image: string, words: readonly string[]): Helper | null {
  const { repository, tag } = parseImage(image);
  return CATALOG.byImage(repository, tag).find((helper) => hasWords(helper, words)) ?? null;
}

suite('catalog', () => {
  test('ids are unique and kebab-case', () => {
    const ids = HELPERS.map((helper) => helper.id);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
    for (const id of ids) assert.match(id, /^[a-z\d]+(?:-[a-z\d]+)*$/);
  });

  test('entries have a summary of one short sentence, and documentation', () => {
    for (const { id, summary, docs, title } of HELPERS) {
      assert.match(summary, /^[A-Z][^\n]*[^.]\.$/, id);
      assert.ok(summary.length <= 140, `${id}: ${summary.length}`);
      assert.equal(new URL(docs).protocol, 'https:', id);
      assert.ok(title.length > 0 && title.length <= 40, id);
    }
  });

  for (const { helper, globs } of MATCHERS) {
    test(`globs of ${helper.id} match normalised repositories`, () => {
      assert.ok(globs.length > 0);
      for (const { glob, matches } of globs) {
        // A registry or any prefix, then lower-case path parts; no tag, no digest, no bare name.
        assert.match(glob, /^(?:\*\*|[a-z\d-]+(?:\.[a-z\d-]+)+)(?:\/(?:\*\*|[a-z\d._*-]+))*\/[a-z\d._*-]+$/);
        const repository = glob.replace(/^\*\*\//, 'registry.example.com/').replaceAll(/\*+/g, 'x');
        assert.equal(parseImage(`${repository}:1.2`).repository, repository);
        assert.ok(matches(repository), `${glob} does not match ${repository}`);
        assert.ok(!matches(`${repository}/other`));
        assert.ok(!matches(`${repository}:1.2`) || glob.endsWith('*'));
        assert.ok(!matches(`registry.example.com/acme-${basename(repository)}`));
      }
    });
  }

  test('entries say nothing twice', () => {
    for (const helper of HELPERS) {
      for (const list of [helper.images, helper.programs, helper.names, helper.words, helper.oneShot]) {
        assert.equal(new Set(list).size, list?.length ?? 0, helper.id);
      }
      const ports = helper.ports.map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`);
      assert.equal(new Set(ports).size, ports.length, helper.id);
    }
  });

  test('names and programs lead to one entry', () => {
    const names = HELPERS.flatMap((helper) => helper.names ?? []);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
    HELPERS.forEach((helper, i) => {
      for (const program of helper.programs ?? []) {
        const earlier = HELPERS.slice(0, i).filter((other) => other.programs?.includes(program));
        for (const other of earlier) assert.ok(other.words, `${program}: ${other.id} hides ${helper.id}`);
      }
    });
  });

  test('what ends by itself needs no word for it, and has no startup endpoint', () => {
    for (const helper of HELPERS.filter((entry) => !entry.longRunning)) {
      assert.equal(helper.oneShot, undefined, helper.id);
      assert.equal(helper.startup, undefined, helper.id);
      assert.equal(helper.pattern, 'init', helper.id);
    }
    for (const helper of HELPERS.filter((entry) => entry.longRunning)) assert.notEqual(helper.pattern, 'init');
  });

  test('a startup endpoint is on a port that the kubelet reaches', () => {
    for (const { id, startup, ports } of HELPERS) {
      if (!startup) continue;
      const port = ports.find((candidate) => candidate.port === startup.port);
      assert.ok(port, id);
      assert.ok(!port.loopbackOnly || startup.args.some((word) => word.includes('0.0.0.0')), id);
      assert.ok(!port.onRequest || startup.args.some((word) => port.flags?.includes(word)), id);
    }
  });

  for (const [image, args, expected] of IMAGES) {
    test(`${image} ${args} is ${expected}`, () => {
      assert.equal(found(image, args.split(' ').filter(Boolean))?.id ?? '-', expected);
    });
  }

  test('nobody is no image', () => assert.equal(found('', []), null));

  test('every entry is in the table of images', () => {
    const seen = new Set(IMAGES.map(([, , id]) => id));
    assert.deepEqual(
      HELPERS.map((helper) => helper.id).filter((id) => !seen.has(id)),
      [],
    );
  });

  test('no entry is hidden by one before it', () => {
    const hidden = HELPERS.flatMap((helper) =>
      [helper, ...(helper.variants ?? [])].flatMap(({ images = helper.images, tag = helper.tag }) =>
        images.flatMap((glob) => {
          const image = glob.replace(/^\*\*\//, 'registry.example.com/').replaceAll(/\*+/g, 'x');
          const first = found(`${image}:${tag?.replaceAll('*', 'x') ?? '1.0'}`, helper.words ?? []);
          return first?.id === helper.id ? [] : [`${helper.id} by ${first?.id}: ${glob}`];
        }),
      ),
    );
    assert.deepEqual(hidden, []);
  });

  test('every entry has a source, and says nothing certain without one', () => {
    for (const { id, source, ports, health, shell, variants = [] } of HELPERS) {
      for (const of of [{ source, ports, health, shell }, ...variants]) {
        assert.ok(of.source && of.source.length > 5, id);
        const certain = of.ports?.some(({ verified }) => verified) || of.health?.verified || of.shell?.verified;
        assert.ok(!certain || !/^general knowledge/.test(of.source), id);
      }
    }
  });

  test('ports can be ports, and what is opened on request says how it is moved only then', () => {
    for (const helper of HELPERS) {
      for (const { ports = [], health, startup } of [helper, ...(helper.variants ?? [])]) {
        for (const port of [...ports.map((one) => one.port), health?.port ?? 1, startup?.port ?? 1]) {
          assert.ok(Number.isInteger(port) && port >= 1 && port <= 65535, helper.id);
        }
        for (const { what, onRequest, movedBy, exposedBy } of ports) {
          assert.ok(what.length > 0 && what.length <= 80, helper.id);
          assert.ok(onRequest || (!movedBy && !exposedBy), helper.id);
        }
      }
    }
  });

  test('boxes of tools, and what never stands beside an application', () => {
    for (const { id, toolbox, longRunning, programs, placement, pattern } of HELPERS) {
      // Nobody knows how long a tool out of it runs.
      if (toolbox) assert.ok(!longRunning || !programs, id);
      if (placement) assert.equal(pattern, 'app', id);
    }
  });

  test('what is told to people is one sentence', () => {
    for (const { id, stop, native, note, deprecated } of HELPERS) {
      for (const text of [stop, native, note, deprecated]) {
        if (text !== undefined) assert.match(text, /^\S[^\n]*[^.\s]\.$/, id);
      }
    }
  });
});
