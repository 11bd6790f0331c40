// What stands on the page as words: the outline and the cards. Whatever a file says, it is never anything else.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { markdownElements } from '../../client/webview/markdown.ts';
import { Outline } from '../../client/webview/outline.ts';
import { chaptersOf, type Item } from '../../client/webview/outline-items.ts';
import { code, plain } from '../../server/src/features/hover/markdown.ts';
import { picturesOf } from './diagram-drawn.ts';
import { DEPLOYMENT, JOB, randomManifest } from './diagram-pods.ts';

const html = (markdown: string): string => renderToString(h('div', {}, markdownElements(markdown))).slice(5, -6);

suite('the text of a card', () => {
  for (const [markdown, wanted] of [
    ['**web** runs `a b`', '<p><strong>web</strong> runs <code>a b</code></p>'],
    ['# Head\n\nText', '<p class="heading">Head</p><p>Text</p>'],
    ['- a\n- *b*', '<ul><li>a</li><li><em>b</em></li></ul>'],
    ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
    ['- a\n  - b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    [
      '| a | b |\n| --- | --- |\n| `c` | d |',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>c</code></td><td>d</td></tr></tbody></table>',
    ],
    ['```yaml\na: <b>\n```', '<pre><code>a: &lt;b></code></pre>'],
    ['> a\n\n---', '<blockquote><p>a</p></blockquote><hr/>'],
    ['[docs](https://x.example/)', '<p>docs</p>'],
    ['\\<b\\> \\[a\\] a\\_b', '<p>&lt;b> [a] a_b</p>'],
  ] as const) {
    test(JSON.stringify(markdown), () => assert.equal(html(markdown), wanted));
  }

  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    '</p></div><script>alert(1)</script>',
    '<svg><style>@import "http://x.example"</style></svg>',
    '[a](javascript:alert(1))',
    '<javascript:alert(1)>',
    '![i](http://x.example/i.png)',
    '[a]: javascript:alert(1)\n\n[a]',
    '<!-- --><iframe srcdoc="<b>">',
    '<a href="javascript:alert(1)">x</a>',
    '&lt;img src=x onerror=alert(1)&gt;',
    '`</code><img src=x>`',
    '| <img src=x> |\n| --- |\n| <b onclick=x> |',
    '- <details open ontoggle=x>',
  ];
  const ALLOWED =
    /^<\/?(?:p|strong|em|del|code|pre|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|hr\/|br\/)(?: class="heading")?>$/;
  for (const text of HOSTILE) {
    test(`is words alone: ${JSON.stringify(text)}`, () => {
      for (const markdown of [text, plain(text), code(text), `**${text}**`, `a ${text} b`]) {
        for (const tag of html(markdown).match(/<[^>]*>/g) ?? []) assert.match(tag, ALLOWED);
      }
    });
  }

  test('of the file is shown as it was written', () => {
    const text = '<img src=x onerror=y> [a](b) **c** `d` &amp; _e_ a_b';
    const shown = (markdown: string) =>
      html(markdown)
        .replace(/<\/?(?:p|code)>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&');
    assert.equal(shown(plain(text)), text);
    assert.equal(shown(code(text)), text);
  });
});

function all(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...all(item.items ?? [])]);
}

suite('the outline', () => {
  test('goes through the start in its order', () => {
    const [job] = picturesOf(JOB);
    const steps = chaptersOf(job!).find(({ title }) => title === 'Start order');
    assert.ok(steps?.ordered);
    assert.deepEqual(
      steps.items.map(({ items }) => items?.map(({ head }) => head)),
      [['cloud-sql-proxy'], ['migrate'], ['invoice-run']],
    );
    assert.match(steps.items[0]!.items![0]!.text, /^ambassador, native sidecar, until the pod ends/);
  });

  test('calls an arch a native sidecar only where it is one', () => {
    for (const native of [true, false]) {
      const annotations = `{sidecar.istio.io/nativeSidecar: "${native}"}`;
      const spec = '{containers: [{name: web, image: a/web}]}';
      const [pod] = picturesOf(
        `{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {sidecar.istio.io/inject: "true"}, annotations: ${annotations}}, spec: ${spec}}`,
      );
      const told = all(chaptersOf(pod!).flatMap(({ items }) => items));
      assert.equal(told.find(({ head }) => head === 'istio-proxy')?.text.includes('native sidecar'), native);
    }
  });

  test('leaves nothing out that the picture shows', () => {
    const texts = [JOB, DEPLOYMENT, ...Array.from({ length: 40 }, (_, seed) => randomManifest(seed + 1))];
    for (const diagram of texts.flatMap((text) => picturesOf(text))) {
      const told = new Set(all(chaptersOf(diagram).flatMap(({ items }) => items)).map(({ to }) => to));
      const tags = diagram.nodes.filter(({ form }) => form === 'tag').map(({ id }) => id);
      for (const { id, kind, form } of diagram.nodes) {
        if (kind !== 'pod' && kind !== 'lane' && form !== 'mount' && form !== 'leg') assert.ok(told.has(id), id);
      }
      for (const { id, kind, from, to } of diagram.edges) {
        if (kind !== 'order' && !tags.includes(from) && !tags.includes(to)) assert.ok(told.has(id), id);
      }
      for (const at of diagram.problems.keys()) assert.ok(told.has(at));
    }
  });

  test('has a button for all that leads to the text, and for each fix', () => {
    const [diagram] = picturesOf(DEPLOYMENT);
    const problem = {
      ...diagram!.problems[0]!,
      severity: 'error',
      message: 'no',
      fix: 'Mend <it>',
      node: null,
      place: null,
    } as const;
    const printed = renderToString(h(Outline, { diagrams: [{ ...diagram!, problems: [problem] }] }));
    assert.match(printed, /<section data-pod="0"/);
    assert.match(printed, /<button type="button" class="fix" data-fix="0">Fix: Mend &lt;it><\/button>/);
    assert.match(printed, /<button type="button" class="line" data-problem="0">/);
    assert.match(printed, /<button type="button" class="line" data-id="container\/web">/);
  });
});
