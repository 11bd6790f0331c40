import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { partsOf } from '../../server/src/features/file.ts';
import { ingressesNear } from '../../server/src/features/neighbours.ts';
import { parentOf } from '../../server/src/features/workspace/levels.ts';
import { Workspace } from '../../server/src/features/workspace/workspace.ts';
import { CHART_FILE, kustomizeRoles, readKustomization } from '../../server/src/kubernetes/kustomization.ts';
import { referrersIn } from '../../server/src/kubernetes/objects.ts';
import { manifestTexts } from '../../server/src/kubernetes/texts.ts';
import { randomFrom } from '../lsp/random.ts';

type Files = Readonly<Record<string, string>>;

/** A workspace of files, with the kustomizations and charts among them. */
function workspaceOf(files: Files): Workspace {
  const workspace = new Workspace();
  const named = (name: string) => Object.entries(files).filter(([path]) => path.split('/').at(-1) === name);
  const folderOf = (path: string) => parentOf(path) ?? '';
  const kustomizations = new Map(
    named('kustomization.yaml').map(([path, text]) => [folderOf(path), readKustomization(text)]),
  );
  workspace.setPackages({ kustomizations, charts: new Set(named(CHART_FILE).map(([path]) => folderOf(path))) });
  const roleOf = kustomizeRoles([...kustomizations].map(([folder, one]) => ({ ...one, folder })));
  for (const [path, text] of Object.entries(files)) {
    const surroundings = { podPaths: [], helpers: [], kustomize: roleOf(path) };
    workspace.set(path, manifestTexts(text), { folder: folderOf(path), surroundings });
  }
  return workspace;
}

/** What every object refers to, as `path name > path name`, one for each pod. */
function references(workspace: Workspace): string[] {
  const found: string[] = [];
  for (const path of [...workspace.paths()]) {
    workspace.hold(path);
    for (const { analysis } of partsOf(workspace, path)) {
      for (const referrer of referrersIn(analysis.objects)) {
        for (const { pod } of analysis.near.ofReferrer(referrer, analysis.teams)) {
          const home = [...workspace.paths()].find((other) =>
            workspace.file(other)?.documents.some((document) => document.analysis?.document === pod.document),
          );
          found.push(`${path} ${referrer.name} > ${home} ${pod.manifest.name}`);
        }
      }
    }
  }
  return found.sort();
}

/** The same, from the side of the pods. */
function backwards(workspace: Workspace): string[] {
  const found: string[] = [];
  for (const path of [...workspace.paths()]) {
    workspace.hold(path);
    for (const { analysis } of partsOf(workspace, path)) {
      for (const { pod, services, autoscalers, portUsers } of analysis.teams) {
        for (const { document, name } of [...services, ...autoscalers, ...portUsers]) {
          const home = workspace.homeOf(document)?.file.path ?? path;
          found.push(`${home} ${name} > ${path} ${pod.manifest.name}`);
        }
      }
    }
  }
  return found.sort();
}

interface More {
  readonly namespace?: string;
  readonly labels?: string;
  readonly kind?: string;
}

function workload(name: string, { namespace, labels = `app: ${name}`, kind = 'Deployment' }: More = {}): string {
  const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}${where}}
spec: {template: {metadata: {labels: {${labels}}}, spec: {containers: [{name: main, image: acme/app:1}]}}}
`;
}

function service(name: string, { namespace, labels = `app: ${name}` }: More = {}): string {
  const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}${where}}\nspec: {selector: {${labels}}, ports: [{port: 80}]}\n`;
}

function autoscaler(target: string, { namespace, kind = 'Deployment' }: More = {}): string {
  const where = namespace === undefined ? '' : `, namespace: ${namespace}`;
  return `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: ${target}${where}}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: ${kind}, name: ${target}}}\n`;
}

const asItem = (text: string) =>
  text.replace('---\n', '').replace(/^/gm, '    ').replace(/^ {4}/, '  - ').trimEnd().concat('\n');

const POLICY =
  '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: all}\nspec: {podSelector: {}, ingress: []}\n';

const kustomization = (resources: string, more = '') => `resources: [${resources}]\n${more}`;

type Row = readonly [says: string, files: Files, references: readonly string[]];

