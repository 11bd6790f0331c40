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
import { namesVariable, type Told, variablesOf } from '../variables.ts';
import { flagName, isClient, isListenFlag, isListenVariable, mayHoldListenFlag } from './listen-names.ts';
import { mayRunServer, toldTo } from './servers.ts';

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
  const found: Listen[] = [];
  for (const { containerPort, protocol } of container.ports) {
    const { value, at, via } = containerPort;
    found.push({ port: value, protocol, how: 'declared', loopbackOnly: false, host: null, at: via ?? at });
  }
  const flags = flagListens(member);
  found.push(...flags);
  for (const { handler } of container.probes) {
    if (!handler?.port || handler.host || handler.type === 'exec') continue;
    const port = portOfHandler(container, handler);
    if (port === null) continue;
    found.push({ port, protocol: 'TCP', how: 'probe', loopbackOnly: false, host: null, at: handler.port.at });
  }
  for (const port of provenHelper(member)?.ports ?? []) {
    const set = isSet(member, port);
    const elsewhere =
      container.ports.length > 0 && !container.ports.some(({ containerPort }) => containerPort.value === port.port);
    if (port.onRequest ? set : !set && !elsewhere && flags.length === 0) found.push(defaultListen(member, port));
  }
  return found;
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
  const words = writtenWords(container);
  const name = flagName(flag);
  const index = words.findIndex(({ value }) => value.startsWith('-') && flagName(value) === name);
  if (index < 0) return null;
  const [, value] = splitOnce(words[index]?.value ?? '');
  return value ?? words[index + 1]?.value ?? null;
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
function isSet(member: Told, { flags = [], env = [] }: HelperPort): boolean {
  const { container } = member;
  const words = writtenWords(container);
  if (flags.some((flag) => words.some(({ value }) => flagName(value) === flagName(flag)))) return true;
  if (env.length === 0) return false;
  const { values } = variablesOf(member);
  return env.some((variable) => values.has(variable) || container.env.some(({ name }) => name.value === variable));
}

function flagListens(member: Told): readonly Listen[] {
  const helper = provenHelper(member);
  const found: Listen[] = [];
  if (mayTellPorts(member)) for (const line of commandLinesOf(member)) addFromLine(line, member, found);
  addFromVariables(member, found);
  // The data port of a database proxy is on loopback unless an address says otherwise.
  const loopback =
    helper?.function === 'db-ambassador' && helper.ports.some((port) => port.loopbackOnly && port.verified);
  return loopback ? found.map((listen) => (listen.host === null ? { ...listen, loopbackOnly: true } : listen)) : found;
}

/** Whether the commands of a container may tell a port: a cheap look at a script before it is taken apart. */
function mayTellPorts(member: Told): boolean {
  const text = member.command.script?.text;
  if (text === undefined) return true;
  // What a variable puts into a script is not seen here.
  return (
    namesVariable(text) ||
    text.includes('instances') ||
    mayHoldListenFlag(text, provenHelper(member)) ||
    mayRunServer(text)
  );
}

