import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { insertInto } from '../../server/src/features/insert.ts';
import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import type { Helper } from '../../server/src/helpers/helper.ts';
import type { Container } from '../../server/src/kubernetes/pod.ts';
import type { InsertOptions } from '../../server/src/patterns/insert/insertion.ts';
import { examplesOf, insertPattern } from '../../server/src/patterns/insert.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import type { ContainerPattern } from '../../server/src/patterns/pattern.ts';
import { fields } from '../../server/src/yaml/read.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, analysisOf, settings } from '../support.ts';

/** The place of a parameter in the texts of a pattern. */
function place(key: string): string {
  return `\${${key}}`;
}

const HEAD = {
  title: 'A helper',
  purpose: 'Help',
  description: 'It helps.',
  avoid: null,
  keywords: [],
  docs: 'https://example.com',
  parameters: [],
  scope: 'container',
  native: {},
  classic: {},
  volumes: [],
  app: { volumeMounts: [], env: [] },
  spec: {},
  labels: {},
  annotations: {},
} as const;

const INIT: ContainerPattern = {
  ...HEAD,
  id: 'wait',
  pattern: 'init',
  variants: [],
  container: { name: 'wait', image: 'acme/wait:1.0' },
};

const PROXY: ContainerPattern = {
  ...HEAD,
  id: 'proxy',
  pattern: 'ambassador',
  variants: ['native', 'classic'],
  parameters: [
    { key: 'port', title: 'Port', default: '5432', required: false, choices: null, example: '5432' },
    { key: 'url', title: 'Address', default: null, required: true, choices: null, example: 'db' },
  ],
  container: {
    name: 'proxy',
    image: 'acme/proxy:1.0',
    args: [`--port=${place('port')}`, `--to=${place('url')}`],
    ports: [{ name: 'sql', containerPort: place('port') }],
  },
  native: { startupProbe: { tcpSocket: { port: 'sql' } } },
  classic: { lifecycle: { preStop: { sleep: { seconds: 5 } } } },
  app: { volumeMounts: [], env: [{ name: 'DB', value: `127.0.0.1:${place('port')}` }] },
};

const SHIPPER: ContainerPattern = {
  ...HEAD,
  id: 'shipper',
  pattern: 'sidecar',
  variants: ['classic', 'native'],
  container: {
    name: 'shipper',
    image: 'fluent/fluent-bit:5.0.0',
    args: [`--of=${place('app')}`],
    volumeMounts: [
      { name: 'logs', mountPath: '/in', readOnly: true },
      { name: 'state', mountPath: '/state' },
    ],
  },
  volumes: [
    { name: 'logs', emptyDir: {} },
    { name: 'state', emptyDir: {} },
  ],
  app: { volumeMounts: [{ name: 'logs', mountPath: '/var/log/app' }], env: [] },
};

const ADAPTER: ContainerPattern = {
  ...HEAD,
  id: 'adapter',
  pattern: 'adapter',
  variants: ['classic'],
  container: { name: 'adapter', image: 'acme/adapter:1.0', ports: [{ name: 'metrics', containerPort: 9000 }] },
  annotations: { 'acme.example/port': '9000', 'kubectl.kubernetes.io/default-container': place('app') },
};

type Options = Partial<Omit<InsertOptions, 'set'>> & { set?: Record<string, string> };

function run(text: string, pattern: ContainerPattern, options: Options = {}): { text: string } | { refusal: string } {
  const { variant = null, set = { ...(pattern === PROXY ? { url: 'db' } : {}) }, kubernetes = 35, at = null } = options;
  const analysis = analysisOf(text);
  const [team] = analysis.teams;
  assert.ok(team, 'no pod');
  const inserted = insertPattern(team, pattern, { variant, set: new Map(Object.entries(set)), kubernetes, at });
  return 'refusal' in inserted ? inserted : { text: applyEdits(text, inserted.edits) };
}

