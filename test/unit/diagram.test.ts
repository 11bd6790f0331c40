import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Diagram, DiagramNode } from '../../server/src/diagram/diagram.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { podNear } from '../../server/src/features/pods.ts';
import { ALONE } from '../support.ts';
import { card, lineBetween, nodeOf, pictureOf, picturesOf, podWith, textsOn } from './diagram-drawn.ts';
import { DEPLOYMENT, JOB, NATIVES } from './diagram-pods.ts';

const right = ({ x, width }: DiagramNode) => x + width;
const bottom = ({ y, height }: DiagramNode) => y + height;
const isStraight = (points: readonly unknown[]) => points.length === 2;

suite('a Job with a native sidecar', () => {
  const picture = pictureOf(JOB);
  const [bar, migrate, app] = ['cloud-sql-proxy', 'migrate', 'invoice-run'].map((name) => card(picture, name)) as [
    DiagramNode,
    DiagramNode,
    DiagramNode,
  ];

  test('has a lane for each step', () => {
    const lanes = picture.nodes.filter(({ kind }) => kind === 'lane');
    assert.deepEqual(
      lanes.map(({ label, height }) => [label, height]),
      [
        ['Init 1', 48],
        ['Init 2', 134],
        ['Run', 182],
      ],
    );
    assert.deepEqual(
      lanes.map((lane) => textsOn(lane)),
      [
        ['Init', 'one after the other', 'until the startup probe passes'],
        ['until migrate has exited 0'],
        ['Run', 'until the app ends'],
      ],
    );
    for (const [i, lane] of lanes.entries()) {
      if (i > 0) assert.equal(lane.y - bottom(lanes[i - 1] as DiagramNode), 18, 'room for the gate');
    }
  });

  test('shows time on the rail', () => {
    assert.deepEqual(
      picture.rail.marks.map(({ kind, y, number }) => [kind, y, number]),
      [
        ['step', 118, 1],
        ['gate', 155, null],
        ['step', 184, 2],
        ['gate', 307, null],
        ['play', 336, null],
        ['stop', picture.rail.bottom, null],
      ],
    );
    assert.equal(picture.rail.run, 336);
    assert.equal(picture.rail.x, nodeOf(picture, 'pod').x);
  });

  test('lets the native sidecar stand from its step to the end', () => {
    assert.deepEqual([bar.form, bar.parent, bar.y], ['bar', 'pod', 106]);
    const lanes = picture.nodes.filter(({ kind }) => kind === 'lane');
    assert.equal(bottom(bar), bottom(lanes.at(-1) as DiagramNode) - 8);
    assert.ok(textsOn(bar).includes('until pod end'));
  });

  test('has cards of the sizes of the guide', () => {
    assert.deepEqual([migrate.form, migrate.height, migrate.parent], ['card', 92, 'lane/2']);
    assert.deepEqual([app.height, app.y - nodeOf(picture, 'lane/run').y], [112, 32]);
    assert.deepEqual(textsOn(migrate), ['Init', 'migrate', 'flyway/flyway:10.17', '200m CPU · 256Mi']);
    assert.deepEqual(
      migrate.texts.map(({ y }) => y - migrate.y),
      [25.5, 50, 66, 81],
    );
    assert.deepEqual(
      app.texts.map(({ y }) => y - app.y),
      [25.5, 52, 70, 85],
    );
  });

  test('draws calls straight into one strip, which is labelled twice because its ends are far apart', () => {
    const port = picture.nodes.filter(({ kind, parent }) => kind === 'port' && parent === bar.id);
    assert.deepEqual(
      port.map(({ form, label }) => [form, label]),
      [['strip', ':5432']],
    );
    assert.deepEqual(textsOn(port[0] as DiagramNode), [':5432', ':5432']);
    for (const caller of [migrate, app]) {
      const line = lineBetween(picture, caller.id, bar.id);
      assert.ok(isStraight(line.points));
      assert.deepEqual(line.points[0]?.[0], right(caller));
      assert.deepEqual(line.points[1]?.[0], bar.x - 4);
      assert.deepEqual(textsOn(line), ['localhost']);
      assert.equal(line.labelBox, null);
    }
  });

  test('shows volumes of one container as tags below its card', () => {
    const tag = nodeOf(picture, 'tag/container/migrate/sql');
    assert.deepEqual([tag.parent, tag.form, tag.height, tag.y - bottom(migrate)], [migrate.id, 'tag', 20, 4]);
    assert.deepEqual(textsOn(tag), ['sql', '/flyway/sql ro']);
    assert.equal(tag.icon, 'configMap');
    assert.equal(nodeOf(picture, 'tag/container/invoice-run/reports').icon, 'pvc');
    const edge = lineBetween(picture, migrate.id, tag.id);
    assert.deepEqual(edge.points, [
      [tag.x, bottom(migrate)],
      [tag.x, tag.y],
    ]);
  });

  test('sends lines to the outside past the bar', () => {
    const line = lineBetween(picture, app.id, 'external/storage.googleapis.com');
    const way = line.points.map(([, y]) => y);
    assert.ok(Math.max(...way) > bottom(bar), 'under the bar');
    assert.ok(Math.max(...way) < bottom(nodeOf(picture, 'pod')), 'within the pod');
  });

  test('has facts about its end', () => {
    assert.deepEqual(
      picture.facts.map(({ label, value }) => [label, value]),
      [
        ['Completions', '1'],
        ['CPU request', '600m'],
        ['Memory request', '576Mi'],
        ['Helpers’ share', '17 %'],
        ['QoS', 'Burstable'],
        ['Ends', 'when the app ends'],
      ],
    );
    assert.equal(picture.foot.sentence, null);
  });
});