const LEVELS: readonly Row[] = [
  ['one file', { 'a/x.yaml': workload('web') + service('web') }, ['a/x.yaml web > a/x.yaml web']],
  [
    'one document, that is a list',
    {
      'a/x.yaml': `apiVersion: v1\nkind: List\nitems:\n${[workload('web'), service('web')].map(asItem).join('')}`,
      'a/y.yaml': workload('web'),
    },
    ['a/x.yaml web > a/x.yaml web'],
  ],
  ['one folder', { 'a/x.yaml': workload('web'), 'a/y.yaml': service('web') }, ['a/y.yaml web > a/x.yaml web']],
  ['the base of all paths', { 'x.yaml': workload('web'), 'y.yaml': service('web') }, ['y.yaml web > x.yaml web']],
  [
    'folders of one parent',
    { 'a/x.yaml': workload('web'), 'b/y.yaml': service('web') },
    ['b/y.yaml web > a/x.yaml web'],
  ],
  ['a folder within another', { 'a/x.yaml': workload('web'), 'a/b/y.yaml': service('web') }, []],
  ['the base, and a folder below it', { 'x.yaml': workload('web'), 'a/y.yaml': service('web') }, []],
  ['folders of two parents', { 'a/b/x.yaml': workload('web'), 'c/d/y.yaml': service('web') }, []],
  [
    'a file of the folder, rather than another folder',
    { 'a/x.yaml': workload('web'), 'b/x.yaml': workload('web'), 'b/y.yaml': service('web') },
    ['b/y.yaml web > b/x.yaml web'],
  ],
  [
    'the own file, rather than another one of the folder',
    { 'a/x.yaml': workload('web'), 'a/y.yaml': workload('web') + service('web') },
    ['a/y.yaml web > a/y.yaml web'],
  ],
  [
    'all candidates of the nearest level',
    { 'a/x.yaml': workload('web'), 'a/z.yaml': workload('api', { labels: 'app: web' }), 'b/y.yaml': service('web') },
    ['b/y.yaml web > a/x.yaml web', 'b/y.yaml web > a/z.yaml api'],
  ],
  [
    'a folder that a kustomization names, rather than one of the same parent',
    {
      'o/prod/kustomization.yaml': kustomization('../../base'),
      'o/prod/y.yaml': autoscaler('web'),
      'o/test/x.yaml': workload('web'),
      'base/x.yaml': workload('web'),
    },
    ['o/prod/y.yaml web > base/x.yaml web'],
  ],
  [
    'the folder of a manifest that a kustomization names',
    {
      'o/kustomization.yaml': kustomization('../k/x.yaml, y.yaml'),
      'o/y.yaml': service('web'),
      'k/l/x.yaml': '',
      'k/x.yaml': workload('web'),
    },
    ['o/y.yaml web > k/x.yaml web'],
  ],
  [
    'what a kustomization names through another one',
    {
      'o/p/kustomization.yaml': kustomization('../../base'),
      'base/kustomization.yaml': kustomization('parts/web/x.yaml'),
      'base/parts/web/x.yaml': workload('web'),
      'o/p/y.yaml': service('web'),
    },
    ['o/p/y.yaml web > base/parts/web/x.yaml web'],
  ],
  [
    'kustomizations that name each other',
    {
      'a/b/kustomization.yaml': kustomization('../../c/d'),
      'c/d/kustomization.yaml': kustomization('../../a/b'),
      'a/b/x.yaml': workload('web'),
      'c/d/y.yaml': service('web'),
    },
    ['c/d/y.yaml web > a/b/x.yaml web'],
  ],
  [
    'overlays of one base, not each other',
    {
      'o/p/kustomization.yaml': kustomization('../../base'),
      'q/t/kustomization.yaml': kustomization('../../base'),
      'base/z.yaml': POLICY,
      'o/p/x.yaml': workload('web'),
      'q/t/y.yaml': service('web'),
    },
    ['base/z.yaml all > o/p/x.yaml web'],
  ],
  [
    'the templates of a chart, subcharts apart',
    {
      'c/Chart.yaml': 'name: c',
      'c/templates/x.yaml': workload('web'),
      'c/templates/more/y.yaml': service('web'),
      'c/charts/s/Chart.yaml': 'name: s',
      'c/charts/s/templates/y.yaml': service('web'),
    },
    ['c/templates/more/y.yaml web > c/templates/x.yaml web'],
  ],
  [
    'what is filled in later, only where it is filled in at once',
    {
      'a/x.yaml': workload('web', { labels: `app: '\${NAME}'` }),
      'a/y.yaml': service('near', { labels: `app: '\${NAME}'` }),
      'b/y.yaml': service('far', { labels: `app: '\${NAME}'` }),
    },
    ['a/y.yaml near > a/x.yaml web'],
  ],
  [
    'samples beyond number',
    {
      ...Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`s${i}/x.yaml`, workload('web')])),
      'a/y.yaml': service('web'),
    },
    [],
  ],
  [
    'one of many samples that is at hand',
    {
      ...Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`s${i}/x.yaml`, workload('web')])),
      's7/y.yaml': service('web'),
    },
    ['s7/y.yaml web > s7/x.yaml web'],
  ],
];

