import type { Script } from '../../helpers/commands/shell.ts';
import type { Handler } from '../../kubernetes/pod.ts';
import { commandOfHandler } from './waiting.ts';

/** How long a hook sleeps for certain. */
export interface Sleep {
  readonly seconds: number;
  /** Whether it does nothing else that could take time. */
  readonly only: boolean;
}

/** How long a hook sleeps; null if an amount is no literal, or its handler is not known. */
export function sleepOf(handler: Handler | null): Sleep | null {
  if (handler?.type === 'sleep') return handler.seconds ? { seconds: handler.seconds.value, only: true } : null;
  const command = commandOfHandler(handler);
  if (!command || command.unresolved || command.bounded) return null;
  if (command.script) return total(command.script.statements);
  if (command.program !== 'sleep') return null;
  const seconds = duration(command.words);
  return seconds === null ? null : { seconds, only: true };
}

/** What ends at once. */
const QUICK = /^(?:echo|printf|true|:|set|exit|date)$/;

/** The sleeps of a script that run one after the other; null if one of them is no literal. */
function total(script: Script): Sleep | null {
  let seconds = 0;
  let only = true;
  for (const statement of script) {
    const chain = statement.kind === 'chain' ? statement.parts : [{ op: null, statement }];
    // Behind `||` nothing is certain.
    const certain = chain.findIndex(({ op }) => op === '||');
    const parts = chain.slice(0, certain < 0 ? chain.length : certain).map((part) => part.statement);
    if (certain >= 0) only = false;
    for (const part of statement.background ? [] : parts) {
      const program = part.kind === 'command' ? part.words[0]?.split('/').at(-1) : undefined;
      if (part.kind !== 'command' || program !== 'sleep') {
        only &&= program !== undefined && QUICK.test(program);
        continue;
      }
      const one = duration(part.words.slice(1));
      if (one === null) return null;
      seconds += one;
    }
  }
  return { seconds, only };
}

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

function duration(words: readonly string[]): number | null {
  if (words.length === 0) return null;
  let seconds = 0;
  // Several are added: `sleep 1m 30s`.
  for (const word of words) {
    const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(word);
    if (!match) return null;
    seconds += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
  }
  return seconds;
}
