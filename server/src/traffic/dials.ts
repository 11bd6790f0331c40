import type { Member } from '../helpers/classify.ts';
import type { Span } from '../yaml/span.ts';
import { isListenFlag, isListenVariable, knownHelper } from './listens.ts';

/** A port on localhost that a container dials, and how we know. */
export interface Dial {
  readonly port: number;
  /** `command`: its command line names it. `env`: a variable does, which may be copied from another container. */
  readonly how: 'command' | 'env';
  readonly at: Span;
}

const HOST = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])`;
const ADDRESS = new RegExp(String.raw`(?<![\w.-])${HOST}[:,](\d{2,5})(?!\d)`, 'g');
const NETCAT = new RegExp(String.raw`\bnc\b(?:\s+-\w+(?:\s+\d+)?)*\s+${HOST}\s+(\d{2,5})(?!\d)`, 'g');
const CLIENT = new RegExp(String.raw`(?:-h|--host)[ =]${HOST}\s+(?:\S+\s+)*?(?:-[pP]|--port)[ =](\d{2,5})(?!\d)`, 'g');

/** Longer command lines are scripts with data; what they dial stands near the front. */
const MAX_LINE = 20_000;

/** The localhost ports a container dials: URLs and addresses, `nc localhost P`, `-h localhost -p P`, `X_HOST` with `X_PORT`. */
export function dialsOf(member: Member): Dial[] {
  const { container, command } = member;
  const helper = knownHelper(member);
  const found: Dial[] = [];
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const line = words
    .map((word) => word.value)
    .join(' ')
    .slice(0, MAX_LINE);
  words.forEach((word, i) => {
    const flag = word.value.startsWith('-') ? word.value : (words[i - 1]?.value ?? '');
    if (!command.script && flag.startsWith('-') && isListenFlag(flag, helper)) return;
    for (const port of portsIn(word.value, ADDRESS)) found.push({ port, how: 'command', at: word.at });
  });
  const first = words[0];
  for (const port of [...portsIn(line, NETCAT), ...portsIn(line, CLIENT)]) {
    const at = words.find((word) => word.value.includes(String(port)))?.at ?? first?.at;
    if (at) found.push({ port, how: 'command', at });
  }
  for (const { name, value } of container.env) {
    if (!value || isListenVariable(name.value)) continue;
    for (const port of portsIn(value.value, ADDRESS)) found.push({ port, how: 'env', at: value.at });
    if (!new RegExp(`^${HOST}$`).test(value.value)) continue;
    const prefix = /^(.*)(?:_|^)(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/.exec(name.value)?.[1];
    if (prefix === undefined) continue;
    const port = container.env.find((other) => other.name.value === (prefix ? `${prefix}_PORT` : 'PORT'))?.value;
    if (port && /^\d{2,5}$/.test(port.value)) found.push({ port: Number(port.value), how: 'env', at: value.at });
  }
  const seen = new Set<string>();
  return found.filter(({ port, how }) => !seen.has(`${port} ${how}`) && seen.add(`${port} ${how}`));
}

function portsIn(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => Number(match[1])).filter((port) => port > 0 && port <= 65_535);
}