suite('a Deployment with helpers', () => {
  const picture = pictureOf(DEPLOYMENT);
  const web = card(picture, 'web');

  test('has the columns of the guide', () => {
    const xs = (names: readonly string[]) => names.map((name) => [card(picture, name).x, card(picture, name).width]);
    assert.deepEqual(xs(['oauth2-proxy', 'nginx-exporter']), [
      [114, 128],
      [114, 128],
    ]);
    assert.deepEqual(xs(['vault-agent-init', 'web']), [
      [274, 150],
      [274, 150],
    ]);
    assert.deepEqual(xs(['vault-agent', 'fluent-bit']), [
      [456, 128],
      [456, 128],
    ]);
    const pod = nodeOf(picture, 'pod');
    assert.deepEqual([picture.width, pod.x, pod.width, pod.stacked], [700, 104, 490, true]);
    assert.deepEqual(textsOn(pod), ['Pod × 3']);
  });

  test('puts what feeds the application above it and what it feeds below', () => {
    const [secrets, logs] = [nodeOf(picture, 'volume/vault-secrets'), nodeOf(picture, 'volume/logs')];
    assert.deepEqual([secrets.height, logs.height, secrets.x, logs.x], [44, 44, web.x, web.x]);
    assert.ok(bottom(card(picture, 'vault-agent-init')) < secrets.y && bottom(secrets) < web.y && bottom(web) < logs.y);
    for (const [from, to] of [
      ['container/vault-agent-init', secrets.id],
      [secrets.id, web.id],
      [web.id, logs.id],
    ] as const) {
      const { points, labelBox } = lineBetween(picture, from, to);
      assert.ok(isStraight(points) && points[0]?.[0] === web.x + 26, `${from} to ${to} goes straight down`);
      assert.ok(labelBox);
    }
    assert.deepEqual(textsOn(secrets), ['vault-secrets', 'memory · 16Mi']);
    assert.deepEqual([secrets.icon, logs.icon], ['memory', 'emptyDir']);
    assert.ok(isStraight(lineBetween(picture, logs.id, 'container/fluent-bit').points));
  });

  test('tells reading from writing', () => {
    const heads = (from: string, to: string) => {
      const { dashed, heads: ends, label } = lineBetween(picture, from, to);
      return [dashed, ends, label];
    };
    assert.deepEqual(heads('volume/logs', 'container/fluent-bit'), [true, 'end', '/var/log/web ro']);
    assert.deepEqual(heads('container/web', 'volume/logs'), [false, 'end', '/var/log/web rw']);
  });

  test('stretches the application so that calls are straight', () => {
    for (const caller of ['oauth2-proxy', 'nginx-exporter']) {
      assert.ok(isStraight(lineBetween(picture, `container/${caller}`, web.id).points), caller);
    }
    const strip = nodeOf(picture, 'port/container/web/8080');
    assert.deepEqual([strip.form, strip.x, strip.width, textsOn(strip)], ['strip', web.x - 4, 8, [':8080']]);
  });

  test('shows who comes in and where it goes', () => {
    const service = nodeOf(picture, 'service/web');
    assert.deepEqual([service.kind, service.form, service.x, service.width], ['service', 'pointer', 6, 84]);
    assert.deepEqual(textsOn(service), ['Service', 'web', ':443 :80']);
    assert.ok(isStraight(lineBetween(picture, service.id, 'container/oauth2-proxy').points));
    const vault = nodeOf(picture, 'external/vault.infra:8200');
    assert.deepEqual(
      [vault.kind, vault.form, vault.x, textsOn(vault)],
      ['external', 'neighbour', 610, ['Vault', 'vault.infra', ':8200']],
    );
  });

  test('gives everything a name for people who do not see it', () => {
    assert.equal(
      card(picture, 'oauth2-proxy').name,
      'oauth2-proxy, proxy, listens on 4180, called by Service web, calls web on 8080, 2 problems',
    );
    assert.equal(
      nodeOf(picture, 'volume/logs').name,
      'volume logs, emptyDir · 1Gi, written by web, read by fluent-bit',
    );
    assert.equal(
      lineBetween(picture, 'container/oauth2-proxy', web.id).name,
      'oauth2-proxy calls web on localhost:8080',
    );
    assert.equal(picture.title, 'Deployment web');
    assert.match(
      picture.description,
      /^Start order: vault-agent-init\. After that oauth2-proxy, web, .* and fluent-bit start\. /,
    );
    assert.match(picture.description, /Service web sends traffic to oauth2-proxy on 4180\./);
  });

  test('leads into the file', () => {
    const lines = DEPLOYMENT.split('\n');
    for (const { kind, label, line, place } of picture.nodes) {
      if (kind === 'container') assert.match(lines[(line ?? 0) - 1] ?? '', new RegExp(`name: ${label}$`));
      if (kind === 'container') assert.equal(place?.line, line);
    }
    assert.deepEqual(card(picture, 'nginx-exporter').extent, [36, 40]);
    assert.equal(lineBetween(picture, 'container/oauth2-proxy', web.id).line, 26);
    assert.equal(nodeOf(picture, 'service/web').line, 2);
  });
});

