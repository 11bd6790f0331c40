import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Diagram, DiagramProblem } from '../../server/src/diagram/diagram.ts';
import { wrapped } from '../../server/src/diagram/svg/lines.ts';
import { Picture, type PictureProps } from '../../server/src/diagram/svg/picture.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { connected } from '../../server/src/diagram/svg/states.ts';
import { editorStyle, exportedStyle } from '../../server/src/diagram/svg/style.ts';
import { THEMES } from '../../server/src/diagram/svg/tokens.ts';
import { arch, bar, card, dense, edge, helpers, node, posts } from './svg-pictures.ts';

const timeline = helpers.timeline!;
const PICTURES = { helpers, bar, posts, arch, dense };

/** An element that was read: just as much of XML as tells whether a text is well-formed. */
interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
}

/** Reads XML without comments, CDATA and declarations; throws at what is not well-formed. */
function readXml(text: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  assert.doesNotMatch(text, /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/u);
  for (const part of text.match(/<(?:"[^"]*"|[^">])*>|[^<]+|</g) ?? []) {
    const tag = /^<([a-z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>$/.exec(part);
    if (tag) {
      const attributes = [...tag[2]!.matchAll(/([a-zA-Z:-]+)="([^"]*)"/g)].map(
        ([, key, value]) => [key!, decoded(value!)] as const,
      );
      assert.equal(new Set(attributes.map(([key]) => key)).size, attributes.length, `attributes of ${part}`);
      const element = { name: tag[1]!, attributes: new Map(attributes), children: [] };
      open.at(-1)!.children.push(element);
      if (!tag[3]) open.push(element);
    } else if (part.startsWith('</')) {
      assert.equal(part, `</${open.pop()?.name}>`);
    } else {
      assert.ok(!part.includes(']]>'));
      open.at(-1)!.children.push(decoded(part));
    }
  }
  assert.deepEqual(open, [root], 'everything is closed');
  return root;
}

