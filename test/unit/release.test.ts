import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { catalogWith } from '../../server/src/helpers/catalog.ts';
import { parseImage } from '../../server/src/helpers/image.ts';
import { pinnedTag, releaseOf } from '../../server/src/helpers/release.ts';
import { WHOLE_KINDS, workloadText } from '../../server/src/patterns/workloads.ts';

suite('pinning a tag', () => {
  const cases: readonly (readonly [tag: string | null, release: string, pinned: boolean])[] = [
    [null, '5.1.2', true],
    ['latest', '5.1.2', true],
    ['stable', 'v5.1.2', true],
    ['5', '5.1.2', true],
    ['v5', 'v5.1.2', true],
    ['3', '5.1.2', false],
    ['5.1', '5.1.2', false],
    ['5.1.1', '5.1.2', false],
    ['edge', '5.1.2', false],
    ['main', '5.1.2', false],
    ['latest-debug', '5.1.2', false],
    ['alpine', '8.10.1-alpine', true],
    ['8-alpine', '8.10.1-alpine', true],
    ['latest', '8.10.1-alpine', false],
    ['latest', 'v1.25.2-p0', true],
    ['latest', 'nightly', false],
  ];
  for (const [tag, release, pinned] of cases) {
    test(`${tag} by ${release}`, () => assert.equal(pinnedTag(tag, release), pinned ? release : null));
  }

  const images: readonly (readonly [image: string, release: RegExp | null])[] = [
    ['fluent/fluent-bit', /^\d/],
    ['mirror.acme.io/fluent/fluent-bit:latest', /^\d/],
    ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2', /^2\./],
    ['edoburu/pgbouncer', /^v1\..*-p\d$/],
    ['busybox', /^1\./],
    ['bitnami/fluent-bit', null],
    ['bitnami/aws-cli', null],
    ['pgbouncer/pgbouncer', null],
    ['envoyproxy/envoy-alpine', null],
    ['acme/shop', null],
  ];
  for (const [image, release] of images) {
    test(image, () => {
      const found = releaseOf(catalogWith([]), parseImage(image));
      if (release) assert.match(found ?? '', release);
      else assert.equal(found, null);
    });
  }

  test('the catalogue knows the releases that patterns have', () => {
    const folder = join(import.meta.dirname, '../../snippets');
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    const texts = [...files.map((name) => readFileSync(join(folder, name), 'utf8')), ...WHOLE_KINDS.map(workloadText)];
    const written = texts.flatMap((text) => [...text.matchAll(/image: ["']?([\w./-]+:[\w.-]+)/g)]);
    const known = written.flatMap(([, image = '']) => {
      const reference = parseImage(image);
      const release = releaseOf(catalogWith([]), reference);
      return release === null ? [] : [{ image, release, tag: reference.tag ?? '' }];
    });
    assert.ok(known.length > 10);
    // Docker's own images have each release in several kinds.
    const others = known.filter(({ release, tag }) => tag !== release && !tag.startsWith(`${release}-`));
    assert.deepEqual(others, []);
  });

  test('every release that the catalogue knows is a version', () => {
    const releases = catalogWith([]).helpers.flatMap(({ release, variants = [] }) => {
      return [release, ...variants.map((variant) => variant.release)].filter((one) => one !== undefined);
    });
    assert.ok(releases.length > 10);
    for (const release of releases) {
      const kind = /-[a-z-]+$/.exec(release)?.[0] ?? '';
      assert.equal(pinnedTag(`latest${kind}`, release), release);
    }
  });
});
