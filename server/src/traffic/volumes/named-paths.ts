import { writtenWords } from '../../helpers/commands/command.ts';
import { remembering } from '../../helpers/remembering.ts';
import type { Container } from '../../kubernetes/pod.ts';
import { onceFor } from '../../yaml/once-for.ts';
import type { Located } from '../../yaml/span.ts';
import type { Teammate } from '../team.ts';

/** An absolute path that a container is told. */
export interface NamedPath {
  readonly path: string;
  /** Whether a word of the command line names it, or the value of a variable. */
  readonly kind: 'word' | 'variable';
  readonly word: Located<string>;
}

/** The absolute paths in the arguments and variables of a container: no URLs, no programs, nothing that is filled in later. */
export function namedPathsOf({ container }: Pick<Teammate, 'container'>): readonly NamedPath[] {
  return pathsOf(container);
}

const pathsOf = onceFor((container: Container) => findPaths(container).slice(0, MAX_PATHS));

const MAX_PATHS = 100;
const MAX_WORDS = 500;
const MAX_TEXT = 20_000;

/** A path that is no part of another word, and of no URL. */
const PATH = /(?<=^|[\s"'=:,(<>[])(?<!\w:)\/[\w.@%+-]+(?:\/[\w.@%+-]+)*/g;
/** What makes the path before it unknown. */
const FILLED_IN = /^[^\s"',;:]{0,100}?[$`{\u{E000}]/u;

/** Flags and variables of paths in URLs. */
const OF_URLS =
  /url|uri|route|prefix|endpoint|health|ready|live|metrics|telemetry|probe|http|context|base[-_.]?path|ingress/i;
const isOfUrl = remembering((name) => OF_URLS.test(name));

const NO_PATHS: readonly NamedPath[] = [];

function findPaths(container: Container): NamedPath[] {
  const words = writtenWords(container).slice(0, MAX_WORDS);
  const inWords = words.flatMap((word, i): readonly NamedPath[] => {
    if (!word.value.includes('/')) return NO_PATHS;
    const before = words[i - 1]?.value ?? '';
    const flag = word.value.startsWith('-')
      ? (word.value.split('=', 1)[0] ?? '')
      : before.startsWith('-')
        ? before
        : '';
    // The program itself, and flags of URLs.
    if ((i === 0 && /^\/\S*$/.test(word.value)) || isOfUrl(flag)) return NO_PATHS;
    return pathsIn(word, 'word');
  });
  const inVariables = container.env.flatMap(({ name, value }): readonly NamedPath[] =>
    !value?.value.includes('/') || isOfUrl(name.value) ? NO_PATHS : pathsIn(value, 'variable'),
  );
  return [...inWords, ...inVariables];
}

function pathsIn(word: Located<string>, kind: NamedPath['kind']): NamedPath[] {
  const text = word.value.slice(0, MAX_TEXT);
  const isScript = /\s/.test(text);
  return [...text.matchAll(PATH)].flatMap(({ 0: path, index }): NamedPath[] => {
    if (FILLED_IN.test(text.slice(index + path.length, index + path.length + 100))) return [];
    // What a script runs is a program of its own image.
    const isProgram =
      isScript && /(?:^|[\n;&|(]|\bexec|\bthen|\bdo|\belse)\s*$/.test(text.slice(Math.max(0, index - 20), index));
    return isProgram ? [] : [{ path, kind, word }];
  });
}
