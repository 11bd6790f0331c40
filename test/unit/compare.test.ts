import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram } from '../../server/src/diagram/diagram.ts';
import { mermaidOf } from '../../server/src/diagram/mermaid.ts';
import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { analyseBefore } from '../../server/src/features/compare.ts';
import { analyseFile, partsOf } from '../../server/src/features/file.ts';
import { Workspace } from '../../server/src/features/workspace/workspace.ts';
import { manifestTexts } from '../../server/src/kubernetes/texts.ts';
import { ALONE } from '../support.ts';
import { comparisonBetween, comparisonsIn, comparisonsOf, JOB_BEFORE, marksIn } from './compared.ts';
import { card, lineBetween, pictureOf, picturesOf, textsOn } from './diagram-drawn.ts';
import { faultsIn } from './diagram-faults.ts';
import { DEPLOYMENT, JOB, NATIVES } from './diagram-pods.ts';

const APP = '{name: web, image: "shop/web:1.0", env: [{name: DB, value: "localhost:5432"}]}';
const PROXY = '{name: db, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.1", args: [--port=5432]}';

/** A Pod in flow style. */
function pod(containers: string, initContainers = '', more = ''): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  initContainers: [${initContainers}]\n  containers: [${containers}]\n${more}`;
}

const volumes = (text: string) => `  volumes: [${text}]\n`;

suite('what a comparison marks', () => {
  const cases: readonly (readonly [what: string, before: string, after: string, marks: readonly string[]])[] = [
    ['nothing', pod(APP), pod(APP), []],
    ['nothing where only the writing differs', pod('{name: web, image: a}'), pod('{image: "a", name: \'web\'}'), []],
    [
      'a container that has come, and the call to it',
      pod(APP),
      pod(`${APP}, ${PROXY}`),
      ['+ container/db', '+ dials/container/web to container/db:5432'],
    ],
    [
      'a container that is gone',
      pod(`${PROXY}, ${APP}`),
      pod(APP),
      ['- container/db', '- dials/container/web to container/db:5432'],
    ],
    ['a tag', pod(APP), pod(APP.replace('1.0', '1.1')), ['~ container/web: image 1.0 → 1.1']],
    [
      'another image',
      pod('{name: web, image: "a:1"}'),
      pod('{name: web, image: "b:1"}'),
      ['~ container/web: image a:1 → b:1'],
    ],
    [
      'a move to another list',
      pod(`${APP}, ${PROXY}`),
      pod(APP, PROXY.replace('{', '{restartPolicy: Always, ')),
      ['~ container/db: was in containers'],
    ],
    [
      'the container of a list, whoever else has its name',
      pod('{name: a, image: "x:1"}'),
      pod('{name: a, image: "x:1"}', '{name: a, image: busybox}'),
      ['+ container/a'],
    ],
    [
      'a call to what is an init container now',
      pod(`${APP}, ${PROXY}`),
      pod(APP, PROXY),
      ['~ container/db: was in containers, was ambassador', '- dials/container/web to container/db:5432'],
    ],
    [
      'the form of an init container',
      pod('{name: a}', '{name: x, image: busybox}'),
      pod('{name: a}', '{name: x, image: busybox, restartPolicy: Always}'),
      ['~ container/x: was no native sidecar, was init'],
    ],
    [
      'another name of the same image',
      pod(`${APP}, ${PROXY}`),
      pod(`${APP}, ${PROXY.replace('name: db', 'name: sql')}`),
      ['~ container/sql: was named db'],
    ],
    [
      'no other name, but another container where the image is another one',
      pod('{name: a}, {name: b, image: x}'),
      pod('{name: a}, {name: c, image: y}'),
      ['- container/b', '+ container/c'],
    ],
    [
      'requests',
      pod('{name: a, resources: {requests: {cpu: 100m}}}'),
      pod('{name: a, resources: {requests: {cpu: 200m}}}'),
      ['~ container/a: requests 100m CPU → 200m CPU'],
    ],
    [
      'limits',
      pod('{name: a, resources: {requests: {cpu: 100m}, limits: {cpu: 1}}}'),
      pod('{name: a, resources: {requests: {cpu: 100m}, limits: {cpu: 2}}}'),
      ['~ container/a: resources changed'],
    ],
    [
      'ports, variables and what else',
      pod('{name: a, ports: [{containerPort: 80}], env: [{name: A, value: "1"}], args: [x]}'),
      pod(
        '{name: a, ports: [{containerPort: 81}], env: [{name: A, value: "2"}, {name: B}], livenessProbe: {exec: {command: [a]}}}',
      ),
      [
        '~ container/a: port 81 added, port 80 removed, variable A changed, variable B added, liveness probe added, args removed',
      ],
    ],
    [
      'the order in which init containers start',
      pod('{name: a}', '{name: x}, {name: y}, {name: z}'),
      pod('{name: a}', '{name: x}, {name: z}, {name: y}'),
      ['~ container/z: starts in another order', '~ container/y: starts in another order'],
    ],
    [
      'how a shared volume is mounted, and what it is',
      pod(
        '{name: a, volumeMounts: [{name: v, mountPath: /v}]}, {name: b, volumeMounts: [{name: v, mountPath: /v, readOnly: true}]}',
        '',
        volumes('{name: v, emptyDir: {}}'),
      ),
      pod(
        '{name: a, volumeMounts: [{name: v, mountPath: /v}]}, {name: b, volumeMounts: [{name: v, mountPath: /w, readOnly: true}]}',
        '',
        volumes('{name: v, emptyDir: {medium: Memory}}'),
      ),
      [
        '~ container/b: mount /w added, mount /v removed',
        '~ volume/v: was emptyDir',
        '~ volume/volume/v to container/b',
      ],
    ],
    [
      'a volume that one container alone uses',
      pod('{name: a, volumeMounts: [{name: v, mountPath: /v}]}', '', volumes('{name: v, configMap: {name: one}}')),
      pod('{name: a, volumeMounts: [{name: v, mountPath: /v}]}', '', volumes('{name: v, configMap: {name: two}}')),
      ['~ tag/container/a/v: was ConfigMap one'],
    ],
    [
      'who reads no more, where only one container is left at a volume',
      pod(
        '{name: a, volumeMounts: [{name: v, mountPath: /v}]}, {name: b, volumeMounts: [{name: v, mountPath: /v, readOnly: true}]}',
        '',
        volumes('{name: v, emptyDir: {}}'),
      ),
      pod('{name: a, volumeMounts: [{name: v, mountPath: /v}]}', '', volumes('{name: v, emptyDir: {}}')),
      ['- container/b', '~ container/a: was config', '- volume/volume/v to container/b'],
    ],
    [
      'hosts',
      pod('{name: a, env: [{name: U, value: "https://one.example.com"}]}'),
      pod('{name: a, env: [{name: U, value: "https://two.example.com"}]}'),
      [
        '~ container/a: variable U changed',
        '- external/one.example.com',
        '+ external/two.example.com',
        '- outbound/container/a to external/one.example.com',
        '+ outbound/container/a to external/two.example.com',
      ],
    ],
  ];
  for (const [what, before, after, marks] of cases) {
    test(what, () => {
      const picture = comparisonBetween(before, after);
      assert.deepEqual(marksIn(picture).sort(), [...marks].sort());
      assert.deepEqual(faultsIn(picture), []);
    });
  }

  test('calls of a container under its new name are the calls that it had', () => {
    const picture = comparisonBetween(
      pod(`${APP}, ${PROXY}`),
      pod(`${APP}, ${PROXY.replace('name: db', 'name: sql')}`),
    );
    assert.equal(lineBetween(picture, 'container/web', 'container/sql').change, undefined);
  });

  test('what an injector adds in one state only', () => {
    const asking = (annotation: string) =>
      pod(APP).replace('namespace: shop', `namespace: shop, annotations: {${annotation}}`);
    const picture = comparisonBetween(asking(''), asking('vault.hashicorp.com/agent-inject: "true"'));
    const added = picture.nodes.filter(({ injected, change }) => injected && change === 'added');
    assert.ok(added.length > 0);
    assert.equal(picture.comparison?.sentence, 'Also changed: annotations.');
  });

  test('nothing of what stands around the file', () => {
    const pod = (tag: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: "a:${tag}", ports: [{containerPort: 80}]}]}\n`;
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
    const workspace = new Workspace();
    const place = { folder: 'shop', surroundings: ALONE };
    workspace.set('shop/pod.yaml', manifestTexts(pod('2')), place);
    workspace.set('shop/service.yaml', manifestTexts(service), place);
    workspace.hold('shop/pod.yaml');
    const [picture] = comparisonsIn(partsOf(workspace, 'shop/pod.yaml'), pod('1'));
    assert.ok(picture?.nodes.some(({ id }) => id === 'service/web'));
    assert.deepEqual(picture && marksIn(picture), ['~ container/web: image 1 → 2']);
  });

  test('Services of the file itself as they were', () => {
    const [picture] = comparisonsOf(
      DEPLOYMENT,
      DEPLOYMENT.replace('{ name: plain, port: 80', '{ name: plain, port: 81'),
    );
    assert.ok(picture);
    const service = picture.nodes.find(({ kind }) => kind === 'service');
    assert.equal(service?.id, 'service/web');
    assert.deepEqual([service.change, service.changes], ['changed', ['was Service web :443 :80']]);
  });
});