function decoded(text: string): string {
  assert.doesNotMatch(text, /<|&(?!amp;|lt;|gt;|quot;|#39;)/);
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&([a-z#0-9]+);/g, (_, name) => entities[name]!);
}

function all(element: Element): Element[] {
  return element.children.flatMap((child) => (typeof child === 'string' ? [] : [child, ...all(child)]));
}

function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function printed(diagram: Diagram): Element[] {
  return all(readXml(printSvg(diagram).trimEnd()));
}

/** The picture as it is on a page. */
function onPage(diagram: Diagram, props: Partial<PictureProps> = {}): Element[] {
  return all(readXml(renderToString(h(Picture, { diagram, interactive: true, legend: 'shut', ...props }))));
}

function classesOf(element: Element): string[] {
  return (element.attributes.get('class') ?? '').split(' ').filter(Boolean);
}

function having(elements: readonly Element[], name: string): Element[] {
  return elements.filter((element) => classesOf(element).includes(name));
}

function of(elements: readonly Element[], id: string): Element {
  return elements.find((element) => element.attributes.get('data-id') === id)!;
}

for (const [name, diagram] of Object.entries(PICTURES)) {
  test(`${name}: is XML, the same every time, and has a symbol with a name for everything`, () => {
    const elements = printed(diagram);
    assert.equal(printSvg(diagram), printSvg(structuredClone(diagram)));
    const symbols = elements.filter((element) => element.attributes.get('role') === 'graphics-symbol');
    const shown = diagram.nodes.filter(({ kind, form }) => kind !== 'pod' && kind !== 'lane' && form !== 'leg');
    const names = symbols.map((element) => element.attributes.get('aria-label'));
    for (const one of shown) assert.ok(names.includes(one.name), one.name);
    assert.ok(!elements.some((element) => /NaN|undefined/.test([...element.attributes.values()].join())));
  });

  test(`${name}: every text of the layout is printed`, () => {
    const texts = printed(diagram)
      .filter((element) => element.name === 'text')
      .flatMap((text) => [textOf(text), ...all(text).map(textOf)]);
    for (const run of [...diagram.nodes, ...diagram.edges].flatMap((one) => one.texts)) {
      assert.ok(texts.includes(run.text), run.text);
    }
  });
}

const HOSTILE = [
  '',
  '<img src=x onerror=alert(1)>',
  '"/><script>alert(1)</script>',
  '&lt;b&gt;&amp;&#0;',
  ']]></style><!--',
  'a\u0000b\u0007c\u001bd\ufffee',
  'half \ud83d of a pair',
  "' onload='alert(1)",
  '></path></rect>',
];

for (const text of HOSTILE) {
  test(`names are never markup: ${JSON.stringify(text)}`, () => {
    const runs = helpers.nodes[3]!.texts.map((run) => ({ ...run, text }));
    const named = { label: text, name: text, id: text, container: text, texts: runs };
    const problem: DiagramProblem = {
      rule: 'x',
      severity: 'error',
      container: text,
      about: text,
      message: text,
      shownAt: null,
      place: null,
      fix: text,
    };
    const diagram: Diagram = {
      ...helpers,
      workload: { kind: text, name: text, namespace: text },
      title: text,
      description: text,
      facts: [{ label: text, value: text }],
      nodes: helpers.nodes.map((one) => ({ ...one, ...named })),
      edges: helpers.edges.map((one) => ({ ...one, label: text, name: text, id: text, texts: runs })),
      problems: [problem],
      timeline: { ...timeline, rows: timeline.rows.map((row) => ({ ...row, id: text, label: text, name: text })) },
      foot: { y: 600, sentence: text },
    };
    for (const elements of [
      printed(diagram),
      all(readXml(clean(renderToString(h(Picture, { diagram, legend: 'open' }))))),
    ]) {
      const kinds = new Set(elements.map((element) => element.name));
      for (const kind of kinds) assert.match(kind, /^(svg|title|desc|metadata|style|g|path|rect|circle|text|tspan)$/);
      for (const { attributes } of elements) for (const key of attributes.keys()) assert.doesNotMatch(key, /^on|href/);
    }
  });
}

/** What XML forbids is not markup to a page: there it may stay. */
function clean(markup: string): string {
  return markup.replace(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]|\]\]>/gu, '');
}

test('a picture needs nothing else: its style stands in it, plain values before variables', () => {
  for (const theme of [undefined, ...THEMES]) {
    const style = exportedStyle(theme);
    assert.doesNotMatch(style, /undefined|\$/);
    for (const [, property, name, value] of style.matchAll(/([a-z-]+):var\(--pp-([a-z-]+),([^;}]*)\)/g)) {
      assert.ok(style.includes(`${property}:${value};${property}:var(--pp-${name},${value})`), `${property} ${name}`);
    }
    assert.equal(style.includes('prefers-color-scheme:dark'), theme === undefined);
    assert.equal(printSvg(helpers, theme ? { theme } : {}).includes('href'), false);
  }
  assert.notEqual(exportedStyle('dark'), exportedStyle('light'));
});

test('every class that is drawn is known to the style', () => {
  const structure =
    /^(pp|header|frame|lines|things|badges|below|node|edge|pin|upright|label|legend|life|problem|fix|timeline|toggle|rings|is-.*|L-.*|P-.*|R-.*)$/;
  const page = /^(hit|ring|row|caret|caret-plate|.*-ring)$/;
  const style = exportedStyle();
  for (const diagram of Object.values(PICTURES)) {
    const elements = [...printed(diagram), ...onPage(diagram)];
    for (const name of new Set(elements.flatMap(classesOf))) {
      if (structure.test(name) || page.test(name)) continue;
      assert.match(style, new RegExp(`\\.${name}[ ,{]`), name);
    }
  }
});