const MEANING: readonly Row[] = [
  [
    'another namespace is another name',
    {
      'a/x.yaml': workload('web', { namespace: 'shop' }),
      'a/y.yaml': service('web'),
      'a/z.yaml': service('web', { namespace: 'shop' }),
    },
    ['a/z.yaml web > a/x.yaml web'],
  ],
  [
    'no namespace is default',
    { 'a/x.yaml': workload('web', { namespace: 'default' }), 'a/y.yaml': service('web') },
    ['a/y.yaml web > a/x.yaml web'],
  ],
  ['no selector', { 'a/x.yaml': workload('web'), 'a/y.yaml': service('web', { labels: '' }) }, []],
  [
    'all labels',
    {
      'a/x.yaml': workload('web', { labels: 'app: web, tier: front' }),
      'a/y.yaml': service('web', { labels: 'app: web, tier: back' }),
    },
    [],
  ],
  ['another kind', { 'a/x.yaml': workload('web', { kind: 'StatefulSet' }), 'a/y.yaml': autoscaler('web') }, []],
  [
    'everything',
    { 'a/x.yaml': workload('web'), 'a/z.yaml': workload('api'), 'a/y.yaml': POLICY },
    ['a/y.yaml all > a/x.yaml web', 'a/y.yaml all > a/z.yaml api'],
  ],
  ['a word within another', { 'a/x.yaml': workload('web-2'), 'a/y.yaml': autoscaler('web') }, []],
];

const overlay = (more: string, objects: string): Files => ({
  'o/prod/kustomization.yaml': kustomization('../../base, y.yaml', more),
  'o/prod/y.yaml': objects,
  'base/x.yaml': workload('web'),
});

const KUSTOMIZED: readonly Row[] = [
  [
    'names without the prefix',
    overlay('namePrefix: prod-', autoscaler('web')),
    ['o/prod/y.yaml web > base/x.yaml web'],
  ],
  [
    'names with the prefix and suffix',
    overlay('namePrefix: prod-\nnameSuffix: -v1', autoscaler('prod-web-v1')),
    ['o/prod/y.yaml prod-web-v1 > base/x.yaml web'],
  ],
  ['names with another prefix', overlay('namePrefix: prod-', autoscaler('test-web')), []],
  [
    'prefixes one upon the other',
    {
      ...overlay('namePrefix: prod-', autoscaler('prod-shop-web') + autoscaler('shop-web')),
      'base/kustomization.yaml': kustomization('x.yaml', 'namePrefix: shop-'),
    },
    ['o/prod/y.yaml prod-shop-web > base/x.yaml web', 'o/prod/y.yaml shop-web > base/x.yaml web'],
  ],
  [
    'a prefix that the other end does not get',
    {
      'b/kustomization.yaml': kustomization('x.yaml', 'namePrefix: prod-'),
      'b/x.yaml': workload('web'),
      'c/y.yaml': autoscaler('web') + service('web'),
    },
    ['c/y.yaml web > b/x.yaml web'],
  ],
  [
    'the namespace of everything',
    overlay('namespace: prod', service('web', { namespace: 'prod' })),
    ['o/prod/y.yaml web > base/x.yaml web'],
  ],
  [
    'two namespaces',
    {
      'o/prod/kustomization.yaml': kustomization('x.yaml', 'namespace: prod'),
      'o/test/kustomization.yaml': kustomization('y.yaml', 'namespace: test'),
      'o/prod/x.yaml': workload('web'),
      'o/test/y.yaml': service('web'),
    },
    [],
  ],
  [
    'labels that complete a selector',
    overlay('commonLabels: {env: prod}', service('web', { labels: 'app: web, env: prod' })),
    ['o/prod/y.yaml web > base/x.yaml web'],
  ],
  [
    'labels that are the selector',
    overlay('labels: [{pairs: {env: prod}, includeSelectors: true}]', service('web', { labels: 'env: prod' })),
    ['o/prod/y.yaml web > base/x.yaml web'],
  ],
  [
    'labels that do not reach pods',
    overlay('labels: [{pairs: {env: prod}}]', service('web', { labels: 'app: web, env: prod' })),
    [],
  ],
  [
    'labels that narrow a selector for pods of elsewhere',
    {
      'o/prod/kustomization.yaml': kustomization('y.yaml', 'commonLabels: {env: prod}'),
      'o/prod/y.yaml': service('web'),
      'o/test/x.yaml': workload('web'),
    },
    [],
  ],
  [
    'a patch comes along with what it changes',
    {
      'o/prod/kustomization.yaml': kustomization('../../base, y.yaml', 'patches: [{path: p.yaml}]'),
      'o/prod/y.yaml': autoscaler('web'),
      'o/prod/p.yaml': workload('web'),
      'base/x.yaml': workload('web'),
    },
    ['o/prod/y.yaml web > base/x.yaml web', 'o/prod/y.yaml web > o/prod/p.yaml web'],
  ],
];

