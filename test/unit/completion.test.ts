import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { analyse } from '../../server/src/analysis.ts';
import type { Completion } from '../../server/src/features/completion/completion.ts';
import { completionsAt } from '../../server/src/features/completion.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { lint } from '../../server/src/rules/lint.ts';
import { applyEdits, lineEnd, lineStart } from '../../server/src/yaml/span.ts';
import { ALONE, isSerious, settings, told, unmark } from '../support.ts';
import { EOLS, WAYS } from './insert-manifests.ts';

/** What is offered at the mark `«»` of a file, and what the document becomes with it. */
function offered(marked: string, kubernetes = 35) {
  const { text, spans } = unmark(marked);
  let offset = spans[0]?.start ?? 0;
  for (const part of analyseFile(text, ALONE)) {
    const own = part.analysis.text;
    if (offset < own.length || (offset === own.length && text.endsWith(own))) {
      const found = completionsAt(part, offset, settings(kubernetes));
      return { own, offset, found, titles: found.map(({ label }) => label) };
    }
    offset -= own.length;
  }
  throw new Error('the mark is nowhere');
}

function applied(text: string, { main, others }: Completion): string {
  return applyEdits(text, [main, ...others]);
}

const roles = (titles: readonly string[]) => new Set(titles.map((title) => title.split(':', 1)[0]));

function deployment(spec: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n${spec}`;
}
const WEB = '      containers:\n        - name: web\n          image: acme/web:1.0\n';

suite('where containers are offered', () => {
  const places: Readonly<Record<string, string>> = {
    'behind a dash and a space': `${WEB}        - «»\n`,
    'behind a dash': `${WEB}        -«»\n`,
    'a word': `${WEB}        - flu«»\n`,
    'in a word': `${WEB}        - fl«»uent-bit\n`,
    'a word without a dash': `${WEB}        flu«»\n`,
    'a blank line': `${WEB}        «»\n`,
    'a blank line with more spaces': `${WEB}        «»   \n`,
    'more spaces behind the dash': `${WEB}        -   flu«»\n`,
    'between two items': `${WEB}        - «»\n        - name: two\n          image: acme/two:1.0\n`,
    'before the first item': WEB.replace('containers:\n', 'containers:\n        - «»\n'),
    'behind comments and blank lines': `${WEB}\n          # the end\n        # helpers\n\n        - «»\n      # more\n`,
    'the last line': `${WEB}        - «»`,
    'keys behind it': `${WEB}        - «»\n      restartPolicy: Always\n      volumes: []\n`,
    'init containers that are not there yet': `      initContainers:\n        - «»\n${WEB}`,
    'a blank line below the key': `      initContainers:\n        «»\n${WEB}`,
    'flush with the key': `      initContainers:\n      -«»\n${WEB}`,
    'init containers behind the others': `${WEB}      initContainers:\n        - wait«»\n`,
    'init containers with a null': `      initContainers: # none\n\n        - «»\n${WEB}`,
    'among init containers': `      initContainers:\n      - name: a\n        image: a:1\n      - «»\n${WEB}`,
  };
  for (const [name, spec] of Object.entries(places)) {
    for (const [eol, line] of Object.entries(EOLS)) {
      if (eol === 'CRLF' && !/dash|last|null|behind/.test(name)) continue;
      test(`${name} (${eol})`, () => {
        const { own, offset, found, titles } = offered(deployment(spec).replaceAll('\n', line));
        assert.ok(found.length > 3, titles.join(', '));
        assert.equal(roles(titles).has('init'), listAbove(spec) === 'initContainers');
        for (const completion of found) checkCompletion(own, offset, completion, `${name}: ${completion.label}`);
      });
    }
  }
});

/** The key of the list that the mark stands in. */
function listAbove(spec: string): string | undefined {
  const above = spec.slice(0, spec.indexOf('«'));
  return [...above.matchAll(/^ {6}(\w+):/gm)].at(-1)?.[1];
}

