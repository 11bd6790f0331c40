import { normalPath } from '../../kubernetes/mounts.ts';
import { basename, unwrap } from './command.ts';
import { type FileAccess, fileWorkOf } from './file-operands.ts';
import { allLines } from './lines.ts';
import type { Redirection, Script, Statement } from './shell.ts';

/** Something that a script does with a file; see `FileOperation`. */
export interface Done {
  readonly access: FileAccess;
  readonly path: string;
  readonly written: string;
  readonly program: string;
  readonly counts: boolean;
  readonly forgiven: boolean;
}

/** What a script does with files, and whether that is all it does. */
export interface ScriptFiles {
  readonly done: readonly Done[];
  readonly complete: boolean;
}

/** A script that does more is a program. */
const MAX_DONE = 300;

/** What a script does with files, in its order. `flags`: those of its shell. `folder`: where it starts, null if unknown. */
export function filesOfScript(
  script: Script,
  { folder, flags }: { readonly folder: string | null; readonly flags: readonly string[] },
): ScriptFiles {
  const walk = new Walk(folder);
  walk.set(flags);
  walk.list(script, true);
  return { done: walk.done.slice(0, MAX_DONE), complete: walk.complete && walk.done.length <= MAX_DONE };
}

/**
 * A path, absolute and normal; where it has wildcards, the folder before them. Null where it is not known: variables,
 * `~`, relative without a folder.
 */
