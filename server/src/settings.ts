import type { Helper } from './helpers/helper.ts';
import { HELPER_SCHEMA, MAX_HELPERS } from './helpers/helper-schema.ts';
import { readHelpers } from './helpers/own-helpers.ts';
import type { PodPath } from './kubernetes/workloads.ts';
import { conformed, type Fault, faultsOf, type Schema } from './schema.ts';
import { SEVERITIES, type Severity } from './severity.ts';

export type Preset = 'recommended' | 'strict' | 'all';

/** What people can set, in VS Code (`podPatterns.*`) and in `.pod-patterns.yaml`. */
export interface Settings {
  readonly preset: Preset;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** The minor version of Kubernetes: 35 for 1.35. */
  readonly kubernetesVersion: number;
  /** Whether an editor shows the role of each container behind its name. */
  readonly inlayHints: boolean;
  readonly exclude: readonly string[];
  readonly podPaths: readonly PodPath[];
  /** Helpers that the user has added to ours. */
  readonly helpers: readonly Helper[];
  /** Whether the mesh of the cluster injects its proxy as a native sidecar; null where nobody has said. */
  readonly mesh: { readonly nativeSidecars: boolean | null };
  /** How many files of a workspace folder an editor reads beside those that are open. */
  readonly workspace: { readonly maxFiles: number };
}

/** The oldest release that upstream supports in November 2026. */
const DEFAULT_VERSION = '1.35';

/**
 * Every setting: its JSON schema, which package.json, the schema of the configuration file and the README repeat, and how
 * it is read where that is not by the schema alone. The schema of `rules` is completed with the rules by the generator.
 */
export const SETTINGS = {
  preset: {
    description:
      'Which findings are reported: `recommended` no hints, `strict` information as warnings, `all` everything.',
    schema: { type: 'string', enum: ['recommended', 'strict', 'all'], default: 'recommended' },
  },
  rules: {
    description: 'Severity of each rule, by its id: `off`, `hint`, `information`, `warning` or `error`.',
    schema: { type: 'object', default: {} },
  },
  kubernetesVersion: {
    description: 'The Kubernetes version that the manifests are for, as `1.35`.',
    schema: { type: 'string', pattern: '^1\\.\\d+$', default: DEFAULT_VERSION },
    read: (value: unknown, issues: SettingsIssue[]): number | null => {
      const version = readVersion(String(value));
      if (version === null) {
        issues.push({ path: ['kubernetesVersion'], message: '"kubernetesVersion" must be a version like "1.35"' });
      }
      return version;
    },
  },
  inlayHints: {
    description: 'Whether the editor shows behind the name of each container what it is, as `ambassador · PgBouncer`.',
    schema: { type: 'boolean', default: true },
  },
  exclude: {
    description:
      'Files and folders that are not looked at, unless they are named or opened: globs as in `.gitignore`, for the folder of the configuration file or of the workspace.',
    schema: { type: 'array', items: { type: 'string' }, default: [] },
  },
  podPaths: {
    description:
      'Where the pods of further custom kinds are, as `spec.template.spec`; `[]` stands for the items of a list.',
    schema: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'path'],
        additionalProperties: false,
        properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, path: { type: 'string' } },
      },
      default: [],
    },
  },
  helpers: {
    description:
      'Helpers of your own, which win over ours: each with `id`, `title`, `pattern`, and `images` or `programs`.',
    schema: { type: 'array', maxItems: MAX_HELPERS, items: HELPER_SCHEMA, default: [] },
    read: (value: unknown, issues: SettingsIssue[]): readonly Helper[] | null => {
      const { helpers, faults } = readHelpers(value);
      issues.push(...faults);
      return Array.isArray(value) ? helpers : null;
    },
  },
  mesh: {
    description: 'The service mesh of the cluster: whether its proxy is a native sidecar (`nativeSidecars`).',
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        nativeSidecars: { type: 'boolean', description: 'Whether the mesh injects its proxy as a native sidecar.' },
      },
      default: {},
    },
  },
  workspace: {
    description:
      'What an editor reads beside the open files, to see what refers to what: at most so many files of each workspace folder (`maxFiles`); 0 for none.',
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        maxFiles: {
          type: 'integer',
          minimum: 0,
          description: 'The most YAML and JSON files that are read of a workspace folder.',
        },
      },
      default: { maxFiles: 5000 },
    },
  },
} as const satisfies Readonly<Record<string, Setting>>;

