import { basename, unwrap } from '../helpers/command.ts';
import { allLines } from '../helpers/lines.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Located, Span } from '../yaml/span.ts';
import { type Address, addressOf, connectionIn, hostOf, hostPortsIn, urlsIn } from './addresses.ts';
import { isListenFlag, isListenVariable } from './listens.ts';
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
export function outboundOf(team: Team): Outbound[] {
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

/** Words in the name of a flag or a variable that tell of somebody else's address. */
const SPEAKS =
  /URL|URI|HOST|ADDR|ENDPOINT|SERVER|BROKER|BOOTSTRAP|DSN|DATA_?SOURCE|UPSTREAM|TARGET|BACKEND|CONN|PEER|NODES|SEED|MASTER|LEADER|ZOOKEEPER|ZK|KAFKA|NATS|REDIS|ETCD|MEMCACHE|MONGO|MYSQL|POSTGRES|DATABASE|_DB$|AMQP|RABBIT|ELASTIC|LOKI|COLLECTOR|EXPORTER|OTLP|JAEGER|ZIPKIN|STATSD|GRAPHITE|INFLUX|VAULT|CONSUL|PROXY|GATEWAY|CONTACT_POINT|REMOTE|SMTP|LDAP|SENTRY/;
/** Words that tell of the program's own address, or of one that only browsers and people see. */
const OWN =
  /LISTEN|BIND|ADVERTIS|EXTERNAL_URL|PUBLIC|ROOT_URL|REDIRECT|CALLBACK|CORS|ORIGIN|ALLOW|WHITELIST|NO_PROXY|TRUSTED|VIRTUAL|INGRESS|COOKIE|DOMAIN|AUDIENCE|IMAGE|DOCS|HELP|LOGO|ICON|LICEN[CS]E|SCHEMA|FRONTEND_URL|^(?:APP|SITE|SELF|BASE|SERVER|HTTP|MY)_(?:URL|URI|HOST|HOSTNAME|ADDR|ADDRESS)$|^(?:HOST|HOSTNAME|ADDRESS|ADDR|KC_HOSTNAME\w*)$|NODE_?NAME|POD_|_IP$/;

/** `some.dbUrl`, `--some-db-url` and `SOME_DB_URL` are one name. */
function plain(name: string): string {
  return name
    .replace(/^-+/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
}

function inVariables({ container }: Teammate): Named[] {
  const variables = new Map([...literals(container)].map(([name, value]) => [plain(name), value]));
  return container.env.flatMap(({ name, value }): Named[] => {
    if (!value || isListenVariable(name.value)) return [];
    const addresses = namedAddresses(plain(name.value), expanded(value.value, container), variables);
    return [{ addresses, at: value.at }];
  });
}

/** What the value of a variable or flag names; the port of a host may stand in another of the variables. */
function namedAddresses(name: string, value: string, variables: ReadonlyMap<string, string>): Address[] {
  if (OWN.test(name)) return [];
  const speaks = SPEAKS.test(name);
  // A text of several lines is a file; only a name that says otherwise makes an address of it.
  const urls = speaks || !value.trim().includes('\n') ? urlsIn(value) : [];
  if (urls.length > 0 || !speaks) return urls;
  const hosts = hostPortsIn(value);
  if (hosts.length > 0) return hosts;
  if (/DSN|DATA_?SOURCE|CONN|DATABASE|_DB$/.test(name) && /[=;]/.test(value)) return connectionIn(value);
  const ends = /^(.*?)_?(HOST|HOSTS|HOST_?NAME|SERVERS?|ADDR|ADDRESS|ENDPOINT|URL)$/.exec(name);
  const host = ends && hostOf(value);
  if (!ends || !host) return [];
  const port = variables.get(`${ends[1]}_PORT`);
  const sure = port !== undefined || /^HOSTS?$/.test(ends[2] ?? '') || host.includes('.');
  const address = sure
    ? addressOf(/^\d{2,5}$/.test(port ?? '') ? `${bracketed(host)}:${port}` : bracketed(host), null)
    : null;
  return address ? [address] : [];
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

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
  const found = DIALS_FLAG.test(program) ? clientIn(rest) : [];
  rest.forEach((word, i) => {
    const [name, value] = splitOnce(word);
    const before = rest[i - 1] ?? '';
    const flag = word.startsWith('-') ? name : /^-[^=]*$/.test(before) ? before : '';
    if (flag !== '' && isListenFlag(word.startsWith('-') ? word : before, provenHelper(member))) return;
    if (flag !== '')
      found.push(...namedAddresses(plain(flag), word.startsWith('-') ? (value ?? '') : word, NO_VARIABLES));
    else found.push(...(word.includes('\n') ? [] : urlsIn(word)));
    const dials = DIALS_WORDS.test(program) && !word.startsWith('-');
    if (dials && !word.includes('://')) found.push(...hostPortsIn(word.replace(/\/.*$/, '')));
  });
  for (const word of assigned) {
    const [name, value = ''] = splitOnce(word);
    found.push(...(OWN.test(plain(name)) ? [] : urlsIn(value)));
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

/** `psql -h db -p 5432`, `--host=db`. */
function clientIn(words: readonly string[]): Address[] {
  const value = (flags: RegExp) => {
    const index = words.findIndex((word) => flags.test(word));
    const [, own] = splitOnce(words[index] ?? '');
    return index < 0 ? undefined : (own ?? words[index + 1]);
  };
  const host = hostOf(value(/^(?:-h|--host(?:name)?)(?:=|$)/) ?? '');
  const port = value(/^(?:-p|-P|--port)(?:=|$)/) ?? '';
  const address = host && addressOf(/^\d{2,5}$/.test(port) ? `${host}:${port}` : host, null);
  return address ? [address] : [];
}

function splitOnce(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
