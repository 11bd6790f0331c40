import { basename, type Command, unwrap } from './command.ts';
import type { Script, Statement } from './shell.ts';

/** Something in a command that only root may do. */
export interface RootOperation {
  readonly kind: 'chown' | 'iptables' | 'sysctl' | 'mount';
  /** As it is called in messages: `chown`, `iptables -A`. */
  readonly text: string;
  /** Of `chown`: the user, as it is written; null for the others. */
  readonly owner: string | null;
  /** Whether the command as a whole fails with it; else the script goes on. */
  readonly counts: boolean;
}

/**
 * What a command does that only root may do, where it is certainly done: not in a branch, a loop or a pipe, nor where its
 * failure is expected (`|| true`), nor by another user (`sudo`).
 */
export function rootOperationsOf(command: Command): RootOperation[] {
  const { program, words, script } = command;
  if (command.unresolved) return [];
  if (!script) return program === null ? [] : operation([program, ...words], true);
  const option = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(word));
  const strict = words.slice(0, option + 1).some((word) => /^-[a-z]*e/.test(word));
  return inScript(script.statements, strict, true);
}

/** `last`: whether the status of the last statement is that of the command. */
function inScript(script: Script, strict: boolean, last: boolean): RootOperation[] {
  let exits = strict;
  return script.flatMap((statement, i) => {
    if (isStrict(statement)) exits = true;
    return inStatement(statement, exits, last && i === script.length - 1);
  });
}

/** Whether it is `set -e`. */
function isStrict(statement: Statement): boolean {
  if (statement.kind !== 'command' || statement.words[0] !== 'set') return false;
  return statement.words.some(
    (word, i) => /^-[a-z]*e/.test(word) || (word === 'errexit' && statement.words[i - 1] === '-o'),
  );
}

function inStatement(statement: Statement, exits: boolean, last: boolean): RootOperation[] {
  if (statement.background) return [];
  if (statement.kind === 'command') return operation(statement.words, exits || last);
  if (statement.kind === 'group') return inScript(statement.body, exits, last || exits);
  if (statement.kind !== 'chain') return [];
  // Before `||` a failure is expected, and what stands behind it may never be done.
  if (statement.parts.some(({ op }) => op === '||')) return [];
  const found: RootOperation[] = [];
  for (const [i, part] of statement.parts.entries()) {
    // `set -e` looks at the end of a chain only.
    found.push(...inStatement(part.statement, exits && i === statement.parts.length - 1, last));
    // Behind `[ … ] &&` it may never be done.
    if (isTest(part.statement)) break;
  }
  return found;
}

function isTest(statement: Statement): boolean {
  return (
    statement.kind === 'command' && /^(?:\[|\[\[|test|grep|which|command|id|pgrep)$/.test(statement.words[0] ?? '')
  );
}

const AS_ANOTHER = /^(?:sudo|su|su-exec|gosu|doas|setpriv|runuser)$/;
const CHANGES_TABLES =
  /^(?:-[A-Za-z]*[ADIRFXNPZ]|--(?:append|insert|delete|replace|flush|new-chain|delete-chain|policy|zero))$/;

function operation(line: readonly string[], counts: boolean): RootOperation[] {
  if (line.some((word) => AS_ANOTHER.test(basename(word)))) return [];
  const { words } = unwrap(line);
  const program = basename(words[0] ?? '');
  const rest = words.slice(1);
  const plain = rest.filter((word) => !word.startsWith('-'));
  const made = (kind: RootOperation['kind'], text: string, owner: string | null = null) => [
    { kind, text, owner, counts },
  ];
  if (program === 'chown') {
    if (rest.some((word) => /^--(?:reference|from|help|version)/.test(word))) return [];
    return plain.length < 2 ? [] : made('chown', 'chown', plain[0] ?? '');
  }
  if (/^(?:ip6?tables(?:-legacy|-nft)?)$/.test(program)) {
    return rest.some((word) => CHANGES_TABLES.test(word)) ? made('iptables', program) : [];
  }
  if (/^ip6?tables(?:-legacy|-nft)?-restore$/.test(program)) return made('iptables', program);
  if (program === 'sysctl') {
    const writes =
      rest.some((word) => /^(?:-w|--write|-p|--load|--system)$/.test(word)) ||
      plain.some((word) => /^[\w./-]+=/.test(word));
    return writes ? made('sysctl', 'sysctl -w') : [];
  }
  if (program === 'mount') return plain.length > 0 ? made('mount', 'mount') : [];
  return [];
}
