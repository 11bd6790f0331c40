import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { found, type Searched } from '../../client/src/add-helper/search.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';

const FOR_PODS = PATTERNS.filter(({ scope }) => scope === 'container');

/** What people type, and the pattern that they mean. */
const PURPOSES: readonly (readonly [typed: string, id: string])[] = [
  ['ship logs', 'fluent-bit'],
  ['Ship the log files', 'fluent-bit'],
  ['fluentd', 'fluent-bit'],
  ['wait for database', 'wait-for-service'],
  ['wait for a service', 'wait-for-service'],
  ['database migrations', 'flyway-migration'],
  ['migrate', 'flyway-migration'],
  ['reach cloud sql', 'cloud-sql-proxy'],
  ['reach Cloud SQL!', 'cloud-sql-proxy'],
  ['cloud', 'cloud-sql-proxy'],
  ['pool connections', 'pgbouncer'],
  ['pgb', 'pgbouncer'],
  ['metrics of redis', 'redis-exporter'],
  ['nginx prometheus', 'nginx-exporter'],
  ['opentelemetry', 'otel-collector'],
  ['traces', 'otel-collector'],
  ['keep a git repository in sync', 'git-sync'],
  ['sign in', 'oauth2-proxy'],
  ['oauth2', 'oauth2-proxy'],
];

/** A pattern of which only what is told counts. */
const one = (id: string, told: Partial<Searched>): Searched => ({
  id,
  ...{ title: '', purpose: '', keywords: [], pattern: 'sidecar', ...told },
});

const ids = (patterns: readonly Searched[]) => patterns.map(({ id }) => id);

suite('a pattern is found by its purpose', () => {
  for (const [typed, id] of PURPOSES) {
    test(typed, () => assert.equal(found(typed, FOR_PODS)[0]?.id, id));
  }

  test('all are there in their order where nothing is typed', () => {
    for (const typed of ['', '  ', '?!']) assert.deepEqual(found(typed, FOR_PODS), FOR_PODS);
  });

  test('what stands in the purpose comes before what stands in the title, in keywords, in the role', () => {
    const patterns = [
      one('z', { pattern: 'proxy' }),
      one('y', { keywords: ['a proxy'] }),
      one('x', { title: 'Proxy' }),
      one('w', { purpose: 'Proxy it' }),
    ];
    assert.deepEqual(ids(found('proxy', patterns)), ['w', 'x', 'y', 'z']);
  });

  test('whole words come before their beginnings, these before what is within; then short purposes; then it is their order', () => {
    const patterns = [
      one('within', { purpose: 'Catalog' }),
      one('begin', { purpose: 'Logging' }),
      one('long', { purpose: 'The log' }),
      one('short', { purpose: 'Log' }),
      one('again', { purpose: 'Log' }),
      one('none', { purpose: 'Lag' }),
    ];
    assert.deepEqual(ids(found('log', patterns)), ['short', 'again', 'long', 'begin', 'within']);
    assert.deepEqual(ids(found('logs', patterns)), ['short', 'again', 'long', 'begin', 'within']);
  });

  test('each word that tells something must be there; small words count where there are no others', () => {
    const patterns = [one('a', { purpose: 'Ship log files to a server' }), one('b', { purpose: 'Ship metrics' })];
    assert.deepEqual(ids(found('ship my logs', patterns)), ['a']);
    assert.deepEqual(ids(found('ship dashboards', patterns)), []);
    assert.deepEqual(ids(found('to', patterns)), ['a']);
    const signing = [one('requests', { purpose: 'Sign requests' }), one('people', { purpose: 'Require sign-in' })];
    assert.deepEqual(ids(found('sign in', signing)), ['people', 'requests']);
  });
});
