import type { Container } from '../kubernetes/pod.ts';
import { basename, type Command, unwrap } from './command.ts';
import type { HelperFunction } from './helper.ts';
import { placeOfWord } from './known.ts';
import type { Evidence } from './role.ts';
import { type Script, topLevelLines } from './shell.ts';

/** What a container is for, told by what its command does. */
export interface Task {
  readonly function: HelperFunction;
  readonly evidence: Evidence;
}

const MIGRATION =
  /\bmigrat(?:e|ion|ions)\b|\balembic upgrade\b|\bdb:migrate\b|\bmigrate\.sh\b|\bprisma migrate deploy\b/;

/** What the command of a container that is no known helper does; null where it does not tell. */
export function taskOf(container: Container, command: Command): Task | null {
  const task = (of: HelperFunction, text: string, word: string): Task => {
    return { function: of, evidence: { text, at: placeOfWord(container, word) } };
  };
  const lines = command.script ? topLevelLines(command.script.statements) : [[command.program ?? '', ...command.words]];
  for (const line of lines) {
    const { words } = unwrap(line);
    if (basename(words[0] ?? '') !== 'tail' || !words.some((word) => /^-[a-z\d]*[fF]|^--follow/.test(word))) continue;
    const file = words.slice(1).find((word) => word.startsWith('/'));
    const mounted = container.mounts.some((mount) => mount.path && file?.startsWith(mount.path));
    if (mounted && file && file !== '/dev/null') return task('log-shipper', `the command follows ${file}`, file);
  }
  if (container.lifecycle === 'container') return null;
  const text = command.script?.text ?? [command.program ?? '', ...command.words].join(' ');
  const migrates = MIGRATION.exec(text);
  if (migrates) return task('migration', 'the command runs a migration', migrates[0]);
  const waits = command.script?.statements.some((s) => s.kind === 'loop' && s.body.some((inner) => isSleep(inner)));
  if (waits) return task('waiter', 'the command waits in a loop', 'sleep');
  return null;
}

function isSleep(statement: Script[number]): boolean {
  if (statement.kind === 'chain') return statement.parts.some((part) => isSleep(part.statement));
  return statement.kind === 'command' && basename(statement.words[0] ?? '') === 'sleep';
}