function done(text: string, pattern: ContainerPattern, options: Options = {}): string {
  const result = run(text, pattern, options);
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

function refusal(text: string, pattern: ContainerPattern, options: Options = {}): string {
  const result = run(text, pattern, options);
  assert.ok('refusal' in result, JSON.stringify(result));
  return result.refusal;
}

function containersOf(text: string): readonly Container[] {
  return analysisOf(text).teams[0]?.pod.containers ?? [];
}

/** A Pod whose spec is in flow style, in one line each. */
function pod(containers: string, more = '', metadata = '{name: web}'): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n  containers: [${containers}]\n${more}`;
}
const WEB = '{name: web, image: acme/web:1.0}';

suite('the form of an inserted container', () => {
  const cases: readonly (readonly [string, ContainerPattern, Options, string])[] = [
    ['an init container', INIT, {}, 'initContainers wait'],
    ['the preferred form', PROXY, {}, 'initContainers proxy Always'],
    ['native sidecars are too new', PROXY, { kubernetes: 28 }, 'containers proxy'],
    ['the first version with them', PROXY, { kubernetes: 29 }, 'initContainers proxy Always'],
    ['the form asked for', PROXY, { variant: 'classic' }, 'containers proxy'],
    ['a list that is asked for', PROXY, { at: { list: 'containers', index: 0 } }, 'containers proxy'],
    ['a pattern that prefers the classic form', SHIPPER, {}, 'containers shipper'],
    ['native, asked for', SHIPPER, { variant: 'native' }, 'initContainers shipper Always'],
  ];
  for (const [name, pattern, options, expected] of cases) {
    test(name, () => {
      const added = containersOf(done(pod(WEB), pattern, options)).find((one) => one.label !== 'web');
      assert.ok(added);
      assert.equal([added.list, added.label, added.restartPolicy?.value].filter(Boolean).join(' '), expected);
    });
  }

  test('each form has its own keys, all in their usual order', () => {
    const keys = (variant: 'native' | 'classic') => {
      const added = containersOf(done(pod(WEB), PROXY, { variant })).find((one) => one.label === 'proxy');
      return [...fields(added?.source ?? null).keys()].join(' ');
    };
    assert.equal(keys('native'), 'name image restartPolicy args ports startupProbe');
    assert.equal(keys('classic'), 'name image args ports lifecycle');
  });

  test('a hook that sleeps is for versions that know it', () => {
    const sleeps = (kubernetes: number) => /sleep/.test(done(pod(WEB), PROXY, { variant: 'classic', kubernetes }));
    assert.deepEqual([29, 30].map(sleeps), [false, true]);
  });

  const refusals: readonly (readonly [string, ContainerPattern, Options, RegExp])[] = [
    ['a form that there is not', ADAPTER, { variant: 'native' }, /^adapter has no native form$/],
    ['an init container has no form', INIT, { variant: 'classic' }, /^wait runs to completion .* no classic form$/],
    [
      'native sidecars asked for too early',
      PROXY,
      { variant: 'native', kubernetes: 28 },
      /^native sidecars need Kubernetes 1\.29, and the target is 1\.28$/,
    ],
    [
      'an init container among the others',
      INIT,
      { at: { list: 'containers', index: 0 } },
      /belongs into initContainers/,
    ],
    [
      'no form for a list',
      ADAPTER,
      { at: { list: 'initContainers', index: 0 } },
      /no form that stands in initContainers/,
    ],
    ['a value is missing', PROXY, { set: {} }, /^proxy needs a value for "url"/],
    ['an unknown parameter', PROXY, { set: { url: 'db', colour: 'red' } }, /no parameter "colour"/],
  ];
  for (const [name, pattern, options, expected] of refusals) {
    test(name, () => assert.match(refusal(pod(WEB), pattern, options), expected));
  }
});

suite('the place of an inserted container', () => {
  const order = (text: string, list: string) =>
    containersOf(text)
      .filter((one) => one.list === list)
      .map(({ label }) => label)
      .join(' ');
  const inits = (...items: string[]) => pod(WEB, `  initContainers: [${items.join(', ')}]\n`);
  const ONE = '{name: one, image: acme/one:1.0}';
  const DIALS = '{name: two, image: acme/two:1.0, command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done"]}';

  test('an init container comes last', () => {
    assert.equal(order(done(inits(ONE, DIALS), INIT), 'initContainers'), 'one two wait');
  });
  test('a native sidecar comes last if nobody before needs it', () => {
    assert.equal(order(done(inits(ONE), PROXY), 'initContainers'), 'one proxy');
  });
  test('a native sidecar comes before the init container that dials it', () => {
    assert.equal(order(done(inits(ONE, DIALS), PROXY), 'initContainers'), 'one proxy two');
  });
  test('on another port nobody dials it', () => {
    assert.equal(
      order(done(inits(ONE, DIALS), PROXY, { set: { url: 'db', port: '5433' } }), 'initContainers'),
      'one two proxy',
    );
  });
  test('where it is asked for', () => {
    const at = { list: 'initContainers', index: 1 } as const;
    assert.equal(order(done(inits(ONE, DIALS), INIT, { at }), 'initContainers'), 'one wait two');
  });
  test('a classic sidecar comes last', () => {
    assert.equal(order(done(pod(`${WEB}, ${ONE}`), ADAPTER), 'containers'), 'web one adapter');
  });
  test('a missing list is made before the containers', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  nodeName: a\n  # ours\n  containers:\n  - name: web\n    image: acme/web:1.0\n`;
    assert.equal(
      done(text, INIT),
      text.replace('  # ours\n', '  initContainers:\n  - name: wait\n    image: acme/wait:1.0\n  # ours\n'),
    );
  });
});

