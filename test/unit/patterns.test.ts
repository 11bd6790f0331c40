// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as jsYaml from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { snippetBody } from '../../scripts/generate/patterns.ts';
import { manifestWith } from '../../server/src/features/whole.ts';
import { HELPERS } from '../../server/src/helpers/catalog/list.ts';
import { isProven } from '../../server/src/helpers/role.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { fill, fillManifest, PLACE } from '../../server/src/patterns/parameters.ts';
import type { ContainerPattern, ManifestPattern, Pattern, Variant } from '../../server/src/patterns/pattern.ts';
import { WHOLE_KINDS, type WholeKind } from '../../server/src/patterns/workloads.ts';
import { lint } from '../../server/src/rules/lint.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { ALONE, analysisOf, isSerious, settings, told } from '../support.ts';

const CONTAINERS = PATTERNS.filter((pattern) => pattern.scope === 'container');
const MANIFESTS = PATTERNS.filter((pattern) => pattern.scope === 'manifest');
const TARGETS = [29, 31, 35];

/** The values with which a pattern is complete: what is required, as in its examples. */
function needed({ parameters }: Pattern): Map<string, string> {
  return new Map(parameters.filter(({ required }) => required).map(({ key, example }) => [key, example]));
}

function filledText(pattern: ManifestPattern, set = needed(pattern)): string {
  const filled = fillManifest(pattern, set);
  assert.ok('text' in filled, JSON.stringify(filled));
  return filled.text;
}

/** A workload of one plain application into which a pattern was put. */
function workloadWith(pattern: ContainerPattern, variant: Variant | null, kind: WholeKind): string {
  const result = manifestWith(pattern, kind, { variant, set: needed(pattern) }, settings(), ALONE);
  assert.ok('text' in result, `${kind}: ${JSON.stringify(result)}`);
  return result.text;
}

function analyses(text: string) {
  const starts = splitDocuments(text);
  return starts.map((start, i) => analysisOf(text.slice(start, starts[i + 1])));
}

/** What is worth telling: hints are thoughts, and the classic form has weaknesses that the native one has not. */
function problemsOf(text: string, kubernetes: number, variant: Variant | null = null): string[] {
  return analyses(text).flatMap((analysis) => {
    const { problems, failures } = lint(analysis, settings(kubernetes));
    assert.deepEqual(failures, []);
    const telling = problems.filter((problem) =>
      variant === 'classic' ? isSerious(problem) : problem.severity !== 'hint',
    );
    return telling.map((problem) => told(problem, analysis.document?.text ?? ''));
  });
}

const members = (text: string) => analyses(text).flatMap(({ teams }) => teams.flatMap((team) => team.members));

test('every pattern of pods is there to insert and as a manifest, sidecars in both forms', () => {
  for (const role of ['init', 'sidecar', 'ambassador', 'adapter', 'config-helper', 'proxy']) {
    assert.ok(
      CONTAINERS.some(({ pattern }) => pattern === role),
      `${role} in a container`,
    );
    assert.ok(
      MANIFESTS.some(({ pattern }) => pattern === role),
      `${role} as a manifest`,
    );
  }
  assert.ok(CONTAINERS.some(({ variants }) => variants.join() === 'native,classic'));
  const lifecycles = MANIFESTS.filter(({ pattern }) => pattern === 'sidecar').flatMap((pattern) =>
    members(filledText(pattern)).filter(({ role }) => role.pattern === 'sidecar'),
  );
  assert.ok(lifecycles.some(({ container }) => container.lifecycle === 'native-sidecar'));
  assert.ok(lifecycles.some(({ container }) => container.lifecycle === 'container'));
  assert.equal(new Set(PATTERNS.map(({ id }) => id)).size, PATTERNS.length);
  assert.equal(new Set(PATTERNS.map(({ title }) => title)).size, PATTERNS.length);
  assert.equal(new Set(PATTERNS.map(({ purpose }) => purpose)).size, PATTERNS.length);
});

describe('a workload of any kind with a pattern in it has no finding', () => {
  for (const pattern of CONTAINERS) {
    for (const variant of pattern.variants.length > 0 ? pattern.variants : [null]) {
      test(`${pattern.id}${variant ? `, ${variant}` : ''}`, () => {
        for (const kind of WHOLE_KINDS) {
          // A classic helper never lets a Job end.
          if (variant === 'classic' && /Job/.test(kind)) continue;
          const text = workloadWith(pattern, variant, kind);
          assert.deepEqual(jsYaml.load(text), parseAllDocuments(text)[0]?.toJS());
          for (const target of kind === 'Deployment' ? TARGETS : [35])
            assert.deepEqual(problemsOf(text, target, variant), [], `for 1.${target}\n${text}`);
        }
      });
    }
  }
});