/** All that an editor and a cluster demand of an offered container. */
function checkCompletion(text: string, offset: number, completion: Completion, what: string): void {
  const { main, others } = completion;
  const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
  assert.ok(
    line.start <= main.at.start && main.at.start <= offset && offset <= main.at.end && main.at.end <= line.end,
    what,
  );
  for (const { at } of others) {
    assert.match(text.slice(at.start, at.end), /^(?: \[\]| \{\})?$/, `${what}: something is replaced elsewhere`);
    assert.ok(at.end < line.start || at.start > line.end, `${what}: an edit stands on the line of the cursor`);
  }
  const after = applied(text, completion);
  const analysis = analyse(after, ALONE);
  assert.equal(analysis.document?.broken, false, `${what}\n${after}`);
  const found = lint(analysis, settings()).problems.filter(isSerious);
  assert.deepEqual(
    found.map((problem) => told(problem, after)),
    [],
    what,
  );
  if (!/\{\{|\r/.test(after)) assert.deepEqual(load(after), parse(after), what);
  const blank = text.slice(0, line.start) + text.slice(line.end);
  assert.equal(containers(after).length, containers(blank).length + 1, `${what}\n${after}`);
  if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/, what);
  assert.doesNotMatch(main.text, /[^\S\r\n]+(?:\r?\n|$)/, `${what}: spaces at the end of a line`);
}

function containers(text: string) {
  return analyse(text, ALONE).teams.flatMap(({ pod }) => pod.containers);
}

suite('where nothing is offered', () => {
  const places: Readonly<Record<string, string>> = {
    'further right': `${WEB}         - «»\n`,
    'further left': `${WEB}       - «»\n`,
    'the column of the keys': `${WEB}          «»\n`,
    'a key is typed': `${WEB}          im«»\n`,
    'a key of a flush list is typed': `      containers:\n      - name: web\n        image: acme/web:1.0\n      vol«»\n`,
    'a name is there': `${WEB}        - name: «»\n`,
    'before the dash': `${WEB}       «» -\n`,
    ports: `${WEB}          ports:\n            - «»\n`,
    env: `${WEB}          env:\n            - «»\n`,
    arguments: `${WEB}          args:\n            - «»\n`,
    'a block scalar': `${WEB}          args:\n            - |\n              containers:\n              - «»\n              more\n`,
    'a comment': `${WEB}        # - «»\n`,
    'behind other keys': `${WEB}      restartPolicy: Always\n        - «»\n`,
    'above the rest of an item': `${WEB}        - «»\n          image: acme/two:1.0\n`,
    'a condition': `${WEB}        {{- if .Values.x }}\n        - «»\n        {{- end }}\n`,
    'behind an item of a condition': `${WEB}        {{- if .Values.x }}\n        - name: two\n          image: acme/two:1.0\n        - «»\n        {{- end }}\n`,
    'the only container': `      containers:\n        - «»\n`,
    'an anchor': `      containers: &c\n        - name: web\n          image: acme/web:1.0\n        - «»\n      x: *c\n`,
  };
  for (const [name, spec] of Object.entries(places)) {
    test(name, () => assert.deepEqual(offered(deployment(spec)).titles, []));
  }
  test('a ConfigMap', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata:\n  containers:\n    - «»\n';
    assert.deepEqual(offered(text).titles, []);
    const inside =
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  pod: |\n    kind: Pod\n    spec:\n      containers:\n        - name: web\n          image: acme/web:1.0\n        - «»\n';
    assert.deepEqual(offered(inside).titles, []);
  });
  test('a pod in a later document', () => {
    assert.deepEqual(offered(`containers:\n  - «»\n---\n${deployment(WEB)}`).titles, []);
    assert.ok(offered(`a: 1\n---\n${deployment(WEB)}        - «»\n---\nb: 1\n`).found.length > 0);
  });
});

