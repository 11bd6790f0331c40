// Whatever stands in a file, on the page it is text.
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { code, plain } from '../../server/src/features/hover/markdown.ts';
import { picturesOf } from '../unit/diagram-drawn.ts';
import { type Host, noBrowser, startHost } from './page-host.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '</svg><script>alert(1)</script>',
  '</title></desc></style><svg onload=alert(1)>',
  'javascript:alert(1)',
  '[a](javascript:alert(1))',
  "' onclick='alert(1)",
  '"] , [data-id="x',
  '&lt;img src=x onerror=alert(1)&gt;',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">click</a>',
  'url(javascript:alert(1))',
  '{{constructor.constructor("alert(1)")()}}',
  '__proto__',
];

/** A pod that says a text wherever it may say one. */
function podSaying(text: string): string {
  const it = JSON.stringify(text);
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${it}, namespace: ${it}, labels: {${it}: ${it}}}
spec:
  selector: {matchLabels: {app: ${it}}}
  template:
    metadata: {labels: {app: ${it}}, annotations: {${it}: ${it}}}
    spec:
      initContainers:
        - {name: ${it}, image: ${it}, command: [${it}], restartPolicy: Always, ports: [{name: ${it}, containerPort: 9000}]}
      containers:
        - name: ${it}
          image: ${it}
          args: [${it}]
          env: [{name: ${it}, value: ${it}}, {name: URL, value: ${JSON.stringify(`http://${text}:80/`)}}, {name: DB, value: 'postgres://localhost:9000/'}]
          ports: [{name: ${it}, containerPort: 8080}, {containerPort: 8080}]
          volumeMounts: [{name: ${it}, mountPath: ${it}}, {name: shared, mountPath: ${JSON.stringify(`/${text}`)}}]
        - name: other
          image: ${it}
          volumeMounts: [{name: shared, mountPath: ${it}, readOnly: true}, {name: nowhere, mountPath: ${it}}]
      volumes: [{name: ${it}, configMap: {name: ${it}}}, {name: shared, emptyDir: {medium: ${it}}}]
---
apiVersion: v1
kind: Service
metadata: {name: ${it}}
spec: {selector: {app: ${it}}, ports: [{name: ${it}, port: 80, targetPort: ${it}}, {port: 8080}]}
`;
}

suite('hostile text on the page', { skip: noBrowser }, () => {
  let host: Host;
  before(async () => {
    host = await startHost();
  });
  after(() => host?.close());

  /** The names of elements that are no part of the page, and what runs or loads something. */
  const foreign = () => {
    const known =
      'html head meta link title body header main h1 h2 h3 p div section span strong em code pre ul ol li table thead tbody tr th td button select option svg g path rect circle text tspan desc script';
    const names = known.split(' ');
    return [...document.querySelectorAll('*')].flatMap((element) => {
      const isOurs = element.localName !== 'script' || element.getAttribute('src') === '/preview.js';
      const odd = [...element.attributes].filter(
        ({ name }) => name.startsWith('on') || /^(?:xlink:)?href$|^src/.test(name),
      );
      const runs = element.matches('head link, script') ? [] : odd;
      return names.includes(element.localName) && isOurs && runs.length === 0 ? [] : [element.outerHTML.slice(0, 200)];
    });
  };

  test('is text in the picture, in the outline and in the card, and can be clicked as such', async () => {
    const preview = await host.open({ width: 900 });
    const { page } = preview;
    for (const text of HOSTILE) {
      const named = picturesOf(podSaying(text));
      assert.equal(named.length, 1);
      const problem = {
        rule: text,
        severity: 'error',
        container: text,
        message: text,
        fix: text,
        about: text,
        shownAt: null,
        place: null,
      } as const;
      const diagrams = named.map((diagram) => ({ ...diagram, problems: [problem, ...diagram.problems] }));
      await preview.show(diagrams, { pods: [text, `Pod ${text}`] });
      assert.deepEqual(await page.evaluate(foreign), [], `picture of ${text}`);
      const said = await page.locator('#picture').evaluate((part) => part.textContent);
      assert.ok(said?.includes(text.slice(0, 8)), `${text} is in ${said}`);
      const spot = { pod: 0, id: diagrams[0]!.nodes.find(({ kind }) => kind === 'container')!.id };
      await page.evaluate(
        (id) => document.querySelector<SVGElement>(`[data-id="${CSS.escape(id)}"]`)!.focus(),
        spot.id,
      );
      await page.keyboard.press('i');
      await preview.send({
        type: 'card',
        spot,
        markdown: [text, plain(text), code(text), `- ${text}`, `| a |\n| --- |\n| ${text} |`].join('\n\n'),
      });
      assert.ok(await page.isVisible('#card'), text);
      assert.deepEqual(await page.evaluate(foreign), [], `card of ${text}`);
      await page.keyboard.press('Escape');
      await preview.send({ type: 'note', note: text });
      await page.click('[data-tool="outline"]');
      assert.deepEqual(await page.evaluate(foreign), [], `outline of ${text}`);
      await page.click('#outline [data-id]');
      await page.click('[data-tool="outline"]');
      await page.waitForTimeout(20);
    }
    assert.equal((await preview.told('reveal')).length, HOSTILE.length);
    assert.deepEqual(preview.complaints, []);
    await page.context().close();
  });

  test('the policy of the page stops what would run or load anything', async () => {
    const preview = await host.open();
    const { page } = preview;
    await page.evaluate(() => {
      const markup =
        '<img src="https://x.example/i.png" onerror="Object(window).ran = true"><style>body { color: red }</style>';
      document.querySelector('#outline')!.innerHTML = markup;
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
    });
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => Object(window).ran), undefined);
    assert.ok(
      preview.complaints.some((one) => /Content Security Policy/.test(one)),
      String(preview.complaints),
    );
    await page.context().close();
  });
});
