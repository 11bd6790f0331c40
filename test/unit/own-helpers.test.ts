import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConfig } from '../../server/src/config.ts';
import { describePod } from '../../server/src/features/describe.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { CATALOG, catalogWith } from '../../server/src/helpers/catalog.ts';
import type { Helper } from '../../server/src/helpers/helper.ts';
import { HELPER_SCHEMA, MAX_HELPERS } from '../../server/src/helpers/helper-schema.ts';
import { readHelper, readHelpers } from '../../server/src/helpers/own-helpers.ts';
import { lint } from '../../server/src/rules/lint.ts';
import { MAX_FAULTS } from '../../server/src/schema.ts';
import { analysisOf, settings } from '../support.ts';
import { markdownIn } from './hover-support.ts';

const LEAST = { id: 'own', title: 'Own', pattern: 'sidecar', images: ['acme/own'] };

describe('an entry is read', () => {
  const cases: [name: string, entry: object, helper: Partial<Helper>][] = [
    [
      'with nothing but the least',
      {},
      {
        summary: '',
        images: ['docker.io/acme/own'],
        function: null,
        direction: 'local',
        longRunning: true,
        ports: [],
        docs: '',
        source: 'your configuration',
      },
    ],
    ['an init container ends', { pattern: 'init' }, { longRunning: false, direction: 'none' }],
    ['an ambassador leads outside', { pattern: 'ambassador' }, { direction: 'out' }],
    ['what is said wins over what is usual', { pattern: 'init', longRunning: true }, { longRunning: true }],
    [
      'a sentence has its end',
      { summary: ' Ships logs', stop: 'It drains!' },
      { summary: 'Ships logs.', stop: 'It drains!' },
    ],
    [
      'images as the runtime has them',
      { images: ['nginx', 'Ghcr.io/A/B'] },
      { images: ['docker.io/library/nginx', 'ghcr.io/a/b'] },
    ],
    ['globs as they are', { images: ['**/Acme/*', 'r:5000/**'] }, { images: ['**/acme/*', 'r:5000/**'] }],
    ['a program instead of images', { images: undefined, programs: ['agentd'] }, { images: [], programs: ['agentd'] }],
    [
      'what is said of ports is certain',
      { ports: [{ port: 80, what: 'HTTP', loopbackOnly: true, onRequest: false }] },
      { ports: [{ port: 80, what: 'HTTP', loopbackOnly: true, verified: true }] },
    ],
    [
      'numbers as texts, as the configuration file gives them',
      { ports: [{ port: '80', what: 'HTTP' }], user: '0', resources: { requests: { cpu: 1, memory: '64Mi' } } },
      {
        ports: [{ port: 80, what: 'HTTP', verified: true }],
        user: 0,
        resources: { requests: { cpu: '1', memory: '64Mi' } },
      },
    ],
    [
      'endpoints and the shell',
      {
        startup: { path: '/s', port: 1 },
        health: { path: '/h', port: 2 },
        shell: { inImage: false, except: ['*-debug'] },
      },
      {
        startup: { path: '/s', port: 1, args: [] },
        health: { path: '/h', port: 2, verified: true },
        shell: { inImage: false, except: ['*-debug'], verified: true },
      },
    ],
    ['nulls are absent', { docs: null, ports: null }, { docs: '', ports: [] }],
  ];
  for (const [name, entry, expected] of cases) {
    test(name, () => {
      const { helper, faults } = readHelper({ ...LEAST, ...entry }, []);
      assert.deepEqual(faults, []);
      const found = helper as unknown as Record<string, unknown>;
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]])), expected);
    });
  }

  test('a flag that is false is not there', () => {
    const { helper } = readHelper({ ...LEAST, toolbox: false, ports: [{ port: 1, what: 'x', onRequest: false }] }, []);
    assert.ok(helper && !('toolbox' in helper) && !('onRequest' in (helper.ports[0] ?? {})));
  });
});