describe('a container is what its pattern says', () => {
  for (const pattern of CONTAINERS) {
    test(pattern.id, () => {
      for (const variant of pattern.variants.length > 0 ? pattern.variants : [null]) {
        const all = members(workloadWith(pattern, variant, 'Deployment'));
        assert.equal(all.find(({ container }) => container.name?.value === 'web')?.role.pattern, 'app');
        if (!pattern.container) continue;
        const name = String(pattern.container.name);
        const helper = all.find(({ container }) => container.name?.value === name);
        assert.equal(helper?.role.pattern, pattern.pattern);
        assert.ok(helper && isProven(helper.role));
        const known = HELPERS.filter(({ id }) => id.startsWith(name));
        if (known.length > 0) assert.ok(known.some(({ id }) => id === helper?.role.helper?.id));
      }
    });
  }
});

describe('a manifest', () => {
  for (const pattern of MANIFESTS) {
    test(`${pattern.id} has no finding, and its helper is what it says`, () => {
      const text = filledText(pattern);
      const form = pattern.id === 'pod-classic-sidecar' ? 'classic' : null;
      for (const target of TARGETS) assert.deepEqual(problemsOf(text, target, form), [], `for 1.${target}`);
      const all = members(text);
      // A mesh brings its proxies itself, and the scope of one is no workload.
      if (all.length === 0) assert.match(text, /^kind: Sidecar$/m);
      else assert.ok(all.some(({ role }) => role.pattern === 'app'));
      if (/(?:inject|dataplane-mode): |^kind: Sidecar$/m.test(text)) return;
      assert.ok(all.some(({ role }) => role.pattern === pattern.pattern && isProven(role)));
    });

    test(`${pattern.id} means the same to both parsers, with and without values`, () => {
      for (const text of [pattern.text, filledText(pattern)]) {
        const documents = parseAllDocuments(text);
        assert.deepEqual(
          documents.map((document) => document.errors),
          documents.map(() => []),
        );
        assert.deepEqual(
          jsYaml.loadAll(text),
          documents.map((document) => document.toJS()),
        );
      }
      assert.doesNotMatch(filledText(pattern), PLACE);
    });

    test(`${pattern.id} is the same text as a snippet of VS Code`, () => {
      assert.equal(expanded(snippetBody(pattern).join('\n')), filledText(pattern));
    });

    test(`${pattern.id} selects and refers to what is there`, () => {
      const objects = jsYaml.loadAll(filledText(pattern)) as Manifest[];
      const pods = objects.flatMap((object): Template[] => {
        const { kind, metadata, spec } = object;
        const template = spec?.template ?? spec?.jobTemplate?.spec.template;
        return template ? [template] : kind === 'Pod' && spec ? [{ metadata, spec }] : [];
      });
      for (const { kind, metadata, spec } of objects) {
        assert.ok(metadata.name, kind);
        const selector = kind === 'Service' ? spec?.selector : spec?.selector?.matchLabels;
        if (!selector) continue;
        assert.ok(
          pods.some((pod) => Object.entries(selector).every(([key, value]) => pod.metadata?.labels?.[key] === value)),
        );
      }
      for (const { spec } of pods) {
        const maps = (spec.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? []);
        for (const name of maps)
          assert.ok(objects.some((one) => one.kind === 'ConfigMap' && one.metadata.name === name));
      }
    });
  }
});

/** What VS Code inserts for a snippet before anything is typed. */
function expanded(body: string): string {
  const texts = new Map<string, string>();
  const stop = /\\([\\$}])|\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|((?:\\.|[^\\|])*)\|)?\}|\$0/g;
  return body.replace(stop, (_, sign, number, value, choices) => {
    if (sign !== undefined) return sign;
    if (number === undefined) return '';
    const own = value ?? choices?.split(/(?<!\\),/)[0];
    if (own !== undefined) texts.set(number, own.replace(/\\(.)/g, '$1'));
    return texts.get(number) ?? '';
  });
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly labels?: Labels };
  readonly spec?: PodSpec & {
    readonly selector?: { readonly matchLabels?: Labels } & Readonly<Record<string, never>>;
    readonly template?: Template;
    readonly jobTemplate?: { readonly spec: { readonly template: Template } };
  };
}
interface Template {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec: PodSpec;
}
interface PodSpec {
  readonly volumes?: readonly { readonly configMap?: { readonly name: string } }[];
}
type Labels = Readonly<Record<string, string>>;

