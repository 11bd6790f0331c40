import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { helpersPage } from '../../scripts/generate/helpers.ts';
import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import { CATALOG, hasWords } from '../../server/src/helpers/catalog.ts';
import { basename } from '../../server/src/helpers/commands/command.ts';
import type { Direction, Helper, HelperFunction } from '../../server/src/helpers/helper.ts';
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

/** Which way the traffic of some helpers goes, by their function. */
const DIRECTIONS: readonly (readonly [HelperFunction | null, Readonly<Record<string, Direction>>])[] = [
  ['db-ambassador', { 'cloud-sql-proxy': 'out', pgbouncer: 'out', 'mysql-router': 'out' }],
  ['http-ambassador', { envoy: 'both', squid: 'out', 'aws-sigv4-proxy': 'out' }],
  ['mesh-proxy', { 'istio-proxy': 'both', 'linkerd-proxy': 'both', daprd: 'both' }],
  ['mesh-init', { 'istio-init': 'none', 'linkerd-init': 'none' }],
  ['inbound-proxy', { 'oauth2-proxy': 'in', 'kube-rbac-proxy': 'in', 'knative-queue-proxy': 'in' }],
  [
    'log-shipper',
    { 'fluent-bit': 'out', filebeat: 'out', promtail: 'out', vector: 'out', 'log-tail-busybox': 'local' },
  ],
  [
    'telemetry-collector',
    { 'otel-collector': 'out', 'datadog-agent': 'out', 'thanos-sidecar': 'both', jaeger: 'local' },
  ],
  ['exporter', { 'redis-exporter': 'in', 'node-exporter': 'in', 'statsd-exporter': 'in', 'prometheus-to-sd': 'out' }],
  ['config-reloader', { 'configmap-reload': 'local', 'k8s-sidecar': 'local', 'consul-template': 'out' }],
  ['secret-agent', { 'vault-agent': 'out', 'spiffe-helper': 'local' }],
  ['content-sync', { 'git-sync': 'out', s3fs: 'out' }],
  ['storage-driver', { 'csi-provisioner': 'local', 'csi-snapshot-metadata': 'in', 'gcsfuse-sidecar': 'out' }],
  ['dind', { dind: 'local' }],
  ['cache', { redis: 'local', memcached: 'local' }],
  ['store', { postgres: 'local', rabbitmq: 'local' }],
  ['migration', { flyway: 'out', dbmate: 'out' }],
  ['waiter', { wait4x: 'out', 'velero-restore-wait': 'none' }],
  [null, { nginx: 'in', haproxy: 'both', cloudflared: 'both', buildkit: 'local', litestream: 'out', pause: 'none' }],
];

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

  for (const [job, of] of DIRECTIONS) {
    test(`directions of those whose function is ${job}`, () => {
      const here = Object.keys(of).map((id) => {
        assert.equal(CATALOG.byId(id)?.function, job, id);
        return [id, CATALOG.byId(id)?.direction];
      });
      assert.deepEqual(Object.fromEntries(here), of);
    });
  }

  test('every function is in the table of directions', () => {
    const known = new Set(DIRECTIONS.map(([job]) => job));
    assert.deepEqual(
      HELPERS.filter((helper) => !known.has(helper.function)).map(({ id }) => id),
      [],
    );
  });

  test('the page tells which way the traffic of each goes', () => {
    const cellOf = (id: string) => {
      const { text } = helpersPage(HELPERS.filter((helper) => helper.id === id));
      const [head = [], , row = []] = text
        .split('\n')
        .flatMap((line) => (line.startsWith('| ') ? [line.split(' | ')] : []));
      return row[head.indexOf('Direction')];
    };
    const ids = ['oauth2-proxy', 'fluent-bit', 'istio-proxy', 'redis', 'pause'];
    assert.deepEqual(ids.map(cellOf), ['in', 'out', 'both', 'local', '-']);
  });

  test('a startup endpoint was read in a source, and is on a port that the kubelet reaches', () => {
    for (const { id, startup, ports, health } of HELPERS.flatMap(({ variants = [], ...helper }) => [
      helper,
      ...variants.map((variant) => ({ ...helper, startup: undefined, ...variant })),
    ])) {
      if (!startup) continue;
      // Fixes add a probe of it without being asked.
      assert.ok(health?.verified && health.port === startup.port, id);
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