test('a page needs no style attributes, which its policy forbids', () => {
  for (const diagram of Object.values(PICTURES)) {
    for (const { name, attributes } of onPage(diagram)) assert.ok(name !== 'style' && !attributes.has('style'));
  }
  assert.doesNotMatch(editorStyle(), /undefined|\$/);
});

test('on a page one goes through cards, volumes and neighbours, and a script reaches lines and ports', () => {
  const elements = onPage(helpers);
  const stop = (id: string) => of(elements, id).attributes.get('tabindex');
  assert.deepEqual(['web', 'logs', 'loki', 'in-web', 'web-port'].map(stop), ['0', '0', '0', '-1', '-1']);
  const hits = having(elements, 'hit');
  const ports = helpers.nodes.filter(({ kind }) => kind === 'port');
  assert.equal(hits.length, ports.length + helpers.edges.length - 1);
  for (const hit of hits.filter(({ name }) => name === 'circle')) assert.equal(hit.attributes.get('r'), '12');
  assert.ok(!printed(helpers).some((element) => element.attributes.has('tabindex')));
  for (const name of ['hit', 'ring']) assert.equal(having(printed(helpers), name).length, 0, name);
});

test('a life in the timeline belongs to its card, but is no stop of its own', () => {
  for (const elements of [onPage(helpers), printed(helpers)]) {
    const [card, life, ...others] = elements.filter((element) => element.attributes.get('data-id') === 'web');
    assert.ok(card && life && others.length === 0);
    assert.deepEqual(
      [card, life].map(classesOf).map(([first]) => first),
      ['node', 'life'],
    );
    assert.equal(life.attributes.get('aria-label'), 'web starts and stops');
    assert.ok(!life.attributes.has('id') && !life.attributes.has('tabindex'));
  }
  const lives = having(onPage(helpers, { hover: 'oauth2-proxy' }), 'life');
  const states = lives.map((element) =>
    classesOf(element)
      .filter((name) => name.startsWith('is-'))
      .join(),
  );
  assert.deepEqual(states, ['is-dim', 'is-hover', '', 'is-dim', 'is-dim', 'is-dim']);
});

test('a life is a bar, its hook is hatched, and a dotted sign stands for a moment that nobody knows', () => {
  const lives = having(printed(helpers), 'life').map(all);
  const numbers = (name: string) => lives.map((elements) => having(elements, name).length);
  assert.deepEqual(numbers('bar'), [1, 2, 3, 3, 1, 2]);
  assert.deepEqual(numbers('gate'), [1, 0, 0, 0, 0, 0]);
  assert.deepEqual(numbers('hatch'), [0, 0, 1, 1, 0, 0]);
  assert.deepEqual(numbers('tick'), [0, 1, 1, 1, 0, 1]);
  assert.deepEqual(numbers('unknown'), [0, 0, 0, 1, 0, 0]);
  assert.deepEqual(
    lives.map((elements) => having(elements, 'mu').map(textOf).join()),
    ['done', '', '', '', 'not known', ''],
  );
});

test('the legend is shut on a page until somebody opens it, and printed always open', () => {
  const texts = (elements: Element[]) => elements.map(textOf).join();
  const toggle = (elements: Element[]) => elements.find((element) => element.attributes.has('data-legend'));
  const [shut, open] = [onPage(helpers), onPage(helpers, { legend: 'open' })];
  assert.equal(toggle(shut)?.attributes.get('aria-expanded'), 'false');
  assert.equal(toggle(open)?.attributes.get('aria-expanded'), 'true');
  assert.doesNotMatch(texts(shut), /gate: waits here/);
  assert.match(texts(open), /gate: waits here/);
  assert.match(texts(printed(helpers)), /gate: waits here/);
  assert.equal(toggle(printed(helpers)), undefined);
  assert.ok(heightOf(open) > heightOf(shut));
});

function heightOf(elements: readonly Element[]): number {
  return Number(elements[0]!.attributes.get('height'));
}