test('the text that is compared with is parsed once while the other one changes', () => {
  const treesOf = (text: string, before: string) =>
    analyseBefore(analyseFile(text, ALONE), before).map(({ analysis }) => analysis.document);
  const [service, deployment] = treesOf(JOB, DEPLOYMENT);
  const again = treesOf(NATIVES, DEPLOYMENT);
  assert.ok(service && deployment && again[0] === service && again[1] === deployment);
  const other = treesOf(NATIVES, DEPLOYMENT.replace('443', '444'));
  assert.ok(other[0] && other[0] !== service);
});

suite('what a comparison shows', () => {
  const picture = comparisonBetween(JOB_BEFORE, JOB);

  test('the Job of the guide', () => {
    assert.deepEqual(faultsIn(picture), []);
    assert.deepEqual(marksIn(picture), [
      '~ container/cloud-sql-proxy: was in containers, startup probe added',
      '+ container/migrate',
      '~ container/invoice-run: image 4.1.9 → 4.2.0',
      '+ tag/container/migrate/sql',
      '+ dials/container/migrate to container/cloud-sql-proxy:5432',
      '+ volume/container/migrate to tag/container/migrate/sql',
    ]);
    assert.equal(picture.comparison?.title, 'HEAD → working tree');
    assert.equal(picture.comparison.sentence, null);
    assert.ok(textsOn(card(picture, 'cloud-sql-proxy')).includes('was in containers'));
    const image = card(picture, 'invoice-run').texts.filter(({ change }) => change);
    assert.deepEqual(
      image.map(({ text, change }) => [text, change]),
      [
        ['4.1.9', 'old'],
        ['4.2.0', 'new'],
      ],
    );
    const ends = picture.facts.find(({ label }) => label === 'Ends');
    assert.equal(ends?.value, 'when the app ends');
    assert.ok(ends.was !== undefined && ends.was !== ends.value);
    assert.deepEqual(picture.legend.slice(-2), ['added', 'changed']);
  });

  test('a mark only where nothing else says so', () => {
    const marked = (id: string) =>
      [...picture.nodes, ...picture.edges].find((one) => one.id === id)?.mark !== undefined;
    assert.ok(marked('container/migrate'));
    assert.ok(!marked('tag/container/migrate/sql'));
    assert.ok(!marked('dials/container/migrate to container/cloud-sql-proxy:5432'));
  });

  test('names and sentences for those who do not see it', () => {
    assert.match(card(picture, 'migrate').name, /, added$/);
    assert.match(card(picture, 'invoice-run').name, /, changed: image 4\.1\.9 → 4\.2\.0$/);
    assert.match(
      picture.description,
      /^cloud-sql-proxy, .*, changed: was in containers, startup probe added\. migrate, /,
    );
  });

  test('what is gone: struck through, nowhere in the file, at its place in the order, not counted', () => {
    const gone = comparisonBetween(
      NATIVES.slice(NATIVES.indexOf('---') + 4),
      NATIVES.slice(NATIVES.indexOf('---') + 4).replace(/ {8}- name: otel[\s\S]*?(?= {8}- name: cloud)/, ''),
    );
    const node = card(gone, 'otel-collector');
    assert.equal(node.change, 'removed');
    assert.deepEqual([node.line, node.place, node.extent], [null, null, null]);
    assert.ok(node.y < card(gone, 'cloud-sql-proxy').y);
    assert.deepEqual(
      node.texts.filter(({ change }) => change === 'old').map(({ text }) => text),
      ['otel-collector'],
    );
    assert.deepEqual(
      gone.rail.marks.map(({ kind, number, removed }) => (removed ? `${kind} gone` : `${kind} ${number ?? ''}`.trim())),
      ['step gone', 'gate gone', 'step 1', 'gate', 'step 2', 'gate', 'play', 'stop'],
    );
  });

  test('start and end of the later state only', () => {
    assert.deepEqual(comparisonBetween(JOB, JOB_BEFORE).timeline, pictureOf(JOB_BEFORE).timeline);
    assert.deepEqual(picture.timeline, pictureOf(JOB).timeline);
    const three = pod('{name: a, image: x}, {name: b, image: y}, {name: c, image: z}');
    assert.match(
      comparisonBetween(three, pod('{name: a, image: x}, {name: b, image: y}')).foot.sentence ?? '',
      /^Both start together/,
    );
  });

  test('a life in the timeline is that of the container of the later state, not of one of its name that is gone', () => {
    const both = comparisonBetween(pod('{name: a}', '{name: a}, {name: b}'), pod('{name: a}', '{name: b}'));
    const [, last] = both.timeline?.rows ?? [];
    assert.equal(last?.id, 'container/a~2');
    assert.equal(card(both, 'a').change, 'removed');
    assert.equal(card(both, 'a~2').change, undefined);
  });

  test('a picture that is SVG: marks, outlines, what was compared', () => {
    const svg = printSvg(picture);
    for (const part of [
      'never by itself → when the app ends',
      'class="delta"',
      'C-added',
      'C-changed',
      'mark-plate',
      'HEAD → working tree',
    ]) {
      assert.ok(svg.includes(part), part);
    }
    assert.ok(!printSvg(pictureOf(JOB)).includes('class="delta"'));
  });

  test('as Mermaid: signs before labels, borders and lines in colours', () => {
    const lines = mermaidOf(picture)
      .split('\n')
      .map((line) => line.trim());
    assert.ok(lines.some((line) => /^n\d+\["\+ migrate<br\/>Init"\]$/.test(line)));
    assert.ok(lines.some((line) => /^n\d+\["~ invoice-run<br\/>App"\]$/.test(line)));
    assert.ok(lines.some((line) => /^n\d+ -->\|"\+ localhost:5432"\| n\d+$/.test(line)));
    for (const style of [
      /^classDef is_added stroke:#1f7a35,stroke-width:3px$/,
      /^class n\d+,n\d+ is_added$/,
      /^linkStyle [\d,]+ stroke:#1f7a35$/,
    ])
      assert.ok(
        lines.some((line) => style.test(line)),
        String(style),
      );
    assert.ok(!lines.some((line) => line.includes('is_removed')));
  });

  test('unchanged cards where the picture of the later state has them', () => {
    const grown = JOB.replace('invoice-run:4.2.0', 'invoice-run:4.3.0');
    const [both, after] = [comparisonBetween(JOB, grown), pictureOf(grown)];
    const places = ({ nodes }: Diagram) => nodes.map(({ id, x, y, width, height }) => [id, x, y, width, height]);
    assert.deepEqual(places(both), places(after));
  });
});