describe('what cannot be used is told with the way to it', () => {
  const cases: [entry: unknown, ...messages: string[]][] = [
    ['agent', '"h[2]" must be a mapping'],
    [[], '"h[2]" must be a mapping'],
    [{}, '"h[2]" needs "id", "title", "pattern", "images" or "programs"'],
    [{ ...LEAST, id: 'Own Agent' }, '"h[2].id" must be lower-case words with hyphens, as "acme-log-agent"'],
    [{ ...LEAST, title: '' }, '"h[2].title" must be a text of 1 to 60 characters'],
    [{ ...LEAST, title: 7 }, '"h[2].title" must be a text of 1 to 60 characters'],
    [
      { ...LEAST, pattern: 'unknown' },
      '"h[2].pattern" must be one of app, init, sidecar, ambassador, adapter, config-helper, proxy',
    ],
    [{ ...LEAST, images: [] }, '"h[2].images" must be a list of 1 to 20'],
    [{ ...LEAST, images: 'acme/own' }, '"h[2].images" must be a list of 1 to 20'],
    [{ ...LEAST, images: ['a', 'acme/own:1'] }, `"h[2].images[1]" must be ${IMAGE()}`],
    [{ ...LEAST, images: ['acme/own@sha256:0'] }, `"h[2].images[0]" must be ${IMAGE()}`],
    [{ ...LEAST, images: ['a*a*a*a*a*a*a*'] }, `"h[2].images[0]" must be ${IMAGE()}`],
    [{ ...LEAST, programs: ['/bin/agent'] }, '"h[2].programs[0]" must be the name of a binary, without its folder'],
    [{ ...LEAST, ports: [{ what: 'x' }] }, '"h[2].ports[0]" needs "port"'],
    [{ ...LEAST, ports: [{ port: 0, what: 'x' }] }, '"h[2].ports[0].port" must be a number from 1 to 65535'],
    [{ ...LEAST, ports: [{ port: '8e1', what: 'x' }] }, '"h[2].ports[0].port" must be a number from 1 to 65535'],
    [{ ...LEAST, ports: [{ port: 1.5, what: 'x' }] }, '"h[2].ports[0].port" must be a number from 1 to 65535'],
    [{ ...LEAST, health: { path: 'h', port: 1 } }, '"h[2].health.path" must be a path that begins with a slash'],
    [{ ...LEAST, shell: { inImage: 'no' } }, '"h[2].shell.inImage" must be true or false'],
    [
      { ...LEAST, resources: { limits: { memory: 'much' } } },
      '"h[2].resources.limits.memory" must be a quantity, as "100m" or "64Mi"',
    ],
    [{ ...LEAST, docs: 'command:evil' }, '"h[2].docs" must be an address that begins with https://'],
    [{ ...LEAST, user: -1 }, '"h[2].user" must be a number from 0 to 2147483647'],
  ];
  for (const [entry, ...messages] of cases) {
    test(messages.join(', '), () => {
      const { helper, faults } = readHelper(entry, ['h', 2]);
      assert.equal(helper, null);
      assert.deepEqual(
        faults.map(({ message }) => message),
        messages,
      );
    });
  }

  test('keys that nobody knows, and the rest counts', () => {
    const entry = JSON.parse('{"__proto__": {"images": ["x"]}, "constructor": 1, "word": ["x"]}');
    const { helper, faults } = readHelper({ ...LEAST, ...entry, ['__proto__']: 1 }, ['h', 0]);
    assert.deepEqual(helper?.images, ['docker.io/acme/own']);
    assert.deepEqual(faults.map(({ path, unknownKey }) => [path.at(-1), unknownKey]).sort(), [
      ['__proto__', true],
      ['constructor', true],
      ['word', true],
    ]);
    assert.equal(Object.getPrototypeOf(helper), Object.prototype);
  });

  test('other entries count, the first of equal ids, and no more than there may be', () => {
    const { helpers, faults } = readHelpers([LEAST, null, { ...LEAST, title: 'Other' }, 1, { ...LEAST, id: 'b' }]);
    assert.deepEqual(
      helpers.map(({ id, title }) => [id, title]),
      [
        ['own', 'Own'],
        ['b', 'Own'],
      ],
    );
    assert.deepEqual(
      faults.map(({ path }) => path),
      [
        ['helpers', 2, 'id'],
        ['helpers', 3],
      ],
    );
    const many = readHelpers(Array.from({ length: MAX_HELPERS + 9 }, (_, i) => ({ ...LEAST, id: `h${i}` })));
    assert.equal(many.helpers.length, MAX_HELPERS);
    assert.deepEqual(many.faults, [{ path: ['helpers', 500], message: '"helpers" must have 500 entries at most' }]);
  });

  test('anything at all is taken', () => {
    const odd = [null, undefined, true, 0, '', 'x', [], {}, [[]], { id: [] }, Number.NaN, () => 1, Symbol.iterator];
    for (const value of odd) {
      assert.deepEqual(readHelpers(value).helpers, []);
      assert.deepEqual(readHelpers([value]).helpers, []);
      for (const key of Object.keys(HELPER_SCHEMA.properties ?? {})) readHelper({ ...LEAST, [key]: value }, []);
    }
    const noise = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i]));
    const { helper, faults } = readHelper({ ...noise, ...LEAST, docs: 'x' }, []);
    assert.deepEqual([helper, faults.length], [null, MAX_FAULTS]);
  });
});

