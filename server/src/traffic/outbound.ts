import { basename, unwrap } from '../helpers/command.ts';
import { allLines } from '../helpers/lines.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Located, Span } from '../yaml/span.ts';
import { hostName, plainName, portOf, speaksOfItself, speaksOfOthers } from './address-names.ts';
import { type Address, addressOf, connectionIn, hostOf, hostPortsIn, urlsIn } from './addresses.ts';
import { isListenFlag, isListenVariable } from './listen-names.ts';
import { remembered } from './remembered.ts';
import type { Team, Teammate } from './team.ts';
import { expanded, literals } from './variables.ts';

/** A host outside the pod that a container reaches, as its manifest names it. */
export interface Outbound {
  readonly from: Teammate;
  /** Host name or address; of a database proxy the instance it connects to. */
  readonly host: string;
  readonly port: number | null;
  /** `http`, `postgres` …; null where it is not written. */
  readonly scheme: string | null;
  readonly at: Span;
}

/** The hosts outside the pod that its containers name in arguments and variables, each once for a container. */
export const outboundOf = remembered(findOutbound);

function findOutbound(team: Team): Outbound[] {
  return team.members.flatMap((from) => {
    const found = new Map<string, Outbound>();
    const add = (addresses: readonly Address[], at: Span) => {
      for (const address of addresses) {
        const key = `${address.host} ${address.port}`;
        if (!found.has(key)) found.set(key, { from, ...address, at });
      }
    };
    for (const word of from.container.args ?? []) add(instancesIn(from, word.value), word.at);
    for (const word of from.container.command ?? []) add(instancesIn(from, word.value), word.at);
    for (const { addresses, at } of [...inCommand(from), ...inVariables(from)]) add(addresses, at);
    // The same host with and without its port is one.
    const all = [...found.values()].filter(({ host }) => !isOwnName(team, from, host));
    const whole = new Set(all.filter(({ port }) => port !== null).map(({ host }) => host));
    return all.filter(({ host, port }) => port !== null || !whole.has(host));
  });
}

/** A container is told its own name, or that of its Service, which is usually the workload's. */
function isOwnName({ pod }: Team, { container }: Teammate, host: string): boolean {
  const [first, ...domain] = host.split('.');
  if (domain.length > 0 && !/^svc$|^cluster$/.test(domain[1] ?? 'svc')) return false;
  return first === pod.manifest.name || (domain.length === 0 && first === container.name?.value);
}

interface Named {
  readonly addresses: readonly Address[];
  readonly at: Span;
}

/** Cloud SQL and AlloyDB: what their proxies connect to is an instance, not a host. */
const INSTANCE =
  /^(?:[a-z][\w.-]*(?::[a-z][\w-]*)?:[a-z][a-z\d-]+:[a-z][\w-]*|projects\/[\w-]+\/locations\/[\w-]+\/clusters\/[\w-]+\/instances\/[\w-]+)(?=[?=]|$)/;

function instancesIn({ role }: Teammate, word: string): Address[] {
  if (role.function !== 'db-ambassador') return [];
  const list = word.replace(/^-{1,2}instances=/, '');
  if (list.startsWith('-')) return [];
  return list.split(',').flatMap((one) => {
    const host = INSTANCE.exec(one)?.[0];
    return host === undefined ? [] : [{ host, port: null, scheme: null }];
  });
}

function inVariables({ container }: Teammate): Named[] {
  const variables = new Map([...literals(container)].map(([name, value]) => [plainName(name), value]));
  return container.env.flatMap(({ name, value }): Named[] => {
    if (!value || isListenVariable(name.value)) return [];
    const addresses = namedAddresses(plainName(name.value), expanded(value.value, container), variables);
    return [{ addresses, at: value.at }];
  });
}

/** What the value of a variable or flag names; the port of a host may stand in another of the variables. */
function namedAddresses(name: string, value: string, variables: ReadonlyMap<string, string>): Address[] {
  if (speaksOfItself(name)) return [];
  const speaks = speaksOfOthers(name);
  // A text of several lines is a file; only a name that says otherwise makes an address of it.
  const urls = speaks || !value.trim().includes('\n') ? urlsIn(value) : [];
  if (urls.length > 0 || !speaks) return urls;
  const hosts = hostPortsIn(value);
  if (hosts.length > 0) return hosts;
  if (/DSN|DATA_?SOURCE|CONN|DATABASE|_DB$/.test(name) && /[=;]/.test(value)) return connectionIn(value);
  const named = hostName(name);
  const host = named && hostOf(value);
  if (!named || !host) return [];
  const port = named.of === '' ? undefined : portOf(named.of, variables);
  const sure = port !== undefined || /^HOSTS?$/.test(named.what) || host.includes('.');
  const address = sure
    ? addressOf(/^\d{2,5}$/.test(port ?? '') ? `${bracketed(host)}:${port}` : bracketed(host), null)
    : null;
  return address ? [address] : [];
}

