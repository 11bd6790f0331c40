import { onceFor } from '../../yaml/once-for.ts';
import { basename, type Command, readCommand, unwrap } from './command.ts';
import { isConstant } from './endless.ts';
import { allLines, allStatements } from './lines.ts';
import type { Script, Statement } from './shell.ts';

/** A place of a command where it goes on only when something answers. */
export interface Wait {
  /** The commands that ask, each with its program first. */
  readonly lines: readonly (readonly string[])[];
  /** Whether it gives up after some time or tries. */
  readonly bounded: boolean;
  /** Whether it stands in a branch, so that it may not wait at all. */
  readonly conditional: boolean;
}

/** Scripts in scripts are read to this depth. */
const MAX_DEPTH = 3;

/** Where a command waits in the foreground. Of programs whose habits are not known here nothing is told. */
export const waitsOf: (command: Command) => readonly Wait[] = onceFor((command) => waitsAt(command, 0));

function waitsAt({ script, program, words, bounded, unresolved }: Command, depth: number): Wait[] {
  if (unresolved || depth > MAX_DEPTH) return [];
  const context = { bounded, conditional: false, depth };
  if (script) return inScript(script.statements, context);
  return program === null ? [] : inLine([program, ...words], context);
}

interface Context {
  readonly bounded: boolean;
  readonly conditional: boolean;
  readonly depth: number;
}

function inScript(script: Script, context: Context): Wait[] {
  return script.flatMap((statement) => (statement.background ? [] : inStatement(statement, context)));
}

function inStatement(statement: Statement, context: Context): Wait[] {
  switch (statement.kind) {
    case 'command':
      return inLine(statement.words, context);
    case 'pipe':
      return inScript(statement.parts, context);
    case 'chain':
      return statement.parts.flatMap(({ statement: part }, i) => {
        const before = statement.parts.slice(0, i);
        const isSure = before.every((one, nth) => isHarmless(one.statement) && statement.parts[nth + 1]?.op !== '||');
        return inStatement(part, isSure ? context : { ...context, conditional: true });
      });
    case 'loop': {
      const endless = isConstant(statement.condition, !statement.until);
      const asks = endless ? statement.body : statement.condition;
      const lines = askingLines(asks);
      if (lines.length === 0) return inScript(statement.body, context);
      if (endless ? !breaks(statement.body) : !statement.until && !pauses(statement.body)) return [];
      const bounded = context.bounded || givesUp(statement.condition, statement.body, endless);
      return [{ lines, bounded, conditional: context.conditional }];
    }
    case 'for': {
      const lines = askingLines(statement.body);
      if (lines.length === 0 || !pauses(statement.body) || !breaks(statement.body)) return [];
      return [{ lines, bounded: !statement.endless || context.bounded, conditional: context.conditional }];
    }
    case 'if':
      return statement.branches.flatMap((branch) => inScript(branch, { ...context, conditional: true }));
    case 'group':
      return inScript(statement.body, context);
    case 'function':
      return [];
  }
}

/** Programs that wait by themselves, and give up after a time unless they are told not to. */
const WAITS =
  /^(?:wait-for(?:-it)?|wait_for.*|wait4x|waitfor|wait-port|dockerize|linkerd-await|grpc_health_probe)(?:\.sh)?$/;

function inLine(line: readonly string[], context: Context): Wait[] {
  const { words } = unwrap(line);
  const program = basename(words[0] ?? '');
  const one = (bounded: boolean): Wait[] => [{ lines: [words], bounded, conditional: context.conditional }];
  if (WAITS.test(program)) return one(true);
  if (program === 'pilot-agent' && words[1] === 'wait') return one(true);
  if (program === 'kubectl' && words.includes('wait')) return one(true);
  if (program === 'curl' && words.some((word) => /^--retry(?:-|=|$)/.test(word))) return one(true);
  const command = readCommand(line);
  return command.script ? waitsAt({ ...command, bounded: command.bounded || context.bounded }, context.depth + 1) : [];
}

/** Programs of a loop that ask nobody. */
const SILENT =
  /^(?:sleep|echo|printf|date|true|false|:|let|expr|exit|break|continue|return|set|export|seq|cat|tail|trap|usleep|ps|pgrep|read|\$?\(\(|>)$/;

/** Commands that stand in substitutions and tests as well: `[ "$(curl -s db:8080)" = ok ]`. */
function inner(lines: readonly (readonly string[])[]): (readonly string[])[] {
  return lines.flatMap((line) => {
    const found = [...line.join(' ').matchAll(/(?:\$\(|`)\s*([^)`]{1,500})/g)].map(([, text]) =>
      (text ?? '').trim().split(/\s+/),
    );
    return [line, ...found];
  });
}

/** The commands that ask somebody; a connection of the shell itself counts as one: `echo > /dev/tcp/db/5432`. */
function askingLines(script: Script): (readonly string[])[] {
  const connections = allStatements(script).flatMap(({ redirections }) =>
    redirections.flatMap(({ target }) => (target.startsWith('/dev/tcp/') ? [['/dev/tcp', target]] : [])),
  );
  return [...inner(allLines(script)).filter(isAsking), ...connections];
}

/** Whether a command always succeeds, so that what stands behind `&&` is done. */
function isHarmless(statement: Statement): boolean {
  return (
    statement.kind === 'command' && /^(?:echo|printf|set|export|sleep|date|cd|:|true)$/.test(statement.words[0] ?? '')
  );
}

function isAsking(line: readonly string[]): boolean {
  const program = basename(unwrap(line).words[0] ?? '');
  return program !== '' && !SILENT.test(program) && !/^(?:\[|\[\[|test)$/.test(program);
}

function pauses(script: Script): boolean {
  return allLines(script).some((words) => /^u?sleep$/.test(basename(unwrap(words).words[0] ?? '')));
}

function breaks(script: Script): boolean {
  return allLines(script).some((words) => /^(?:break|exit|return)$/.test(words[0] ?? ''));
}

/** Whether a loop counts its turns, looks at the clock, or leaves for another reason than an answer. */
function givesUp(condition: Script, body: Script, endless: boolean): boolean {
  const counts = (words: readonly string[]) =>
    /-(?:lt|le|gt|ge|eq|ne)\b|\$\(\(|\bSECONDS\b|<=?|>=?/.test(words.join(' '));
  const own = allLines(condition).some((words) => /^(?:\[|\[\[|test)$|^\(\(/.test(words[0] ?? '') && counts(words));
  if (own) return true;
  if (!endless) return breaks(body);
  return allLines(body).some((words) => /^(?:\[|\[\[|test)$/.test(words[0] ?? '') && counts(words));
}

/** Whether a wait is for a port: one of its commands names the number. */
export function waitsFor({ lines }: Wait, port: number): boolean {
  const number = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  return lines.some((line) => line.some((word) => number.test(word)));
}