test('order and tags have no line; a volume line is dashed where it is read-only', () => {
  const ids = printed(helpers).map((element) => element.attributes.get('data-id'));
  assert.ok(!ids.includes('order'));
  assert.ok(!printed(bar).some((element) => element.attributes.get('data-id') === 'tag'));
  const lines = printed(helpers);
  const dashed = helpers.edges.filter(({ id }) => ids.includes(id) && having(all(of(lines, id)), 'ro').length > 0);
  assert.deepEqual(
    dashed.map(({ id }) => id),
    helpers.edges.filter((one) => one.dashed).map(({ id }) => id),
  );
});

const HEADS = [
  { heads: 'end', tips: ['M60 10L51 14.6L51 5.4Z'], line: 'M10 10L53 10' },
  { heads: 'start', tips: ['M10 10L19 5.4L19 14.6Z'], line: 'M17 10L60 10' },
  { heads: 'both', tips: ['M10 10L19 5.4L19 14.6Z', 'M60 10L51 14.6L51 5.4Z'], line: 'M17 10L53 10' },
  { heads: 'none', tips: [], line: 'M10 10L60 10' },
] as const;

for (const { heads, tips, line } of HEADS) {
  test(`heads: ${heads}`, () => {
    const one = edge({
      id: 'e',
      from: 'a',
      to: 'b',
      points: [
        [10, 10],
        [60, 10],
      ],
      heads,
    });
    const drawn = all(of(printed({ ...helpers, edges: [one] }), 'e'));
    assert.deepEqual(
      having(drawn, 'ef').map(({ attributes }) => attributes.get('d')),
      tips,
    );
    assert.deepEqual(
      having(drawn, 'e').map(({ attributes }) => attributes.get('d')),
      [line],
    );
  });
}

test('corners are rounded, as far as the stretches allow', () => {
  const points = [
    [0, 0],
    [20, 0],
    [20, 6],
    [40, 6],
  ] as const;
  const one = edge({ id: 'e', from: 'a', to: 'b', points, heads: 'none' });
  const [line] = having(all(of(printed({ ...helpers, edges: [one] }), 'e')), 'e');
  assert.equal(line?.attributes.get('d'), 'M0 0L17 0Q20 0 20 3L20 3Q20 6 23 6L40 6');
});

test('a pole has gaps where lines of others cross it, and none where its own end', () => {
  const [outer, inner] = having(printed(posts), 'pole').map(({ attributes }) => attributes.get('d'));
  assert.equal(outer, 'M500 198V267.5M500 276.5V514');
  assert.equal(inner, 'M460 326V443.5M460 452.5V514');
});

test('a card shows as much as it has room for', () => {
  const elements = printed(dense);
  const scaleOf = (id: string) => {
    const parts = all(of(elements, id));
    const [plate] = having(parts, 'plate');
    return parts.find(({ children }) => children.includes(plate!))?.attributes.get('transform');
  };
  assert.deepEqual(['web', 'csi-driver', 'line'].map(scaleOf), [
    'translate(130 110)',
    'translate(128 239) scale(0.86)',
    'translate(129 303.5) scale(0.76)',
  ]);
});

test('only serious problems have a ring; each has its badge, on a line in the middle of its longest stretch', () => {
  for (const [problem, rings] of [
    ['error', 1],
    ['warning', 1],
    ['information', 0],
    ['hint', 0],
  ] as const) {
    const one = card('web', 'app', [10, 100, 100, 92], ['App', 'a', 'b'], { problem });
    const elements = printed({ ...helpers, nodes: [one], edges: [], problems: [] });
    assert.equal(having(elements, 'mark').length, rings, problem);
    assert.equal(having(elements, 'badge').length, 2, problem);
  }
  const places = having(printed(helpers), 'P-warning').map(({ attributes }) => attributes.get('transform'));
  assert.ok(places.includes('translate(159 422) scale(1.1)'));
});

