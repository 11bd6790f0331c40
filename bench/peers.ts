import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../scripts/host/project.ts';
import { CORPUS } from './inputs.ts';
import type { Program } from './server.ts';

const TABLE = join(import.meta.dirname, 'peers');
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
const LONGEST_INSTALL = 180_000;

/** The definitions of the Kubernetes API, where they lie beside the project. */
const DEFINITIONS = join(CORPUS, '..', 'facts', 'openapi', 'definitions.json');

/** The packages that the benchmark is measured beside, by name, with their versions. */
export function peerVersions(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(TABLE, 'package.json'), 'utf8')).dependencies;
}

/**
 * The folder with `node_modules` of the peers; installed on first use, as the user's npm configuration says, outside of
 * the clone. The reason, if that does not work.
 */
export function peers(): { readonly folder: string } | { readonly missing: string } {
  const lock = readFileSync(join(TABLE, 'package-lock.json'));
  const folder = join(cacheFolder(), `peers-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return { folder };
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(TABLE, file), join(making, file));
  const { npm_execpath: script } = process.env;
  const [command, args] = script?.endsWith('.js') ? [process.execPath, [script, ...INSTALL]] : ['npm', INSTALL];
  const { status, stderr, error } = spawnSync(command, args, {
    cwd: making,
    encoding: 'utf8',
    timeout: LONGEST_INSTALL,
    shell: process.platform === 'win32',
  });
  if (status === 0) {
    renameSync(making, folder);
    return { folder };
  }
  rmSync(making, { recursive: true, force: true });
  // Not all that npm says: it holds addresses.
  const code = /code (E[A-Z0-9_]+)/.exec(stderr ?? '')?.[1];
  return {
    missing: `npm could not fetch it (${code ?? (error as NodeJS.ErrnoException)?.code ?? `status ${status}`})`,
  };
}

/** yaml-language-server as its extension runs it, with the schema of Kubernetes for every file. */
export function yamlLanguageServer(folder: string): Program {
  const schemas = schemaFiles();
  const schemaOf = (uri: string) => schemas[/^[^#]*\/([^/#]+)/.exec(uri)?.[1] ?? ''];
  return {
    file: join(folder, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server'),
    settings: {
      yaml: {
        validate: true,
        hover: true,
        completion: true,
        schemaStore: { enable: false },
        schemas: { kubernetes: '*.yaml' },
      },
    },
    greets: ['yaml/registerContentRequest'],
    // Schemas that it would fetch come from the client; of custom resources there are none.
    answers: (method, params) =>
      method === 'vscode/content' ? (schemaOf(String(Array.isArray(params) ? params[0] : params)) ?? '{}') : null,
    waits: 200,
  };
}

/** What the reader must know of the schema that the peer was given. */
export function schemaRemark(): string {
  return existsSync(DEFINITIONS)
    ? 'peer: with the schema of Kubernetes (pods, workloads and what belongs to them, without descriptions), answered at once by the client'
    : 'peer: with a small schema instead of that of Kubernetes, which is not beside the project: this favours the peer';
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly additionalProperties?: unknown;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** The files that the schema `kubernetes` consists of, by name. */
function schemaFiles(): Readonly<Record<string, string>> {
  if (!existsSync(DEFINITIONS)) {
    const text = { type: 'string' };
    const properties = { apiVersion: text, kind: text, metadata: { type: 'object' }, spec: { type: 'object' } };
    return { 'all.json': JSON.stringify({ type: 'object', properties }) };
  }
  const { definitions } = JSON.parse(readFileSync(DEFINITIONS, 'utf8')) as { definitions: Record<string, Schema> };
  const strict = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, strictly(schema)]));
  const kinds = Object.keys(definitions).filter((name) => definitions[name]?.['x-kubernetes-group-version-kind']);
  return {
    'all.json': JSON.stringify({ oneOf: kinds.map((name) => ({ $ref: `_definitions.json#/definitions/${name}` })) }),
    '_definitions.json': JSON.stringify({ definitions: strict }),
  };
}

/** As the published schemas are: no other key, and `apiVersion` and `kind` as they must be. */
function strictly(schema: Schema): Schema {
  const { properties, additionalProperties, 'x-kubernetes-group-version-kind': kinds } = schema;
  if (!properties || additionalProperties !== undefined) return schema;
  const is = (values: readonly string[]) => ({ type: 'string', enum: [...new Set(values)] });
  const ofKind = kinds && {
    apiVersion: is(kinds.map(({ group, version }) => (group ? `${group}/${version}` : version))),
    kind: is(kinds.map(({ kind }) => kind)),
  };
  return { ...schema, properties: { ...properties, ...ofKind }, additionalProperties: false };
}