suite('sentences of a comparison', () => {
  const both = (before: string, after: string) => comparisonsOf(before, after)[0]?.comparison?.sentence;
  const more = pod(APP, '', '  hostNetwork: true\n');
  const cases: readonly (readonly [what: string, before: string, after: string, sentence: string | null])[] = [
    ['no change', pod(APP), pod(APP), 'No change in this pod since HEAD.'],
    ['what is not drawn', pod(APP), more, 'Nothing that is drawn has changed since HEAD. Changed: hostNetwork.'],
    ['what is not drawn either', pod(PROXY), more, 'Also changed: hostNetwork.'],
    ['everything is new', 'a: b\n', pod(APP), 'HEAD does not have this pod. All of it is new.'],
    ['what the marks say', pod(APP), pod(APP.replace('1.0', '2')), null],
  ];
  for (const [what, before, after, sentence] of cases) test(what, () => assert.equal(both(before, after), sentence));

  test('a pod that is another one where there are several', () => {
    const two = (a: string, b: string) =>
      `${pod(APP).replace('name: p', `name: ${a}`)}---\n${pod(APP).replace('name: p', `name: ${b}`)}`;
    assert.deepEqual(
      comparisonsOf(two('a', 'b'), two('c', 'b')).map(({ comparison }) => comparison?.sentence),
      ['HEAD does not have this pod. All of it is new.', 'No change in this pod since HEAD.'],
    );
    assert.equal(both(pod(APP), pod(APP).replace('name: p', 'name: q')), 'No change in this pod since HEAD.');
  });

  test('what is new is marked as such, all of it', () => {
    const [picture] = comparisonsOf('', pod(`${APP}, ${PROXY}`));
    assert.deepEqual(marksIn(picture as Diagram), [
      '+ container/web',
      '+ container/db',
      '+ dials/container/web to container/db:5432',
    ]);
    assert.deepEqual(picture?.facts, picturesOf(pod(`${APP}, ${PROXY}`))[0]?.facts);
  });
});