test('the list tells at most five problems, in as many lines as they need', () => {
  const problem = helpers.problems[0]!;
  const long = { ...problem, message: 'it does something that takes a great many words to tell. '.repeat(5).trim() };
  const few = onPage({ ...helpers, problems: [problem] });
  const many = onPage({ ...helpers, problems: Array.from({ length: 8 }, () => problem) });
  const wordy = onPage({ ...helpers, problems: [long] });
  const rows = (elements: Element[]) => elements.filter((element) => element.attributes.has('data-problem'));
  assert.deepEqual(
    [few, many, wordy].map((elements) => rows(elements).length),
    [1, 5, 1],
  );
  assert.ok(many.some((element) => textOf(element) === 'and 3 more'));
  assert.ok(heightOf(wordy) >= heightOf(few) + 2 * 16);
  assert.equal(rows(many)[4]?.attributes.get('data-problem'), '4');
  const words = rows(wordy)[0]!.children.filter((child) => typeof child !== 'string' && child.name === 'text');
  assert.match(words.map((line) => textOf(line as Element)).join(' '), /to tell\. it does something/);
});

const WRAPPED: readonly (readonly [text: string, width: number, indent: number, lines: readonly string[]])[] = [
  ['', 100, 0, ['']],
  ['one two', 100, 0, ['one two']],
  ['one two three', 50, 0, ['one two', 'three']],
  ['one two three', 80, 50, ['one', 'two three']],
  ['word', 60, 50, ['', 'word']],
  ['a\nb\tc', 100, 0, ['a b c']],
  ['supercalifragilistic x', 60, 0, ['superca…', 'x']],
];

for (const [text, width, indent, lines] of WRAPPED) {
  test(`lines of ${JSON.stringify(text)} in ${width} after ${indent}`, () => {
    assert.deepEqual(wrapped('body', text, width, indent), lines);
  });
}

test('the head of the picture counts errors, warnings and notes, and drops facts that do not fit', () => {
  const severities = ['error', 'error', 'warning', 'information', 'hint'] as const;
  const problems = severities.map((severity) => ({ ...helpers.problems[0]!, severity }));
  const facts = Array.from({ length: 20 }, (_, at) => ({ label: `Fact number ${at}`, value: 'x' }));
  const texts = printed({ ...helpers, problems, facts }).map(textOf);
  for (const text of ['2 errors', '1 warning', '2 notes', 'Fact number 5']) assert.ok(texts.includes(text), text);
  assert.ok(!texts.includes('Fact number 12'));
});

test('a name that is too long for the head is cut, and the picture stays as wide as it is', () => {
  const elements = printed({ ...helpers, workload: { kind: 'Deployment', name: 'n'.repeat(300), namespace: 'shop' } });
  const [, name] = having(elements, 's20').map(textOf).concat('');
  assert.ok(
    having(elements, 's20').every((element) => textOf(element).length < 60),
    name,
  );
  assert.equal(elements[0]!.attributes.get('width'), '700');
});

const CONNECTED = [
  {
    at: 'nginx-exporter',
    near: ['exporter-port', 'prometheus', 'scrape', 'web', 'web-port', 'exporter-web'],
    far: ['loki', 'logs'],
  },
  { at: 'logs', near: ['web', 'fluent-bit', 'logs-mount', 'web-logs'], far: ['loki', 'to-loki', 'oauth2-proxy'] },
  { at: 'in-web', near: ['service-web', 'web', 'web-port'], far: ['oauth2-proxy', 'in-proxy'] },
  { at: 'exporter-port', near: ['nginx-exporter', 'prometheus', 'web'], far: ['vault'] },
];

for (const { at, near, far } of CONNECTED) {
  test(`what belongs to ${at} stays when one points at it`, () => {
    const found = connected(helpers, at);
    for (const id of near) assert.ok(found.has(id), `${id} stays`);
    for (const id of far) assert.ok(!found.has(id), `${id} steps back`);
    const elements = onPage(helpers, { hover: at });
    assert.ok(classesOf(of(elements, at)).includes('is-hover'));
    for (const id of far) assert.ok(classesOf(of(elements, id)).includes('is-dim'), id);
    for (const id of near) assert.ok(!classesOf(of(elements, id)).includes('is-dim'), id);
  });
}

