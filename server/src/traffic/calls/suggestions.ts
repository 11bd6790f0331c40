import { writtenWords } from '../../helpers/commands/command.ts';
import { filesOf, inFolder } from '../../helpers/files.ts';
import { type Evidence, isProven, type Role } from '../../helpers/role.ts';
import { isFront } from '../fronts.ts';
import { evidenceOf, inboundOf } from '../ports/inbound.ts';
import type { Team, Teammate } from '../team.ts';
import { flows, type Share, sharesOf, speaksOfLogs, type Use } from '../volumes/shares.ts';
import { type Call, callsOf, evidenceOfCall } from './calls.ts';
import { outboundOf } from './outbound.ts';

export type Suggestion = Pick<Role, 'pattern' | 'function' | 'proof' | 'confidence' | 'evidence'>;

/**
 * What the traffic of a container suggests whose image and command say nothing. Null where it suggests nothing, and for
 * what is proven, or named for what it does.
 */
export function suggestionFor(member: Teammate, team: Team): Suggestion | null {
  const { container, role } = member;
  if (isProven(role) || team.pod.shape !== 'pod-spec') return null;
  if (container.lifecycle !== 'container' && container.lifecycle !== 'native-sidecar') return null;
  // A name that says what it does is worth more than what may be read from its volumes.
  if (role.proof === 'name' && (role.pattern !== 'sidecar' || role.function !== null)) return null;
  // Alone in its pod it meets nobody.
  return team.members.length < 2 ? null : (byCalls(member, team) ?? byVolumes(member, team));
}

function weak(pattern: Role['pattern'], own: Role['function'], ...evidence: Evidence[]): Suggestion {
  return { pattern, function: own, proof: 'traffic', confidence: 'weak', evidence };
}

/** Where it serves metrics, by the name of a port; null where none says so. */
function metricsOf({ container }: Teammate): Evidence | null {
  const port = container.ports.find(({ name }) => name && /metric|prom|scrape/.test(name.value));
  return port ? { text: `it serves metrics on ${port.containerPort.value}`, at: port.at } : null;
}

function byCalls(member: Teammate, team: Team): Suggestion | null {
  const calls = callsOf(team);
  if (calls.length === 0) return null;
  const isOther = ({ role }: Teammate) =>
    role.proof === 'list' || role.function === 'store' || role.function === 'cache';
  const served = (of: Teammate) => inboundOf(team).find(({ to }) => to === of);
  const arrival = served(member);
  const out = calls.find(({ from, to }) => from === member && isOther(to));
  if (out) {
    const dials = evidenceOfCall(out, member);
    const serves = metricsOf(member);
    if (serves) return weak('adapter', 'exporter', dials, serves);
    if (namesBackend(out)) return weak('proxy', 'inbound-proxy', dials, ...(arrival ? [evidenceOf(arrival)] : []));
    return arrival && out.dial.how === 'command' ? weak('proxy', 'inbound-proxy', dials, evidenceOf(arrival)) : null;
  }
  const called = calls.find(({ to, from }) => to === member && isOther(from) && from.container.lifecycle !== 'init');
  // What stands behind a proxy is the application.
  if (!called || arrival || namesBackend(called) || (served(called.from) && called.dial.how === 'command')) return null;
  const dialled = evidenceOfCall(called, member);
  const leads = outboundOf(team).find(({ from }) => from === member);
  if (!leads) return weak('sidecar', null, dialled);
  return weak('ambassador', null, dialled, { text: `it leads to ${leads.host}, outside the pod`, at: leads.at });
}

/** Whether the caller is told of the other as of what stands behind it: `--upstream=http://localhost:8080`. */
function namesBackend({ from: { container }, dial }: Call): boolean {
  const words = writtenWords(container);
  const index = words.findIndex(({ at }) => at === dial.at);
  return [words[index - 1], words[index]].some((word) =>
    /^-.*(?:backend|upstream|forward|proxy-?(?:to|pass))/.test(word?.value ?? ''),
  );
}

/** Whether the command of a container writes to where it mounts a volume. */
function produces({ member, mount }: Use): boolean {
  return member.role.task === 'produce' && inFolder(filesOf(member.command).writes, mount.path).length > 0;
}

/** What a shipper reads is no configuration. */
function isShipper({ member }: Use): boolean {
  return member.role.function === 'log-shipper';
}

/** Where web servers have the pages that they serve. */
const PAGES = /\/(?:html|www|htdocs|public|static)(?:\/|$)/;

/** Whether a container may make the pages that a web server shows: it serves none itself, and is no PHP behind it. */
function isFilling({ container }: Teammate): boolean {
  return container.ports.length === 0 && !/php|fpm|wordpress|nextcloud|drupal/i.test(container.image?.value ?? 'php');
}

const BROUGHT =
  /conf|html|www|content|site|repo|git|secret|cert|tls|template|plugin|dashboard|rules|polic|dags|static/i;

/** Where it writes what others read, on another volume than it reads itself. */
function handedOn(member: Teammate, read: string, shares: readonly Share[]): Evidence | null {
  for (const { name, volume, uses } of shares) {
    const own = uses.find((use) => use.member === member);
    if (name === read || volume?.source !== 'emptyDir' || !own || own.access === 'reads') continue;
    const reader = uses.find((use) => use.access === 'reads' && flows(own, use));
    if (reader) return { text: `it writes ${name}, which ${reader.member.container.label} reads`, at: own.mount.at };
  }
  return null;
}

function byVolumes(member: Teammate, team: Team): Suggestion | null {
  if (member.container.mounts.length === 0) return null;
  const shares = sharesOf(team);
  for (const { name, volume, uses } of shares) {
    // What is on the node, or a claim, is there for other reasons; storage drivers meet at a socket.
    if (volume?.source !== 'emptyDir' || uses.some((use) => use.member.role.function === 'storage-driver')) continue;
    const own = uses.find((use) => use.member === member);
    if (!own) continue;
    const others = uses.filter((use) => use.member !== member && use.member.container.lifecycle === 'container');
    const about = `${name} ${own.mount.path ?? ''}`;
    const writes = own.access === 'writes' || produces(own);
    const reader = writes && others.find((use) => !produces(use) && !isShipper(use) && flows(own, use));
    // Where others may only read, nobody else can have brought it.
    if (reader && (reader.mount.readOnly || BROUGHT.test(about)) && !speaksOfLogs(about)) {
      const text = `it writes ${name}, which ${reader.member.container.label} reads`;
      return weak('config-helper', null, { text, at: own.mount.at });
    }
    const shown =
      isFilling(member) &&
      !speaksOfLogs(about) &&
      others.find((use) => isFront(use.member) && PAGES.test(use.mount.path ?? ''));
    if (shown) {
      const text = `it fills ${name}, which ${shown.member.container.label} serves`;
      return weak('config-helper', null, { text, at: own.mount.at });
    }
    const reads = own.access === 'reads' && own.mount.readOnly;
    const writer = others.find((use) => (reads || produces(use)) && !produces(own) && flows(use, own));
    if (!writer) continue;
    const from = { text: `it reads ${name}, which ${writer.member.container.label} writes`, at: own.mount.at };
    const metrics = metricsOf(member);
    if (metrics) return weak('adapter', 'exporter', from, metrics);
    const handed = handedOn(member, name, shares);
    if (handed) return weak('adapter', null, from, handed);
    if (speaksOfLogs(`${about} ${writer.mount.path ?? ''}`)) return weak('sidecar', 'log-shipper', from);
  }
  return null;
}
