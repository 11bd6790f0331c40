import type { Span } from './span.ts';
import { PLACEHOLDER } from './template.ts';

/** A node of the located tree: what a YAML document says, and where. Aliases stay; `read.ts` follows them. */
export type Node = Scalar | Mapping | Sequence | Alias;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface Scalar {
  readonly kind: 'scalar';
  readonly at: Span;
  /** The decoded text; of a value with template actions, the text as it is written, of a block its lines with them. */
  readonly text: string;
  readonly style: ScalarStyle;
  readonly tag: string | null;
  /** Whether a template action prints part of it, so that its value is unknown. */
  readonly templated: boolean;
}

export interface Mapping {
  readonly kind: 'mapping';
  readonly at: Span;
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

/** One `key: value`. Keys that are no scalars are left out of the tree: Kubernetes has none. */
export interface Entry {
  readonly key: Scalar;
  readonly value: Node | null;
  /** From the key to the end of the value, without the comment behind it. */
  readonly at: Span;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly at: Span;
  readonly flow: boolean;
  readonly items: readonly Item[];
}

export interface Item {
  readonly value: Node | null;
  /** From the dash (in flow style: from the value) to the end of the value. */
  readonly at: Span;
}

export interface Alias {
  readonly kind: 'alias';
  readonly at: Span;
  readonly target: Node | null;
}

/** Whether a scalar is null for Kubernetes: nothing, `~` or `null`, unquoted. */
export function isNull(scalar: Scalar): boolean {
  return scalar.text.length <= 4 && scalar.style === 'plain' && scalar.tag === null && NULLS.has(scalar.text);
}

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);

/**
 * The boolean an unquoted scalar means to kubectl, which reads YAML 1.1: `yes`, `no`, `on`, `off` are booleans too.
 * Null if it is none.
 */
export function booleanOf(scalar: Scalar): boolean | null {
  if (scalar.text.length > 5 || scalar.style !== 'plain') return null;
  if (scalar.tag !== null && scalar.tag !== 'tag:yaml.org,2002:bool') return null;
  return BOOLEANS.get(scalar.text) ?? null;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

/** The number an unquoted scalar means to kubectl; null if it is none. Leading `0` and `0o` are octal. */
export function numberOf(scalar: Scalar): number | null {
  // Nearly all scalars are words.
  if (scalar.style !== 'plain' || !BEGINS_NUMBER.test(scalar.text)) return null;
  if (scalar.tag !== null && !/:(?:int|float)$/.test(scalar.tag)) return null;
  if (PLAIN_INTEGER.test(scalar.text)) return Number(scalar.text);
  const text = scalar.text.replaceAll('_', '');
  if (/^[-+]?0o?[0-7]+$/.test(text)) return Number.parseInt(text.replace('o', ''), 8);
  if (/^[-+]?0x[\da-fA-F]+$/.test(text)) return Number.parseInt(text, 16);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN;
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  return null;
}

const BEGINS_NUMBER = /^[-+._\d]/;
const PLAIN_INTEGER = /^(?:0|[1-9]\d{0,14})$/;

/** Whether the text of a scalar holds a place that something fills in later: a template action or `${VAR}`. */
export function isUnresolved(text: string): boolean {
  return text.includes(PLACEHOLDER) || text.includes('{{') || (text.includes('${') && /\$\{[^}]*\}/.test(text));
}
