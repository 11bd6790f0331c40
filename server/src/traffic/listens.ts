import type { Helper, HelperPort } from '../helpers/helper.ts';
import { type Member, provenHelper } from '../helpers/role.ts';
import type { Span } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';

/** A port on which a container listens, and how we know. */
export interface Listen {
  readonly port: number;
  readonly protocol: string;
  /**
   * `declared`: `containerPort`, which says little (workers copy it). `flag`: a flag or variable names it.
   * `probe`: the kubelet asks it there. `default`: the helper's own. `usual`: the same, but not for certain.
   */
  readonly how: 'declared' | 'flag' | 'probe' | 'default' | 'usual';
  /** Whether it listens on 127.0.0.1 only; false where nothing says so. */
  readonly loopbackOnly: boolean;
  /** The address it binds to, if one is named. */
  readonly host: string | null;
  readonly at: Span | null;
}

const LISTEN_FLAG =
  /^--?(?:[\w.-]*(?:listen|bind|metrics-addr|address|addr)[\w.-]*|(?:(?:http|https|grpc|metrics|telemetry|web|server|admin|health|healthz|probe|secure|insecure)-)?port)(?:=|$)/i;
/** Words in a flag's name that tell of somebody else's address. */
const DIALS =
  /upstream|backend|target|remote|connect|advertise|scrape|endpoint|reload|db|database|redis|memcached|mysql|postgres|mongo|vault|consul|kafka|nats|etcd|sentry|otlp|zipkin|jaeger|proxy-addr|manager[_-]addr|leader|master|peer|seed|collector/i;

/** Whether a flag says where its program listens, rather than whom it dials. A known helper's own flags decide for it. */
export function isListenFlag(word: string, helper: Helper | null): boolean {
  const name = flagName(word);
  const own = (helper?.ports ?? []).filter((port) => !port.onRequest).flatMap((port) => port.flags ?? []);
  // All helpers of the storage project serve metrics and health there (kubernetes-csi, README of each).
  if (helper?.function === 'storage-driver' && name === 'http-endpoint') return true;
  if (own.length > 0) return own.some((flag) => flagName(flag) === name);
  return LISTEN_FLAG.test(word) && !DIALS.test(name);
}

function flagName(word: string): string {
  return word.replace(/^-+/, '').split('=', 1)[0] ?? '';
}

/** Programs whose `--port` is that of the server they dial. */
const CLIENTS =
  /^(?:psql|pg_\w+|mysql\w*|mariadb\w*|redis-cli|valkey-cli|mongo(?:sh)?|curl|wget|grpcurl|nc|telnet|etcdctl|kubectl)$/;

/** Whether a variable says where its program listens. */
export function isListenVariable(name: string): boolean {
  return /LISTEN|BIND|_METRICS$|^(?:HTTP_|HTTPS_|GRPC_|SERVER_|WEB_|APP_)?PORT$|HTTP_ADDRESS|ADMIN_ADDR/.test(name);
}

/** Where a container listens, by everything that its manifest and the catalogue tell. Each port and protocol once per source. */
export function listensOf(member: Member): Listen[] {
  const { container } = member;
  const declared = container.ports.map((port): Listen => {
    const { value, at, via } = port.containerPort;
    return { port: value, protocol: port.protocol, how: 'declared', loopbackOnly: false, host: null, at: via ?? at };
  });
  const flags = flagListens(member);
  const probes = container.probes.flatMap(({ handler }): Listen[] => {
    if (!handler?.port || handler.type === 'exec') return [];
    const name = handler.port.value;
    const port =
      typeof name === 'number' ? name : container.ports.find((p) => p.name?.value === name)?.containerPort.value;
    if (port === undefined) return [];
    return [{ port, protocol: 'TCP', how: 'probe', loopbackOnly: false, host: null, at: handler.port.at }];
  });
  const defaults = (provenHelper(member)?.ports ?? []).flatMap((port) => {
    const set = isSet(member, port);
    const elsewhere = declared.length > 0 && !declared.some((own) => own.port === port.port);
    if (port.onRequest ? !set : set || elsewhere || flags.length > 0) return [];
    return defaultListen(member, port);
  });
  return [...declared, ...flags, ...probes, ...defaults];
}

function defaultListen(member: Member, port: HelperPort): Listen {
  const moved = Number(port.movedBy && setValue(member, port, port.movedBy));
  const address = port.exposedBy ? setValue(member, port, port.exposedBy) : null;
  return {
    port: moved || port.port,
    protocol: port.protocol ?? 'TCP',
    how: port.verified ? 'default' : 'usual',
    loopbackOnly: address === null ? (port.loopbackOnly ?? false) : isLoopback(address),
    host: address,
    at: null,
  };
}

