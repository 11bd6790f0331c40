import type { Container } from '../../kubernetes/pod.ts';
import { filesOf, inFolder } from '../files.ts';
import type { HelperFunction } from '../helper.ts';
import { placeOfWord } from '../known.ts';
import type { Evidence, TaskName } from '../role.ts';
import { basename, type Command, unwrap } from './command.ts';
import { isConstant } from './endless.ts';
import { allLines, allStatements } from './lines.ts';
import type { Statement } from './shell.ts';

export interface Task {
  readonly name: TaskName;
  readonly evidence: Evidence;
}

/** The functions of tasks that rules speak of. */
export const TASK_FUNCTIONS: Readonly<Partial<Record<TaskName, HelperFunction>>> = {
  follow: 'log-shipper',
  fetch: 'content-sync',
  migrate: 'migration',
  wait: 'waiter',
  signal: 'config-reloader',
};

/** What the command of a container does; null where it does not tell. */
export function taskOf(container: Container, command: Command): Task | null {
  const lasting = lastingTask(container, command);
  if (lasting || container.lifecycle !== 'init') return lasting;
  const lines = linesOf(command);
  for (const { name, words, text } of PREPARING) {
    const found = words(lines, command);
    if (found !== null) return task(container, name, text, found);
  }
  return null;
}

function task(container: Container, name: TaskName, text: string, word: string): Task {
  return { name, evidence: { text, at: placeOfWord(container, word) } };
}

/** Every command of a script wherever it stands, or the one command line. */
function linesOf({ program, words, script }: Command): (readonly string[])[] {
  const lines = script ? allLines(script.statements) : program === null ? [] : [[program, ...words]];
  return lines.map((line) => unwrap(line).words);
}

function lastingTask(container: Container, command: Command): Task | null {
  const statements: readonly Statement[] = command.script?.statements ?? [];
  const own = command.program === null ? [] : [command.program, ...command.words];
  const line: Statement = { kind: 'command', words: own, background: false, redirections: [] };
  for (const statement of command.script ? statements.flatMap(inOrder) : [line]) {
    const parts = statement.kind === 'pipe' ? statement.parts : [statement];
    const file = parts[0] ? followed(container, parts[0]) : null;
    if (!file) continue;
    const changes = parts.slice(1).some(isTransforming);
    const text = changes ? `the command rewrites what is appended to ${file}` : `the command follows ${file}`;
    return task(container, changes ? 'transform' : 'follow', text, file);
  }
  if (command.program === 'pause' || (statements.length === 0 && isSleeping(own))) {
    return task(container, 'idle', 'it does nothing but sleep', 'sleep');
  }
  const busy = statements.filter((statement) => !isHarmless(statement));
  const idle = busy.length > 0 && busy.every((statement) => sleepsOnly(statement));
  if (idle) return task(container, 'idle', 'it does nothing but sleep', 'sleep');
  // What follows stands in scripts, and in what is run again and again.
  if (container.lifecycle === 'init' || (!command.script && !command.repeated)) return null;
  return fetching(container, command) ?? signalling(container, command) ?? withFiles(container, command);
}

/** `watch -n 60 git pull` is a loop, too. */
function isWatch(statement: Statement): boolean {
  return statement.kind === 'command' && unwrap(statement.words).repeated;
}

/** A loop that brings files. */
function fetching(container: Container, command: Command): Task | null {
  const statements = (command.script?.statements ?? []).flatMap(inOrder);
  const loops = statements.filter((statement) => statement.kind === 'loop' || isWatch(statement));
  const lines = command.repeated ? linesOf(command) : allLines(loops).map((line) => unwrap(line).words);
  for (const { name, words } of PREPARING) {
    const found = name === 'clone' || name === 'download' ? words(lines, command) : null;
    if (found !== null) return task(container, 'fetch', 'the command fetches files again and again', found);
  }
  return null;
}

