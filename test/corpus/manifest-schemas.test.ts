import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { fill, fillManifest } from '../../server/src/patterns/parameters.ts';
import type { ContainerPattern, ManifestPattern, Pattern } from '../../server/src/patterns/pattern.ts';
import { readShared, shared } from '../support.ts';

const skip = shared('facts', 'openapi') ? false : 'the definitions of the Kubernetes API are not beside the project';

/** A definition, as far as those of Kubernetes use JSON schema. */
interface Schema {
  readonly $ref?: string;
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

const REF = '#/definitions/';
const definitions: Readonly<Record<string, Schema>> = skip
  ? {}
  : JSON.parse(readShared('facts', 'openapi', 'definitions.json')).definitions;

/** Names of definitions by apiVersion and kind. */
const KINDS = new Map(
  Object.entries(definitions).flatMap(([name, schema]) =>
    (schema['x-kubernetes-group-version-kind'] ?? []).map(({ group, version, kind }) => [
      `${group === '' ? '' : `${group}/`}${version} ${kind}`,
      name,
    ]),
  ),
);

/** What manifests hold and the definitions do not. */
const ELSEWHERE = [
  'gateway.networking.k8s.io/v1 Gateway',
  'networking.istio.io/v1 Sidecar',
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map((kind) => `rbac.authorization.k8s.io/v1 ${kind}`),
];

/** Closed sets, which the definitions tell in prose only (k8s.io/api core/v1, apps/v1, batch/v1), by the end of the path. */
const CHOICES: readonly (readonly [path: RegExp, choices: readonly string[]])[] = [
  [/\.(?:initContainers|containers)\[\d+\]\.restartPolicy$/, ['Always']],
  [/(?:^|\.)spec\.restartPolicy$/, ['Always', 'OnFailure', 'Never']],
  [/\.imagePullPolicy$/, ['Always', 'IfNotPresent', 'Never']],
  [/\.ports\[\d+\]\.protocol$/, ['TCP', 'UDP', 'SCTP']],
  [/\.httpGet\.scheme$/, ['HTTP', 'HTTPS']],
  [/\.emptyDir\.medium$/, ['', 'Memory', 'HugePages']],
  [/\.mountPropagation$/, ['None', 'HostToContainer', 'Bidirectional']],
  [/\.accessModes\[\d+\]$/, ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']],
  [/\.policyTypes\[\d+\]$/, ['Ingress', 'Egress']],
  [/\.concurrencyPolicy$/, ['Allow', 'Forbid', 'Replace']],
  [/\.tolerations\[\d+\]\.operator$/, ['Exists', 'Equal']],
];

/** Texts of a certain form (apimachinery: validation of names; labels; quantities), by the end of the path. */
const FORMS: readonly (readonly [path: RegExp, form: RegExp])[] = [
  [/\.(?:initContainers|containers|volumes)\[\d+\]\.name$/, /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/],
  [/\.ports\[\d+\]\.name$/, /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]{0,13}[a-z0-9])?$/],
  [/\.labels\.[^[\]]+$/, /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/],
];

const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** What the API server would not take of a value, each with its path. */
function faults(value: unknown, schema: Schema, path = ''): string[] {
  const name = schema.$ref?.slice(REF.length);
  if (name !== undefined) return ofDefinition(value, name, path);
  const wrong = (wanted: string) => [`${path} must be ${wanted}, not ${JSON.stringify(value)}`];
  switch (schema.type) {
    case 'object':
      return isMapping(value) ? ofMapping(value, schema, path) : wrong('a mapping');
    case 'array':
      if (!Array.isArray(value)) return wrong('a list');
      return value.flatMap((item, i) => faults(item, schema.items ?? {}, `${path}[${i}]`));
    case 'string':
      return typeof value === 'string' ? ofText(value, path) : wrong('a text');
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('true or false');
    case 'integer':
      return isInteger(value, schema.format) ? [] : wrong(`a whole number (${schema.format})`);
    case 'number':
      return typeof value === 'number' ? [] : wrong('a number');
    default:
      return [];
  }
}

function ofDefinition(value: unknown, name: string, path: string): string[] {
  const schema = definitions[name];
  assert.ok(schema, `${name} is not defined`);
  if (name.endsWith('.IntOrString')) {
    const isOne = typeof value === 'string' || isInteger(value, 'int32');
    return isOne ? [] : [`${path} must be a whole number or a text, not ${JSON.stringify(value)}`];
  }
  if (name.endsWith('.Quantity')) {
    return QUANTITY.test(String(value)) ? [] : [`${path} must be a quantity, not ${JSON.stringify(value)}`];
  }
  return faults(value, schema, path);
}

function ofMapping(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const { properties, required = [], additionalProperties } = schema;
  const missing = required.filter((key) => value[key] === undefined).map((key) => `${path}.${key} is missing`);
  const inner = Object.entries(value).flatMap(([key, one]) => {
    const known = properties && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known) return faults(one, known, `${path}.${key}`);
    return properties ? [`${path}.${key} is unknown`] : [];
  });
  return [...missing, ...inner];
}

