// What axe finds in the page of the preview.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, suite, test } from 'node:test';
import { picturesOf } from '../unit/diagram-drawn.ts';
import { DEPLOYMENT, INJECTED, JOB, NATIVES } from '../unit/diagram-pods.ts';
import { EMPTY, type Host, noBrowser, type Opened, type Preview, startHost } from './page-host.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MARKDOWN =
  '**web** is the *application*.\n\n- listens on `8080`\n\n| port | name |\n| --- | --- |\n| 8080 | http |';

const pods = [JOB, DEPLOYMENT, NATIVES, INJECTED].flatMap((text) => picturesOf(text));
const faulty = pods.map((diagram) => ({
  ...diagram,
  problems: (['error', 'warning', 'information'] as const).map((severity) => ({
    rule: 'x',
    severity,
    container: 'web',
    message: 'It does not work.',
    fix: 'Mend it',
    about: 'web',
    shownAt: null,
    place: null,
  })),
}));

/** What axe objects to: rule and element. */
async function faultsIn({ page }: Preview): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await Object(window).axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  });
}

suite('axe finds nothing', { skip: noBrowser }, () => {
  let host: Host;
  before(async () => {
    host = await startHost();
  });
  after(() => host?.close());

  const looks: readonly (readonly [string, Opened])[] = [
    ['light', {}],
    ['dark', { look: 'dark' }],
    ['high contrast', { look: 'high-contrast' }],
    ['forced colours', { forcedColors: 'active' }],
  ];
  for (const [name, how] of looks) {
    test(`in pictures, a card and the outline, ${name}`, async () => {
      const preview = await host.open(how);
      const { page } = preview;
      const spot = { pod: 0, id: 'container/migrate' };
      await preview.show(faulty, { cursor: spot });
      await page.click('[data-tool="legend"]');
      await preview.send({ type: 'note', note: 'Line 4 of a.yaml is not valid YAML yet. This is the last picture.' });
      assert.deepEqual(await faultsIn(preview), []);
      await preview.send({ type: 'note', note: null });
      await page.focus('[data-id="container/migrate"]');
      for (const markdown of [MARKDOWN, `${MARKDOWN}\n\n`.repeat(30)]) {
        await page.keyboard.press('i');
        await preview.send({ type: 'card', spot, markdown });
        assert.ok(await page.isVisible('#card'));
        assert.deepEqual(await faultsIn(preview), []);
        await page.keyboard.press('i');
      }
      await page.setViewportSize({ width: 340, height: 700 });
      await page.click('[data-tool="more"]');
      assert.ok(await page.isVisible('#outline'));
      assert.deepEqual(await faultsIn(preview), []);
      await page.context().close();
    });
  }

  test('in a page without a pod', async () => {
    const preview = await host.open();
    await preview.send(EMPTY);
    assert.deepEqual(await faultsIn(preview), []);
    await preview.page.context().close();
  });
});
