import type { Value } from '../yaml/edit/print.ts';
import { hasUnprintable, quoted, stringText } from '../yaml/edit/quotes.ts';
import { parseDocument } from '../yaml/parse.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import type { Node, Scalar } from '../yaml/tree.ts';
import { kept } from './kept.ts';
import type { ContainerPattern, ManifestPattern, Parameter } from './pattern.ts';

/** What a container pattern adds, with values in the places of its parameters. */
export type FilledPattern = Pick<
  ContainerPattern,
  'container' | 'native' | 'classic' | 'volumes' | 'app' | 'spec' | 'labels' | 'annotations'
>;

/** Why values cannot be used, as one sentence without a full stop. */
export interface Refusal {
  readonly refusal: string;
  /** The parameter that needs a value and has none. */
  readonly lacks?: string;
}

/**
 * The place of a parameter: `${` and a word in lower case, with hyphens. Every other dollar sign is text, so that
 * `$HOME`, `${HOME}` and `$(POD_IP)` stay as they are.
 */
export const PLACE = /\$\{([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\}/g;

/** Fields of Kubernetes that take a number where a pattern may have a parameter; anywhere else it stays a string. */
const NUMBERS = new Set([
  ...['containerPort', 'hostPort', 'port', 'targetPort', 'replicas', 'runAsUser', 'runAsGroup', 'fsGroup', 'seconds'],
  ...['periodSeconds', 'failureThreshold', 'timeoutSeconds', 'initialDelaySeconds', 'terminationGracePeriodSeconds'],
]);

/**
 * Puts values into a container pattern; `app` is the name of the application's container. Editors ask with the same values
 * again and again, in pod after pod: they get the same object.
 */
export function fill(
  pattern: ContainerPattern,
  app: string,
  set: ReadonlyMap<string, string>,
): { readonly filled: FilledPattern } | Refusal {
  const known = FILLED.get(pattern) ?? new Map<string, ReturnType<typeof fill>>();
  FILLED.set(pattern, known);
  return kept(known, JSON.stringify([namesApp(pattern) ? app : '', ...set]), MOST_FILLED, () =>
    filledWith(pattern, app, set),
  );
}

/** Whether the name of the application's container stands anywhere in a pattern. */
function namesApp(pattern: ContainerPattern): boolean {
  const known = NAMING.get(pattern) ?? JSON.stringify(pattern).includes(APP);
  NAMING.set(pattern, known);
  return known;
}

const NAMING = new WeakMap<ContainerPattern, boolean>();
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the place of a parameter
const APP = '${app}';

const FILLED = new WeakMap<ContainerPattern, Map<string, ReturnType<typeof fill>>>();
/** A pod asks with a few sets of values: as they are, and others to find out where they stand. */
const MOST_FILLED = 40;

function filledWith(
  pattern: ContainerPattern,
  app: string,
  set: ReadonlyMap<string, string>,
): { readonly filled: FilledPattern } | Refusal {
  const values = valuesOf(pattern, set);
  if ('refusal' in values) return values;
  const known = new Map(values.values).set('app', app);
  const { container, native, classic, volumes, spec, labels, annotations } = pattern;
  const whole: FilledPattern = { container, native, classic, volumes, app: pattern.app, spec, labels, annotations };
  return { filled: filledValue(null, whole as unknown as Value, known) as unknown as FilledPattern };
}

/** Puts values into the text of a manifest; what a value holds never becomes YAML of its own. */
export function fillManifest(
  pattern: ManifestPattern,
  set: ReadonlyMap<string, string>,
): { readonly text: string } | Refusal {
  const values = valuesOf(pattern, set);
  if ('refusal' in values) return values;
  const starts = splitDocuments(pattern.text);
  const parts = starts.map((start, i) => pattern.text.slice(start, starts[i + 1]));
  return { text: parts.map((part) => filledDocument(part, values.values)).join('') };
}

/** Whether a parameter takes whole numbers only: its example is one. */
export function isNumber({ example }: Parameter): boolean {
  return /^\d+$/.test(example);
}

/** Whether a parameter is the number of a port. */
export function isPort(parameter: Parameter): boolean {
  return isNumber(parameter) && /(?:^|-)port$/.test(parameter.key);
}

/** The value of each parameter, or why there is none. */
function valuesOf(
  { id, parameters }: ContainerPattern | ManifestPattern,
  set: ReadonlyMap<string, string>,
): { readonly values: ReadonlyMap<string, string> } | Refusal {
  const values = new Map<string, string>();
  for (const key of set.keys()) {
    if (parameters.some((parameter) => parameter.key === key)) continue;
    const known = parameters.map((parameter) => parameter.key).join(', ');
    return { refusal: `${id} has no parameter "${key}"${known === '' ? '' : `; it has ${known}`}` };
  }
  for (const parameter of parameters) {
    const value = set.get(parameter.key) ?? parameter.default;
    if (value === null) {
      const { key, title, example } = parameter;
      return { refusal: `${id} needs a value for "${key}" (${title}), such as ${example}`, lacks: key };
    }
    const fault = valueFault(parameter, value);
    if (fault !== null) return { refusal: `"${parameter.key}" ${fault}` };
    values.set(parameter.key, value);
  }
  return { values };
}

/** What is wrong with a value of a parameter, as words that follow its name; null for nothing. */
export function valueFault(parameter: Parameter, value: string): string | null {
  if (value.trim() === '') return 'must not be empty';
  if (hasUnprintable(value)) return 'must be one line of printable characters';
  if (parameter.choices && !parameter.choices.includes(value)) {
    return `must be one of ${parameter.choices.join(', ')}, not "${value}"`;
  }
  if (isPort(parameter) && !(/^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65535)) {
    return `must be a number from 1 to 65535, not "${value}"`;
  }
  if (isNumber(parameter) && !/^\d{1,9}$/.test(value)) return `must be a whole number, not "${value}"`;
  return null;
}

/** `key` is the field that the value stands under, null within a list. */
function filledValue(key: string | null, value: Value, values: ReadonlyMap<string, string>): Value {
  if (typeof value === 'string') {
    const text = filledText(value, values);
    return key !== null && text !== value && meansNumber(key, text) ? Number(text) : text;
  }
  if (Array.isArray(value)) return value.map((item: Value) => filledValue(null, item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, filledValue(inner, one, values)]));
}

function filledText(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACE, (place, key: string) => values.get(key) ?? place);
}