suite('two native sidecars in a column', () => {
  const picture = pictureOf(NATIVES);
  const [first, second] = [card(picture, 'otel-collector'), card(picture, 'cloud-sql-proxy')];

  test('stand on poles, the first to start outermost', () => {
    assert.deepEqual([first.form, second.form], ['post', 'post']);
    assert.ok(first.pole && second.pole);
    assert.equal(first.pole.x - second.pole.x, 32);
    assert.equal(right(first) - first.pole.x, 12);
    assert.equal(first.pole.top, bottom(first));
    assert.equal(first.pole.bottom, bottom(nodeOf(picture, 'lane/run')) - 10);
    assert.ok(textsOn(first).includes('until pod end'));
  });

  test('are called at their poles', () => {
    const app = card(picture, 'checkout');
    for (const native of [first, second]) {
      const line = lineBetween(picture, app.id, native.id);
      assert.ok(isStraight(line.points));
      assert.equal(line.points[1]?.[0], (native.pole?.x ?? 0) - 4);
    }
    const pins = picture.nodes.filter(({ kind, parent }) => kind === 'port' && parent === second.id);
    assert.deepEqual(
      pins.map(({ form, label }) => [form, label]),
      [
        ['pin', ':5432'],
        ['pin', ':5432'],
      ],
    );
  });
});