suite('names that are taken', () => {
  test('a container gets another one', () => {
    const after = done(pod(`${WEB}, {name: wait, image: acme/x:1.0}, {name: wait-2, image: acme/x:1.0}`), INIT);
    assert.ok(containersOf(after).some((one) => one.label === 'wait-3'));
  });
  test('a port gets another one, and so do its probes', () => {
    const after = done(pod('{name: web, image: acme/web:1.0, ports: [{name: sql, containerPort: 80}]}'), PROXY);
    assert.match(after, /- name: sql-2\n/);
    assert.match(after, /startupProbe:\n +tcpSocket:\n +port: sql-2\n/);
  });
  test('a volume of another kind: the new one gets another name everywhere', () => {
    const after = done(pod(WEB, '  volumes: [{name: logs, configMap: {name: x}}]\n'), SHIPPER);
    assert.match(after, /volumeMounts: \[\{name: logs-2, mountPath: \/var\/log\/app\}\]/);
    assert.match(after, /\{name: logs-2, mountPath: \/in, readOnly: true\}/);
    assert.match(after, /configMap: \{name: x\}\}, \{name: logs-2, emptyDir: \{\}\}/);
  });
});

suite('volumes that are there', () => {
  const web = (mount: string) => `{name: web, image: acme/web:1.0, volumeMounts: [${mount}]}`;
  const volumes = (...items: string[]) => `  volumes: [${items.join(', ')}]\n`;

  test('one of the same name and kind is used', () => {
    const after = done(pod(WEB, volumes('{name: logs, emptyDir: {sizeLimit: 1Gi}}')), SHIPPER);
    assert.match(after, /volumes: \[\{name: logs, emptyDir: \{sizeLimit: 1Gi\}\}, \{name: state, emptyDir: \{\}\}\]/);
  });
  test('what others write to is not used for what is private', () => {
    const after = done(pod(web('{name: state, mountPath: /x}'), volumes('{name: state, emptyDir: {}}')), SHIPPER);
    assert.match(after, /\{name: state-2, mountPath: \/state\}/);
  });
  test('what the application mounts at the path is used', () => {
    for (const [path, volume] of [
      ['/var/log/app', '{name: old, emptyDir: {}}'],
      ['/var/log/app/', '{name: old, persistentVolumeClaim: {claimName: x}}'],
    ] as const) {
      const after = done(pod(web(`{name: old, mountPath: ${path}}`), volumes(volume)), SHIPPER);
      assert.match(after, /\{name: old, mountPath: \/in, readOnly: true\}/);
      assert.ok(after.includes(`volumes: [${volume}, {name: state, emptyDir: {}}]`), after);
      assert.ok(after.includes(web(`{name: old, mountPath: ${path}}`)), after);
    }
  });
  test('a claim of a StatefulSet is a volume, too', () => {
    const text = `apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  selector: {}\n  template:\n    spec:\n      containers: [${web('{name: logs, mountPath: /var/log/app}')}]\n  volumeClaimTemplates: [{metadata: {name: logs}}]\n`;
    assert.match(done(text, SHIPPER), /volumes:\n +- name: state\n/);
  });
  const refusals: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'nothing can be written to it',
      '{name: c, mountPath: /var/log/app}',
      '{name: c, configMap: {name: x}}',
      /a configMap that nothing can be written to, at \/var\/log\/app$/,
    ],
    [
      'only a part is mounted',
      '{name: c, mountPath: /var/log/app, subPath: a}',
      '{name: c, emptyDir: {}}',
      /mounts only a part of volume "c"/,
    ],
    [
      'it is read only',
      '{name: c, mountPath: /var/log/app, readOnly: true}',
      '{name: c, emptyDir: {}}',
      /mounts volume "c" for reading only/,
    ],
  ];
  for (const [name, mount, volume, expected] of refusals) {
    test(name, () => assert.match(refusal(pod(web(mount), volumes(volume)), SHIPPER), expected));
  }

  const CONFIG: ContainerPattern = {
    ...HEAD,
    id: 'config',
    pattern: 'init',
    variants: [],
    container: { name: 'config', image: 'acme/config:1.0', volumeMounts: [{ name: 'conf', mountPath: '/conf' }] },
    volumes: [{ name: 'conf', configMap: { name: 'shop' } }],
  };
  test('a ConfigMap is the same only if it is the same ConfigMap', () => {
    const same = done(pod(WEB, volumes('{name: conf, configMap: {name: shop}}')), CONFIG);
    assert.match(same, /volumes: \[\{name: conf, configMap: \{name: shop\}\}\]/);
    const other = done(pod(WEB, volumes('{name: conf, configMap: {name: other}}')), CONFIG);
    assert.match(other, /\{name: conf-2, configMap: \{name: shop\}\}/);
  });
  test('what must be in memory is not shared on a disk', () => {
    const secret: ContainerPattern = { ...SHIPPER, volumes: [{ name: 'logs', emptyDir: { medium: 'Memory' } }] };
    const there = pod(web('{name: c, mountPath: /var/log/app}'), volumes('{name: c, emptyDir: {}}'));
    assert.match(refusal(there, secret), /not kept in memory/);
    const memory = there.replace('emptyDir: {}', 'emptyDir: {medium: Memory}');
    assert.match(done(memory, secret), /\{name: c, mountPath: \/in/);
  });
});

