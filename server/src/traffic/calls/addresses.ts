import { isLoopback } from './loopback.ts';

/** Where a program on the network is, as a text names it. */
export interface Address {
  readonly host: string;
  /** Null where it is not written. */
  readonly port: number | null;
  /** `http`, `postgres` …; null where it is not written. */
  readonly scheme: string | null;
}

/** Schemes behind which stands no host: files, sockets, buckets, identities, images. */
const NO_HOST =
  /^(?:file|unix|unixgram|fd|npipe|docker|docker-daemon|docker-image|oci|s3a?|gs|gcs|az|abfss?|wasbs?|hdfs-site|spiffe|secret|configmap|vault|kubernetes|k8s|hf|ref|classpath|sqlite3?|h2|memory|inmemory|mem|data|about|static|env|boltdb|badger|local|exec|null|noop)$/;

/** Hosts whose URLs name a vocabulary or a text for people; nobody dials them. */
const NAMES_ONLY =
  /^(?:(?:www\.)?w3\.org|schemas?\..*|json-schema\.org|xmlns\..*|(?:www\.)?apache\.org|(?:www\.)?opensource\.org)$/;

const SCHEME = /(?<![\w+.-])(?:jdbc:)?([a-z][a-z\d+-]*)(?::[a-z\d]+){0,3}:(?:@?\/\/|(?<=oracle:thin:)@)/gi;
/** Longer texts are files that somebody put into a variable. */
const MAX_TEXT = 20_000;

/**
 * The hosts of the URLs in a text: `postgres://user:word@db:5432/x`, `jdbc:…`, several hosts behind one scheme,
 * `user:word@tcp(db:3306)/x`. Loopback, what is filled in later, and names of vocabularies are left out.
 */
export function urlsIn(text: string): Address[] {
  // A cheap look, which nearly all texts fail.
  if (!text.includes('//') && !text.includes('@')) return [];
  const found: Address[] = [];
  const searched = text.slice(0, MAX_TEXT);
  for (const match of searched.matchAll(SCHEME)) {
    const scheme = (match[1] ?? '').toLowerCase();
    if (NO_HOST.test(scheme)) continue;
    const rest = searched.slice(match.index + match[0].length);
    // A resolver without an authority of its own: `dns:///svc:50051`.
    const target = /^(?:dns|passthrough|xds)$/.test(scheme) ? rest.replace(/^\/+/, '') : rest;
    const authority = /^[^\s/?#;"'`<>|\\]*/.exec(target)?.[0] ?? '';
    // Oracle puts the name of the database behind the port.
    const place = authority.slice(authority.lastIndexOf('@') + 1).replace(/^([^:]+:\d+):\w+$/, '$1');
    const hosts = place.split(',');
    for (const host of hosts) {
      const address = addressOf(
        host.replace(/[)\]},]+$/, (end) => (host.startsWith('[') ? end : '')),
        scheme,
      );
      if (address && !NAMES_ONLY.test(address.host)) found.push(address);
    }
  }
  for (const match of searched.matchAll(/@tcp[46]?\(([^)\s]+)\)/g)) {
    const address = addressOf(match[1] ?? '', null);
    if (address) found.push(address);
  }
  return found;
}

/** The hosts of a text that is nothing but `host:port`, or a list of such. Empty if any part of it is something else. */
export function hostPortsIn(text: string): Address[] {
  const parts = text.trim().split(/\s*[,;\s]\s*/, 50);
  const found = parts.map((part) => addressOf(part.replace(/\/\d{0,3}$/, ''), null));
  return found.every((address) => address !== null && address.port !== null) ? (found as Address[]) : [];
}

/** The host of `host=db port=5432 …` (libpq), or `Server=tcp:db,1433;…` (ADO.NET). */
export function connectionIn(text: string): Address[] {
  const named = /(?:^|[\s;"'])(?:host|server|data source|address|addr)\s*=\s*(?:tcp:)?([^\s;,"']+)(?:,(\d+))?/i.exec(
    text,
  );
  const port = named?.[2] ?? /(?:^|[\s;"'])port\s*=\s*(\d+)/i.exec(text)?.[1];
  const address = named && addressOf(port ? `${named[1]}:${port}` : (named[1] ?? ''), null);
  return address ? [address] : [];
}

/** A host alone; null for what is none: a file, a version, a switch, loopback, or something that is filled in later. */
export function hostOf(text: string): string | null {
  // A variable may hold a whole file.
  if (text.length > MAX_ADDRESS) return null;
  if (
    /\.(?:ya?ml|json|conf|cfg|toml|properties|sh|py|js|jar|pem|crt|key|sock|log|txt|xml|html|ini|db|gz|zip)$/i.test(
      text,
    )
  )
    return null;
  if (/^(?:v?[\d.]+|true|false|none|null|auto|default|any|all|yes|no|on|off|enabled|disabled|\w)$/i.test(text)) {
    return isIpv4(text) ? (addressOf(text, null)?.host ?? null) : null;
  }
  return addressOf(text, null)?.host ?? null;
}

/** Characters of the longest host, and with brackets, a last dot and a port. */
const MAX_HOST = 253;
const MAX_ADDRESS = MAX_HOST + '[].:65535'.length;

/** Reads `host`, `host:port` or `[::1]:port`; null if it is neither, or does not lead out of the pod. */
export function addressOf(text: string, scheme: string | null): Address | null {
  if (text.length > MAX_ADDRESS) return null;
  const match = /^(\[[\da-f:]+\]|[^\s:[\]]+)(?::(\d{1,5}))?$/i.exec(text);
  const port = match?.[2] === undefined ? null : Number(match[2]);
  if (!match || (port !== null && (port < 1 || port > 65_535))) return null;
  const host = (match[1] ?? '').replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isOutside(host) ? { host, port, scheme } : null;
}

const LABEL = String.raw`[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?`;
const DNS_NAME = new RegExp(String.raw`^${LABEL}(?:\.${LABEL})*$`, 'i');
/** Other ways to write what does not lead out of the pod. */
const OWN = /^(?:localhost\.localdomain|.*\.localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|::|(?:0:){7}[01])$/i;

function isOutside(host: string): boolean {
  if (host.length > MAX_HOST || isLoopback(host) || OWN.test(host)) return false;
  if (isIpv4(host) || /^[\da-f]*:[\da-f:]+$/i.test(host)) return true;
  // Words in capitals are places to fill in, not names.
  return DNS_NAME.test(host) && /[a-z]/.test(host) && !/^(?:your|my)[-_]?(?:host|server|domain|url)/.test(host);
}

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);
}