suite('what is drawn', () => {
  test('one native sidecar beside others of its column gets a pole, too', () => {
    const picture = podWith(
      '{name: app, image: a/b}, {name: log, image: fluent/fluent-bit}',
      '{name: n, image: envoyproxy/envoy, restartPolicy: Always}',
    );
    assert.equal(card(picture, 'n').form, 'post');
    assert.ok(right(card(picture, 'log')) < (card(picture, 'n').pole?.x ?? 0));
  });

  test('ports without lines have their pins in the card', () => {
    const picture = podWith(
      '{name: app, image: a/b, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}',
    );
    const pins = picture.nodes.filter(({ kind }) => kind === 'port');
    assert.deepEqual(
      pins.map((pin) => [pin.form, pin.label, textsOn(pin), pin.y - card(picture, 'app').y]),
      [
        ['pin', ':80', [':80'], 84],
        ['pin', ':53/UDP', [':53/UDP'], 102],
      ],
    );
  });

  const densities: readonly (readonly [number, Diagram['density'], number])[] = [
    [8, 'comfortable', 64],
    [9, 'compact', 44],
    [20, 'compact', 44],
    [21, 'line', 24],
  ];
  for (const [number, density, height] of densities) {
    test(`${number} containers are ${density}`, () => {
      const helpers = Array.from({ length: number - 1 }, (_, i) => `{name: h${i}, image: fluent/fluent-bit}`);
      const picture = podWith(`{name: app}, ${helpers.join(', ')}`);
      assert.equal(picture.density, density);
      assert.equal(card(picture, 'h0').height >= height && card(picture, 'h0').height < height + 32, true);
      assert.equal(
        picture.facts.some(({ label }) => label === 'Containers'),
        number >= 9,
      );
    });
  }

  test('a Job of two containers ends when both do', () => {
    const text = JOB.replace('          restartPolicy: Always\n', '').replace(
      '      volumes:',
      '        - { name: b, image: acme/b }\n      volumes:',
    );
    assert.equal(pictureOf(text).facts.at(-1)?.value, 'when all containers end');
  });

  const endless: readonly (readonly [what: string, args: string, value: string])[] = [
    ['a classic sidecar that never ends', '[--port=5432, a:b:c]', 'never by itself'],
    ['one that is told to quit by nobody knows whom', '[--quitquitquit, a:b:c]', 'when all containers end'],
  ];
  for (const [what, args, value] of endless) {
    test(`when a Job ends with ${what}`, () => {
      const proxy = `{name: proxy, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2", args: ${args}}`;
      const [picture] = picturesOf(
        `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: j, image: a/j}, ${proxy}]}}}\n`,
      );
      assert.equal(picture?.facts.find(({ label }) => label === 'Ends')?.value, value);
    });
  }

  test('where nothing waits a sentence says so', () => {
    const { foot } = podWith('{name: a, image: x}, {name: b, image: x}');
    assert.equal(
      foot.sentence,
      'Both start together. No init containers, no gates. At shut-down all get SIGTERM at once; SIGKILL after 30 s.',
    );
    assert.equal(podWith('{name: a, image: x}').foot.sentence, null);
    assert.equal(podWith('{name: a, image: x}, {name: b, image: x}', '{name: i, image: x}').foot.sentence, null);
    const hooked = podWith(
      '{name: a, image: x, lifecycle: {preStop: {sleep: {seconds: 5}}}}, {name: b, image: x}',
      '',
      '  terminationGracePeriodSeconds: 60\n',
    );
    assert.match(hooked.foot.sentence ?? '', /preStop hooks run first, then SIGTERM; SIGKILL after 60 s\.$/);
  });

  test('problems are at their containers, and only those of the pod', () => {
    const bad = (name: string) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers:
    - {name: web, image: "a/b:1", volumeMounts: [{name: lost-${name}, mountPath: /d}]}
`;
    const list = `apiVersion: v1\nkind: List\nitems:\n${['one', 'two'].map((name) => bad(name).replace(/^/gm, '    ').replace('    ', '  - ').trimEnd()).join('\n')}\n`;
    const pictures = picturesOf(list);
    assert.equal(pictures.length, 2);
    for (const [i, { problems, nodes }] of pictures.entries()) {
      assert.deepEqual(
        problems.map(({ rule, container, shownAt }) => [rule, container, shownAt]),
        [['volume-mount-undeclared', 'web', 'container/web']],
      );
      assert.match(problems[0]?.message ?? '', i === 0 ? /lost-one/ : /lost-two/);
      assert.equal(nodes.find(({ id }) => id === 'container/web')?.problem, 'error');
    }
  });

  test('a silenced problem is not shown', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: web
      volumeMounts: [{name: lost, mountPath: /d}] # pod-patterns-ignore volume-mount-undeclared: known
`;
    assert.deepEqual(pictureOf(text).problems, []);
  });

  test('a small edit moves nothing', () => {
    const boxes = ({ nodes }: Diagram) => nodes.map(({ id, x, y, width, height }) => [id, x, y, width, height]);
    assert.deepEqual(
      boxes(pictureOf(DEPLOYMENT.replace('shop/web:7.3.1', 'shop/web:7.3.2'))),
      boxes(pictureOf(DEPLOYMENT)),
    );
    const longer = DEPLOYMENT.replace(
      '      volumes:\n',
      '        - { name: late, image: "fluent/fluent-bit:3" }\n      volumes:\n',
    );
    const [before, after] = [pictureOf(DEPLOYMENT), pictureOf(longer)];
    for (const name of ['web', 'oauth2-proxy', 'nginx-exporter', 'vault-agent'])
      assert.equal(card(after, name).x, card(before, name).x);
  });
});

