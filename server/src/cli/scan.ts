import { parseArgs } from 'node:util';
import { FLAGS } from './flags.ts';

/** The words of a command line. */
export interface Scanned {
  /** The values of each flag; '' for a flag without one. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
  readonly faults: readonly string[];
}

/** Put before a word, which then begins with no dash. No argument of a process holds it. */
const OPERAND = '\0';

/** Not strict, since what Node then throws is made for programmers. */
export function scan(argv: readonly string[]): Scanned {
  const options = Object.fromEntries(
    Object.entries(FLAGS).map(([name, { value, short }]) => {
      return [name, { type: value ? 'string' : 'boolean', ...(short ? { short } : {}) } as const];
    }),
  );
  // `-:8`, a line of standard input, is an operand.
  const args = argv.map((word) => (word.startsWith('-:') ? OPERAND + word : word));
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true, allowPositionals: true });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  const faults: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value.replace(OPERAND, ''));
    if (token.kind !== 'option') continue;
    const flag = Object.hasOwn(FLAGS, token.name) ? FLAGS[token.name] : undefined;
    if (!flag) faults.push(`unknown flag ${token.rawName} (--help tells more)`);
    else if (flag.value && !token.value) faults.push(`${token.rawName} needs a value: ${flag.value}`);
    else if (!flag.value && token.value !== undefined) faults.push(`${token.rawName} takes no value`);
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  return { given, positionals, faults };
}

/** The flags that are answered before anything else is looked at; `none` if there is neither. */
export function questionIn(argv: readonly string[]): 'help' | 'version' | 'none' {
  const { given } = scan(argv);
  return given.has('help') ? 'help' : given.has('version') ? 'version' : 'none';
}