/** The value of a flag, written `--flag=value` or `--flag value`; null if it is not there. */
export function flagValue({ container }: Member, flag: string): string | null {
  const words = [...(container.command ?? []), ...(container.args ?? [])].map((word) => word.value);
  const index = words.findIndex((word) => word.startsWith('-') && flagName(word) === flagName(flag));
  if (index < 0) return null;
  const [, value] = splitOnce(words[index] ?? '', '=');
  return value ?? words[index + 1] ?? null;
}

/** The value of a flag of a helper's port, or of the variable that stands for it as others stand for theirs. */
function setValue(member: Member, port: HelperPort, flag: string): string | null {
  const variable = (of: string) => of.replace(/^-+/, '').replaceAll('-', '_').toUpperCase();
  const prefixes = (port.env ?? []).flatMap((name) =>
    (port.flags ?? []).filter((own) => name.endsWith(variable(own))).map((own) => name.slice(0, -variable(own).length)),
  );
  const set = member.container.env.find(({ name }) =>
    prefixes.some((prefix) => name.value === prefix + variable(flag)),
  );
  return flagValue(member, flag) ?? set?.value?.value ?? null;
}

/** Whether one of the flags or variables stands there that move a default port, or open it. */
function isSet({ container }: Member, port: HelperPort): boolean {
  const words = [...(container.command ?? []), ...(container.args ?? [])].map((word) => word.value);
  if (port.flags?.some((flag) => words.some((word) => flagName(word) === flagName(flag)))) return true;
  return port.env?.some((variable) => container.env.some((set) => set.name.value === variable)) ?? false;
}

function flagListens(member: Member): Listen[] {
  const { container, command } = member;
  const helper = provenHelper(member);
  const found: Listen[] = [];
  const add = (address: string, at: Span | null) => {
    for (const part of address.split(',', 20)) {
      const listen = readAddress(part);
      if (listen) found.push({ ...listen, protocol: 'TCP', how: 'flag', at });
    }
  };
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  const flags = command.program !== null && CLIENTS.test(command.program) ? [] : words;
  flags.forEach((word, i) => {
    const [flag, value] = splitOnce(word.value, '=');
    // Cloud SQL Auth Proxy: `project:region:db?port=5433`; version 1: `-instances=project:region:db=tcp:5432`.
    for (const match of word.value.matchAll(/[?&]port=(\d+)/g)) add(match[1] ?? '', word.at);
    if (/^-{1,2}instances$/.test(flag)) {
      for (const match of (value ?? words[i + 1]?.value ?? '').matchAll(/=tcp:([\d.]+:)?(\d+)/g)) {
        add(`${match[1] ?? ''}${match[2]}`, word.at);
      }
    }
    if (isUnresolved(word.value) || !isListenFlag(word.value, helper)) return;
    add(value ?? words[i + 1]?.value ?? '', word.at);
  });
  for (const { name, value } of container.env) {
    if (value && isListenVariable(name.value) && !isUnresolved(value.value)) add(value.value, value.at);
  }
  const script = command.script?.text ?? '';
  for (const match of script.matchAll(
    /\bnc\b[^;|&\n]*\s-[a-z]*l[a-z]*\s+(?:-p\s+)?(\d+)|LISTEN:(\d+)|http\.server\s+(\d+)/g,
  )) {
    add(match[1] ?? match[2] ?? match[3] ?? '', null);
  }
  // The data port of a database proxy is on loopback unless an address says otherwise.
  const loopback = helper?.function === 'db-ambassador' && helper.ports.some((port) => port.loopbackOnly);
  return found.map((listen) => (loopback && listen.host === null ? { ...listen, loopbackOnly: true } : listen));
}

/** Reads `:8080`, `0.0.0.0:8080`, `[::1]:8080`, `tcp://…:8080` or `8080`. */
function readAddress(address: string): { port: number; host: string | null; loopbackOnly: boolean } | null {
  const match = /^(?:\w+:\/\/)?(?:(\[?\$\(\w+\)\]?|\[[\da-f:]*\]|[\w.*-]*):)?(\d{1,5})\/?$/i.exec(address.trim());
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65_535) return null;
  const host = match[1] ? match[1] : null;
  return { port, host, loopbackOnly: host !== null && isLoopback(host) };
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host);
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