suite('who stands before the pod', () => {
  const services = (count: number) =>
    Array.from(
      { length: count },
      (_, i) =>
        `---\napiVersion: v1\nkind: Service\nmetadata: {name: s${i + 1}}\nspec: {selector: {app: web}, ports: [{port: 8080}]}\n`,
    ).join('');
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n  containers: [{name: web, image: acme/web, ports: [{containerPort: 8080}]}]\n`;
  const before = ({ nodes }: Diagram) => nodes.filter(({ kind }) => kind === 'service');

  test('eight Services', () => {
    const labels = before(pictureOf(pod + services(8))).map(({ label }) => label);
    assert.deepEqual(labels, ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8']);
  });
  test('of more the last ones are counted, and lead where they lead', () => {
    const picture = pictureOf(pod + services(9));
    const all = before(picture);
    assert.equal(all.length, 8);
    assert.equal(all.at(-1)?.name, 'Services 2 more');
    assert.ok(lineBetween(picture, 'service/more', 'container/web'));
    assert.match(picture.description, /Service s7 sends traffic to web on 8080\. Services 2 more send traffic to web/);
    assert.match(card(picture, 'web').name, /Service s7 and Services 2 more/);
  });
});

suite('which pod is meant', () => {
  const two = `# first\n${JOB}---\na: b\n---\n${NATIVES}`;
  const file = analyseFile(two, ALONE);
  const near = (part: number, offset: number) =>
    podNear(file, file[part] as (typeof file)[number], offset)?.team.pod.manifest.name;

  test('the one around the place, else one above, else the nearest', () => {
    assert.equal(near(0, 0), 'invoice-run');
    assert.equal(near(0, two.indexOf('migrate')), 'invoice-run');
    assert.equal(near(1, 2), 'invoice-run');
    assert.equal(near(2, 0), 'checkout');
    assert.equal(near(3, 100), 'checkout');
  });

  test('of two pods in one object the one in whose spec it is', () => {
    const text = `apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: x}]}}
  - {apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{name: y}]}}
`;
    const list = analyseFile(text, ALONE);
    const [part] = list;
    assert.ok(part);
    const at = (word: string) => podNear(list, part, text.indexOf(word))?.team.pod.manifest.name;
    assert.deepEqual([at('name: x'), at('name: b'), at('name: y'), at('items')], ['a', 'b', 'b', 'a']);
  });

  test('there may be none', () => {
    const none = analyseFile('a: b\n', ALONE);
    assert.equal(podNear(none, none[0] as (typeof none)[number], 0), null);
  });
});

test('the steps of a Tekton task start one after the other', () => {
  const picture = pictureOf(`apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  steps: [{name: clone, image: "alpine/git:2"}, {name: compile, image: "golang:1.22"}]
  sidecars: [{name: registry, image: "registry:2"}]
`);
  assert.match(picture.description, /^Steps, one after the other: clone, then compile\./);
  assert.ok(picture.nodes.some(({ texts }) => texts.some(({ text }) => text === 'the steps one after the other')));
});