export const DEFAULT_SETTINGS: Settings = {
  preset: 'recommended',
  rules: {},
  kubernetesVersion: readVersion(DEFAULT_VERSION) ?? 0,
  inlayHints: true,
  exclude: [],
  podPaths: [],
  helpers: [],
  mesh: { nativeSidecars: null },
  workspace: { maxFiles: 5000 },
};

interface Setting {
  readonly description: string;
  readonly schema: Schema;
  readonly read?: (value: unknown, issues: SettingsIssue[]) => unknown;
}

/** Something in the settings that cannot be used. `path` leads to it: `['rules', 'port-conflict']`. */
export type SettingsIssue = Fault;

/**
 * Reads settings from plain data, key by key: what cannot be used is told and replaced by `base`. Total: takes anything.
 * `isRule` tells of an id whether there is such a rule.
 */
export function readSettings(
  data: unknown,
  isRule: (id: string) => boolean,
  base: Settings = DEFAULT_SETTINGS,
): { settings: Settings; issues: SettingsIssue[] } {
  const issues: SettingsIssue[] = [];
  if (data === null || data === undefined) return { settings: base, issues };
  if (!isRecord(data)) return { settings: base, issues: [{ path: [], message: 'expected a mapping of settings' }] };
  const settings: { -readonly [K in keyof Settings]: unknown } = { ...base };
  for (const [key, value] of Object.entries(data)) {
    const name = Object.hasOwn(SETTINGS, key) ? (key as keyof typeof SETTINGS) : null;
    if (!name) issues.push({ path: [key], message: `there is no setting "${key}"`, unknownKey: true });
    else if (value === null || value === undefined) continue;
    else if (name === 'rules' && isRecord(value))
      settings.rules = { ...base.rules, ...readRules(value, isRule, issues) };
    else {
      const setting: Setting = SETTINGS[name];
      const read = setting.read ? setting.read(value, issues) : bySchema(name, setting.schema, value, issues);
      if (read !== null) settings[name] = read;
    }
  }
  return { settings: settings as Settings, issues };
}

/** A value as its schema has it, what a mapping does not say as the default has it; null where it cannot be used. */
function bySchema(name: keyof Settings, schema: Schema, value: unknown, issues: SettingsIssue[]): unknown {
  const faults = faultsOf(schema, value, [name]);
  issues.push(...faults);
  if (faults.some(({ unknownKey }) => !unknownKey)) return null;
  const read = conformed(schema, value);
  return isRecord(read) ? { ...(DEFAULT_SETTINGS[name] as object), ...read } : read;
}

function readRules(
  value: Record<string, unknown>,
  isRule: (id: string) => boolean,
  issues: SettingsIssue[],
): Settings['rules'] {
  const rules: Record<string, Severity | 'off'> = {};
  for (const [id, severity] of Object.entries(value)) {
    const read = readSeverity(severity);
    if (!isRule(id)) issues.push({ path: ['rules', id], message: `there is no rule "${id}"`, unknownKey: true });
    else if (read === null)
      issues.push({ path: ['rules', id], message: `"${id}" must be off, ${SEVERITIES.join(', ')}` });
    else rules[id] = read;
  }
  return rules;
}

/** `off`, `hint`, `information`, `warning` or `error`; a YAML 1.1 reader may have turned `off` into false. */
export function readSeverity(value: unknown): Severity | 'off' | null {
  if (value === false || value === 'off') return 'off';
  return isOneOf(value, SEVERITIES) ? value : null;
}

/** The minor version of `1.35` or `v1.35.2`; null for anything else. */
export function readVersion(text: string): number | null {
  const minor = /^v?1\.(\d{1,3})(?:\.\d+)?$/.exec(text)?.[1];
  return minor === undefined ? null : Number(minor);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf<T extends string>(value: unknown, of: readonly T[]): value is T {
  return typeof value === 'string' && (of as readonly string[]).includes(value);
}
