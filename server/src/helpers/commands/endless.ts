import { basename, type Command, unwrap } from './command.ts';
import type { Script, Statement } from './shell.ts';

/**
 * Why a command never ends by itself, in a few words for a message; null if it may end, or nothing is known.
 * `isEndless` tells of a program with its arguments whether it runs until it is stopped (the helpers know theirs).
 */
export function endlessCommand(command: Command, isEndless: (line: readonly string[]) => boolean): string | null {
  if (command.bounded || command.unresolved || command.program === null) return null;
  if (command.repeated) return 'watch';
  if (command.script) return endlessScript(command.script.statements, isEndless);
  return endlessProgram(command.program, command.words, isEndless);
}

type IsEndless = (line: readonly string[]) => boolean;

function endlessScript(script: Script, isEndless: IsEndless): string | null {
  for (const statement of script) {
    if (statement.background) continue;
    const why = endlessStatement(statement, isEndless);
    if (why) return why;
    // Code behind a conditional exit may never be reached.
    if (mayLeave([statement])) return null;
  }
  return null;
}

function endlessStatement(statement: Statement, isEndless: IsEndless): string | null {
  switch (statement.kind) {
    case 'command':
      return endlessLine(statement.words, isEndless);
    case 'pipe':
      return first(statement.parts, isEndless);
    case 'chain': {
      // Behind `||` a part runs only if the ones before fail.
      const certain = statement.parts.findIndex((part) => part.op === '||');
      const parts = certain < 0 ? statement.parts : statement.parts.slice(0, certain);
      return first(
        parts.map((part) => part.statement),
        isEndless,
      );
    }
    case 'loop': {
      if (!isConstant(statement.condition, !statement.until)) return endlessScript(statement.condition, isEndless);
      return leavesLoop(statement.body) ? null : `${statement.until ? 'until false' : 'while true'} loop`;
    }
    case 'for':
      return statement.endless && !leavesLoop(statement.body) ? 'endless for loop' : null;
    case 'if': {
      const whys = statement.branches.map((branch) => endlessScript(branch, isEndless));
      return statement.hasElse && whys.every((why) => why !== null) ? (whys[0] ?? null) : null;
    }
    case 'group':
      return endlessScript(statement.body, isEndless);
    case 'function':
      return null;
  }
}

function first(parts: readonly Statement[], isEndless: IsEndless): string | null {
  for (const part of parts) {
    const why = endlessStatement(part, isEndless);
    if (why) return why;
  }
  return null;
}

/** Whether the condition of a loop is always true, or always false. */
export function isConstant(condition: Script, value: boolean): boolean {
  const [only, ...more] = condition;
  if (only?.kind !== 'command' || more.length > 0) return false;
  const line = only.words.join(' ');
  return value ? /^(?:true|:|1|\[ 1 \]|\[\[ 1 \]\]|\[ true \]|test 1)$/.test(line) : line === 'false';
}

/** Whether a statement list can leave an enclosing loop or script: `break`, `exit`, `return`, `kill`, a set trap. */
function leavesLoop(script: Script): boolean {
  return someCommand(script, (words) => /^(?:break|exit|return|exec|kill|pkill|killall)$/.test(words[0] ?? ''));
}

function mayLeave(script: Script): boolean {
  return script.some((s) => s.kind === 'if' || s.kind === 'chain') && someCommand(script, (words) => exitsWell(words));
}

/** `exit` with another code than 0 fails, and the container is restarted: that is no end. */
function exitsWell(words: readonly string[]): boolean {
  return (words[0] === 'exit' && !/^[1-9]/.test(words[1] ?? '')) || words[0] === 'return';
}

function someCommand(script: Script, test: (words: readonly string[]) => boolean): boolean {
  return script.some((statement) => {
    switch (statement.kind) {
      case 'command':
        return test(statement.words);
      case 'pipe':
        return someCommand(statement.parts, test);
      case 'chain':
        return someCommand(
          statement.parts.map((part) => part.statement),
          test,
        );
      case 'loop':
        return someCommand(statement.condition, test) || someCommand(statement.body, test);
      case 'if':
        // The branches of a `case` are not read: they may leave.
        return statement.branches.length === 0 || statement.branches.some((branch) => someCommand(branch, test));
      default:
        return someCommand(statement.body, test);
    }
  });
}

/** Whether one command line never ends: what it is, for the message. */
function endlessLine(line: readonly string[], isEndless: IsEndless): string | null {
  const { words, bounded, repeated } = unwrap(line);
  const program = basename(words[0] ?? '');
  if (bounded || program === '') return null;
  return repeated ? 'watch' : endlessProgram(program, words.slice(1), isEndless);
}

function endlessProgram(program: string, rest: readonly string[], isEndless: IsEndless): string | null {
  if (program === 'tail' && rest.some((word) => /^-[a-z\d]*[fF]|^--follow/.test(word))) {
    return rest.some((word) => word.startsWith('--pid')) ? null : 'tail -f';
  }
  if (program === 'sleep' && /^(?:inf|infinity)$/i.test(rest[0] ?? '')) return 'sleep infinity';
  if (program === 'inotifywait' && rest.some((word) => /^-[a-z]*m|^--monitor$/.test(word))) return 'inotifywait -m';
  if (program === 'nginx' && /daemon off/.test(rest.join(' '))) return 'nginx in the foreground';
  if (program === 'socat' && /LISTEN[^ ]*fork/i.test(rest.join(' '))) return 'socat listening';
  return isEndless([program, ...rest]) ? program : null;
}