function meansNumber(key: string, text: string): boolean {
  return NUMBERS.has(key) && /^(?:0|[1-9]\d*)$/.test(text);
}

function filledDocument(text: string, values: ReadonlyMap<string, string>): string {
  const edits: Edit[] = [];
  collect(null, parseDocument(text).root, (key, scalar) => {
    const written = text.slice(scalar.at.start, scalar.at.end);
    if (written === filledText(written, values)) return;
    edits.push({ at: scalar.at, text: filledScalar(key, scalar, written, values) });
  });
  return applyEdits(text, edits);
}

/** A scalar with values in it, as it is to be written. */
function filledScalar(
  key: string | null,
  scalar: Scalar,
  written: string,
  values: ReadonlyMap<string, string>,
): string {
  if (scalar.style === 'literal' || scalar.style === 'folded') return filledText(written, values);
  const text = filledText(scalar.text, values);
  if (scalar.style !== 'plain') return quoted(text, scalar.style);
  return key !== null && meansNumber(key, text) ? text : stringText(text, 'double', false);
}

function collect(key: string | null, node: Node | null, take: (key: string | null, scalar: Scalar) => void): void {
  if (node?.kind === 'scalar') take(key, node);
  if (node?.kind === 'sequence') for (const item of node.items) collect(null, item.value, take);
  if (node?.kind === 'mapping') for (const entry of node.entries) collect(entry.key.text, entry.value, take);
}
