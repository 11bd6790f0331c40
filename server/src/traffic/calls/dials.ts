import { provenHelper } from '../../helpers/role.ts';
import type { Located, Span } from '../../yaml/span.ts';
import { isClient, isListenFlag } from '../ports/listen-names.ts';
import { flagValue } from '../ports/listens.ts';
import { usualPort, usualPortOf } from '../ports/usual-ports.ts';
import { type Told, variablesOf } from '../variables.ts';
import { hostName, plainName, portOf } from './address-names.ts';
import { type CommandLine, commandLinesOf, flagIn, flagsIn, mayDialLoopback } from './command-lines.ts';
import type { Dial } from './dial.ts';
import { dialsInVariables } from './dial-variables.ts';
import { isLoopback, isPort, LOOPBACK, mayNameLoopback, portsIn } from './loopback.ts';

/** Where exporters look by default, and the flag or variable that tells them otherwise; read in their READMEs. */
const TARGETS: ReadonlyMap<string, { readonly port: number; readonly flag: string; readonly env: string }> = new Map([
  ['redis-exporter', { port: 6379, flag: 'redis.addr', env: 'REDIS_ADDR' }],
  ['memcached-exporter', { port: 11211, flag: 'memcached.address', env: 'MEMCACHED_ADDRESS' }],
  ['nginx-exporter', { port: 8080, flag: 'nginx.scrape-uri', env: 'SCRAPE_URI' }],
]);

/**
 * The localhost ports a container dials: URLs, addresses and connection strings, `nc localhost P`, `-h localhost -p P`,
 * `X_HOST` with `X_PORT`, `--x-host` with `--x-port`, and what a known exporter asks by default.
 */
export function dialsOf(member: Told): Dial[] {
  const found = [
    ...(mayDialLoopback(member) ? commandLinesOf(member).flatMap((line) => inLine(line, member)) : []),
    ...dialsInVariables(member),
    ...byDefault(member),
  ];
  if (found.length < 2) return found;
  const seen = new Set<string>();
  return found.filter(({ port, how }) => !seen.has(`${port} ${how}`) && seen.add(`${port} ${how}`));
}

/** Programs whose operand is a URL, with or without `http://`. */
const ASKS_URL = /^(?:curl|wget)$/;
const NETCATS = /^(?:nc|ncat|netcat|telnet)$/;
const PRINTS = /^(?:echo|printf)$/;
const SOCKET = new RegExp(String.raw`\/dev\/tcp\/${LOOPBACK}\/(\d{2,5})(?!\d)`, 'gi');

function inLine(line: CommandLine, member: Told): Dial[] {
  const { program, words } = line;
  // All that is looked for here names the pod itself.
  if (!words.some(({ value }) => mayNameLoopback(value))) return [];
  const helper = provenHelper(member);
  if (PRINTS.test(program) && !words.some(({ value }) => value.startsWith('>'))) return [];
  const found: Dial[] = [];
  const add = (port: number, at: Span, how: Dial['how'] = 'command') => {
    if (isPort(port)) found.push({ port, how, at });
  };
  let flags: ReadonlyMap<string, string> | null = null;
  words.forEach((word, i) => {
    if (!mayNameLoopback(word.value)) return;
    const flag = word.value.startsWith('-') ? word.value : (words[i - 1]?.value ?? '');
    if (flag.startsWith('-') && !isClient(program) && isListenFlag(flag, helper)) return;
    for (const port of portsIn(word.value)) add(port, word.at);
    for (const [, port] of word.value.matchAll(SOCKET)) add(Number(port), word.at);
    const host = flagOfHost(words, i);
    if (!host) return;
    flags ??= flagsIn(words);
    for (const dial of ofHost(host, flags)) add(dial.port, word.at, dial.how);
  });
  if (NETCATS.test(program)) {
    words.forEach((word, i) => {
      const next = words[i + 1];
      if (isLoopback(word.value) && next && /^\d{2,5}$/.test(next.value)) add(Number(next.value), next.at);
    });
  }
  if (ASKS_URL.test(program)) for (const word of operands(words)) if (BARE.test(word.value)) add(80, word.at);
  const host = flagIn(words, '-h', '--host');
  if (host && isLoopback(host.value)) {
    const port = flagIn(words, ...(/^m(?:y|aria)/.test(program) ? ['-P', '--port'] : ['-p', '-P', '--port']));
    if (port) add(Number(port.value), port.at);
    else add(usualPort(program) ?? 0, host.at);
  }
  return found;
}

const BARE = new RegExp(String.raw`^${LOOPBACK}(?:[\/?]|$)`, 'i');
/** Flags of curl and wget without a value. */
const SWITCH =
  /^-(?:[sSfLkIgvqN46i#]*|[a-z]*O-|[a-z]*O|-(?:silent|fail|insecure|location|head|spider|quiet|verbose|no-verbose|show-error|include|compressed|no-check-certificate))$/;

function operands(words: readonly Located<string>[]): Located<string>[] {
  return words.filter((_, i) => {
    const before = words[i - 1]?.value ?? '';
    // `-H "Host: localhost"` is two words in a script.
    return !/^-|:$/.test(before) || SWITCH.test(before) || /^--[\w-]+=/.test(before);
  });
}

/** The name of a flag `--x-host` that says localhost at a word, in one word or two. */
function flagOfHost(words: readonly Located<string>[], i: number): string | null {
  const [word, before] = [words[i]?.value ?? '', words[i - 1]?.value ?? ''];
  const flag = word.startsWith('-') ? (/^(--?[\w.-]+)=(.*)$/.exec(word) ?? []) : [null, before, word];
  const [, name, value] = flag;
  if (!name || !/^--?[\w.-]{3,}$/.test(name) || !isLoopback(value ?? '')) return null;
  return plainName(name);
}

/** The port that belongs to a flag of a host; that of a server of its own is none. */
function ofHost(name: string, flags: ReadonlyMap<string, string>): Pick<Dial, 'port' | 'how'>[] {
  const host = hostName(name);
  if (!host || /LISTEN|BIND|HTTP|WEB|METRICS|TELEMETRY|SERVER/.test(host.of) || !/HOST/.test(host.what)) return [];
  const port = portOf(host.of, flags);
  if (port !== undefined) return isPort(Number(port)) ? [{ port: Number(port), how: 'command' }] : [];
  const usual = usualPortOf(host.of);
  return usual === null ? [] : [{ port: usual, how: 'default' }];
}

function byDefault(member: Told): Dial[] {
  const target = TARGETS.get(provenHelper(member)?.id ?? '');
  const { container } = member;
  if (!target || !container.image) return [];
  const { open, values } = variablesOf(member);
  if (member.command.unresolved || open || values.has(target.env)) return [];
  if (flagValue(member, target.flag) !== null || container.env.some(({ name }) => name.value === target.env)) return [];
  return [{ port: target.port, how: 'default', at: container.image.at }];
}
