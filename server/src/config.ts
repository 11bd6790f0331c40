import { severityOf } from './rules/active.ts';
import { RULES_BY_ID } from './rules/index.ts';
import type { Problem } from './rules/lint.ts';
import { formatMessage } from './rules/message.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings, type SettingsIssue } from './settings.ts';
import { parseDocument } from './yaml/parse.ts';
import { fields, items, type Reached, reach } from './yaml/read.ts';
import type { Span } from './yaml/span.ts';
import { splitDocuments } from './yaml/split.ts';
import { booleanOf, isNull } from './yaml/tree.ts';

/** The name of the configuration file that is looked for in a folder and its parents. */
export const CONFIG_FILE = '.pod-patterns.yaml';

/** Something in the configuration file that cannot be used, and where: the unknown key, or the wrong value. */
export interface ConfigIssue {
  readonly at: Span;
  readonly message: string;
}

/** What a configuration file says. */
export interface Config {
  readonly settings: Settings;
  readonly issues: readonly ConfigIssue[];
}

/**
 * Reads the text of a `.pod-patterns.yaml` over the settings of `base`. What cannot be used is told and left as in `base`.
 * A text that is no YAML mapping gives an error, one line that begins with the number of the line.
 */
export function readConfig(text: string, base: Settings = DEFAULT_SETTINGS): Config | { readonly error: string } {
  const document = parseDocument(text);
  if (document.broken) return { error: `line ${brokenLine(text)}: this is not valid YAML` };
  const second = splitDocuments(text)[1];
  if (second !== undefined && !isNothing(reach(parseDocument(text.slice(second)).root))) {
    return { error: `line ${lineOf(text, second)}: a second YAML document begins here; there must be one only` };
  }
  const root = reach(document.root);
  if (root === null || isNothing(root)) return { settings: base, issues: [] };
  if (root.node.kind !== 'mapping') {
    return { error: `line ${lineOf(text, root.node.at.start)}: expected a mapping of settings` };
  }
  const { settings, issues } = readSettings(plain(root, { left: MAX_NODES }), (id) => RULES_BY_ID.has(id), base);
  return { settings, issues: issues.map((issue) => ({ at: placeOf(root, issue), message: issue.message })) };
}

/** The issues of a configuration file as problems, for the editor and the command line alike. Offsets are the file's. */
export function configProblems({ settings, issues }: Config): Problem[] {
  const rule = RULES_BY_ID.get('config-invalid');
  const severity = rule && severityOf(rule, rule.severity, settings);
  if (!rule || !severity) return [];
  return issues.map(({ at, message }) => ({
    rule,
    severity,
    at,
    message: formatMessage(rule.messages.default ?? '', { problem: capitalised(message) }),
    related: [],
    fixes: [],
    workload: null,
    container: null,
    suppressed: false,
  }));
}

/** Far more than any configuration has; an alias bomb ends here. */
const MAX_NODES = 100_000;

/** Plain data: booleans and nulls as such, every other scalar as its text, so that `1.30` stays `1.30`. */
function plain(from: Reached, budget: { left: number }): unknown {
  if (budget.left-- <= 0) return null;
  const { node } = from;
  if (node.kind === 'scalar') return isNull(node) ? null : (booleanOf(node) ?? node.text);
  if (node.kind === 'sequence') return items(from).map((item) => plain(item, budget));
  // A key without a value is as if it were not there.
  const given = [...fields(from)].filter(([, field]) => !isNothing(field));
  return Object.fromEntries(given.map(([key, field]) => [key, plain(field, budget)]));
}

/** Where the unknown key or the wrong value of an issue stands; if it stands behind an alias, where it is used. */
function placeOf(root: Reached, { path, unknownKey }: SettingsIssue): Span {
  let at = root.node.at;
  let current = root;
  for (const step of path) {
    if (typeof step === 'number') {
      const next = items(current)[step];
      if (!next) break;
      at = next.via ?? next.node.at;
      current = next;
    } else {
      const next = fields(current).get(step);
      if (!next) break;
      at = unknownKey && step === path.at(-1) ? next.key.at : (next.via ?? next.node.at);
      current = next;
    }
  }
  return at;
}

function isNothing(from: Reached | null): boolean {
  return from === null || (from.node.kind === 'scalar' && isNull(from.node));
}

/** Each step parses the text before it. */
const MAX_STEPS = 200;

/** The first line from which on the text is broken wherever it ends: where a quote is opened, say, that nobody closes. */
function brokenLine(text: string): number {
  const ends = [...text.matchAll(/\r\n|[\r\n]/g)].map((match) => match.index + match[0].length);
  let line = ends.length + 1;
  for (const end of ends.reverse().slice(0, MAX_STEPS)) {
    if (!parseDocument(text.slice(0, end)).broken) break;
    line--;
  }
  return line;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|[\r\n]/).length;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
