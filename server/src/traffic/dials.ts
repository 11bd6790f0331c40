import { type Member, provenHelper } from '../helpers/role.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Located, Span } from '../yaml/span.ts';
import { flagValue, isListenFlag, isListenVariable } from './listens.ts';
import { expanded, literals } from './variables.ts';

/** A port on localhost that a container dials, and how we know. */
export interface Dial {
  readonly port: number;
  /**
   * `command`: its command line names it. `env`: a variable does, which may be copied from another container. `default`: a
   * known helper dials there unless it is told otherwise.
   */
  readonly how: 'command' | 'env' | 'default';
  readonly at: Span;
}

const HOST = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])`;
const IS_HOST = new RegExp(`^${HOST}$`);
const ADDRESS = new RegExp(String.raw`(?<![\w.-])${HOST}[:,#](\d{2,5})(?!\d)`, 'g');
const URL_WITHOUT_PORT = new RegExp(
  String.raw`(?<![a-z\d+])([a-z][a-z\d+]*):\/\/(?:[^\s\/@"']*@)?${HOST}(?=[\/?"'\s]|$)`,
  'gi',
);
const NETCAT = new RegExp(String.raw`\bnc\b(?:\s+-\w+(?:\s+\d+)?)*\s+${HOST}\s+(\d{2,5})(?!\d)`, 'g');
const CLIENT = new RegExp(String.raw`(?:-h|--host)[ =]${HOST}\s+(?:\S+\s+)*?(?:-[pP]|--port)[ =](\d{2,5})(?!\d)`, 'g');
const CLIENT_WITHOUT_PORT = new RegExp(
  String.raw`\b(psql|pg_isready|pg_dump|mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|redis-cli)(?=\s)(?![^;|&\n]*\s(?:-[pP] ?\d|--port))[^;|&\n]*?\s(?:-h ?|--host[ =])${HOST}(?![\w.:])`,
  'g',
);

/** Ports that schemes and clients mean where none is written. */
const USUAL_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  postgres: 5432,
  postgresql: 5432,
  psql: 5432,
  pg_isready: 5432,
  pg_dump: 5432,
  mysql: 3306,
  mysqladmin: 3306,
  mysqldump: 3306,
  mariadb: 3306,
  'mariadb-admin': 3306,
  redis: 6379,
  'redis-cli': 6379,
  mongodb: 27017,
  amqp: 5672,
};

/** Where exporters look by default, and the flag or variable that tells them otherwise; read in their READMEs. */
const TARGETS: Readonly<Record<string, { port: number; flag: string; env: string }>> = {
  'redis-exporter': { port: 6379, flag: 'redis.addr', env: 'REDIS_ADDR' },
  'memcached-exporter': { port: 11211, flag: 'memcached.address', env: 'MEMCACHED_ADDRESS' },
  'nginx-exporter': { port: 8080, flag: 'nginx.scrape-uri', env: 'SCRAPE_URI' },
};

/** Longer command lines are scripts with data; what they dial stands near the front. */
const MAX_LINE = 20_000;

/**
 * The localhost ports a container dials: URLs and addresses, `nc localhost P`, `-h localhost -p P`, `X_HOST` with `X_PORT`,
 * `--x-host` with `--x-port`, and what a known exporter asks by default.
 */
export function dialsOf(member: Member): Dial[] {
  const found = [...inCommand(member), ...inVariables(member.container), ...byDefault(member)];
  const seen = new Set<string>();
  return found.filter(({ port, how }) => !seen.has(`${port} ${how}`) && seen.add(`${port} ${how}`));
}

function inCommand(member: Member): Dial[] {
  const { container, command } = member;
  const helper = provenHelper(member);
  const written = [...(container.command ?? []), ...(container.args ?? [])];
  const words = written.map((word): Located<string> => ({ ...word, value: expanded(word.value, container) }));
  const found: Dial[] = [];
  words.forEach((word, i) => {
    const flag = word.value.startsWith('-') ? word.value : (words[i - 1]?.value ?? '');
    if (!command.script && flag.startsWith('-') && isListenFlag(flag, helper)) return;
    for (const port of portsIn(word.value)) found.push({ port, how: 'command', at: word.at });
    const [, name, host] = /^--?([\w.-]*?)-?host=(.*)$/.exec(word.value) ?? [];
    if (name === undefined || !IS_HOST.test(host ?? '')) return;
    const port = Number(flagValue(member, name ? `${name}-port` : 'port'));
    if (isPort(port) && !/listen|bind|http|web|metrics|server/i.test(name))
      found.push({ port, how: 'command', at: word.at });
  });
  const line = words
    .map((word) => word.value)
    .join(' ')
    .slice(0, MAX_LINE);
  const clients = [...line.matchAll(CLIENT_WITHOUT_PORT)].map((match) => USUAL_PORTS[match[1] ?? ''] ?? 0);
  for (const port of [...matches(line, NETCAT), ...matches(line, CLIENT), ...clients]) {
    const at = (words.find((word) => word.value.includes(String(port))) ?? words.at(-1))?.at;
    if (at) found.push({ port, how: 'command', at });
  }
  return found;
}

function inVariables(container: Container): Dial[] {
  const values = literals(container);
  const ports = [...values].filter(([name, value]) => {
    return /_PORT$/.test(name) && isPort(Number(value)) && !isListenVariable(name);
  });
  return container.env.flatMap(({ name, value }): Dial[] => {
    if (!value || isListenVariable(name.value)) return [];
    const text = expanded(value.value, container);
    if (!IS_HOST.test(text)) return portsIn(text).map((port) => ({ port, how: 'env', at: value.at }));
    const prefix = /^(.*)(?:_|^)(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER)$/.exec(name.value)?.[1];
    if (prefix === undefined) return [];
    // `INSTANCE_HOST` with `DB_PORT`: the only port there is must be meant.
    const only = prefix && ports.length === 1 ? ports[0]?.[1] : undefined;
    const port = Number(values.get(prefix ? `${prefix}_PORT` : 'PORT') ?? only);
    return isPort(port) ? [{ port, how: 'env', at: value.at }] : [];
  });
}

function byDefault(member: Member): Dial[] {
  const target = TARGETS[provenHelper(member)?.id ?? ''];
  const { container } = member;
  if (!target || !container.image || member.command.unresolved || container.envFrom.length > 0) return [];
  if (flagValue(member, target.flag) !== null || container.env.some(({ name }) => name.value === target.env)) return [];
  return [{ port: target.port, how: 'default', at: container.image.at }];
}

function portsIn(text: string): number[] {
  const usual = [...text.matchAll(URL_WITHOUT_PORT)].map((match) => USUAL_PORTS[(match[1] ?? '').toLowerCase()] ?? 0);
  return [...matches(text, ADDRESS), ...usual.filter(isPort)];
}

function matches(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map((match) => Number(match[1])).filter(isPort);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}
