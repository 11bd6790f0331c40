import { usualPort } from '../ports/usual-ports.ts';

/** Loopback as people write it in addresses. */
export const LOOPBACK = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])`;

const IS_LOOPBACK = new RegExp(`^(?:${LOOPBACK}|::1)$`, 'i');

/** Whether a host is the pod itself. */
export function isLoopback(host: string): boolean {
  return host.length <= MAX_LOOPBACK && IS_LOOPBACK.test(host);
}

/** `127.100.100.100`. */
const MAX_LOOPBACK = 15;

/** Whether a text may name the pod itself anywhere: a cheap look, which nearly all texts fail. */
export function mayNameLoopback(text: string): boolean {
  return NAMES_LOOPBACK.test(text);
}

const NAMES_LOOPBACK = /localhost|127\.|::1/i;

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= 65_535;
}

/** `localhost:8080`, `localhost#53` (dnsmasq), `localhost,1433` (SQL Server; in a list of hosts none is meant). */
const ADDRESS = new RegExp(String.raw`(?<![\w.-])${LOOPBACK}(?:[:#](\d{2,5})(?!\d)|,(\d{2,5})(?![\w.:,-]))`, 'gi');
const URL_WITHOUT_PORT = new RegExp(
  String.raw`(?<![a-z\d+])([a-z][a-z\d+]*):\/\/(?:[^\s\/@"']*@)?${LOOPBACK}(?=[\/?"'\s;,]|$)`,
  'gi',
);
/** The driver of Go for MySQL: `user:word@tcp(localhost)/shop`. */
const GO_WITHOUT_PORT = new RegExp(String.raw`@tcp\(${LOOPBACK}\)`, 'i');

/** The ports on localhost that a text names in addresses, URLs and connection strings. */
export function portsIn(text: string): readonly number[] {
  if (!mayNameLoopback(text)) return NO_PORTS;
  const written = [...text.matchAll(ADDRESS)].map((match) => Number(match[1] ?? match[2]));
  const usual = [...text.matchAll(URL_WITHOUT_PORT)].map((match) => usualPort(match[1] ?? '') ?? 0);
  const go = GO_WITHOUT_PORT.test(text) ? [3306] : [];
  return [...written, ...usual, ...go, ...connectionPorts(text)].filter(isPort);
}

const NO_PORTS: readonly number[] = [];

/** Longer texts are files; they are no connection strings. */
const MAX_CONNECTION = 2000;
const CONNECTION_HOST = new RegExp(
  String.raw`(?:^|[\s;"'=])(?:host|hostaddr|server|data source|address|addr)\s?=\s?'?(?:tcp:)?(?:${LOOPBACK}|::1)(?=[\s;"']|$)`,
  'i',
);
const CONNECTION_PORT = /(?:^|[\s;"'=])port\s?=\s?'?(\d{2,5})(?!\d)/i;

/** The port of `host=localhost port=5432` (libpq), or `Server=127.0.0.1;Port=3306;…` (ADO.NET). */
function connectionPorts(text: string): number[] {
  if (text.length > MAX_CONNECTION || !CONNECTION_HOST.test(text)) return [];
  const port = CONNECTION_PORT.exec(text)?.[1];
  if (port !== undefined) return [Number(port)];
  // What only libpq, and only SqlClient, calls so.
  if (/(?:^|[\s"'])(?:dbname|sslmode)\s?=/i.test(text)) return [5432];
  return /;\s*(?:initial catalog|trusted_connection|trustservercertificate|integrated security)\s?=/i.test(text)
    ? [1433]
    : [];
}
