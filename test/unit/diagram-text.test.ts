import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mountLabel } from '../../server/src/diagram/layout/cards.ts';
import {
  cutHead,
  cutMiddle,
  cutTail,
  plain,
  shortImage,
  textWidth,
  wrapName,
} from '../../server/src/diagram/measure.ts';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { withoutSubject } from '../../server/src/diagram/words.ts';
import { pictureOf, podWith } from './diagram-drawn.ts';
import { JOB } from './diagram-pods.ts';

suite('texts in pictures', () => {
  test('are measured with a table', () => {
    assert.equal(Math.round(textWidth('body', 'Helvetica')), 52);
    assert.ok(textWidth('name', 'iiii') < textWidth('name', 'mmmm') / 2);
    assert.equal(textWidth('mono', 'iiii'), textWidth('mono', 'mmmm'));
    assert.ok(textWidth('body', '日本語') > textWidth('body', 'abc'));
    assert.equal(textWidth('body', ''), 0);
  });

  test('say once what they are about', () => {
    for (const [message, about, said] of [
      ['"web" is late.', 'web', 'is late.'],
      ['"web" is late.', 'db', '"web" is late.'],
      ['"web" is late.', null, '"web" is late.'],
      ['Service "web" skips it.', 'Service web', 'skips it.'],
      ['Service "web-read" skips it.', 'Service web', 'Service "web-read" skips it.'],
    ] as const)
      assert.equal(withoutSubject(message, about), said);
  });

  test('lose what matters least', () => {
    assert.equal(cutTail('body', 'storage.googleapis.com', 80), 'storage.goo…');
    assert.equal(cutHead('mono', '/var/lib/app/log', 60), '…/app/log');
    assert.equal(cutMiddle('name', 'provisioner', 60), 'pro…ner');
    assert.equal(cutMiddle('name', 'short', 60), 'short');
    for (const cut of [cutTail, cutHead, cutMiddle]) {
      assert.ok(textWidth('name', cut('name', 'x'.repeat(5000), 100)) <= 100);
      assert.equal(cut('name', 'abc', 0), '…');
    }
  });

  test('are one line without control characters', () => {
    assert.equal(plain('a\n\tb\u0000c\u202ed'), 'a b c d');
    assert.ok(plain('x'.repeat(100_000)).length < 1000);
  });

  const names: readonly (readonly [string, number, string[]])[] = [
    ['web', 100, ['web']],
    ['provisioner-kube-rbac-proxy', 110, ['provisioner-', 'kube-rbac-proxy']],
    ['a.b.c.example-controller', 100, ['a.b.c.example-', 'controller']],
    ['x'.repeat(63), 60, ['xxx…xxx']],
  ];
  for (const [name, width, lines] of names) {
    test(`${name} in ${width} px`, () => assert.deepEqual(wrapName('name', name, width), lines));
  }

  const images: readonly (readonly [string, number, string])[] = [
    ['nginx', 200, 'nginx'],
    ['flyway/flyway:10.17', 200, 'flyway/flyway:10.17'],
    ['quay.io/oauth2-proxy/oauth2-proxy:7.6', 200, 'oauth2-proxy:7.6'],
    ['registry:5000/team/app:1', 200, 'app:1'],
    ['nginx/nginx-prometheus-exporter:1.3', 108, 'nginx-prome…:1.3'],
    ['a/b@sha256:0123456789abcdef', 200, 'a/b@0123456'],
    ['', 100, ''],
  ];
  for (const [image, width, short] of images) {
    test(`the image ${image}`, () => assert.equal(shortImage(image, width), short));
  }

  test('paths of mounts lose whole segments', () => {
    assert.equal(mountLabel('/var/log/web', true, 200), '/var/log/web ro');
    assert.equal(mountLabel('/vault/secrets', false, 100), '…/secrets rw');
    assert.equal(mountLabel(null, false, 100), 'device rw');
  });
});

suite('Mermaid', () => {
  test('has a subgraph for each step, and lines with labels', () => {
    const text = mermaidOf(pictureOf(JOB));
    assert.match(text, /^---\ntitle: "Job invoice-run"\n---\nflowchart TB\n/);
    const [step = ''] = /subgraph n\d+\["Init 2"\][\s\S]*?end/.exec(text) ?? [];
    assert.match(step, /\["migrate<br\/>Init"\]/);
    const id = (label: string) => new RegExp(`(n\\d+)\\["${label}<br/>`).exec(text)?.[1] ?? 'none';
    assert.ok(text.includes(`${id('migrate')} -->|"localhost:5432"| ${id('cloud-sql-proxy')}`));
    assert.ok(text.includes(`class ${id('invoice-run')} role_app`));
    assert.match(text, /Ambassador, until pod end/);
    assert.ok(text.includes(`\n    ${id('cloud-sql-proxy')} ~~~ ${id('migrate')} ~~~ ${id('invoice-run')}\n`));
  });

  test('takes names for text, whatever they are', () => {
    const text = mermaidOf(
      podWith('{name: "end\\"]; click n1 call x() <img src=x> #quot; `**b**` %%{init}%% |", image: a}'),
    );
    const line = text.split('\n').find((one) => one.includes('<br/>App')) ?? '';
    const label = /^ +n\d+\["([^"]*)<br\/>App"\]$/.exec(line)?.[1] ?? '';
    assert.match(label, /^end#34;#93;#59; click n1 call x\(\) #60;img src#61;x#62;/);
    assert.doesNotMatch(label, /["<>`*%{}|\]]/);
  });
});
