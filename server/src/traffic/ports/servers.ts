import type { Located } from '../../yaml/span.ts';
import { type CommandLine, flagIn } from '../calls/command-lines.ts';

/** What a server is told on its command line: a port, or an address with one. */
export interface Told {
  readonly address: Located<string>;
  /** The address it binds to, where that is told apart from the port. */
  readonly host: string | null;
  readonly protocol: 'TCP' | 'UDP';
}

/** Servers that many images run, and their flags that the names of flags alone do not tell. */
interface Server {
  /** What it is called, see `plainProgram`. */
  readonly programs: readonly string[];
  /** The first word behind the program, where only one of its commands serves. */
  readonly command?: RegExp;
  /** Flags of the port, or of address and port. */
  readonly at: readonly string[];
  readonly host?: readonly string[];
  /** Whether a word of its own names the port: `http.server 8000`. */
  readonly operand?: true;
  /** Where it listens if nothing is told. */
  readonly usual?: string;
}

/** General knowledge. */
const SERVERS: readonly Server[] = [
  { programs: ['gunicorn', 'hypercorn'], at: ['-b', '--bind'] },
  { programs: ['uvicorn'], at: ['--port'], host: ['--host'] },
  { programs: ['daphne'], at: ['-p', '--port'], host: ['-b', '--bind'] },
  { programs: ['flask'], command: /^run$/, at: ['-p', '--port'], host: ['-h', '--host'] },
  { programs: ['manage.py', 'django-admin'], command: /^runserver$/, at: [], operand: true },
  { programs: ['http.server', 'SimpleHTTPServer'], at: [], host: ['-b', '--bind'], operand: true, usual: '8000' },
  { programs: ['php'], at: ['-S'] },
  { programs: ['artisan'], command: /^serve$/, at: ['--port'], host: ['--host'] },
  { programs: ['rails'], command: /^s(?:erver)?$/, at: ['-p', '--port'], host: ['-b', '--binding'] },
  { programs: ['puma'], at: ['-p', '--port', '-b', '--bind'] },
  { programs: ['rackup', 'thin', 'unicorn'], at: ['-p', '--port'], host: ['-o', '--host'] },
  { programs: ['next'], command: /^(?:start|dev)$/, at: ['-p', '--port'], host: ['-H', '--hostname'] },
  { programs: ['nuxt', 'nuxi', 'vite', 'http-server'], at: ['-p', '--port'], host: ['-a', '--host'] },
  { programs: ['serve'], at: ['-l', '--listen', '-p', '--port'] },
  { programs: ['httpd'], at: ['-p'] },
  { programs: ['postgres', 'memcached'], at: ['-p'] },
  { programs: ['kubectl'], command: /^proxy$/, at: ['-p', '--port'], host: ['--address'], usual: '127.0.0.1:8001' },
];
const BY_PROGRAM = new Map(SERVERS.flatMap((server) => server.programs.map((program) => [program, server] as const)));

/** Programs that pass on what they are sent, and are told of it in ways of their own. */
const NETCATS: ReadonlySet<string> = new Set(['nc', 'ncat', 'netcat']);

/** Programs that run the one behind them: how many words belong to them. */
const RUNNERS: readonly (readonly [programs: readonly string[], word: RegExp])[] = [
  [['bundle', 'pnpm'], /^exec$/],
  [['poetry', 'pipenv', 'uv', 'yarn'], /^run$/],
  [['python'], /^-m$|^-u$/],
  [['npx', 'node', 'php', 'ruby', 'python'], /^$/],
];
const RUN_BY: ReadonlyMap<string, readonly RegExp[]> = new Map(
  RUNNERS.flatMap(([programs]) => programs).map((program) => [
    program,
    RUNNERS.filter(([programs]) => programs.includes(program)).map(([, word]) => word),
  ]),
);

