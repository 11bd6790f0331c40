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
  readonly program: RegExp;
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
  { program: /^(?:gunicorn|hypercorn)$/, at: ['-b', '--bind'] },
  { program: /^uvicorn$/, at: ['--port'], host: ['--host'] },
  { program: /^daphne$/, at: ['-p', '--port'], host: ['-b', '--bind'] },
  { program: /^flask$/, command: /^run$/, at: ['-p', '--port'], host: ['-h', '--host'] },
  { program: /^(?:manage\.py|django-admin)$/, command: /^runserver$/, at: [], operand: true },
  { program: /^http\.server$|^SimpleHTTPServer$/, at: [], host: ['-b', '--bind'], operand: true, usual: '8000' },
  { program: /^php\d*$/, at: ['-S'] },
  { program: /^artisan$/, command: /^serve$/, at: ['--port'], host: ['--host'] },
  { program: /^rails$/, command: /^s(?:erver)?$/, at: ['-p', '--port'], host: ['-b', '--binding'] },
  { program: /^puma$/, at: ['-p', '--port', '-b', '--bind'] },
  { program: /^(?:rackup|thin|unicorn)$/, at: ['-p', '--port'], host: ['-o', '--host'] },
  { program: /^next$/, command: /^(?:start|dev)$/, at: ['-p', '--port'], host: ['-H', '--hostname'] },
  { program: /^(?:nuxt|nuxi|vite|http-server)$/, at: ['-p', '--port'], host: ['-a', '--host'] },
  { program: /^serve$/, at: ['-l', '--listen', '-p', '--port'] },
  { program: /^httpd$/, at: ['-p'] },
  { program: /^(?:postgres|memcached)$/, at: ['-p'] },
  { program: /^kubectl$/, command: /^proxy$/, at: ['-p', '--port'], host: ['--address'], usual: '127.0.0.1:8001' },
];

/** Programs that run the one behind them: how many words belong to them. */
const RUNNERS: readonly (readonly [program: RegExp, word: RegExp])[] = [
  [/^(?:bundle|pnpm)$/, /^exec$/],
  [/^(?:poetry|pipenv|uv|yarn)$/, /^run$/],
  [/^python[\d.]*$/, /^-m$|^-u$/],
  [/^(?:npx|node|php\d*|ruby|python[\d.]*)$/, /^$/],
];

/** What the command line of a well-known server tells of where it listens. */
export function toldTo(line: CommandLine): Told[] {
  const { program, words } = behindRunner(line, 0);
  if (program === 'socat') return words.flatMap(socat);
  if (/^(?:nc|ncat|netcat)$/.test(program)) return netcat(words);
  const server = SERVERS.find(
    (own) => own.program.test(program) && (!own.command || own.command.test(words[0]?.value ?? '')),
  );
  if (!server) return [];
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
  for (const [runner, word] of RUNNERS) {
    if (depth > 3 || !runner.test(program)) continue;
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