/** The values of the flags of a command, by plain name. */
function flagsIn(words: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    words.flatMap((word, i) => {
      const [name, value] = splitOnce(word);
      return name.startsWith('-') ? [[plainName(name), value ?? words[i + 1] ?? ''] as const] : [];
    }),
  );
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function inCommand(member: Teammate): Named[] {
  const { container, command } = member;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const { script } = command;
  if (script) {
    const at = words.find((word) => word.value === script.text)?.at ?? words[0]?.at;
    const addresses = allLines(script.statements).flatMap((line) => inLine(line, member));
    // Substitutions stand within words: `[ $(curl -s http://db:8500/) = 200 ]`.
    for (const [, inner] of script.text.matchAll(/(?:\$\(|`)\s*(?:curl|wget)\b([^)`\n]{0,500})/g)) {
      addresses.push(...urlsIn(inner ?? ''));
    }
    const sockets = [...script.text.matchAll(/\/dev\/tcp\/([^/\s]+)\/(\d+)/g)];
    addresses.push(...sockets.flatMap(([, host, port]) => addressOf(`${host}:${port}`, null) ?? []));
    return at ? [{ addresses, at }] : [];
  }
  const line = words.map((word) => expanded(word.value, container));
  const of = command.program === null ? ['', ...line] : unwrap(line).words;
  // A word on its own has its own place; what stands in two words has that of the first.
  return inLine(of, member).map((address) => ({ addresses: [address], at: placeOf(words, address) }));
}

function placeOf(words: readonly Located<string>[], { host }: Address): Span {
  const found = words.find((word) => word.value.includes(host)) ?? words[0];
  return found?.at ?? { start: 0, end: 0 };
}

/** Programs whose arguments name the server they dial, as `host:port`, `host port` or behind `-h`. */
const DIALS_WORDS = /^(?:wait-for.*|wait_for.*|curl|wget|grpcurl|telnet|dockerize|grpc_health_probe)$/;
const DIALS_PAIR = /^(?:nc|ncat|netcat|telnet)$/;
const DIALS_FLAG =
  /^(?:psql|pg_\w+|mysql\w*|mariadb\w*|redis-cli|valkey-cli|mongo\w*|clickhouse-client|cqlsh|rabbitmqadmin)$/;
const RESOLVES = /^(?:nslookup|dig|getent|host|ping)$/;
/** Programs that only print their words. */
const PRINTS = /^(?:echo|printf|cat|sed|grep|awk|test|\[|\[\[|tee|jq)$/;

/** The addresses in one command, its program first. */
function inLine(line: readonly string[], member: Teammate): Address[] {
  const assigned = line.filter((word) => /^[A-Za-z_]\w*=/.test(word));
  const { words } = unwrap(line);
  const program = basename(words[0] ?? '').replace(/\.sh$/, '');
  const rest = words.slice(1);
  if (PRINTS.test(program)) return [];
  if (DIALS_PAIR.test(program)) return pairIn(rest);
  if (RESOLVES.test(program)) return resolvedIn(rest);
  if (program === 'socat') return socatIn(rest);
  const found = DIALS_FLAG.test(program) ? clientIn(rest) : [];
  const flags = flagsIn(rest);
  rest.forEach((word, i) => {
    const [name, value] = splitOnce(word);
    const before = rest[i - 1] ?? '';
    const flag = word.startsWith('-') ? name : /^-[^=]*$/.test(before) ? before : '';
    if (flag !== '' && isListenFlag(word.startsWith('-') ? word : before, provenHelper(member))) return;
    if (flag !== '') found.push(...namedAddresses(plainName(flag), word.startsWith('-') ? (value ?? '') : word, flags));
    else found.push(...(word.includes('\n') ? [] : urlsIn(word)));
    const dials = DIALS_WORDS.test(program) && !word.startsWith('-');
    if (dials && !word.includes('://')) found.push(...hostPortsIn(word.replace(/\/.*$/, '')));
  });
  for (const word of assigned) {
    const [name, value = ''] = splitOnce(word);
    found.push(...(speaksOfItself(plainName(name)) ? [] : urlsIn(value)));
  }
  return found;
}

/** `nc -z -w 2 db 5432`. */
function pairIn(words: readonly string[]): Address[] {
  if (words.some((word) => /^-[a-z]*l/.test(word))) return [];
  return words.flatMap((word, i) => {
    const port = words[i + 1] ?? '';
    const isHost = !word.startsWith('-') && !/^\d+$/.test(word) && /^\d{2,5}$/.test(port);
    const address = isHost ? addressOf(`${word}:${port}`, null) : null;
    return address ? [address] : hostPortsIn(word);
  });
}

/** `nslookup db.shop.svc`. */
function resolvedIn(words: readonly string[]): Address[] {
  const name = words.find((word) => !/^-|^\d+$|^hosts$|^[<>|&]/.test(word)) ?? '';
  const host = hostOf(name);
  return host ? [{ host, port: null, scheme: null }] : [];
}

/** `psql -h db -p 5432`, `--host=db`, `mysql -hdb`. */
function clientIn(words: readonly string[]): Address[] {
  const value = (flags: RegExp) => {
    const index = words.findIndex((word) => flags.test(word));
    const word = words[index] ?? '';
    const own = word.startsWith('--') ? splitOnce(word)[1] : word.slice(2).replace(/^=/, '');
    return index < 0 ? undefined : own || words[index + 1];
  };
  const host = hostOf(value(/^-h|^--host(?:name)?(?:=|$)/) ?? '');
  const port = value(/^-p\d*$|^-P|^--port(?:=|$)/) ?? '';
  const address = host && addressOf(/^\d{2,5}$/.test(port) ? `${host}:${port}` : host, null);
  return address ? [address] : [];
}

/** `TCP:db:5432`, where socat leads to. */
function socatIn(words: readonly string[]): Address[] {
  return words.flatMap((word) => {
    const place = /^(?:TCP|UDP|SSL|OPENSSL)[46]?(?:-CONNECT|-DATAGRAM)?:([^,]+)/i.exec(word)?.[1];
    return place ? hostPortsIn(place) : [];
  });
}

function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
