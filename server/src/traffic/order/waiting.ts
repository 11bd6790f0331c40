import { type Command, readCommand } from '../../helpers/commands/command.ts';
import { waitsFor, waitsOf } from '../../helpers/commands/waits.ts';
import type { Handler } from '../../kubernetes/pod.ts';
import type { Dial } from '../calls/dial.ts';
import { dialsOf } from '../calls/dials.ts';
import type { Teammate } from '../team.ts';

/** The command of an `exec` handler; null for other handlers. */
export function commandOfHandler(handler: Handler | null): Command | null {
  return handler?.type === 'exec' ? readCommand(handler.command.map(({ value }) => value)) : null;
}

/** The localhost ports that the command of a hook or probe dials. */
export function dialsOfHandler({ container, role }: Teammate, handler: Handler | null): Dial[] {
  const command = commandOfHandler(handler);
  if (!handler || !command) return [];
  // What the container itself runs, is told and is does not count: the words are those of the hook.
  const hook = { ...container, image: null, command: handler.command, args: null, env: [], envFrom: [] };
  return dialsOf({ container: hook, command, role: { ...role, helper: null }, endless: null });
}

/** Whether a container does nothing until somebody runs a command in it, as those of build agents: it dials nobody before. */
export function isIdle({ command: { program, words, script }, role }: Teammate): boolean {
  if (role.task === 'idle') return true;
  if (program === null || script) return false;
  if (words.length === 0) return /^(?:cat|(?:ba|da|a|z)?sh)$/.test(program);
  return program === 'tail' && words.at(-1) === '/dev/null' && words.every((word) => !word.startsWith('--pid'));
}

/** Whether its own script loops, retries or waits for a port before it goes on. */
export function waitsItself({ command, role }: Teammate, port: number): boolean {
  if (role.function === 'waiter') return true;
  if (waitsOf(command).some((wait) => waitsFor(wait, port))) return true;
  const text = command.script?.text ?? [command.program ?? '', ...command.words].join(' ');
  return (
    /\b(?:until|while|retry|wait)\b|wait[-_]?for|waitfor|dockerize|-await\b/i.test(text) && text.includes(String(port))
  );
}