test('cursor and focus are classes of the element they are in', () => {
  const elements = onPage(helpers, { cursor: 'web', focus: 'logs' });
  assert.ok(classesOf(of(elements, 'web')).includes('is-cursor'));
  assert.ok(classesOf(of(elements, 'logs')).includes('is-focus'));
  assert.equal(having(having(elements, 'is-cursor'), 'node').length, 1);
  assert.equal(having(elements, 'is-dim').length, 0);
});

test('a picture of nothing is still a picture', () => {
  const empty: Diagram = {
    ...helpers,
    workload: { kind: '', name: null, namespace: null },
    facts: [],
    nodes: [node({ id: 'pod', kind: 'pod', form: 'frame' })],
    edges: [],
    problems: [],
    foot: { y: 100, sentence: null },
    legend: [],
  };
  assert.ok(heightOf(printed(empty)) > 0);
});

test('pictures of one page share no id, and say which one they are', () => {
  const pages = [0, 1].flatMap((pod) => onPage(helpers, { pod, legend: 'open' }));
  const ids = pages.flatMap(({ attributes }) => attributes.get('id') ?? []);
  assert.equal(new Set(ids).size, ids.length);
  for (const { attributes } of pages) {
    for (const id of [attributes.get('aria-labelledby'), attributes.get('aria-describedby')]) {
      if (id) assert.ok(ids.includes(id), id);
    }
  }
  assert.deepEqual(
    pages.flatMap(({ attributes }) => attributes.get('data-pod') ?? []),
    ['0', '1'],
  );
});

test('what belongs to a layer carries its class on a page, and none in a file', () => {
  const layer = (id: string) => classesOf(of(onPage(helpers), id)).filter((name) => name.startsWith('L-'));
  for (const one of [...helpers.nodes, ...helpers.edges]) {
    if ('kind' in one && ['pod', 'lane', 'container', 'order'].includes(one.kind)) continue;
    assert.equal(layer(one.id).length, 1, one.id);
  }
  assert.deepEqual(layer('web'), []);
  assert.ok(!printed(helpers).some((element) => classesOf(element).some((name) => name.startsWith('L-'))));
});

test('the first fix of a problem is a button beside its row; in narrow pictures its title is not printed', () => {
  const problem = { ...helpers.problems[0]!, fix: 'Move it to port <8081>' };
  for (const [width, text] of [
    [700, 'Fix: Move it to port <8081>'],
    [400, 'Fix'],
  ] as const) {
    const elements = onPage({ ...helpers, width, problems: [problem] });
    const button = elements.find(({ attributes }) => attributes.get('data-fix') === '0')!;
    assert.equal(button.attributes.get('role'), 'button');
    assert.equal(button.attributes.get('tabindex'), '0');
    assert.equal(button.attributes.get('aria-label'), 'Fix: Move it to port <8081>');
    assert.equal(textOf(button.children.at(-1) as Element), text);
  }
  assert.ok(!printed({ ...helpers, problems: [problem] }).some(({ attributes }) => attributes.has('data-fix')));
});

test('the place of a new container is a button of its lane', () => {
  const lane = helpers.nodes.find(({ kind }) => kind === 'lane')!;
  for (const small of [true, false]) {
    const slot = { lane: lane.id, box: { x: 1, y: 2, width: 136, height: 44 }, small };
    const button = having(onPage(helpers, { slot }), 'slot')[0]!;
    assert.equal(button.attributes.get('data-slot'), lane.id);
    assert.match(button.attributes.get('aria-label')!, /^Add helper/);
    assert.equal(textOf(button).includes('Add helper'), !small);
  }
});