suite('what is offered', () => {
  const container = PATTERNS.filter((pattern) => pattern.scope === 'container' && pattern.container !== null);
  test('native sidecars and init patterns among init containers, classic ones among the others', () => {
    const native = offered(deployment(`      initContainers:\n        - «»\n${WEB}`));
    assert.deepEqual(
      native.titles,
      container.map(({ pattern, purpose }) => `${pattern}: ${purpose}`),
    );
    const classic = offered(deployment(`${WEB}        - «»\n`));
    assert.ok(!roles(classic.titles).has('init'));
    for (const completion of native.found) {
      const isInit = completion.label.startsWith('init:');
      assert.equal(/restartPolicy: Always/.test(completion.main.text), !isInit, completion.label);
    }
    for (const { main } of classic.found) assert.doesNotMatch(main.text, /restartPolicy/);
  });
  test('no native sidecars for a version without them', () => {
    const { titles } = offered(deployment(`      initContainers:\n        - «»\n${WEB}`), 28);
    assert.deepEqual([...roles(titles)], ['init']);
  });
  test('nothing that a rule would report', () => {
    const job = deployment(`${WEB}        - «»\n      restartPolicy: Never\n`).replace(
      'apps/v1\nkind: Deployment',
      'batch/v1\nkind: Job',
    );
    assert.deepEqual(offered(job).titles, []);
  });
  test('nothing that is there already', () => {
    const before = offered(deployment(`${WEB}        - «»\n`));
    const after = offered(
      deployment(`${WEB}        - name: x\n          image: fluent/fluent-bit:5.0.0\n        - «»\n`),
    );
    const gone = before.found.filter(({ label }) => !after.titles.includes(label)).map(({ filter }) => filter);
    assert.ok(gone.length > 0 && gone.every((words) => words.includes('fluent')), gone.join(', '));
  });
  test('another port where the usual one is taken, and the user is told', () => {
    const web = WEB.replace('1.0\n', '1.0\n          ports: [{containerPort: 5432}]\n');
    const { found, own } = offered(deployment(`      containers:\n        - «»\n${web.replace(/.*\n/, '')}`));
    const proxy = found.find(({ label }) => label.includes('Cloud SQL'));
    assert.ok(proxy);
    assert.match(applied(own, proxy), /--port=5433/);
    assert.match(proxy.documentation(), /`5433` because the usual port is taken/);
  });
  test('texts: what it adds elsewhere, examples that were put in, words to find it', () => {
    const { found } = offered(deployment(`${WEB}        - «»\n`));
    const shipper = found.find(({ filter }) => filter.startsWith('fluent-bit'));
    assert.ok(shipper);
    assert.match(shipper.detail, /^adds volumes? logs.*, mount in web$/);
    assert.match(shipper.documentation(), /^```diff\n(?:[ +].*\n)*\+- name: logs\n(?:[ +].*\n)*```$/m);
    assert.match(shipper.documentation(), /is an example: put in yours/);
    assert.doesNotMatch(shipper.filter, /(\b\S+\b).* \1 /);
  });
  test('what stands in other places, too, is not typed over', () => {
    const { found } = offered(deployment(`      initContainers:\n        - «»\n${WEB}`));
    const pool = found.find(({ filter }) => filter.startsWith('pgbouncer'));
    assert.ok(pool);
    assert.ok(pool.others.some(({ text }) => text.includes('6432')));
    const typed = pool.main.stops.map(({ at }) => pool.main.text.slice(at.start, at.end));
    assert.ok(typed.includes('postgres') && !typed.includes('6432'), typed.join(', '));
  });
  test('nothing in the file ends its code', () => {
    const web = deployment(`${WEB}        - «»\n`).replace('name: web\n', "name: '```x'\n");
    for (const completion of offered(web).found) {
      const documentation = completion.documentation();
      const fence = /^`+(?=diff$)/m.exec(documentation)?.[0];
      if (fence) assert.equal(documentation.match(new RegExp(`^${fence}(?:diff)?$`, 'gm'))?.length, 2, documentation);
    }
  });
});

suite('in every way of writing', () => {
  for (const [way, written] of Object.entries(WAYS)) {
    if (/^\s*[{-]/.test(written.replace(/^---\n/, '')) && !written.includes('\n# the service')) continue;
    test(way, () => {
      for (const eol of Object.values(EOLS)) {
        const text = written.replaceAll('\n', eol);
        const images = text.matchAll(/^( +)- *(?:name: '?web|name: \{\{ .Chart.Name \}\}$|image: acme\/web)/gm);
        // Directly above the container, where nothing but comments can be.
        const image = [...images].at(-1);
        if (!image) continue;
        const marked = `${text.slice(0, image.index)}${image[1]}- «»${eol}${text.slice(image.index)}`;
        const { own, offset, found } = offered(marked);
        if (way !== 'cronJob') assert.ok(found.length > 3, `${way}: ${found.length}`);
        for (const completion of found) checkCompletion(own, offset, completion, `${way}: ${completion.label}`);
      }
    });
  }
});

test('half-typed text of any kind does no harm', () => {
  const text = deployment(`${WEB}        - flu\n      volumes:\n        - name: a\n          emptyDir: {}\n`);
  for (let end = 0; end <= text.length; end++) {
    const part = analyseFile(text.slice(0, end), ALONE)[0];
    assert.ok(part);
    completionsAt(part, end, settings());
    completionsAt(part, Math.max(0, end - 7), settings());
  }
});