suite('the application', () => {
  const helped = (text: string) =>
    containersOf(done(text, SHIPPER)).find((one) => one.mounts[0]?.path === '/var/log/app');
  const two = (name: string) =>
    pod('{name: one, image: acme/one:1.0}, {name: two, image: acme/two:1.0}', '', `{name: ${name}}`);
  test('of several it is the one named like the workload, else the first', () => {
    assert.equal(helped(two('two'))?.label, 'two');
    assert.equal(helped(two('other'))?.label, 'one');
    assert.match(done(two('two'), SHIPPER), /--of=two/);
  });
  test('a helper is not helped', () => {
    assert.equal(helped(pod(`{name: x, image: "nginx/nginx-prometheus-exporter:1.0"}, ${WEB}`))?.label, 'web');
  });
  test('without one nothing can be mounted in it', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  initContainers: [{name: a, image: a:1}]\n';
    assert.match(refusal(text, SHIPPER), /no application container/);
    assert.match(done(text, INIT), /wait/);
  });
  const env = (value: string) => pod(`{name: web, image: acme/web:1.0, env: [{name: DB, ${value}}]}`);
  test('a variable that it has stays if it says the same', () => {
    for (const value of ['value: 127.0.0.1:5432', 'value: "postgres://localhost:5432/x"']) {
      assert.ok(done(env(value), PROXY).includes(`env: [{name: DB, ${value}}]}`));
    }
  });
  test('a variable that leads elsewhere contradicts', () => {
    for (const value of ['value: db.prod', 'valueFrom: {secretKeyRef: {name: x, key: y}}', 'value: not-localhost']) {
      assert.match(
        refusal(env(value), PROXY),
        /^"web" has its own DB, and the pattern needs it to be "127.0.0.1:5432"$/,
      );
    }
  });
});