for (const [name, rows] of [
  ['how near', LEVELS],
  ['as Kubernetes has it', MEANING],
  ['as kustomize has it', KUSTOMIZED],
] as const) {
  suite(`references across files: ${name}`, () => {
    for (const [says, files, expected] of rows) {
      test(says, () => {
        assert.deepEqual(references(workspaceOf(files)), expected, 'from the object');
        const seen = backwards(workspaceOf(files));
        assert.deepEqual(
          seen.filter((one) => !one.includes('p.yaml')),
          expected.filter((one) => !one.includes('p.yaml')),
          'from the pod',
        );
      });
    }
  });
}

suite('what a pod names', () => {
  const map = (value: string) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {a: ${value}}\n`;
  const pod = workload('web').replace('acme/app:1', 'acme/app:1, envFrom: [{configMapRef: {name: conf}}]');
  const limits = (namespace: string) =>
    `---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: l, namespace: ${namespace}}\nspec: {limits: [{type: Container, default: {memory: 1Mi}}]}\n`;
  const space = (name: string, state: string) =>
    `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {istio-injection: ${state}}}\n`;
  const around = (files: Files) => {
    const workspace = workspaceOf(files);
    workspace.hold('a/x.yaml');
    const team = partsOf(workspace, 'a/x.yaml').flatMap(({ analysis }) => analysis.teams)[0];
    assert.ok(team);
    return [
      ...team.around.configMaps.map(({ data }) => `map ${data.get('a')?.value}`),
      ...team.around.limitRanges.map(({ namespace }) => `limits ${namespace}`),
      ...team.around.services.map(({ name }) => `service ${name}`),
      ...team.askers.namespaces.map(({ labels }) => `namespace ${labels.get('istio-injection')?.value}`),
    ];
  };
  const rows: readonly (readonly [says: string, files: Files, around: readonly string[]])[] = [
    ['the nearest of one name', { 'a/x.yaml': pod, 'a/m.yaml': map('near'), 'b/m.yaml': map('far') }, ['map near']],
    ['none, of several elsewhere', { 'a/x.yaml': pod, 'b/m.yaml': map('one'), 'b/n.yaml': map('other') }, []],
    ['several of its file', { 'a/x.yaml': pod + map('one') + map('other') }, ['map one', 'map other']],
    [
      'by namespace',
      { 'a/x.yaml': pod, 'a/l.yaml': limits('default'), 'a/m.yaml': limits('shop') },
      ['limits default'],
    ],
    [
      'its Namespace',
      { 'a/x.yaml': pod.replace('{name: web}', '{name: web, namespace: shop}'), 'b/n.yaml': space('shop', 'enabled') },
      ['namespace enabled'],
    ],
    [
      'no Namespace of elsewhere, where it names none',
      { 'a/x.yaml': pod, 'b/n.yaml': space('default', 'enabled') },
      [],
    ],
    ['the one of its file', { 'a/x.yaml': pod + space('default', 'enabled') }, ['namespace enabled']],
    [
      'the Namespace that a kustomization gives',
      {
        'a/x.yaml': pod,
        'a/kustomization.yaml': kustomization('x.yaml', 'namespace: shop'),
        'b/n.yaml': space('default', 'disabled') + space('shop', 'enabled'),
      },
      ['namespace enabled'],
    ],
    [
      'a Service by a host name',
      {
        'a/x.yaml': pod.replace('acme/app:1', 'acme/app:1, args: ["--db=postgres://u@db.shop.svc:5432"]'),
        'a/s.yaml': service('db'),
      },
      ['service db'],
    ],
  ];
  for (const [says, files, expected] of rows) test(says, () => assert.deepEqual(around(files), expected));
});

suite('a workspace that changes', () => {
  const place = (folder: string) => ({
    folder,
    surroundings: { podPaths: [], helpers: [], kustomize: 'none' as const },
  });

  test('forgets only what a change matters to', () => {
    const workspace = workspaceOf({
      'a/x.yaml': workload('web'),
      'a/y.yaml': service('web'),
      'a/z.yaml': workload('api'),
      'q/r/x.yaml': workload('web'),
    });
    for (const path of [...workspace.paths()]) workspace.hold(path);
    const analyses = () => [...workspace.paths()].map((path) => partsOf(workspace, path)[0]?.analysis);
    const told = () => references(workspace).length + backwards(workspace).length;
    assert.equal(told(), 2);
    const before = analyses();
    const changed = workspace.set('a/y.yaml', manifestTexts(service('web', { labels: 'app: other' })), place('a'));
    assert.deepEqual([...changed].sort(), ['a/x.yaml', 'a/y.yaml']);
    const after = analyses();
    assert.deepEqual(
      before.map((analysis, i) => analysis === after[i]),
      [false, false, true, true],
    );
    assert.equal(before[0]?.document, after[0]?.document, 'the tree of a text that stayed is taken over');
    assert.equal(told(), 0);
    assert.deepEqual([...workspace.delete('a/x.yaml')], [], 'nobody asks for it any more');
  });

  test('tells an object of a pod that comes nearer, and the pod that loses it', () => {
    const workspace = workspaceOf({ 'a/x.yaml': workload('web'), 'b/y.yaml': service('web') });
    assert.deepEqual(backwards(workspace), ['b/y.yaml web > a/x.yaml web']);
    assert.deepEqual(references(workspace), ['b/y.yaml web > a/x.yaml web']);
    const changed = workspace.set('b/x.yaml', manifestTexts(workload('web')), place('b'));
    assert.deepEqual([...changed].sort(), ['a/x.yaml', 'b/y.yaml']);
    assert.deepEqual(backwards(workspace), ['b/y.yaml web > b/x.yaml web']);
    assert.deepEqual(references(workspace), ['b/y.yaml web > b/x.yaml web']);
    assert.deepEqual([...workspace.delete('b/x.yaml')].sort(), ['a/x.yaml', 'b/y.yaml']);
    assert.deepEqual(backwards(workspace), ['b/y.yaml web > a/x.yaml web']);
  });

  test('an object rests on what its pods rest on', () => {
    const files = { 'a/x.yaml': workload('web'), 'b/y.yaml': service('web'), 'a/z.yaml': autoscaler('web') };
    const workspace = workspaceOf(files);
    references(workspace);
    workspace.release('a/x.yaml');
    assert.deepEqual([...workspace.set('a/z.yaml', manifestTexts(autoscaler('api')), place('a'))].sort(), [
      'a/z.yaml',
      'b/y.yaml',
    ]);
  });

  test('words that every Service holds matter to nobody', () => {
    const labels = (name: string) => `app: ${name}, by: Helm`;
    const app = (name: string, i: number): [string, string] => [
      `${name}${i}/x.yaml`,
      workload(name, { labels: labels(`${name}${i}`) }) + service(name, { labels: labels(`${name}${i}`) }),
    ];
    const workspace = workspaceOf(Object.fromEntries(Array.from({ length: 150 }, (_, i) => app('shop', i))));
    for (const path of [...workspace.paths()]) workspace.hold(path);
    assert.equal(backwards(workspace).length, 150);
    assert.equal(references(workspace).length, 150);
    const [path, text] = app('shop', 7);
    const surroundings = workspace.file(path)?.surroundings ?? place('').surroundings;
    const changed = workspace.set(path, manifestTexts(`${text}# more\n`), { folder: 'shop7', surroundings });
    assert.deepEqual([...changed], [path]);
  });

  test('comes to the same as one that is made anew', () => {
    const random = randomFrom(7);
    const one = <T>(of: readonly T[]): T => of[random(of.length)] as T;
    const folders = ['a', 'b', 'o/p', 'o/q', 'c/templates', 'c/templates/x', 'base'];
    const names = ['web', 'api', 'prod-web', 'db'];
    const texts = () =>
      one([
        () => workload(one(names)),
        () => workload(one(names), { labels: `app: ${one(names)}, tier: ${one(['x', 'y'])}` }),
        () => service(one(names)),
        () =>
          service(one(names), {
            labels: `tier: ${one(['x', 'y'])}`,
            ...(random(5) === 0 ? { namespace: 'shop' } : {}),
          }),
        () => autoscaler(one(names)),
        () => POLICY,
      ])();
    const files: Record<string, string> = {
      'o/p/kustomization.yaml': kustomization('../../base', 'namePrefix: prod-'),
      'c/Chart.yaml': 'name: c',
    };
    const workspace = workspaceOf(files);
    for (let step = 0; step < 300; step++) {
      const path = `${one(folders)}/${one(['1', '2'])}.yaml`;
      if (random(4) === 0) {
        delete files[path];
        workspace.delete(path);
      } else {
        files[path] = Array.from({ length: 1 + random(2) }, texts).join('');
        workspace.set(path, manifestTexts(files[path]), place(path.slice(0, path.lastIndexOf('/'))));
      }
      assert.deepEqual(references(workspace), references(workspaceOf(files)), `objects in step ${step}`);
      assert.deepEqual(backwards(workspace), backwards(workspaceOf(files)), `pods in step ${step}`);
    }
  });

  test('a change of a kustomization is one of everything', () => {
    const workspace = workspaceOf({ 'a/b/x.yaml': workload('web'), 'c/d/y.yaml': service('web') });
    assert.deepEqual(references(workspace), []);
    const kustomizations = new Map([['c/d', readKustomization(kustomization('../../a/b'))]]);
    const changed = workspace.setPackages({ kustomizations, charts: new Set() });
    assert.deepEqual([...changed].sort(), ['a/b/x.yaml', 'c/d/y.yaml']);
    assert.deepEqual(references(workspace), ['c/d/y.yaml web > a/b/x.yaml web']);
  });

  test('a change in another folder of a package matters', () => {
    const workspace = workspaceOf({
      'o/p/kustomization.yaml': kustomization('../../base'),
      'o/p/y.yaml': service('web'),
      'base/x.yaml': workload('web'),
      'q/x.yaml': workload('web'),
    });
    assert.deepEqual(references(workspace), ['o/p/y.yaml web > base/x.yaml web']);
    assert.deepEqual([...workspace.delete('q/x.yaml')], []);
    assert.deepEqual([...workspace.delete('base/x.yaml')], ['o/p/y.yaml']);
  });

  test('the same texts are no change', () => {
    const workspace = new Workspace();
    const texts = manifestTexts(workload('web') + service('web'));
    const where = place('a');
    workspace.set('a/x.yaml', texts, where);
    const { version } = workspace;
    workspace.set('a/x.yaml', [...texts], where);
    assert.equal(workspace.version, version);
  });

  test('a file without a folder is alone', () => {
    const workspace = workspaceOf({ 'a/x.yaml': workload('web') });
    const surroundings = { podPaths: [], helpers: [], kustomize: 'none' as const };
    workspace.set('untitled:1', manifestTexts(service('web')), { folder: null, surroundings });
    workspace.set('untitled:2', manifestTexts(service('web') + workload('web')), { folder: null, surroundings });
    assert.deepEqual(references(workspace), ['untitled:2 web > untitled:2 web']);
  });

  test('keeps few trees of files that nobody holds', () => {
    const filler = `# ${'x'.repeat(1000)}\n`.repeat(100);
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a/${i}.yaml`, workload(`w${i}`) + filler]));
    const workspace = workspaceOf(files);
    const all = () => [...workspace.paths()].flatMap((path) => workspace.file(path)?.documents ?? []);
    for (const document of all()) workspace.analysis(document);
    const kept = all().filter(({ analysis }) => analysis !== null).length;
    assert.ok(kept > 0 && kept < 10, String(kept));
  });

  test('keeps few trees of a long file that is held, and knows of all what they rest on', () => {
    const filler = `# ${'x'.repeat(1000)}\n`.repeat(100);
    const texts = (port: string) =>
      manifestTexts(
        [...Array(20).keys()].map((i) => workload(`w${i}`) + filler + service(`w${i}`).replace('80', port)).join(''),
      );
    const workspace = new Workspace();
    const where = place('a');
    const before = texts('80');
    workspace.set('a/x.yaml', before, where);
    workspace.hold('a/x.yaml');
    const documents = () => workspace.file('a/x.yaml')?.documents ?? [];
    const names = () =>
      documents().map((one) => workspace.analysis(one).teams.map(({ services }) => services[0]?.name));
    const all = names();
    assert.deepEqual(all.flat().length, 20);
    const kept = documents().filter(({ analysis }) => analysis !== null).length;
    assert.ok(kept > 0 && kept < 20, String(kept));
    const revisions = documents().map(({ revision }) => revision);
    const after = texts('81');
    workspace.set(
      'a/x.yaml',
      [before[0], after[1], ...before.slice(2)].flatMap((one) => one ?? []),
      where,
    );
    const changed = documents().flatMap(({ revision }, i) => (revision === revisions[i] ? [] : [i]));
    assert.deepEqual(changed, [0], 'the pod of the Service that has changed');
    assert.deepEqual(names(), all);
  });

  test('what nobody follows any more is made again', () => {
    const filler = `# ${'x'.repeat(1000)}\n`.repeat(600);
    const workspace = workspaceOf({
      'a/x.yaml': workload('web'),
      'a/y.yaml': workload('api') + filler,
      'a/z.yaml': service('web'),
    });
    const [first, other] = ['a/x.yaml', 'a/y.yaml'].map((path) => workspace.file(path)?.documents[0]);
    assert.ok(first && other);
    workspace.hold('a/x.yaml');
    const analysis = workspace.analysis(first);
    assert.equal(analysis.teams[0]?.services.length, 1);
    workspace.analysis(other);
    workspace.release('a/x.yaml');
    workspace.delete('a/z.yaml');
    assert.equal(workspace.analysis(first).teams[0]?.services.length, 0);
  });

  test('what somebody has is not made again', () => {
    const filler = `# ${'x'.repeat(1000)}\n`.repeat(600);
    const workspace = workspaceOf({ 'a/x.yaml': workload('web'), 'a/y.yaml': workload('api') + filler });
    workspace.hold('a/x.yaml');
    const [first, other] = ['a/x.yaml', 'a/y.yaml'].map((path) => workspace.file(path)?.documents[0]);
    assert.ok(first && other);
    const analysis = workspace.analysis(first);
    const tree = analysis.document;
    workspace.analysis(other);
    assert.equal(first.analysis, null);
    assert.equal(workspace.analysis(first), analysis);
    assert.equal(analysis.document, tree);
  });
});