const TEXT = `helpers:
  - id: acme-gateway
    title: Acme [gate](https://evil.example) way
    summary: Leads to the mainframe
    pattern: ambassador
    function: db-ambassador
    images: ["**/acme/gateway"]
    programs: [gatewayd]
    ports: [{ port: 7000, what: mainframe }]
    docs: https://wiki.example.com/gateway
  - id: pgbouncer
    title: Our own pooler
    pattern: proxy
    images: ["**/pgbouncer", nginx]
`;
const config = readConfig(TEXT);
const own = 'settings' in config ? config.settings.helpers : [];
const around = { podPaths: [], kustomize: 'none', helpers: own } as const;

function job(image: string, more = ''): string {
  return `apiVersion: batch/v1
kind: Job
metadata: { name: nightly }
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: nightly
          image: acme/nightly:1
        - name: «gate»
          image: ${image}
${more}`;
}

describe('a helper of the user', () => {
  test('is in the catalog before ours, and replaces ours of its id', () => {
    const catalog = catalogWith(own);
    assert.equal(catalog.byId('pgbouncer')?.title, 'Our own pooler');
    assert.equal(catalog.helpers.length, CATALOG.helpers.length + 1);
    assert.equal(catalog.byImage('docker.io/library/nginx', null)[0]?.id, 'pgbouncer');
    assert.equal(catalog.byProgram('gatewayd', [])?.id, 'acme-gateway');
    assert.equal(catalogWith(own), catalog);
    assert.equal(CATALOG.byId('acme-gateway'), null);
  });

  test('is told of in the hover, its words as words', () => {
    const markdown = markdownIn(job('registry.example.com/acme/gateway:7'), { around });
    assert.match(markdown, /\*\*`gate`\*\* · ambassador/);
    assert.match(markdown, /Leads to the mainframe\./);
    assert.match(markdown, /\]\(https:\/\/wiki\.example\.com\/gateway\)/);
    assert.doesNotMatch(markdown, /\]\(https:\/\/evil/);
    assert.doesNotMatch(markdownIn(job('registry.example.com/acme/gateway:7')), /mainframe/);
  });

  test('needs no documentation', () => {
    const markdown = markdownIn(job('acme/pgbouncer:1'), { around });
    assert.match(markdown, /Our own pooler/);
    assert.doesNotMatch(markdown, /\]\(\)/);
  });

  test('is described', () => {
    const text = job('registry.example.com/acme/gateway:7').replaceAll(/[«»]/g, '');
    const file = analyseFile(text, around);
    for (const part of file) {
      const [team] = part.analysis.teams;
      assert.ok(team);
      const { pattern, helper, confidence, title } = describePod(file, part, team, settings()).containers[1] ?? {};
      assert.deepEqual([pattern, helper, confidence], ['ambassador', 'acme-gateway', 'strong']);
      assert.match(title ?? '', /^Acme/);
    }
  });

  test('counts for the rules', () => {
    const text = job('acme/gateway:7').replaceAll(/[«»]/g, '');
    const rules = (of: Parameters<typeof analysisOf>[1]) =>
      lint(analysisOf(text, of), settings()).problems.map(({ rule }) => rule.id);
    assert.ok(rules(around).includes('job-sidecar-never-completes'));
    assert.ok(!rules({ ...around, helpers: [] }).includes('job-sidecar-never-completes'));
  });
});

function IMAGE() {
  return 'an image without tag and digest, or a glob over it as "**/team/log-agent"';
}