/** Whether a script may run a server that `toldTo` knows: a cheap look at its whole text. */
export function mayRunServer(script: string): boolean {
  return ANY_SERVER.test(script);
}

const ANY_SERVER = new RegExp(
  String.raw`(?<!\w)(?:${['socat', ...NETCATS, ...BY_PROGRAM.keys()].map((name) => name.replaceAll('.', '\\.')).join('|')})(?![a-z])`,
);

/** `php` of `php8`, `python` of `python3.12`: those two only. */
function plainProgram(program: string): string {
  return program.startsWith('p') ? program.replace(/^(?:(python)[\d.]*|(php)\d*)$/, '$1$2') : program;
}

/** What the command line of a well-known server tells of where it listens. */
export function toldTo(line: CommandLine): Told[] {
  const { program, words } = behindRunner(line, 0);
  if (program === 'socat') return words.flatMap(socat);
  if (NETCATS.has(program)) return netcat(words);
  const server = BY_PROGRAM.get(plainProgram(program));
  if (!server || (server.command && !server.command.test(words[0]?.value ?? ''))) return [];
  const usualHost = server.usual?.includes(':') ? server.usual.replace(/:\d+$/, '') : null;
  const host = (server.host && flagIn(words, ...server.host)?.value) ?? usualHost;
  const operand =
    server.operand && words.slice(server.command ? 1 : 0).find(({ value }) => /^(?:[\w.[\]:]+:)?\d+$/.test(value));
  const address = flagIn(words, ...server.at) ?? operand ?? null;
  if (address) return [{ address, host, protocol: 'TCP' }];
  const [first] = line.words;
  return server.usual && first ? [{ address: { ...first, value: server.usual }, host, protocol: 'TCP' }] : [];
}

/** `python -m http.server`, `bundle exec puma`: the program that is run in the end. */
function behindRunner(
  line: Pick<CommandLine, 'program' | 'words'>,
  depth: number,
): Pick<CommandLine, 'program' | 'words'> {
  const { program, words } = line;
  if (depth > 3) return line;
  for (const word of RUN_BY.get(plainProgram(program)) ?? []) {
    const skipped = words.findIndex(({ value }) => !word.test(value));
    if (skipped < 0 || (skipped === 0 && !word.test(''))) continue;
    const [next, ...rest] = words.slice(skipped);
    if (!next || next.value.startsWith('-')) continue;
    return behindRunner({ program: next.value.slice(next.value.lastIndexOf('/') + 1), words: rest }, depth + 1);
  }
  return line;
}

/** `TCP4-LISTEN:8080,fork,bind=127.0.0.1`. */
function socat(word: Located<string>): Told[] {
  const match = /^(TCP|UDP|SSL|OPENSSL)[46]?-(?:LISTEN|L|RECVFROM|RECV):(\d+)(?:,|$)/i.exec(word.value);
  if (!match) return [];
  const host = /,bind=([^,]+)/i.exec(word.value)?.[1] ?? null;
  const protocol = match[1]?.toUpperCase() === 'UDP' ? 'UDP' : 'TCP';
  return [{ address: { ...word, value: match[2] ?? '' }, host, protocol }];
}

/** `nc -lk -p 90`, `ncat --listen 127.0.0.1 90`. */
function netcat(words: readonly Located<string>[]): Told[] {
  const listens = words.some(({ value }) => /^-[a-z]*l/.test(value) || value === '--listen');
  const port = words.find(
    ({ value }, i) => /^\d{2,5}$/.test(value) && !/^-[a-z]*[wiqGm]$/.test(words[i - 1]?.value ?? ''),
  );
  if (!listens || !port) return [];
  const isUdp = words.some(({ value }) => /^-[a-z]*u/.test(value) || value === '--udp');
  const host = words.find(({ value }) => /^(?:localhost|\d+(?:\.\d+){3})$/.test(value))?.value ?? null;
  return [{ address: port, host, protocol: isUdp ? 'UDP' : 'TCP' }];
}