suite('annotations of the pod', () => {
  const deployment = (metadata: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {}\n  template:\n${metadata}    spec:\n      containers: [${WEB}]\n`;
  test('are made where they are missing', () => {
    const annotations =
      '      annotations:\n        acme.example/port: "9000"\n        kubectl.kubernetes.io/default-container: web\n';
    assert.ok(done(deployment(''), ADAPTER).includes(`  template:\n    metadata:\n${annotations}    spec:`));
    const labels = '    metadata:\n      labels: {app: web}\n';
    assert.ok(done(deployment(labels), ADAPTER).includes(`${labels}${annotations}    spec:`));
  });
  test('are those of the Pod itself', () => {
    assert.match(done(pod(WEB), ADAPTER), /^metadata: \{name: web, annotations: \{acme.example\/port: "9000", /m);
  });
  test('stay if they say the same, or what people have decided', () => {
    const there = pod(
      WEB,
      '',
      '{annotations: {acme.example/port: "9000", kubectl.kubernetes.io/default-container: x}}',
    );
    assert.ok(done(there, ADAPTER).startsWith(there.slice(0, there.indexOf('spec:'))));
  });
  test('that say something else contradict', () => {
    const there = pod(WEB, '', '{annotations: {acme.example/port: "80"}}');
    assert.equal(
      refusal(there, ADAPTER),
      'the pod has the annotation acme.example/port: "80", and the pattern needs "9000"',
    );
  });
  test('are not guessed for kinds that keep them elsewhere', () => {
    const text = `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n  containers: [${WEB}]\n`;
    assert.match(refusal(text, ADAPTER), /the kind Prometheus has the annotations/);
  });
});

suite('what is in the way', () => {
  const PORT = '{name: db, image: acme/db:1.0, ports: [{containerPort: 5432}]}';
  const cases: readonly (readonly [string, string, ContainerPattern, RegExp, Options?])[] = [
    [
      'a chosen port is taken, another is free',
      pod(`${WEB}, ${PORT}`),
      PROXY,
      /^port 5432 is taken by "db", but 5433 is free: set port=5433$/,
      { set: { url: 'db', port: '5432' } },
    ],
    [
      'a port that cannot be set',
      pod(`${WEB}, {name: x, image: "x:1", ports: [{containerPort: 9000}]}`),
      ADAPTER,
      /^port 9000 is taken by "x"$/,
    ],
    [
      'the same helper, by its image',
      pod(`${WEB}, {name: x, image: "docker.io/fluent/fluent-bit:1"}`),
      SHIPPER,
      /^"x" is Fluent Bit already$/,
    ],
    [
      'the same image',
      pod(`${WEB}, {name: x, image: "acme/adapter@sha256:0"}`),
      ADAPTER,
      /^"x" is the same helper already$/,
    ],
    ['broken text', `${pod(WEB)}  volumes: [\n`, INIT, /^the text is not valid YAML$/],
    [
      'a pod that is no pod spec',
      'apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps: [{name: a, image: a}]\n',
      INIT,
      /^containers of a Task are not those of a pod spec$/,
    ],
    [
      'a kind that nobody knows',
      `apiVersion: a.b/v1\nkind: Some\nspec: {containers: [${WEB}]}\n`,
      INIT,
      /whether the kind Some has initContainers/,
    ],
    [
      'an alias',
      `apiVersion: v1\nkind: Pod\nx: &c [${WEB}]\nspec:\n  containers: *c\n`,
      ADAPTER,
      /shared through an anchor/,
    ],
    [
      'an anchor',
      `apiVersion: v1\nkind: Pod\nspec:\n  containers: &c [${WEB}]\nx: *c\n`,
      ADAPTER,
      /shared through an anchor/,
    ],
    [
      'a merged key',
      `apiVersion: v1\nkind: Pod\nx: &x {volumes: [{name: a, emptyDir: {}}]}\nspec:\n  <<: *x\n  containers: [${WEB}]\n`,
      SHIPPER,
      /shared through an anchor/,
    ],
    [
      'metadata that others share',
      `apiVersion: v1\nkind: Pod\nmetadata: &m {name: web}\nspec:\n  containers: [${WEB}]\nx: *m\n`,
      ADAPTER,
      /^metadata is shared through an anchor/,
    ],
    [
      'annotations that are others',
      `apiVersion: v1\nkind: Pod\nx: &a {b: c}\nmetadata: {name: web, annotations: *a}\nspec:\n  containers: [${WEB}]\n`,
      ADAPTER,
      /^annotations is shared through an anchor/,
    ],
    [
      'annotations that others share',
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, annotations: &a {b: c}}\nspec:\n  containers: [${WEB}]\nx: *a\n`,
      ADAPTER,
      /^annotations is shared through an anchor/,
    ],
    [
      'a list of the application that others share',
      `apiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: web, image: acme/web:1.0, env: &e [{name: A, value: b}]}]\nx: *e\n`,
      PROXY,
      /^env is shared through an anchor/,
    ],
    [
      'an application behind an alias',
      `apiVersion: v1\nkind: Pod\nx: &w ${WEB}\nspec:\n  containers:\n  - *w\n`,
      SHIPPER,
      /^"web" is shared/,
    ],
  ];
  for (const [name, text, pattern, expected, options] of cases) {
    test(name, () => assert.match(refusal(text, pattern, options), expected));
  }

  test('a port that is taken makes way for a free one', () => {
    assert.match(done(pod(`${WEB}, ${PORT}`), PROXY), /5433/);
  });
  test('a port that was not chosen makes way, whichever else has its number', () => {
    const told: ContainerPattern = {
      ...PROXY,
      parameters: [
        { key: 'app-port', title: 'App', default: '80', required: false, choices: null, example: '80' },
        ...PROXY.parameters,
      ],
    };
    const set = { url: 'db', 'app-port': '5432' };
    assert.match(done(pod(`${WEB}, ${PORT}`), told, { set }), /--port=5433/);
  });
  test('an anchor that nothing refers to is not in the way', () => {
    assert.match(done(`apiVersion: v1\nkind: Pod\nspec:\n  containers: &c [${WEB}]\n`, ADAPTER), /adapter/);
  });
  test('a free port is one that nobody dials either', () => {
    const web = '{name: web, image: acme/web:1.0, env: [{name: X, value: "localhost:5433"}]}';
    assert.match(refusal(pod(`${web}, ${PORT}`), PROXY, { set: { url: 'db', port: '5432' } }), /set port=5434$/);
  });
  test('the same image that only lends its programs is something else', () => {
    const shell = pod(`${WEB}, {name: x, image: "acme/adapter:1.0", command: [sh]}`);
    assert.match(done(shell, ADAPTER), /name: adapter/);
  });
  test('a patch may be added to', () => {
    const patch = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n`;
    assert.match(done(patch, SHIPPER), /- name: shipper\n {8}image/);
  });
  test('a refusal is one line, whatever the file holds', () => {
    const there = pod(WEB, '', '{annotations: {acme.example/port: "8\\n\\e[31m0"}}');
    assert.doesNotMatch(refusal(there, ADAPTER), /\p{Cc}/u);
  });
});

suite('templates', () => {
  const chart = (spec: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {}\n  template:\n    spec:\n${spec}`;
  const containers = '      containers:\n      - name: web\n        image: acme/web:1.0\n';
  test('a list that conditions print is left alone', () => {
    const volumes =
      '      {{- if .Values.v }}\n      volumes:\n      - name: a\n        emptyDir: {}\n      {{- end }}\n';
    assert.match(refusal(chart(containers + volumes), SHIPPER), /template actions decide about volumes/);
    const empty =
      '      {{- with .Values.v }}\n      volumes:\n        {{- toYaml . | nindent 8 }}\n      {{- end }}\n';
    assert.match(refusal(chart(containers + empty), SHIPPER), /template actions decide about volumes/);
    assert.match(done(chart(containers + empty), INIT), /initContainers:\n {6}- name: wait\n/);
  });
  test('annotations that conditions print are left alone', () => {
    const text = chart(containers).replace(
      '    spec:\n',
      '    {{- if .Values.a }}\n    metadata:\n      annotations:\n        a: b\n    {{- end }}\n    spec:\n',
    );
    assert.match(refusal(text, ADAPTER), /template actions decide about annotations/);
  });
  test('keys that an action may print are not written beside it', () => {
    const action = '      {{- include "shop.volumes" . | nindent 6 }}\n';
    assert.match(refusal(chart(containers + action), SHIPPER), /template actions decide about volumes/);
    const deeper = '      nodeSelector:\n        {{- toYaml .Values.n | nindent 8 }}\n';
    assert.match(done(chart(containers + deeper), SHIPPER), /volumes:\n {6}- name: logs\n/);
  });
});

suite('lists in flow style', () => {
  const small: ContainerPattern = { ...INIT, container: { name: 'x', image: 'x:1', ports: [{ containerPort: 1 }] } };
  const cases: readonly (readonly [name: string, list: string, after: string])[] = [
    [
      'braces that hug brackets',
      '[{\n    name: "a",\n    image: "a:1", # why\n  }]',
      '[{\n    name: "a",\n    image: "a:1", # why\n  }, {\n    name: "x",\n    image: "x:1",\n    ports: [\n      {\n        containerPort: 1,\n      },\n    ],\n  }]',
    ],
    [
      'the same without commas at the end',
      '[{\n    name: a,\n    image: "a:1"\n  }, {\n    name: b\n  }]',
      '[{\n    name: a,\n    image: "a:1"\n  }, {\n    name: b\n  }, {\n    name: x,\n    image: "x:1",\n    ports: [\n      {\n        containerPort: 1\n      }\n    ]\n  }]',
    ],
    ['one line', '[{name: a}]', '[{name: a}, {name: x, image: "x:1", ports: [{containerPort: 1}]}]'],
  ];
  const text = (list: string) => {
    const web = list.includes('"a"') ? '{name: "web", image: "acme/web:1.0"}' : WEB;
    return `apiVersion: v1\nkind: Pod\nspec: {\n  initContainers: ${list},\n  containers: [${web}],\n}\n`;
  };
  for (const [name, list, after] of cases) test(name, () => assert.equal(done(text(list), small), text(after)));

  test('before an item that hugs, too', () => {
    const at = { list: 'initContainers', index: 0 } as const;
    const list = '[{\n    name: "a",\n  }]';
    const plain: ContainerPattern = { ...INIT, container: { name: 'x', image: 'x:1' } };
    assert.equal(
      done(text(list), plain, { at }),
      text('[{\n    name: "x",\n    image: "x:1",\n  }, {\n    name: "a",\n  }]'),
    );
  });
});

suite('our own rules', () => {
  const JOB = `apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {restartPolicy: Never, containers: [${WEB}]}}}\n`;
  const into = (text: string, pattern: ContainerPattern, kubernetes = 35, rules = {}) => {
    const analysis = analysisOf(text, ALONE);
    const [team] = analysis.teams;
    assert.ok(team);
    return insertInto(
      analysis,
      team,
      pattern,
      { variant: 'classic', set: new Map(), at: null },
      { ...settings(kubernetes), rules },
    );
  };
  test('refuse what they would report', () => {
    const inserted = into(JOB, SHIPPER);
    assert.match('refusal' in inserted ? inserted.refusal : '', /^then job-sidecar-never-completes would report: /);
  });
  test('say nothing if they are off', () => {
    assert.ok('edits' in into(JOB, SHIPPER, 35, { 'job-sidecar-never-completes': 'off' }));
  });
  test('do not count what was there before', () => {
    const bad = pod('{name: web, image: acme/web:1.0, volumeMounts: [{name: lost, mountPath: /lost}]}');
    assert.ok('edits' in into(bad, SHIPPER));
  });
  test('a whole manifest is no container', () => {
    const analysis = analysisOf(pod(WEB));
    const [team] = analysis.teams;
    assert.ok(team);
    const manifest = { ...HEAD, id: 'm', pattern: 'sidecar', scope: 'manifest', prefix: 'pod-m', text: '' } as const;
    const inserted = insertInto(analysis, team, manifest, { variant: null, set: new Map(), at: null }, settings());
    assert.match('refusal' in inserted ? inserted.refusal : '', /whole manifest/);
  });
});

suite('values that the pod tells', () => {
  const parameters = ['app-port', 'user', 'claim', 'folder'].map((key) => {
    return { key, title: key, default: 'none', required: false, choices: null, example: 'none' };
  });
  const args = parameters.map(({ key }) => `${key}=${place(key)}`);
  const TOLD: ContainerPattern = { ...INIT, parameters, container: { name: 'wait', image: 'acme/wait:1.0', args } };
  const told = (text: string, options: Options = {}) =>
    containersOf(done(text, TOLD, options))
      .find(({ label }) => label === 'wait')
      ?.args?.map(({ value }) => value.split('=')[1])
      .join(' ');

  const mount = 'volumeMounts: [{name: tmp, mountPath: /tmp}, {name: data, mountPath: /data}]';
  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['nothing', pod(WEB), 'none none none none'],
    [
      'its first port',
      pod('{name: web, image: a, ports: [{containerPort: 80}, {containerPort: 81}]}'),
      '80 none none none',
    ],
    [
      'the port for HTTP',
      pod('{name: web, image: a, ports: [{containerPort: 80, name: grpc}, {containerPort: 81, name: http}]}'),
      '81 none none none',
    ],
    [
      'no port for UDP',
      pod('{name: web, image: a, ports: [{containerPort: 80, protocol: UDP}]}'),
      'none none none none',
    ],
    ['its user', pod('{name: web, image: a, securityContext: {runAsUser: 7}}'), 'none 7 none none'],
    ['the user of the pod', pod(WEB, '  securityContext: {runAsUser: 8}\n'), 'none 8 none none'],
    [
      'its claim',
      pod(
        `{name: web, image: a, ${mount}}`,
        '  volumes: [{name: tmp, emptyDir: {}}, {name: data, persistentVolumeClaim: {claimName: c}}]\n',
      ),
      'none none c /data',
    ],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(told(text), expected));

  test('nothing that no parameter takes', () => {
    const port = { key: 'app-port', title: 'Port', default: '80', required: false, choices: null, example: '80' };
    const SERVED: ContainerPattern = {
      ...TOLD,
      parameters: [port],
      container: { ...TOLD.container, args: [place('app-port')] },
    };
    const after = done(pod('{name: web, image: a, ports: [{containerPort: 99999}]}'), SERVED);
    assert.equal(containersOf(after).find(({ label }) => label === 'wait')?.args?.[0]?.value, '80');
  });

  test('the folder of its logs', () => {
    const folder = {
      key: 'log-folder',
      title: 'Logs',
      default: '/var/log/app',
      required: false,
      choices: null,
      example: '/x',
    };
    const LOGS: ContainerPattern = {
      ...TOLD,
      parameters: [folder],
      container: { ...TOLD.container, args: [place('log-folder')] },
    };
    const logs = (mount: string, volume: string) =>
      containersOf(done(pod(`{name: web, image: a, volumeMounts: [${mount}]}`, `  volumes: [${volume}]\n`), LOGS)).find(
        ({ label }) => label === 'wait',
      )?.args?.[0]?.value;
    assert.equal(logs('{name: v, mountPath: /opt/logs/}', '{name: v, emptyDir: {}}'), '/opt/logs');
    assert.equal(logs('{name: v, mountPath: /opt/logs}', '{name: v, configMap: {name: x}}'), '/var/log/app');
    assert.equal(logs('{name: v, mountPath: /opt/catalogs}', '{name: v, emptyDir: {}}'), '/var/log/app');
  });

  test('what is chosen counts more', () => {
    const text = pod('{name: web, image: a, securityContext: {runAsUser: 7}}');
    assert.equal(told(text, { set: { user: '9' } }), 'none 9 none none');
  });
});

suite('what a pattern wants of the pod', () => {
  const WANTS: ContainerPattern = {
    ...INIT,
    labels: { 'acme/mesh': 'on' },
    spec: { serviceAccountName: 'shop', shareProcessNamespace: true, securityContext: { fsGroup: 7 } },
  };
  const block = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';
  const web = '  containers:\n    - name: web\n      image: acme/web:1.0\n';
  const fields = '  serviceAccountName: shop\n  shareProcessNamespace: true\n  securityContext:\n    fsGroup: 7\n';

  test('is written before the containers, and in the labels', () => {
    const wait = '  initContainers:\n    - name: wait\n      image: acme/wait:1.0\n';
    const labels = block.replace('  name: web\n', '  name: web\n  labels:\n    acme/mesh: "on"\n');
    assert.equal(done(block + web, WANTS), labels + fields + wait + web);
  });
  test('is left as it is where the pod has its own', () => {
    const own = '  serviceAccountName: mine\n  hostPID: true\n  securityContext:\n    fsGroup: 3\n';
    assert.doesNotMatch(done(block + own + web, WANTS), /shareProcess|shop|fsGroup: 7/);
  });
  test('joins what the pod has', () => {
    const own = '  securityContext:\n    runAsUser: 3\n';
    assert.match(done(block + own + web, WANTS), /securityContext:\n {4}runAsUser: 3\n {4}fsGroup: 7\n/);
  });
  test('is refused where the pod says otherwise', () => {
    assert.match(
      refusal(`${block}  shareProcessNamespace: false\n${web}`, WANTS),
      /^the pod has shareProcessNamespace: false/,
    );
    const labelled = block.replace('  name: web\n', '  name: web\n  labels: {acme/mesh: "off"}\n');
    assert.match(refusal(labelled + web, WANTS), /^the pod has the label acme\/mesh: "off"/);
  });
  test('may be all there is, once', () => {
    const ASKS: ContainerPattern = { ...WANTS, container: null, spec: {} };
    const once = done(block + web, ASKS);
    assert.equal(once, block.replace('  name: web\n', '  name: web\n  labels:\n    acme/mesh: "on"\n') + web);
    assert.equal(refusal(once, ASKS), 'the pod has it already');
  });
  test('goes below what a template prints for labels', () => {
    const template = block.replace('  name: web\n', '  labels:\n    {{- include "labels" . | nindent 4 }}\n');
    const after = done(template + web, { ...WANTS, container: null, spec: {} });
    assert.equal(after, template.replace('}}\n', '}}\n    acme/mesh: "on"\n') + web);
  });
  test('is refused below actions that print in different columns', () => {
    const actions = '  labels:\n    {{- include "labels" . | nindent 4 }}\n    {{- include "more" . | nindent 6 }}\n';
    const template = block.replace('  name: web\n', actions);
    assert.match(
      refusal(template + web, { ...WANTS, container: null, spec: {} }),
      /^template actions decide about labels/,
    );
  });
  test('kubectl finds the application where a helper goes before it', () => {
    const FIRST: ContainerPattern = {
      ...PROXY,
      variants: ['classic'],
      classic: { lifecycle: { postStart: { exec: { command: ['wait'] } } } },
    };
    const after = done(block + web, FIRST, { set: { url: 'db' } });
    assert.match(after, /annotations:\n {4}kubectl\.kubernetes\.io\/default-container: web\n/);
    assert.match(after, /containers:\n {4}- name: proxy\n/);
  });
});

suite('pods that are not like others', () => {
  test('what is scraped already stays', () => {
    const SCRAPED: ContainerPattern = {
      ...ADAPTER,
      annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9000' },
    };
    const after = done(pod(WEB, '', '{annotations: {prometheus.io/port: "80"}}'), SCRAPED);
    assert.match(after, /annotations: \{prometheus\.io\/port: "80"\}/);
  });
  test('on Windows', () => {
    for (const told of [
      'os: {name: windows}',
      'nodeSelector: {kubernetes.io/os: windows}',
      'securityContext: {windowsOptions: {hostProcess: true}}',
    ]) {
      assert.equal(refusal(pod(WEB, `  ${told}\n`), INIT), 'the pod runs on Windows, and wait is for Linux', told);
    }
    assert.ok(done(pod(WEB, '  os: {name: linux}\n'), INIT));
  });
  test('of Knative', () => {
    const text = `apiVersion: serving.knative.dev/v1\nkind: Service\nspec:\n  template:\n    spec:\n      containers: [${WEB}]\n`;
    assert.match(refusal(text, PROXY), /^Knative takes no init containers, hooks or further ports/);
  });
  test('a wait and the way to a database go before a migration', () => {
    const migrate = '{name: migrate, image: "flyway/flyway:11", args: [migrate]}';
    const text = pod(WEB, `  initContainers: [{name: one, image: acme/one:1.0}, ${migrate}]\n`);
    const library = (id: string) =>
      PATTERNS.find((one): one is ContainerPattern => one.id === id && one.scope === 'container');
    for (const [id, expected] of [
      ['wait-for-service', 'one wait-for-service migrate'],
      ['cloud-sql-proxy', 'one cloud-sql-proxy migrate'],
      ['fluent-bit', 'one migrate fluent-bit'],
    ] as const) {
      const pattern = library(id);
      assert.ok(pattern);
      const set = Object.fromEntries(examplesOf(pattern));
      const inits = containersOf(done(text, pattern, { set })).filter(({ list }) => list === 'initContainers');
      assert.equal(inits.map(({ label }) => label).join(' '), expected);
    }
  });
  test('a helper that its user has told of is there already', () => {
    const known = HELPERS.find(({ id }) => id === 'fluent-bit');
    assert.ok(known);
    const own: Helper = { ...known, id: 'ours', title: 'Our shipper' };
    const shipper = PATTERNS.find(
      (one): one is ContainerPattern => one.id === 'fluent-bit' && one.scope === 'container',
    );
    assert.ok(shipper);
    const text = pod(`${WEB}, {name: ours, image: "fluent/fluent-bit:5.0.0", args: [--quiet]}`);
    const [team] = analysisOf(text, { ...ALONE, helpers: [own] }).teams;
    assert.ok(team);
    const inserted = insertPattern(team, shipper, {
      variant: null,
      set: examplesOf(shipper),
      kubernetes: 35,
      at: null,
    });
    assert.equal('refusal' in inserted && inserted.refusal, '"ours" is Our shipper already');
  });
});
