import { writtenWords } from '../../helpers/commands/command.ts';
import type { HelperPort } from '../../helpers/helper.ts';
import { type Member, provenHelper } from '../../helpers/role.ts';
import { portOfHandler } from '../../kubernetes/pod.ts';
import type { Located, Span } from '../../yaml/span.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import { plainName, speaksOfItself } from '../calls/address-names.ts';
import { hostOf } from '../calls/addresses.ts';
import { type CommandLine, commandLinesOf, flagsIn, splitOnce } from '../calls/command-lines.ts';
import { isLoopback } from '../calls/loopback.ts';
import { type Told, variablesOf } from '../variables.ts';
import { flagName, isClient, isListenFlag, isListenVariable } from './listen-names.ts';
import { toldTo } from './servers.ts';

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

/** Whether something certainly listens on loopback only, so that neither probes nor other pods get there. */
export function isClosed({ how, loopbackOnly }: Listen): boolean {
  return loopbackOnly && how !== 'usual';
}

/** Where a container listens, by everything that its manifest and the catalogue tell; a port may be told several times. */
export function listensOf(member: Told): Listen[] {
  const { container } = member;
  const declared = container.ports.map((port): Listen => {
    const { value, at, via } = port.containerPort;
    return { port: value, protocol: port.protocol, how: 'declared', loopbackOnly: false, host: null, at: via ?? at };
  });
  const flags = flagListens(member);
  const probes = container.probes.flatMap(({ handler }): Listen[] => {
    if (!handler?.port || handler.host || handler.type === 'exec') return [];
    const port = portOfHandler(container, handler);
    if (port === null) return [];
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

function defaultListen(member: Told, port: HelperPort): Listen {
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
  const words = writtenWords(container).map((word) => word.value);
  const index = words.findIndex((word) => word.startsWith('-') && flagName(word) === flagName(flag));
  if (index < 0) return null;
  const [, value] = splitOnce(words[index] ?? '');
  return value ?? words[index + 1] ?? null;
}

/** The value of a flag of a helper's port, or of the variable that stands for it as others stand for theirs. */
function setValue(member: Told, port: HelperPort, flag: string): string | null {
  const variable = (of: string) => of.replace(/^-+/, '').replaceAll('-', '_').toUpperCase();
  const prefixes = (port.env ?? []).flatMap((name) =>
    (port.flags ?? []).filter((own) => name.endsWith(variable(own))).map((own) => name.slice(0, -variable(own).length)),
  );
  const set = variablesOf(member).all.find(({ name }) => prefixes.some((prefix) => name === prefix + variable(flag)));
  return flagValue(member, flag) ?? set?.value ?? null;
}

/** Whether one of the flags or variables stands there that move a default port, or open it. */
function isSet(member: Told, port: HelperPort): boolean {
  const { container } = member;
  const words = writtenWords(container).map((word) => word.value);
  if (port.flags?.some((flag) => words.some((word) => flagName(word) === flagName(flag)))) return true;
  const names = new Set([...variablesOf(member).values.keys(), ...container.env.map(({ name }) => name.value)]);
  return port.env?.some((variable) => names.has(variable)) ?? false;
}

function flagListens(member: Told): Listen[] {
  const helper = provenHelper(member);
  const found: Listen[] = [];
  const add = (address: string, protocol: string, at: Span | null, host: string | null = null) => {
    for (const part of address.split(/[,;]/, 20)) {
      const listen = readAddress(part);
      if (!listen) continue;
      const bound = listen.host ?? host;
      const loopbackOnly = bound !== null && isLoopback(bound);
      found.push({ port: listen.port, protocol, how: 'flag', loopbackOnly, host: bound, at });
    }
  };
  for (const line of commandLinesOf(member)) {
    const { program, words, inScript } = line;
    let flags: ReadonlyMap<string, string> | null = null;
    words.forEach((word, i) => {
      const [flag, value] = splitOnce(word.value);
      const at = () => placeOf(word, line, member);
      // Cloud SQL Auth Proxy: `project:region:db?port=5433`; version 1: `-instances=project:region:db=tcp:5432`, on loopback.
      for (const match of inScript ? [] : word.value.matchAll(/[?&]port=(\d+)/g)) add(match[1] ?? '', 'TCP', at());
      if (/^-{1,2}instances$/.test(flag)) {
        for (const match of (value ?? words[i + 1]?.value ?? '').matchAll(/=tcp:([\d.]+:)?(\d+)/g)) {
          add(`${match[1] ?? '127.0.0.1:'}${match[2]}`, 'TCP', at());
        }
      }
      if (/^-D(?:(?:management\.|micronaut\.)?server|quarkus\.http)\.port$/.test(flag)) add(value ?? '', 'TCP', at());
      if (isClient(program) || isUnresolved(word.value) || !isListenFlag(word.value, helper)) return;
      flags ??= flagsIn(words);
      const host = besideFlag(plainName(flag), flags);
      if (host !== null && isSomebodyElse(host)) return;
      add(value ?? words[i + 1]?.value ?? '', /udp/i.test(flag) ? 'UDP' : 'TCP', at(), host);
    });
    for (const { address, host, protocol } of toldTo(line)) {
      const told = readAddress(address.value)?.port;
      if (found.some(({ port, protocol: of }) => of === protocol && port === told)) continue;
      add(address.value, protocol, placeOf(address, line, member), host);
    }
  }
  found.push(...variableListens(member));
  // The data port of a database proxy is on loopback unless an address says otherwise.
  const loopback =
    helper?.function === 'db-ambassador' && helper.ports.some((port) => port.loopbackOnly && port.verified);
  return found.map((listen) => (loopback && listen.host === null ? { ...listen, loopbackOnly: true } : listen));
}

/** Where the number of a port is written: nowhere exactly in a script, or behind a variable. */
function placeOf(word: Located<string>, { inScript }: CommandLine, { container }: Member): Span | null {
  if (inScript) return null;
  const written = writtenWords(container).find((own) => own.at.start === word.at.start);
  return written && !written.value.includes('$(') ? word.at : null;
}

function variableListens(member: Told): Listen[] {
  const variables = variablesOf(member);
  const values = new Map([...variables.values].map(([name, value]) => [plainName(name), value]));
  const found: Listen[] = [];
  const own = new Set(provenHelper(member)?.ports.flatMap(({ env }) => env ?? []));
  for (const { name, value, at, from, copied } of variables.all) {
    if (copied || isUnresolved(value)) continue;
    const plain = plainName(name);
    const parts = value.split(/[,;]/, 20);
    if (/^(?:JAVA_.*OPT\w*|_JAVA_OPTIONS|JVM_OPT\w*)$/.test(plain)) {
      const port = /(?:^|\s)-Dserver\.port=(\d+)(?=\s|$)/.exec(value)?.[1];
      parts.splice(0, parts.length, ...(port ? [port] : []));
    } else if (!isListenVariable(plain) && !(own.has(name) && name.endsWith('_PORT'))) continue;
    const owner = hostBeside(plain, values);
    if (owner && isSomebodyElse(owner)) continue;
    for (const part of parts) {
      const listen = readAddress(part);
      if (!listen) continue;
      const loopbackOnly = listen.host !== null && isLoopback(listen.host);
      found.push({ ...listen, protocol: 'TCP', how: 'flag', loopbackOnly, at: from === 'literal' ? at : null });
    }
  }
  return found;
}

/** The host that stands beside a variable of a port; null for names that usually tell of the program itself. */
function hostBeside(name: string, values: ReadonlyMap<string, string>): string | null {
  const of = /^(.+)_PORT$/.exec(name)?.[1];
  const beside = of === undefined ? undefined : ['HOST', 'HOSTNAME', 'ADDR', 'ADDRESS'].map((word) => `${of}_${word}`);
  const host = beside?.find((own) => values.has(own) && !speaksOfItself(own));
  return host === undefined ? null : (values.get(host) ?? null);
}

/** The address that another flag tells for the port of a flag: `--telemetry-host` beside `--telemetry-port`. */
function besideFlag(name: string, flags: ReadonlyMap<string, string>): string | null {
  const of = /^(.*?)_?PORT$/.exec(name)?.[1];
  if (of === undefined) return null;
  const owners = of === 'SECURE' ? [of, ''] : [of];
  const names = owners.flatMap((owner) => HOST_WORDS.flatMap((word) => [`${owner}_${word}`, `${owner}${word}`]));
  const found = names.find((own) => flags.has(own));
  return found === undefined ? null : (flags.get(found) ?? null);
}

const HOST_WORDS = ['HOST', 'ADDRESS', 'ADDR', 'BIND_ADDRESS', 'LISTEN_ADDRESS'];

/** Whether a host is that of another pod, so that the port beside it is dialled there. */
function isSomebodyElse(host: string): boolean {
  return /[a-z]/i.test(host) && !host.includes('$(') && hostOf(host) !== null;
}

/** Reads `:8080`, `0.0.0.0:8080`, `[::1]:8080`, `tcp://…:8080`, `http://+:8080` or `8080`. */
function readAddress(address: string): { port: number; host: string | null } | null {
  const match = /^(?:\w+:\/\/)?(?:(\[?\$\(\w+\)\]?|\[[\da-f:]*\]|[\w.*+-]*):)?(\d{1,5})\/?$/i.exec(address.trim());
  const port = Number(match?.[2]);
  if (!match || port < 1 || port > 65_535) return null;
  return { port, host: match[1] ? match[1] : null };
}
