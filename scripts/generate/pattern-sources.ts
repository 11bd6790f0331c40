import { parseAllDocuments } from 'yaml';
import { isNumber, PLACE } from '../../server/src/patterns/parameters.ts';
import {
  type ContainerPattern,
  type ManifestPattern,
  type Parameter,
  type Pattern,
  type PatternHead,
  POD_FIELDS,
  type Texts,
  type Record as Values,
  type Variant,
} from '../../server/src/patterns/pattern.ts';
import type { Value } from '../../server/src/yaml/edit/print.ts';

/** The folder with one file for each pattern. */
export const SNIPPETS = 'snippets';

/** The patterns in the order in which they are listed. */
export const ROLES = ['init', 'sidecar', 'ambassador', 'adapter', 'config-helper', 'proxy'] as const;

type Fields = Record<string, unknown>;

/**
 * Reads the source of a pattern: its head, and behind the first `---` what it consists of. Throws with the file and what
 * is wrong with it, for whoever writes one.
 */
export function readPattern(file: string, source: string): Pattern {
  const fault = (what: string) => new Error(`${file}: ${what}`);
  if (/[\r\t]/.test(source)) throw fault('no tabs, and LF as line end');
  const cut = source.indexOf('\n---\n');
  if (cut < 0) throw fault('a second document is missing: "---" behind the head');
  const text = source.slice(cut + '\n---\n'.length);
  const [headOnly, ...documents] = parseAllDocuments(source);
  for (const document of [headOnly, ...documents]) {
    const error = document?.errors[0];
    if (error) throw fault(error.message);
  }
  const reader = readerOf(fault);
  const fields = reader.mapping('the head', headOnly?.toJS());
  const { id, scope } = fields;
  if (`${id}.yaml` !== file) throw fault(`id must be the name of the file, not "${id}"`);
  if (scope !== 'container' && scope !== 'manifest') throw fault('scope must be container or manifest');
  const own = scope === 'manifest' ? ['prefix'] : ['variants', 'classic', 'nativeOnly'];
  reader.only('the head', fields, [...HEAD, ...own]);
  const head = readHead(fields, reader);
  const pattern: Pattern =
    scope === 'manifest'
      ? { ...head, scope, ...readManifest(fields, text, reader) }
      : { ...head, scope, ...readContainer(fields, documents, reader) };
  checkPlaces(pattern, reader);
  return pattern;
}

const HEAD = ['id', 'title', 'purpose', 'pattern', 'scope', 'description', 'avoid', 'keywords', 'docs', 'parameters'];
/** How the application's container is called in a container pattern. */
const APP = `\${app}`;
const WORD = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

function readHead(fields: Fields, reader: Reader): PatternHead {
  const { fault, text } = reader;
  const id = text('id', fields.id);
  if (!WORD.test(id)) throw fault(`id must be words in lower case with hyphens, not "${id}"`);
  const pattern = ROLES.find((role) => role === fields.pattern);
  if (!pattern) throw fault(`pattern must be one of ${ROLES.join(', ')}`);
  const description = sentences('description', text('description', fields.description), reader);
  const docs = text('docs', fields.docs);
  if (!/^https:\/\/\S+$/.test(docs)) throw fault('docs must be an address with https');
  return {
    id,
    title: text('title', fields.title),
    purpose: text('purpose', fields.purpose),
    pattern,
    description,
    avoid: fields.avoid === undefined ? null : sentences('avoid', text('avoid', fields.avoid), reader),
    keywords: reader.list('keywords', fields.keywords).map((word) => text('keywords', word)),
    docs,
    parameters: reader.list('parameters', fields.parameters).map((one) => readParameter(one, reader)),
  };
}

/** One or two sentences that fit into a completion's detail. */
function sentences(what: string, value: string, { fault }: Reader): string {
  const count = value.split(/[.!?](?=\s|$)/).length - 1;
  if (count < 1 || count > 2 || !value.endsWith('.')) throw fault(`${what} must be one or two sentences`);
  if (value.length > 300) throw fault(`${what} has ${value.length} characters; 300 is the most`);
  return value;
}

function readParameter(value: unknown, { fault, mapping, only, text, list }: Reader): Parameter {
  const fields = mapping('a parameter', value);
  const key = text('the key of a parameter', fields.key);
  only(`parameter ${key}`, fields, ['key', 'title', 'default', 'required', 'choices', 'example']);
  if (!WORD.test(key) || key === 'app') throw fault(`a parameter cannot be called "${key}"`);
  const parameter: Parameter = {
    key,
    title: text(`title of ${key}`, fields.title),
    default: fields.default === undefined ? null : text(`default of ${key}`, fields.default),
    required: fields.required === true,
    choices:
      fields.choices === undefined
        ? null
        : list(`choices of ${key}`, fields.choices).map((one) => text(`choices of ${key}`, one)),
    example: text(`example of ${key}`, fields.example),
  };
  if ((parameter.default === null) !== parameter.required) throw fault(`${key} needs "required: true" or a default`);
  for (const one of [parameter.default, parameter.example]) {
    if (one === null) continue;
    if (parameter.choices && !parameter.choices.includes(one)) throw fault(`${key}: "${one}" is none of its choices`);
    if (isNumber(parameter) && !/^\d+$/.test(one)) throw fault(`${key}: its default and example must be numbers`);
  }
  return parameter;
}

function readManifest(fields: Fields, text: string, { fault, text: string }: Reader) {
  const prefix = string('prefix', fields.prefix);
  if (!/^pod-[a-z0-9-]+$/.test(prefix)) throw fault('prefix must begin with "pod-"');
  if (!text.startsWith('apiVersion:')) throw fault('a manifest begins with apiVersion');
  if (!text.endsWith('\n') || text.endsWith('\n\n')) throw fault('a manifest ends with one line break');
  return { prefix, text } satisfies Partial<ManifestPattern>;
}