/** Adds what one command tells. */
function addFromLine(line: CommandLine, member: Told, found: Listen[]): void {
  const { program, words, inScript } = line;
  const helper = provenHelper(member);
  const add = (address: string, protocol: string, at: Span | null, host: string | null = null) => {
    for (const part of address.split(/[,;]/, 20)) {
      const listen = readAddress(part);
      if (!listen) continue;
      const bound = listen.host ?? host;
      const loopbackOnly = bound !== null && isLoopback(bound);
      found.push({ port: listen.port, protocol, how: 'flag', loopbackOnly, host: bound, at });
    }
  };
  const place = (word: Located<string>) => placeOf(word, line, member);
  let flags: ReadonlyMap<string, string> | null = null;
  words.forEach((word, i) => {
    // Cloud SQL Auth Proxy: `project:region:db?port=5433`; version 1: `-instances=project:region:db=tcp:5432`, on loopback.
    if (!inScript && word.value.includes('port=')) {
      for (const match of word.value.matchAll(/[?&]port=(\d+)/g)) add(match[1] ?? '', 'TCP', place(word));
    }
    if (!word.value.startsWith('-')) return;
    const [flag, value] = splitOnce(word.value);
    const told = value ?? words[i + 1]?.value ?? '';
    if (/^-{1,2}instances$/.test(flag)) {
      for (const match of told.matchAll(/=tcp:([\d.]+:)?(\d+)/g)) {
        add(`${match[1] ?? '127.0.0.1:'}${match[2]}`, 'TCP', place(word));
      }
    }
    if (PORT_OF_JAVA.test(flag)) add(value ?? '', 'TCP', place(word));
    if (isClient(program) || !isListenFlag(word.value, helper) || isUnresolved(word.value)) return;
    flags ??= flagsIn(words);
    const host = besideFlag(plainName(flag), flags);
    if (host !== null && isSomebodyElse(host)) return;
    add(told, /udp/i.test(flag) ? 'UDP' : 'TCP', place(word), host);
  });
  for (const { address, host, protocol } of toldTo(line)) {
    const told = readAddress(address.value)?.port;
    if (found.some(({ port, protocol: of }) => of === protocol && port === told)) continue;
    add(address.value, protocol, placeOf(address, line, member), host);
  }
}

const PORT_OF_JAVA = /^-D(?:(?:management\.|micronaut\.)?server|quarkus\.http)\.port$/;

/** Where the number of a port is written: nowhere exactly in a script, or behind a variable. */
function placeOf(word: Located<string>, { inScript }: CommandLine, { container }: Member): Span | null {
  if (inScript) return null;
  const written = writtenWords(container).find((own) => own.at.start === word.at.start);
  return written && !written.value.includes('$(') ? word.at : null;
}

/** Adds what its variables tell. */
function addFromVariables(member: Told, found: Listen[]): void {
  const { all, values } = variablesOf(member);
  for (const { name, value, at, from, copied } of all) {
    if (copied || !/\d/.test(value) || isUnresolved(value)) continue;
    const plain = plainName(name);
    const parts = JAVA_OPTIONS.test(plain) ? portOfJava(value) : tellsPort(name, member) ? value.split(/[,;]/, 20) : [];
    if (parts.length === 0) continue;
    const owner = hostBeside(plain, values);
    if (owner && isSomebodyElse(owner)) continue;
    for (const part of parts) {
      const listen = readAddress(part);
      if (!listen) continue;
      const loopbackOnly = listen.host !== null && isLoopback(listen.host);
      found.push({ ...listen, protocol: 'TCP', how: 'flag', loopbackOnly, at: from === 'literal' ? at : null });
    }
  }
}

const JAVA_OPTIONS = /^(?:JAVA_.*OPT\w*|_JAVA_OPTIONS|JVM_OPT\w*)$/;

function portOfJava(options: string): string[] {
  const port = /(?:^|\s)-Dserver\.port=(\d+)(?=\s|$)/.exec(options)?.[1];
  return port ? [port] : [];
}

/** Whether a variable says where its program listens, by its name or to a known helper. */
function tellsPort(name: string, member: Told): boolean {
  if (isListenVariable(plainName(name))) return true;
  return name.endsWith('_PORT') && (provenHelper(member)?.ports.some(({ env }) => env?.includes(name)) ?? false);
}

/** The host that stands beside a variable of a port; null for names that usually tell of the program itself. */
function hostBeside(name: string, values: ReadonlyMap<string, string>): string | null {
  const of = /^(.+)_PORT$/.exec(name)?.[1];
  if (of === undefined) return null;
  const plain = new Map([...values].map(([own, value]) => [plainName(own), value]));
  const host = ['HOST', 'HOSTNAME', 'ADDR', 'ADDRESS']
    .map((word) => `${of}_${word}`)
    .find((own) => plain.has(own) && !speaksOfItself(own));
  return host === undefined ? null : (plain.get(host) ?? null);
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
