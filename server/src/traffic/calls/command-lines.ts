import { basename, unwrap, writtenWords } from '../../helpers/commands/command.ts';
import { type Member, provenHelper } from '../../helpers/role.ts';
import type { Located } from '../../yaml/span.ts';
import { expanded, expandedWords, namesVariable, type Told, variablesOf } from '../variables.ts';
import { plainName } from './address-names.ts';
import { mayNameLoopback } from './loopback.ts';

/** One command that a container runs. */
export interface CommandLine {
  /** Basename of the program; empty where the image's entrypoint runs and the first word is a flag. */
  readonly program: string;
  /** The words behind the program, variables expanded. Those of a script have the place of the whole script. */
  readonly words: readonly Located<string>[];
  /** Whether it stands in a script, so that the places of its words are not exact. */
  readonly inScript: boolean;
}

/** Longer scripts carry data; what they run stands near the front. */
const MAX_SCRIPT = 20_000;
const MAX_LINES = 500;
const MAX_WORDS = 500;

/**
 * The commands of a container. Those of a script are cut out roughly, wherever one may begin: conditions, substitutions
 * and branches are among them, and a quoted text with separators in it falls apart.
 */
export function commandLinesOf(member: Told): readonly CommandLine[] {
  const { container } = member;
  const words = writtenWords(container);
  if (words.length === 0) return NO_LINES;
  // Where no variable is filled in, what is known of them does not count.
  const values = words.some(({ value }) => namesVariable(value)) ? variablesOf(member).values : NO_VALUES;
  const known = LINES.get(container);
  if (known?.values === values) return known.lines;
  const lines = member.command.script ? scriptLines(member, words, values) : wordLine(member, words, values);
  LINES.set(container, { values, lines });
  return lines;
}

type Values = ReadonlyMap<string, string>;
const NO_VALUES: Values = new Map();
const NO_LINES: readonly CommandLine[] = [];

/** Containers and values are immutable, and what they run is asked for several times; the map holds no container alive. */
const LINES = new WeakMap<Member['container'], { readonly values: Values; readonly lines: readonly CommandLine[] }>();

function wordLine(member: Member, written: readonly Located<string>[], values: Values): CommandLine[] {
  const words = written.length > MAX_WORDS ? written.slice(0, MAX_WORDS) : written;
  const line = split(values.size === 0 ? words : expandedWords(words, member.container, values));
  return [{ ...line, program: line.program || entrypointOf(member), inScript: false }];
}

/** Whether any word of a container's command line may name the pod itself. Without one its commands dial nobody in it. */
export function mayDialLoopback(member: Told): boolean {
  const { container } = member;
  return writtenWords(container).some(({ value }) => {
    if (mayNameLoopback(value)) return true;
    return namesVariable(value) && mayNameLoopback(expanded(value, container, variablesOf(member).values));
  });
}

/** The program that an image runs by itself, where its arguments are read here; empty for all others. */
export function entrypointOf(member: Member): string {
  return member.command.program === null && provenHelper(member)?.id === 'socat' ? 'socat' : '';
}

function scriptLines(
  { container, command }: Member,
  written: readonly Located<string>[],
  values: Values,
): CommandLine[] {
  const text = command.script?.text ?? '';
  const whole = written.find((word) => word.value === text) ?? written[0];
  if (!whole) return [];
  const plain = expanded(text, container, values)
    .slice(0, MAX_SCRIPT)
    .replace(/\\\r?\n/g, ' ')
    .replace(/(^|\s)#.*$/gm, '$1');
  return plain.split(/[;|&\n()`]/, MAX_LINES).flatMap((line): CommandLine[] => {
    const words = line
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/^["']+|["']+$/g, ''))
      .filter((word) => word !== '' && !/^(?:if|then|else|elif|while|until|do|!|\[\[?|\{)$/.test(word));
    if (words.length === 0) return [];
    return [{ ...split(words.map((value): Located<string> => ({ ...whole, value }))), inScript: true }];
  });
}

function split(words: readonly Located<string>[]): Pick<CommandLine, 'program' | 'words'> {
  const { words: rest } = unwrap(words.map(({ value }) => value));
  const own = words.slice(words.length - rest.length);
  const [first, ...others] = own;
  // Arguments of an entrypoint may begin with anything: `project:region:db?port=5433`.
  if (!first || !/^[\w/\\][\w./\\+-]*$/.test(first.value)) return { program: '', words: own };
  return { program: basename(first.value).replace(/\.sh$/, ''), words: others };
}

/** The values of the flags of a command by `plainName`, written `--flag=value` or `--flag value`. */
export function flagsIn(words: readonly Located<string>[]): ReadonlyMap<string, string> {
  return new Map(
    words.flatMap((word, i) => {
      const [name, value] = splitOnce(word.value);
      return name.startsWith('-') ? [[plainName(name), value ?? words[i + 1]?.value ?? ''] as const] : [];
    }),
  );
}

/** What stands before the first `=`, and behind it. */
export function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** The value of the first of some flags, written `--flag=value` or `--flag value`, or `-p5432`. */
export function flagIn(words: readonly Located<string>[], ...flags: readonly string[]): Located<string> | null {
  for (const [i, word] of words.entries()) {
    for (const flag of flags) {
      if (word.value === flag) return words[i + 1] ?? null;
      if (word.value.startsWith(`${flag}=`)) return { ...word, value: word.value.slice(flag.length + 1) };
      const joined = flag.length === 2 && word.value.startsWith(flag) ? word.value.slice(2) : '';
      if (/^(?:\d|\[|localhost)/.test(joined)) return { ...word, value: joined };
    }
  }
  return null;
}