/** A loop that signals a process which it looks for by its name. */
function signalling(container: Container, command: Command): Task | null {
  const loops = (command.script?.statements ?? []).flatMap(inOrder).some((statement) => statement.kind === 'loop');
  const found = loops ? SIGNALS.exec(command.script?.text ?? '')?.[1] : undefined;
  return found ? task(container, 'signal', 'the command signals another process again and again', found) : null;
}

/** By these signals programs are told to read their configuration again; a variable may hold one of them. */
const SIGNALS =
  /\b(pkill|killall|pidof\b[^\n]{1,200}\n?[^\n]{0,200}\bkill|pgrep\b[^\n]{1,200}\n?[^\n]{0,200}\bkill)\s+-(?:s\s+)?(?:SIG)?(?:HUP|USR[12]|1|10|12|["']?\$)/;

const CHANGES = /\b(?:awk|sed|jq|cut|tr|while\s+(?:IFS=\S*\s+)?read)\b/;

/** What a script does with the folders that it shares. */
function withFiles(container: Container, command: Command): Task | null {
  const files = filesOf(command);
  if (files.reads.length === 0 && files.writes.length === 0) return null;
  const mounted = (paths: readonly string[]) => container.mounts.flatMap(({ path }) => inFolder(paths, path));
  const [read] = mounted(files.reads);
  const [written] = mounted(files.writes);
  if (read && CHANGES.test(command.script?.text ?? '')) {
    return task(container, 'transform', `the command rewrites what it reads from ${read}`, read);
  }
  return written && !read ? task(container, 'produce', `the command writes ${written}`, written) : null;
}

/** The statements of a chain one by one, any other as it is. */
function inOrder(statement: Statement): Statement[] {
  return statement.kind === 'chain' ? statement.parts.map((part) => part.statement) : [statement];
}

/** The file in a mounted volume that a `tail -f` follows. */
function followed({ mounts }: Container, statement: Statement): string | null {
  if (statement.kind !== 'command') return null;
  const { words } = unwrap(statement.words);
  if (basename(words[0] ?? '') !== 'tail' || !words.some((word) => /^-[a-z\d]*[fF]|^--follow/.test(word))) return null;
  const file = words.slice(1).find((word) => word.startsWith('/'));
  return file && mounts.some(({ path }) => inFolder([file], path).length > 0) ? file : null;
}

const TRANSFORMERS = /^(?:awk|gawk|sed|jq|perl|python\d?|ruby|node|xargs)$/;

function isTransforming(statement: Statement): boolean {
  if (statement.kind === 'loop' || statement.kind === 'group') return true;
  return statement.kind === 'command' && TRANSFORMERS.test(basename(unwrap(statement.words).words[0] ?? ''));
}

function isSleeping(line: readonly string[]): boolean {
  return basename(unwrap(line).words[0] ?? '') === 'sleep';
}

/** Commands beside which a script still does nothing. */
function isHarmless(statement: Statement): boolean {
  if (statement.kind !== 'command') return false;
  const first = basename(statement.words[0] ?? '');
  return /^(?:trap|set|:)$/.test(first) || (first === 'echo' && statement.redirections.length === 0);
}

function sleepsOnly(statement: Statement): boolean {
  if (statement.kind === 'command') return isSleeping(statement.words) || isHarmless(statement);
  if (statement.kind === 'loop') {
    return isConstant(statement.condition, !statement.until) && statement.body.every(sleepsOnly);
  }
  return statement.kind === 'chain' && statement.parts.every((part) => sleepsOnly(part.statement));
}

interface Preparing {
  readonly name: TaskName;
  readonly text: string;
  /** A word that shows it, or null. */
  readonly words: (lines: readonly (readonly string[])[], command: Command) => string | null;
}

const MIGRATION =
  /\bmigrat(?:e|ion|ions)\b|\balembic\b[^;&|\n]{0,80} upgrade\b|\bdb:migrate\b|\bmigrate\.sh\b|\bprisma migrate deploy\b/;

/** What init containers do; a script that does several is known by the first of them. */
const PREPARING: readonly Preparing[] = [
  {
    name: 'migrate',
    text: 'the command runs a migration',
    words: (_lines, { script, program, words }) =>
      MIGRATION.exec(script?.text ?? [program ?? '', ...words].join(' '))?.[0] ?? null,
  },
  {
    name: 'wait',
    text: 'the command waits in a loop',
    words: (_lines, { script }) => (script?.statements.some(isWaitingLoop) ? 'sleep' : null),
  },
  {
    name: 'wait',
    text: 'the command waits for something',
    words: (lines) =>
      runs(lines, /^(?:wait-for(?:-it)?|wait4x|waitfor|wait-port|wait_for.*)(?:\.sh)?$/) ??
      runs(lines, /^dockerize$/, /^--?wait(?:=|$)/) ??
      runs(lines, /^kubectl$/, /^wait$/),
  },
  {
    name: 'clone',
    text: 'the command fetches a git repository',
    words: (lines) => runs(lines, /^git$/, /^(?:clone|fetch|pull)$/),
  },
  {
    name: 'download',
    text: 'the command downloads files',
    words: (lines) =>
      runs(lines, /^(?:curl|wget)$/, /^(?:-[a-zA-Z]*[oO]|--output(?:-document)?(?:=.*)?|--remote-name)$/) ??
      runs(
        lines,
        /^(?:aws|gsutil|gcloud|mc|rclone|az|s5cmd|oras|huggingface-cli|hf)$/,
        /^(?:cp|sync|copy|mirror|pull|download|rsync|download-batch)$/,
      ),
  },
  {
    name: 'own',
    text: 'the command sets who may use files',
    words: (lines) => runs(lines, /^(?:chown|chmod|chgrp|setfacl)$/),
  },
  {
    name: 'tune',
    text: 'the command sets parameters of the kernel',
    words: (lines, { script }) =>
      runs(lines, /^(?:sysctl|modprobe|ulimit)$/) ??
      (/>\s*\/(?:proc\/sys|sys)\//.test(script?.text ?? '') ? '/sys/' : null),
  },
  {
    name: 'copy',
    text: 'the command copies files',
    words: (lines) => runs(lines, /^(?:cp|rsync|install|mv|ln|tar|unzip)$/),
  },
  {
    name: 'write',
    text: 'the command writes files',
    words: (lines, { script }) =>
      runs(lines, /^(?:tee|envsubst|gomplate|touch|mkdir|openssl|keytool)$/) ??
      (script && allStatements(script.statements).some(isRedirected) ? '>' : null),
  },
];

/** Whether a statement writes what it prints to a file. */
function isRedirected({ redirections }: Statement): boolean {
  return redirections.some(({ operator, target }) => /^(?:>>?|>\||&>>?)$/.test(operator) && !isDevice(target));
}

function isDevice(path: string): boolean {
  return path.startsWith('/dev/');
}

/** The name of a program that runs, with one of its words if `words` is given. */
function runs(lines: readonly (readonly string[])[], program: RegExp, words?: RegExp): string | null {
  const line = lines.find(
    (all) => program.test(basename(all[0] ?? '')) && (!words || all.slice(1).some((word) => words.test(word))),
  );
  return line ? basename(line[0] ?? '') : null;
}

function isWaitingLoop(statement: Statement): boolean {
  if (statement.kind === 'chain') return statement.parts.some((part) => isWaitingLoop(part.statement));
  return statement.kind === 'loop' && statement.body.some(sleepsSomewhere);
}

function sleepsSomewhere(statement: Statement): boolean {
  if (statement.kind === 'chain') return statement.parts.some((part) => sleepsSomewhere(part.statement));
  return statement.kind === 'command' && isSleeping(statement.words);
}