describe('values of parameters', () => {
  const pattern: ContainerPattern = {
    id: 'proxy',
    title: 'Proxy',
    purpose: 'Reach a server',
    pattern: 'ambassador',
    scope: 'container',
    description: 'It helps.',
    avoid: null,
    keywords: [],
    docs: 'https://example.com',
    parameters: [
      { key: 'host', title: 'Host', default: null, required: true, choices: null, example: 'db' },
      { key: 'port', title: 'Port', default: '5432', required: false, choices: null, example: '5432' },
      { key: 'mode', title: 'Mode', default: 'a', required: false, choices: ['a', 'b'], example: 'a' },
    ],
    variants: ['native'],
    container: {
      name: 'proxy',
      args: ['--to=${host}:${port}', '${port}', '$HOME ${HOME} $(X) ${mode}'],
      ports: [{ containerPort: '${port}', name: '${app}' }],
      env: [{ name: 'PORT', value: '${port}' }],
    },
    native: { startupProbe: { tcpSocket: { port: '${port}' } } },
    classic: {},
    volumes: [],
    app: { volumeMounts: [], env: [] },
    spec: {},
    labels: {},
    annotations: { 'example.com/port': '${port}' },
  };

  test('stand in their places, as numbers where Kubernetes wants one', () => {
    const result = fill(pattern, 'web', new Map([['host', '$& ${port} $1']]));
    assert.ok('filled' in result);
    assert.deepEqual(result.filled.container, {
      name: 'proxy',
      args: ['--to=$& ${port} $1:5432', '5432', '$HOME ${HOME} $(X) a'],
      ports: [{ containerPort: 5432, name: 'web' }],
      env: [{ name: 'PORT', value: '5432' }],
    });
    assert.deepEqual(result.filled.native, { startupProbe: { tcpSocket: { port: 5432 } } });
    assert.deepEqual(result.filled.annotations, { 'example.com/port': '5432' });
  });

  const refused: { set: [string, string][]; says: RegExp }[] = [
    { set: [], says: /^proxy needs a value for "host" \(Host\), such as db$/ },
    { set: [['hots', 'x']], says: /^proxy has no parameter "hots"; it has host, port, mode$/ },
    { set: [['app', 'x']], says: /no parameter "app"/ },
    { set: [['host', ' ']], says: /"host" must not be empty/ },
    { set: [['host', 'a\nb']], says: /"host" must be one line/ },
    { set: [['host', 'a\u2028b']], says: /"host" must be one line/ },
    ...['http', '0', '65536', '-1', '1e3', '5432 '].map((port) => ({
      set: [
        ['host', 'db'],
        ['port', port],
      ] as [string, string][],
      says: /^"port" must be a number from 1 to 65535, not "/,
    })),
    {
      set: [
        ['host', 'db'],
        ['mode', 'c'],
      ],
      says: /^"mode" must be one of a, b, not "c"$/,
    },
  ];
  for (const { set, says } of refused) {
    test(`are refused: ${JSON.stringify(set)}`, () => {
      const result = fill(pattern, 'web', new Map(set));
      assert.ok('refusal' in result);
      assert.match(result.refusal, says);
    });
  }
});

describe('a value in a manifest stays one scalar', () => {
  const manifest: ManifestPattern = {
    id: 'pod',
    title: 'Pod',
    purpose: 'Run it',
    pattern: 'init',
    scope: 'manifest',
    prefix: 'pod-x',
    description: 'It is.',
    avoid: null,
    keywords: [],
    docs: 'https://example.com',
    parameters: [
      { key: 'name', title: 'Name', default: 'web', required: false, choices: null, example: 'web' },
      { key: 'port', title: 'Port', default: '80', required: false, choices: null, example: '80' },
    ],
    text: `metadata:
  name: \${name} # its name
  annotations: { "a": "\${name}", b: '\${name}' }
args:
  - --name=\${name}
  - \${name}
  - |
    echo \${name} \${NAME}
containerPort: \${port}
value: "\${port}"
---
kind: Service
name: \${name}
`,
  };
  const values = [
    'web',
    'on',
    '1',
    '~',
    'a: b',
    'x # y',
    '- a',
    '"',
    "'",
    '\\',
    '*',
    '}',
    'ü',
    'a\'b"c',
    '$0',
    '{{x}}',
  ];
  for (const value of values) {
    test(value, () => {
      const [first, second] = jsYaml.loadAll(filledText(manifest, new Map([['name', value]])));
      assert.deepEqual(first, {
        metadata: { name: value, annotations: { a: value, b: value } },
        args: [`--name=${value}`, value, `echo ${value} \${NAME}\n`],
        containerPort: 80,
        value: '80',
      });
      assert.deepEqual(second, { kind: 'Service', name: value });
    });
  }

  test('comments and everything else stay as they are', () => {
    const filled = filledText(manifest, new Map([['port', '81']]));
    assert.equal(filled, manifest.text.replaceAll('${name}', 'web').replaceAll('${port}', '81'));
  });

  test('as a snippet of VS Code it has tab stops, and no other sign is special', () => {
    const parameters = [
      ...manifest.parameters,
      { key: 'mode', title: 'Mode', default: 'b', required: false, choices: ['a,c', 'b'], example: 'b' },
    ];
    const body = snippetBody({
      ...manifest,
      parameters,
      text: 'a: ${name} ${name}\nb: "$HOME \\d ${X}" ${port} ${mode}\n',
    });
    assert.deepEqual(body, ['a: ${1:web} ${1}', 'b: "\\$HOME \\\\d \\${X}" ${2:80} ${3|b,a\\,c|}', '$0']);
  });

  test('a place behind a backslash is one in a snippet, too', () => {
    assert.deepEqual(snippetBody({ ...manifest, text: 'a: \\${name}\n' }), ['a: \\\\${1:web}', '$0']);
  });
});
