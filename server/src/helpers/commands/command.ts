import type { Container } from '../../kubernetes/pod.ts';
import type { Located } from '../../yaml/span.ts';
import { parseImage } from '../image.ts';
import { parseScript, type Script } from './shell.ts';

/** What a container runs, as far as the manifest tells. */
export interface Command {
  /** Basename of the binary; null where the image's own entrypoint runs, or the command is filled in later. */
  readonly program: string | null;
  /** The words behind the program; where the image's entrypoint runs: its arguments. */
  readonly words: readonly string[];
  /** The script if a shell runs one (`sh -c …`), as text and as statements. */
  readonly script: { readonly text: string; readonly statements: Script } | null;
  /** Whether a `timeout` bounds it. */
  readonly bounded: boolean;
  /** Whether `watch` runs it again and again. */
  readonly repeated: boolean;
  /** Whether parts of it are filled in later, so that its end is unknown. */
  readonly unresolved: boolean;
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'busybox-sh']);
/** Images without an entrypoint: their arguments are the command. */
const BARE_IMAGES =
  /^docker\.io\/library\/(?:busybox|alpine|ubuntu|debian|centos|fedora|rockylinux|almalinux|amazonlinux|bash)$/;

/** Reads the command line of a container. */
export function commandOf(container: Container): Command {
  const command = container.command?.map((word) => word.value) ?? [];
  const args = container.args?.map((word) => word.value) ?? [];
  const bare = container.image !== null && BARE_IMAGES.test(parseImage(container.image.value).repository);
  const own = command.length > 0 || bare;
  return readCommand(own ? [...command, ...args] : args, own);
}

/** Reads a command line given as words; `named` tells whether the first word is the program. */
export function readCommand(line: readonly string[], named = true): Command {
  // `${X}` belongs to the shell here; only what a template prints is unknown.
  const unresolved = line.some((word) => word.includes('{{'));
  if (!named) {
    const first = line[0] ?? '';
    // Arguments of an unknown entrypoint that begin with a shell: entrypoints such as tini run them.
    if (!SHELLS.has(basename(first))) {
      return { program: null, words: line, script: null, bounded: false, repeated: false, unresolved };
    }
  }
  const { words, bounded, repeated } = unwrap(line);
  const [first, ...rest] = words;
  if (first === undefined) return { program: null, words: [], script: null, bounded, repeated, unresolved };
  // One word with blanks in it is no program: the API takes it as a path, and nothing runs.
  const program = basename(first);
  const option = SHELLS.has(program) ? rest.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word)) : -1;
  const text = option < 0 ? undefined : rest.slice(option + 1).find((word) => !/^-[a-z]+$/.test(word));
  if (text === undefined) return { program, words: rest, script: null, bounded, repeated, unresolved };
  const statements = parseScript(text);
  return { program, words: rest, script: statements ? { text, statements } : null, bounded, repeated, unresolved };
}

/** The last part of a path, without the ending that programs have on Windows. */
export function basename(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

/** Programs that only start another one: how many words belong to them. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['exec', /^-/],
  ['tini', /^-/],
  ['dumb-init', /^-/],
  ['env', /^-|=/],
  ['nice', /^-|^\d+$/],
  ['nohup', /^-/],
  ['sudo', /^-/],
  ['su-exec', /^[\w:]+$/],
  ['gosu', /^[\w:]+$/],
  ['stdbuf', /^-/],
  ['busybox', /^-/],
]);

/** A command line without what only starts it, and whether that lets it run for a time only, or again and again. */
export interface Unwrapped {
  readonly words: readonly string[];
  readonly bounded: boolean;
  readonly repeated: boolean;
}

/** Strips `exec`, `tini --`, `timeout 10`, `watch -n 60` and the like from the front of a command line. */
export function unwrap(line: readonly string[]): Unwrapped {
  let words = line;
  let bounded = false;
  let repeated = false;
  for (let rounds = 0; rounds < 5; rounds++) {
    const first = basename(words[0] ?? '');
    if (first === 'timeout') {
      // `watch` runs what times out again; but with `timeout` before it, it ends itself.
      bounded ||= !repeated;
      const start = words.findIndex((word, i) => i > 0 && !/^-|^[\d.]+[smhd]?$/.test(word));
      words = start < 0 ? [] : words.slice(start);
      continue;
    }
    const watched = first === 'watch' ? watchedBy(words) : null;
    if (watched) {
      repeated ||= watched.endless;
      words = watched.words;
      continue;
    }
    const own = WRAPPERS.get(first);
    if (!own) break;
    let next = 1;
    const user = first === 'su-exec' || first === 'gosu';
    while (next < words.length && (user ? next === 1 : own.test(words[next] ?? ''))) next++;
    words = words.slice(next);
  }
  // Assignments before the program: `FOO=bar program`.
  while (isAssignment(words[0] ?? '')) words = words.slice(1);
  return { words, bounded, repeated };
}

function isAssignment(word: string): boolean {
  return word.includes('=') && /^[A-Za-z_]\w*=/.test(word);
}

/** What `watch` runs (procps, busybox); null where something else has that name, or it is given nothing to run. */
function watchedBy([program = '', ...words]: readonly string[]): { words: readonly string[]; endless: boolean } | null {
  if (!/^(?:(?:\/usr)?\/bin\/)?watch$/.test(program)) return null;
  const start = words.findIndex((word) => !/^-|^[\d.]+$/.test(word));
  if (start < 0) return null;
  // With these it ends when what is printed changes, or no longer does.
  const mayEnd = words.slice(0, start).some((word) => /^-[a-z]*[gq]|^--(?:chgexit|equexit)/.test(word));
  return { words: words.slice(start), endless: !mayEnd };
}

/** Everything a command line says, as one text: for words that can stand anywhere. */
export function commandText(container: Container): string {
  return writtenWords(container)
    .map((word) => word.value)
    .join(' ');
}

/** The words of a container's command and arguments, where they are written. */
export function writtenWords({ command, args }: Pick<Container, 'command' | 'args'>): readonly Located<string>[] {
  return command && args ? [...command, ...args] : (command ?? args ?? NO_WORDS);
}

const NO_WORDS: readonly Located<string>[] = [];
