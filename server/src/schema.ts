/** The part of JSON Schema (draft 7) that the settings are described with, and checked against. */
export interface Schema {
  /** `['string', 'number']` where a number stands for its text: `cpu: 1`. */
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object' | readonly ['string', 'number'];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  /** A regular expression whose time grows no faster than the text. */
  readonly pattern?: string;
  /** What a text must be that `pattern` allows, behind `must be`. Editors know it under the same name. */
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  /** One of these keys must be there. */
  readonly anyOf?: readonly { readonly required: readonly [string] }[];
  readonly default?: unknown;
}

/** The way to a value: keys, and places in lists from 0 on. */
export type Path = readonly (string | number)[];

/** Something in plain data that is not as its schema says, and the way to it. */
export interface Fault {
  readonly path: Path;
  /** For people, without a full stop. */
  readonly message: string;
  /** Whether the path ends in a key that nobody knows: the rest counts. Else in a value that cannot be used. */
  readonly unknownKey?: true;
}

/** Nobody reads more of them; behind them nothing was looked at. */
export const MAX_FAULTS = 100;

/**
 * Everything in plain data that is not as the schema says, at most MAX_FAULTS. Numbers may be texts, as a YAML reader
 * gives them that keeps `1.30`. Total: takes anything.
 */
export function faultsOf(schema: Schema, value: unknown, path: Path): Fault[] {
  const faults: Fault[] = [];
  check(schema, value, path, faults);
  return faults;
}

function check(schema: Schema, value: unknown, path: Path, faults: Fault[]): void {
  if (faults.length >= MAX_FAULTS) return;
  if (!fits(schema, value)) faults.push({ path, message: `"${pathText(path)}" must be ${expectedOf(schema)}` });
  else if (isRecord(value)) checkRecord(schema, value, path, faults);
  else if (Array.isArray(value) && schema.items) {
    for (const [i, item] of value.entries()) check(schema.items, item, [...path, i], faults);
  }
}

function checkRecord(schema: Schema, value: Record<string, unknown>, path: Path, faults: Fault[]): void {
  const { properties = {}, additionalProperties, required = [], anyOf = [] } = schema;
  const lacks = (key: string) => value[key] === null || value[key] === undefined || !Object.hasOwn(value, key);
  const either = anyOf.flatMap((one) => one.required);
  const missing = required.filter(lacks).map((key) => `"${key}"`);
  if (either.length > 0 && either.every(lacks)) missing.push(either.map((key) => `"${key}"`).join(' or '));
  if (missing.length > 0) faults.push({ path, message: `"${pathText(path)}" needs ${missing.join(', ')}` });
  for (const [key, field] of Object.entries(value)) {
    if (faults.length >= MAX_FAULTS) return;
    if (Object.hasOwn(properties, key)) {
      if (!lacks(key)) check(properties[key] as Schema, field, [...path, key], faults);
    } else if (additionalProperties === false) {
      const message = `there is no field "${key}" in "${pathText(path)}"`;
      faults.push({ path: [...path, key], message, unknownKey: true });
    }
  }
}

/** Whether a value is what its schema says, apart from what is in it. */
function fits(schema: Schema, value: unknown): boolean {
  const { type, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value) && value.length >= minItems && value.length <= maxItems;
  if (type === 'integer') {
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
    const number = integerOf(value);
    return number !== null && number >= minimum && number <= maximum;
  }
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  return (typeof value === 'string' || (isNumber && type !== 'string')) && isAllowed(schema, String(value));
}

function isAllowed({ enum: allowed, pattern, minLength = 0, maxLength }: Schema, text: string): boolean {
  if (text.length < minLength || text.length > (maxLength ?? text.length)) return false;
  if (allowed && !allowed.includes(text)) return false;
  return pattern === undefined || new RegExp(pattern).test(text);
}

/** What a value must be, behind `must be`. */
function expectedOf({ type, enum: allowed, patternErrorMessage, ...schema }: Schema): string {
  if (allowed) return `one of ${allowed.join(', ')}`;
  if (patternErrorMessage) return patternErrorMessage;
  if (type === 'boolean') return 'true or false';
  if (type === 'object') return 'a mapping';
  const { minimum, maximum, minItems = 0, maxItems, minLength = 0, maxLength } = schema;
  if (type === 'integer') return maximum === undefined ? 'a number' : `a number from ${minimum ?? 0} to ${maximum}`;
  if (type === 'array') return maxItems === undefined ? 'a list' : `a list of ${minItems} to ${maxItems}`;
  return maxLength === undefined ? 'a text' : `a text of ${minLength} to ${maxLength} characters`;
}

/**
 * Data without fault (but unknown keys) as the schema has it: known keys only, whole numbers as such, nulls left out.
 * Own objects throughout.
 */
export function conformed(schema: Schema, value: unknown): unknown {
  if (schema.type === 'integer') return integerOf(value);
  if (Array.isArray(schema.type)) return String(value);
  if (Array.isArray(value)) return value.map((item) => (schema.items ? conformed(schema.items, item) : item));
  if (!isRecord(value)) return value;
  const known = Object.entries(schema.properties ?? {}).filter(
    ([key]) => Object.hasOwn(value, key) && value[key] !== null && value[key] !== undefined,
  );
  return Object.fromEntries(known.map(([key, field]) => [key, conformed(field, value[key])]));
}

/** A whole number, or its text; null for anything else. */
function integerOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `helpers[2].ports[0].port` */
function pathText(path: Path): string {
  return path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step}`)).join('');
}