function readContainer(fields: Fields, documents: readonly { toJS(): unknown }[], reader: Reader) {
  const { fault, mapping, list, only } = reader;
  if (documents.length !== 1) throw fault('a container pattern has one document behind its head');
  const pod = mapping('the pod', documents[0]?.toJS());
  only('the pod', pod, ['metadata', 'spec']);
  const metadata = mapping('metadata', pod.metadata ?? {});
  only('metadata', metadata, ['labels', 'annotations']);
  const spec = mapping('spec', pod.spec ?? {});
  only('spec', spec, ['initContainers', 'containers', 'volumes', ...POD_FIELDS]);
  const inits = list('initContainers', spec.initContainers ?? []).map((one) => mapping('a container', one));
  const others = list('containers', spec.containers ?? []).map((one) => mapping('a container', one));
  const helpers = [...inits, ...others].filter(({ name }) => name !== APP);
  const app = others.find(({ name }) => name === APP) ?? {};
  const [helper = null] = helpers;
  const isEmpty = ['labels', 'annotations'].every((key) => metadata[key] === undefined);
  if (helpers.length > 1 || (!helper && isEmpty)) {
    throw fault(`beside the application (${APP}) there must be one container, or labels or annotations`);
  }
  only('the application', app, ['name', 'volumeMounts', 'env']);
  const { restartPolicy, ...keys } = helper ?? {};
  const variants = readVariants(fields.variants, { isNative: restartPolicy === 'Always', fault, list });
  if (variants.includes('native') !== (helper !== null && inits.includes(helper) && restartPolicy === 'Always')) {
    throw fault('a native sidecar stands in initContainers with restartPolicy: Always, as the first of its variants');
  }
  const items = (what: string, value: unknown) => list(what, value ?? []).map((one) => mapping(what, one) as Values);
  return {
    variants,
    ...forms(helper && keys, fields, reader),
    volumes: items('volumes', spec.volumes),
    app: { volumeMounts: items('volumeMounts', app.volumeMounts), env: items('env', app.env) },
    spec: Object.fromEntries(POD_FIELDS.flatMap((key) => (key in spec ? [[key, spec[key] as Value]] : []))),
    labels: readTexts('labels', metadata.labels, reader),
    annotations: readTexts('annotations', metadata.annotations, reader),
  } satisfies Partial<ContainerPattern>;
}

function readTexts(what: string, value: unknown, { mapping, text }: Reader): Texts {
  const texts = Object.entries(mapping(what, value ?? {}));
  return Object.fromEntries(texts.map(([key, one]) => [key, text(`${what}: ${key}`, one)]));
}

function readVariants(
  value: unknown,
  { isNative, fault, list }: { isNative: boolean; fault: Fault; list: Reader['list'] },
): Variant[] {
  const variants = list('variants', value ?? []).map((one) => {
    if (one !== 'native' && one !== 'classic') throw fault('variants are native and classic');
    return one;
  });
  if (new Set(variants).size < variants.length) throw fault('a variant is told twice');
  if (isNative && variants[0] !== 'native') throw fault('variants must begin with native, as the pod is written');
  return variants;
}

/** The keys of the container in both forms, and in one of them. The pod is written in the native form. */
function forms(keys: Fields | null, fields: Fields, { fault, mapping, list, text }: Reader) {
  const classic = mapping('classic', fields.classic ?? {});
  const nativeOnly = list('nativeOnly', fields.nativeOnly ?? []).map((key) => text('nativeOnly', key));
  const variants = list('variants', fields.variants ?? []);
  if ((fields.classic || fields.nativeOnly) && variants.length < 2) throw fault('there is one form only');
  if (keys === null) return { container: null, native: {}, classic: {} };
  const lost = nativeOnly.find((key) => !(key in keys));
  if (lost) throw fault(`nativeOnly: the container has no ${lost}`);
  const own = (key: string) => key in classic || nativeOnly.includes(key);
  const part = (wanted: boolean) =>
    Object.fromEntries(Object.entries(keys).filter(([key]) => own(key) === wanted)) as Values;
  return { container: part(false), native: part(true), classic: classic as Values };
}

/** Every place has its parameter, and every parameter a place. */
function checkPlaces(pattern: Pattern, { fault }: Reader): void {
  const { parameters, ...rest } = pattern;
  const used = new Set([...JSON.stringify(rest).matchAll(PLACE)].map((match) => match[1] ?? ''));
  const keys = parameters.map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw fault('a parameter is told twice');
  const known = pattern.scope === 'container' ? [...keys, 'app'] : keys;
  for (const key of used) if (!known.includes(key)) throw fault(`\${${key}} is no parameter`);
  for (const key of keys) if (!used.has(key)) throw fault(`parameter ${key} is not used`);
}

type Fault = (what: string) => Error;
type Reader = ReturnType<typeof readerOf>;

function readerOf(fault: Fault) {
  return {
    fault,
    text: (what: string, value: unknown): string => {
      if (typeof value !== 'string' || value.trim() === '') throw fault(`${what} must be a text (numbers in quotes)`);
      return value.trim();
    },
    list: (what: string, value: unknown): unknown[] => {
      if (!Array.isArray(value)) throw fault(`${what} must be a list`);
      return value;
    },
    mapping: (what: string, value: unknown): Fields => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(`${what} must be a mapping`);
      return value as Fields;
    },
    only: (what: string, value: Fields, keys: readonly string[]): void => {
      const foreign = Object.keys(value).find((key) => !keys.includes(key));
      if (foreign !== undefined) throw fault(`${what} has an unknown key "${foreign}"`);
    },
  };
}