export function resolved(path: string, folder: string | null): string | null {
  if (/[$`~\u{E000}]|\{\{/u.test(path) || path.length > 500) return null;
  const plain = path.replace(/[^/]*[*?[{].*$/, '');
  if (plain.startsWith('/')) return normalPath(plain);
  if (folder === null || /^[A-Za-z]:[\\/]|^\w+:\/\//.test(path)) return null;
  return normalPath(`${folder}/${plain}`);
}

/** Programs whose end is the answer to a question. */
const ASKS = /^(?:test|\[|\[\[|grep|egrep|command|which|type|id|ls|stat|diff|cmp|nc|getent|nslookup|ping)$/;

/** What fails or leaves is told of the parts behind it: whether a failure of this statement is one of the container. */
class Walk {
  readonly done: Done[] = [];
  complete = true;
  #folder: string | null;
  #errexit = false;
  #pipefail = false;
  /** Whether what comes next is certainly reached. */
  #reached = true;
  /** Whether it is the condition of a loop, which asks for something rather than keeps it. */
  #asking = false;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** Reads options of a shell: `-ec`, `-euo pipefail`, `+e`. */
  set(words: readonly string[]): void {
    for (const [i, word] of words.entries()) {
      const on = word.startsWith('-');
      if (/^[-+][a-z]*e/.test(word) || words[i + 1] === 'errexit') this.#errexit = on;
      if (words[i + 1] === 'pipefail') this.#pipefail = on;
    }
  }

  /** `last`: whether the end of the last statement is that of the whole. */
  list(script: Script, last: boolean): void {
    script.forEach((statement, i) => {
      this.#statement(statement, this.#errexit || (last && i === script.length - 1), false);
      if (leavesWell(statement)) this.#reached = false;
    });
  }

  #statement(statement: Statement, counts: boolean, forgiven: boolean): void {
    if (statement.background) {
      this.#apart(() => this.#bare(statement, false, forgiven), false);
      return;
    }
    this.#bare(statement, counts, forgiven);
  }

  #bare(statement: Statement, counts: boolean, forgiven: boolean): void {
    const program = statement.kind === 'command' ? basename(unwrap(statement.words).words[0] ?? '') : '';
    switch (statement.kind) {
      case 'command':
        this.#command(statement.words, counts, forgiven);
        break;
      case 'pipe':
        statement.parts.forEach((part, i) => {
          const tells = this.#pipefail || i === statement.parts.length - 1;
          this.#apart(() => this.#statement(part, counts && tells, forgiven));
        });
        break;
      case 'chain':
        this.#chain(statement.parts, counts, forgiven);
        break;
      case 'loop':
        this.#asking = true;
        this.#maybe(() => this.#quietly(() => this.list(statement.condition, false)));
        this.#asking = false;
        this.#maybe(() => this.list(statement.body, false));
        break;
      case 'if':
        // The arms of a `case` are not read.
        if (statement.branches.length === 0) this.complete = false;
        for (const branch of statement.branches) this.#maybe(() => this.list(branch, counts));
        break;
      case 'group':
        this.#apart(() => this.list(statement.body, counts));
        break;
      case 'for':
      case 'function':
        this.#maybe(() => this.list(statement.body, false));
        break;
    }
    for (const redirection of statement.redirections) this.#redirection(redirection, program, counts, forgiven);
  }

  #chain(
    parts: readonly { readonly op: '' | '&&' | '||'; readonly statement: Statement }[],
    counts: boolean,
    forgiven: boolean,
  ): void {
    const reached = this.#reached;
    parts.forEach(({ op, statement }, i) => {
      const before = parts[i - 1];
      if (op === '||' || (before && asks(before.statement))) this.#reached = false;
      const rescue = parts.findIndex((part, k) => k > i && part.op === '||');
      const rescued = rescue < 0 ? null : (parts[rescue]?.statement ?? null);
      // What stands behind `&&` is lost.
      const lost = parts.slice(i + 1, rescue < 0 ? undefined : rescue).some((part) => !prints(part.statement));
      const ends = rescued ? fails(rescued) : lost || counts;
      this.#quietly(() => this.#statement(statement, ends, forgiven || (rescued !== null && !fails(rescued))));
    });
    this.#reached = reached;
  }

  #command(line: readonly string[], counts: boolean, forgiven: boolean): void {
    const { words } = unwrap(line);
    const program = basename(words[0] ?? '');
    if (program === 'set') this.set(words.slice(1));
    if (program === 'cd')
      this.#folder = words[1] === undefined || words[1] === '-' ? null : resolved(words[1], this.#folder);
    const { operands, known } = fileWorkOf(words);
    if (!known) this.complete = false;
    for (const { access, path, mayPass } of operands) {
      if (!(this.#asking && path === '.')) this.#add(access, path, program, counts && !mayPass, forgiven);
    }
  }

  #redirection({ operator, target }: Redirection, program: string, counts: boolean, forgiven: boolean): void {
    if (operator === '<') this.#add('reads', target, program, false, forgiven);
    if (!/^(?:>>?|>\||&>>?|>&)$/.test(operator) || /^(?:\d+|-)$/.test(target) || target === '') return;
    this.#add('writes', target, program, counts, forgiven);
  }

  #add(access: FileAccess, path: string, program: string, counts: boolean, forgiven: boolean): void {
    if (this.done.length > MAX_DONE) return;
    const full = resolved(path, this.#folder);
    if (full?.startsWith('/dev/')) return;
    if (full !== null)
      this.done.push({ access, path: full, written: path, program, counts: counts && this.#reached, forgiven });
    else if (access !== 'reads') this.complete = false;
  }

  /** What may not be run at all. */
  #maybe(walk: () => void): void {
    const reached = this.#reached;
    const folder = this.#folder;
    this.#reached = false;
    walk();
    this.#reached = reached;
    if (this.#folder !== folder) this.#folder = null;
  }

  /** What is run by a shell of its own, or may be. */
  #apart(walk: () => void, keeps = true): void {
    const folder = this.#folder;
    walk();
    if (!keeps || this.#folder !== folder) this.#folder = keeps ? null : folder;
  }

  /** What does not end a script under `set -e`. */
  #quietly(walk: () => void): void {
    const errexit = this.#errexit;
    this.#errexit = false;
    walk();
    this.#errexit ||= errexit;
  }
}

function asks(statement: Statement): boolean {
  if (statement.kind === 'pipe') return asks(statement.parts.at(-1) ?? statement);
  return statement.kind === 'command' && ASKS.test(basename(unwrap(statement.words).words[0] ?? ''));
}

function prints(statement: Statement): boolean {
  return statement.kind === 'command' && /^(?:echo|printf|true|:)$/.test(statement.words[0] ?? '');
}

/** Whether a statement ends the script as a failure: `exit 1`, `{ echo; exit 1; }`. */
function fails(statement: Statement): boolean {
  return allLines([statement]).some(([first, code]) => first === 'exit' && /^[1-9]/.test(code ?? ''));
}

/** Whether a statement may end the script well, so that what stands behind it may never be reached. */
function leavesWell(statement: Statement): boolean {
  if (statement.kind === 'command' || statement.kind === 'function') return false;
  if (statement.kind === 'if' && statement.branches.length === 0) return true;
  return allLines([statement]).some(
    ([first, code]) => first === 'return' || first === 'exec' || (first === 'exit' && !/^[1-9]/.test(code ?? '')),
  );
}
