import type { Container } from '../kubernetes/pod.ts';
import type { Catalog } from './catalog.ts';
import { endsAtOnce, leavesForeground } from './commands/background.ts';
import { basename, type Command } from './commands/command.ts';
import { endlessCommand } from './commands/endless.ts';
import { oneShotOf } from './commands/one-shot.ts';
import type { Helper } from './helper.ts';
import { isProven, type Member, provenHelper, type Role } from './role.ts';

/** Why a container never ends by itself, for a message; null if it may end, or nothing is known. */
export function whyEndless(container: Container, command: Command, role: Role, catalog: Catalog): string | null {
  if (command.unresolved) return null;
  if (command.program !== null) {
    return endlessCommand(command, (line) => {
      const program = basename(line[0] ?? '');
      const rest = line.slice(1);
      const helper = catalog.byProgram(program, rest);
      return helper?.longRunning === true && !leavesForeground(program, rest) && !endsByItself(helper, container, rest);
    });
  }
  const helper = isProven(role) ? role.helper : null;
  if (!helper?.longRunning) return null;
  const [first = '', ...rest] = command.words;
  const program = helper.programs?.find((own) => own === basename(first));
  const words = program === undefined ? command.words : rest;
  const ends = endsByItself(helper, container, words) || (program !== undefined && leavesForeground(program, words));
  return ends ? null : helper.title;
}

/** Why a container certainly ends by itself, for a message: what it does, or what its image is; null if nothing is known. */
export function whyEnds(member: Pick<Member, 'command' | 'role'>): string | null {
  const { command, role } = member;
  if (role.proof === 'override' && role.pattern !== 'init') return null;
  if (command.program !== null) return oneShotOf(command);
  const helper = provenHelper(member);
  const ends = helper?.longRunning === false && (role.function === 'migration' || role.function === 'waiter');
  return ends && !command.unresolved ? helper.title : null;
}

/** Whether an argument or a variable makes a long-running helper end by itself. */
function endsByItself(helper: Helper, container: Container, words: readonly string[]): boolean {
  if (endsAtOnce(helper.programs ?? [], words)) return true;
  return (helper.oneShot ?? []).some((entry) => {
    if (/^[A-Z][A-Z\d_]*(?:=|$)/.test(entry)) {
      const [name, value] = entry.split('=', 2);
      const set = container.env.find((variable) => variable.name.value === name);
      if (!set) return false;
      return value === undefined ? !isOff(set.value?.value) : set.value?.value === value;
    }
    const flag = entry.replace(/^-+/, '');
    return words.some((word) => {
      const [name = '', value] = word.replace(/^-+/, '').split('=', 2);
      return name === flag ? !isOff(value) : word.replace(/^-+/, '') === flag;
    });
  });
}

function isOff(value: string | undefined): boolean {
  return value === 'false' || value === '0';
}
