import type { Container } from '../kubernetes/pod.ts';
import type { Catalog } from './catalog.ts';
import { basename, type Command } from './command.ts';
import { endlessCommand } from './endless.ts';
import type { Helper } from './helper.ts';
import { isProven, type Role } from './role.ts';

/** Why a container never ends by itself, for a message; null if it may end, or nothing is known. */
export function whyEndless(container: Container, command: Command, role: Role, catalog: Catalog): string | null {
  if (command.unresolved) return null;
  if (command.program !== null) {
    return endlessCommand(command, (line) => {
      const program = basename(line[0] ?? '');
      const rest = line.slice(1);
      const helper = catalog.byProgram(program, rest);
      return helper?.longRunning === true && !endsByItself(helper, container, rest);
    });
  }
  const helper = isProven(role) ? role.helper : null;
  return helper?.longRunning && !endsByItself(helper, container, command.words) ? helper.title : null;
}

/** Whether an argument or a variable makes a long-running helper end by itself. */
function endsByItself(helper: Helper, container: Container, words: readonly string[]): boolean {
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