function ofText(value: string, path: string): string[] {
  const choices = CHOICES.find(([end]) => end.test(path))?.[1];
  if (choices && !choices.includes(value)) return [`${path} must be one of ${choices.join(', ')}, not "${value}"`];
  const form = FORMS.find(([end]) => end.test(path))?.[1];
  return form && !form.test(value) ? [`${path} has a form that is not allowed: "${value}"`] : [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown, format = 'int64'): boolean {
  return Number.isSafeInteger(value) && (format !== 'int32' || Math.abs(Number(value)) < 2 ** 31);
}

/** What is wrong with an object, and with its kind if nothing is known of it. */
function faultsOf(object: unknown): string[] {
  if (!isMapping(object)) return ['it is no object'];
  const kind = `${object.apiVersion} ${object.kind}`;
  const name = KINDS.get(kind);
  if (name === undefined) return ELSEWHERE.includes(kind) ? [] : [`nothing is known of ${kind}`];
  return faults(object, { $ref: `${REF}${name}` }).map((fault) => `${object.kind}: ${fault}`);
}

/** The objects of a text, as kubectl reads them: with YAML 1.1, where `on` is no text. */
function objects(text: string): unknown[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS();
  });
}

const needed = ({ parameters }: Pattern) =>
  new Map(parameters.flatMap(({ key, default: usual, example }) => (usual === null ? [[key, example]] : [])));

function manifest(pattern: ManifestPattern): string {
  const filled = fillManifest(pattern, needed(pattern));
  assert.ok('text' in filled, JSON.stringify(filled));
  return filled.text;
}

/** A Pod of one application with what a pattern adds, in one form. */
function podWith(pattern: ContainerPattern, variant: 'native' | 'classic' | null): unknown {
  const result = fill(pattern, 'web', needed(pattern));
  assert.ok('filled' in result, JSON.stringify(result));
  const { container, native, classic, volumes, app, spec, labels, annotations } = result.filled;
  const form = variant === 'native' ? { ...native, restartPolicy: 'Always' } : variant === 'classic' ? classic : {};
  const helper = container ? [{ ...container, ...form }] : [];
  const web = { name: 'web', image: 'acme/web:1.0', ...app };
  const containers = variant === 'classic' ? [web, ...helper] : [web];
  const initContainers = variant === 'classic' ? [] : helper;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels, annotations },
    spec: { ...spec, initContainers, containers, volumes },
  };
}

describe('the Kubernetes API takes every whole manifest', () => {
  for (const pattern of PATTERNS) {
    if (pattern.scope === 'container') continue;
    test(pattern.id, { skip }, (t) => {
      const all = objects(manifest(pattern));
      for (const object of all) assert.deepEqual(faultsOf(object), []);
      const left = all.filter(
        (object) => isMapping(object) && ELSEWHERE.includes(`${object.apiVersion} ${object.kind}`),
      );
      if (left.length > 0) t.diagnostic(`${left.length} of ${all.length} objects are not in the definitions`);
    });
  }
});

describe('the Kubernetes API takes every pod with what is inserted', () => {
  for (const pattern of PATTERNS) {
    if (pattern.scope === 'manifest') continue;
    for (const variant of pattern.variants.length > 0 ? pattern.variants : [null]) {
      test(`${pattern.id}${variant ? `, ${variant}` : ''}`, { skip }, () => {
        assert.deepEqual(faultsOf(podWith(pattern, variant)), []);
      });
    }
  }
});

describe('what the Kubernetes API does not take is seen', () => {
  const good = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { app: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: acme/web:1.0
          env: [{ name: SWITCH, value: "on" }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http } }
          resources: { limits: { memory: 64Mi, cpu: 0.5 } }
`;
  const mistakes: [from: string, to: string, says: RegExp][] = [
    ['replicas', 'replica', /^Deployment: \.spec\.replica is unknown$/],
    ['  selector: { matchLabels: { app: web } }\n', '', /\.spec\.selector is missing/],
    ['name: web\n          image', 'image', /\.containers\[0\]\.name is missing/],
    ['replicas: 2', 'replicas: "2"', /\.replicas must be a whole number \(int32\), not "2"/],
    ['8080', '3000000000', /\.containerPort must be a whole number/],
    ['"on"', 'on', /\.env\[0\]\.value must be a text, not true/],
    ['port: http', 'port: 1.5', /\.port must be a whole number or a text/],
    ['64Mi', '64MB', /\.memory must be a quantity, not "64MB"/],
    ['containers:\n        -', 'containers:\n         ', /\.containers must be a list/],
    ['path: /, port', 'scheme: http, port', /\.scheme must be one of HTTP, HTTPS, not "http"/],
    ['image:', 'restartPolicy: OnFailure\n          image:', /\.containers\[0\]\.restartPolicy must be one of Always/],
    ['name: http', 'name: a-name-too-long-for-ports', /\.ports\[0\]\.name has a form that is not allowed/],
    ['apps/v1', 'apps/v2', /nothing is known of apps\/v2 Deployment/],
  ];
  test('and what it takes is not', { skip }, () => assert.deepEqual(objects(good).flatMap(faultsOf), []));
  for (const [from, to, says] of mistakes) {
    test(`${from.trim()} → ${to.trim()}`, { skip }, () => {
      const bad = good.replace(from, to);
      assert.notEqual(bad, good);
      const found = objects(bad).flatMap(faultsOf);
      assert.equal(found.length > 0 && found.every((fault) => says.test(fault)), true, found.join('\n'));
    });
  }
});
