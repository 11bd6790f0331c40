import { basename, type Command, readCommand, unwrap, writtenWords } from '../../helpers/commands/command.ts';
import { type FileAccess, fileWorkOf } from '../../helpers/commands/file-operands.ts';
import { filesOfScript, resolved } from '../../helpers/commands/script-files.ts';
import { parseImage } from '../../helpers/image.ts';
import { type Member, provenHelper } from '../../helpers/role.ts';
import type { Container, Hook } from '../../kubernetes/pod.ts';
import type { Located } from '../../yaml/span.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import { flagValue } from '../ports/listens.ts';
import { expanded, expandedWords, literals } from '../variables.ts';

/** Something that a container does with a file or folder. */
export interface FileOperation {
  readonly access: FileAccess;
  /** Absolute and normal; where it is written with wildcards, the folder before them. */
  readonly path: string;
  /** The path as it is written. */
  readonly written: string;
  /** What does it; empty for a redirection without a program. */
  readonly program: string;
  /** Whether the container certainly fails if this does: the last statement, under `set -e`, before `&&`. */
  readonly counts: boolean;
  /** Whether the script says that it may fail: `|| true`. */
  readonly forgiven: boolean;
  /** The word of the command line in which it is written; a script is one word. */
  readonly word: Located<string> | null;
}

/** What a container does with files, as far as its command line tells. */
export interface FileOperations {
  readonly operations: readonly FileOperation[];
  /** Whether that is all it does: every command is known, and every path. */
  readonly complete: boolean;
}

const NOTHING: FileOperations = { operations: [], complete: false };

/** What a container does with files. Variables in a path are never guessed. */
export function fileOperationsOf(member: Member): FileOperations {
  const known = KNOWN.get(member.container);
  if (known) return known;
  const found = operationsOf(member);
  KNOWN.set(member.container, found);
  return found;
}

/** Containers are immutable, and several rules ask; the map holds no container alive. */
const KNOWN = new WeakMap<Container, FileOperations>();

/** What the command of a hook does with files. */
export function fileOperationsOfHook({ container }: Member, { handler }: Hook): FileOperations {
  const words = handler?.type === 'exec' ? handler.command : [];
  return words.length === 0 ? NOTHING : ofLine(words, readCommand(words.map(({ value }) => value)), container);
}

/** Images whose entrypoint is a program that we read the arguments of. */
const ENTRYPOINTS: ReadonlyMap<string, string> = new Map([
  ['docker.io/curlimages/curl', 'curl'],
  ['quay.io/curl/curl', 'curl'],
  ['docker.io/alpine/curl', 'curl'],
  ['docker.io/amazon/aws-cli', 'aws'],
  ['public.ecr.aws/aws-cli/aws-cli', 'aws'],
  ['docker.io/alpine/git', 'git'],
  ['docker.io/minio/mc', 'mc'],
  ['quay.io/minio/mc', 'mc'],
]);

function operationsOf(member: Member): FileOperations {
  const { container, command } = member;
  if (container.lifecycle === 'ephemeral') return NOTHING;
  const folder = folderOfHelper(member);
  if (folder) return { operations: [folder], complete: true };
  const words = writtenWords(container);
  if (command.program !== null) return ofLine(words, command, container);
  const entrypoint = ENTRYPOINTS.get(parseImage(container.image?.value ?? '').repository);
  if (!entrypoint || container.command) return NOTHING;
  const { value: _, ...place } = words[0] ?? { value: '' };
  const first = { at: container.at, via: null, ...place, value: entrypoint };
  const line = [first, ...words];
  return ofLine(line, readCommand(line.map(({ value }) => value)), container);
}

/** Longer command lines carry data. */
const MAX_WORDS = 500;
const MAX_SCRIPT = 20_000;

function ofLine(written: readonly Located<string>[], command: Command, container: Container): FileOperations {
  const words = expandedWords(written.slice(0, MAX_WORDS), container);
  const folder = container.workingDir && !isUnresolved(container.workingDir) ? container.workingDir : null;
  if (command.script) {
    const { text } = command.script;
    const whole = written.find((word) => word.value === text) ?? written[0] ?? null;
    if (text.length > MAX_SCRIPT) return NOTHING;
    const flags = command.words.slice(0, command.words.indexOf(text));
    const script = readCommand(['sh', '-c', expanded(text, container)]).script;
    if (!script) return NOTHING;
    const { done, complete } = filesOfScript(script.statements, { folder, flags });
    return { operations: done.map((one) => ({ ...one, word: whole })), complete: complete && !command.unresolved };
  }
  if (command.script === null && command.unresolved) return NOTHING;
  const { words: line } = unwrap(words.map(({ value }) => value));
  const { operands, known } = fileWorkOf(line);
  let complete = known;
  const operations = operands.flatMap(({ access, path, mayPass }): FileOperation[] => {
    const full = resolved(path, folder);
    if (full === null) complete = false;
    const word = words.find(({ value }) => value === path) ?? words.find(({ value }) => value.includes(path)) ?? null;
    const program = basename(line[0] ?? '');
    return full === null
      ? []
      : [{ access, path: full, written: path, program, counts: !mayPass, forgiven: false, word }];
  });
  return { operations, complete };
}

/** Where known helpers put what they bring: the flag, the variables, and the folder they take without either. */
const FOLDERS: ReadonlyMap<string, { readonly flag: string; readonly env: readonly string[] }> = new Map([
  ['git-sync', { flag: '--root', env: ['GITSYNC_ROOT', 'GIT_SYNC_ROOT'] }],
  ['k8s-sidecar', { flag: '', env: ['FOLDER'] }],
]);

function folderOfHelper(member: Member): FileOperation | null {
  const helper = provenHelper(member);
  const known = helper && FOLDERS.get(helper.id);
  if (!known || member.command.script) return null;
  const variable = member.container.env.findLast(({ name }) => known.env.includes(name.value));
  const flag = known.flag === '' ? null : flagValue(member, known.flag);
  const value = flag ?? literals(member.container).get(variable?.name.value ?? '') ?? '';
  const path = resolved(expanded(value, member.container), null);
  if (path === null) return null;
  const words = writtenWords(member.container);
  const word = flag === null ? (variable?.value ?? null) : (words.find((own) => own.value.includes(flag)) ?? null);
  return { access: 'writes', path, written: value, program: helper.id, counts: true, forgiven: false, word };
}