suite('the Ingresses of a pod', () => {
  const ingress = (name: string, to: string) =>
    `---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}}\nspec: {defaultBackend: {service: {name: ${to}, port: {number: 80}}}}\n`;
  const rows: readonly (readonly [says: string, files: Files, names: readonly string[]])[] = [
    ['of its file', { 'a/x.yaml': workload('web') + service('web') + ingress('in', 'web') }, ['in']],
    [
      'through a Service of another file',
      { 'a/x.yaml': workload('web'), 'a/y.yaml': service('web'), 'b/z.yaml': ingress('in', 'web') },
      ['in'],
    ],
    [
      'not one with a Service that is nearer',
      {
        'a/x.yaml': workload('web') + service('web'),
        'b/z.yaml': service('web') + workload('web') + ingress('in', 'web'),
      },
      [],
    ],
    ['of another Service', { 'a/x.yaml': workload('web') + service('web'), 'b/z.yaml': ingress('in', 'web-2') }, []],
  ];
  for (const [says, files, names] of rows) {
    test(says, () => {
      const workspace = workspaceOf(files);
      workspace.hold('a/x.yaml');
      const [found] = partsOf(workspace, 'a/x.yaml').flatMap(({ analysis }) =>
        analysis.teams.map((team) => ingressesNear(analysis, team).map((way) => way.ingress.name)),
      );
      assert.deepEqual(found, names);
    });
  }
});
