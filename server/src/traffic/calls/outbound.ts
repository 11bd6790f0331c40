import { basename, unwrap, writtenWords } from '../../helpers/commands/command.ts';
import { allLines } from '../../helpers/commands/lines.ts';
import { provenHelper } from '../../helpers/role.ts';
import type { Located, Span } from '../../yaml/span.ts';
import { isListenFlag, isListenVariable } from '../ports/listen-names.ts';
import { remembered } from '../remembered.ts';
import type { Team, Teammate } from '../team.ts';
import { expanded, expandedWords, literals } from '../variables.ts';
import { hostName, plainName, portOf, speaksOfItself, speaksOfOthers } from './address-names.ts';
import { type Address, addressOf, connectionIn, hostOf, hostPortsIn, urlsIn } from './addresses.ts';
import { entrypointOf, flagsIn, splitOnce } from './command-lines.ts';

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
  const variables = () => new Map([...literals(container)].map(([name, value]) => [plainName(name), value]));
  return container.env.flatMap(({ name, value }): Named[] => {
    if (!value || isListenVariable(name.value)) return [];
    const addresses = namedAddresses(plainName(name.value), expanded(value.value, container), variables);
    return [{ addresses, at: value.at }];
  });
}

/** What the value of a variable or flag names; the port of a host may stand in another of the variables. */
function namedAddresses(name: string, value: string, variables: () => ReadonlyMap<string, string>): Address[] {
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
  const port = named.of === '' ? undefined : portOf(named.of, variables());
  const sure = port !== undefined || /^HOSTS?$/.test(named.what) || host.includes('.');
  const address = sure
    ? addressOf(/^\d{2,5}$/.test(port ?? '') ? `${bracketed(host)}:${port}` : bracketed(host), null)
    : null;
  return address ? [address] : [];
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function inCommand(member: Teammate): Named[] {
  const { container, command } = member;
  const words = writtenWords(container);
  const { script } = command;
  if (!script) {
    const line = expandedWords(words, container);
    return command.program === null ? ofProgram(entrypointOf(member), line, member) : inLine(line, member);
  }
  const whole = words.find((word) => word.value === script.text) ?? words[0];
  if (!whole) return [];
  const placed = (value: string): Located<string> => ({ ...whole, value });
  const found = allLines(script.statements).flatMap((line) => inLine(line.map(placed), member));
  // Substitutions stand within words: `[ $(curl -s http://db:8500/) = 200 ]`.
  const inner = [...script.text.matchAll(/(?:\$\(|`)\s*(?:curl|wget)\b([^)`\n]{0,500})/g)].map(
    ([, text]) => text ?? '',
  );
  const sockets = [...script.text.matchAll(/\/dev\/tcp\/([^/\s]+)\/(\d+)/g)];
  const addresses = [
    ...inner.flatMap(urlsIn),
    ...sockets.flatMap(([, host, port]) => addressOf(`${host}:${port}`, null) ?? []),
  ];
  return [...found, { addresses, at: whole.at }];
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
function inLine(line: readonly Located<string>[], member: Teammate): Named[] {
  const { words } = unwrap(line.map(({ value }) => value));
  const [first, ...rest] = line.slice(line.length - words.length);
  const assigned = line.flatMap((word): Named[] => {
    const [name, value = ''] = /^[A-Za-z_]\w*=/.test(word.value) ? splitOnce(word.value) : [''];
    return value === '' || speaksOfItself(plainName(name)) ? [] : [{ addresses: urlsIn(value), at: word.at }];
  });
  return [...ofProgram(basename(first?.value ?? '').replace(/\.sh$/, ''), rest, member), ...assigned];
}

/** The addresses among the words of a program; its name is empty where it is not known. */
function ofProgram(program: string, words: readonly Located<string>[], member: Teammate): Named[] {
  if (PRINTS.test(program)) return [];
  if (DIALS_PAIR.test(program)) return pairIn(words);
  if (RESOLVES.test(program)) return resolvedIn(words);
  if (program === 'socat') return words.map(socatIn);
  const found = DIALS_FLAG.test(program) ? clientIn(words) : [];
  const flags = () => flagsIn(words);
  const asks = DIALS_WORDS.test(program);
  const helper = provenHelper(member);
  words.forEach((word, i) => {
    const { value: text, at } = word;
    const [name, value] = splitOnce(text);
    const before = words[i - 1]?.value ?? '';
    const isFlag = text.startsWith('-');
    const flag = isFlag ? name : /^-[^=]*$/.test(before) ? before : '';
    if (flag !== '' && isListenFlag(isFlag ? text : before, helper)) return;
    if (flag !== '')
      found.push({ addresses: namedAddresses(plainName(flag), isFlag ? (value ?? '') : text, flags), at });
    else found.push({ addresses: text.includes('\n') ? [] : urlsIn(text), at });
    if (asks && !isFlag && !text.includes('://')) found.push({ addresses: hostPortsIn(text.replace(/\/.*$/, '')), at });
  });
  return found;
}

/** `nc -z -w 2 db 5432`. */
function pairIn(words: readonly Located<string>[]): Named[] {
  if (words.some(({ value }) => /^-[a-z]*l/.test(value))) return [];
  return words.map(({ value, at }, i) => {
    const port = words[i + 1]?.value ?? '';
    const isHost = !value.startsWith('-') && !/^\d+$/.test(value) && /^\d{2,5}$/.test(port);
    const address = isHost ? addressOf(`${value}:${port}`, null) : null;
    return { addresses: address ? [address] : hostPortsIn(value), at };
  });
}

/** `nslookup db.shop.svc`. */
function resolvedIn(words: readonly Located<string>[]): Named[] {
  const name = words.find(({ value }) => !/^-|^\d+$|^hosts$|^[<>|&]/.test(value));
  const host = name ? hostOf(name.value) : null;
  return name && host ? [{ addresses: [{ host, port: null, scheme: null }], at: name.at }] : [];
}

/** `psql -h db -p 5432`, `--host=db`, `mysql -hdb`. */
function clientIn(words: readonly Located<string>[]): Named[] {
  const given = (flags: RegExp): Located<string> | undefined => {
    const index = words.findIndex(({ value }) => flags.test(value));
    const word = words[index];
    if (!word) return undefined;
    const own = word.value.startsWith('--') ? splitOnce(word.value)[1] : word.value.slice(2).replace(/^=/, '');
    return own ? { ...word, value: own } : words[index + 1];
  };
  const named = given(/^-h|^--host(?:name)?(?:=|$)/);
  const host = named && hostOf(named.value);
  const port = given(/^-p\d*$|^-P|^--port(?:=|$)/)?.value ?? '';
  const address = host && addressOf(/^\d{2,5}$/.test(port) ? `${host}:${port}` : host, null);
  return address ? [{ addresses: [address], at: named.at }] : [];
}

/** `TCP:db:5432`, where socat leads to. */
function socatIn({ value, at }: Located<string>): Named {
  const place = /^(?:TCP|UDP|SSL|OPENSSL)[46]?(?:-CONNECT|-DATAGRAM)?:([^,]+)/i.exec(value)?.[1];
  return { addresses: place ? hostPortsIn(place) : [], at };
}
