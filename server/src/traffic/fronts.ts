import type { Evidence, Role } from '../helpers/role.ts';
import { callsOf, evidenceOfCall } from './calls/calls.ts';
import { outboundOf } from './calls/outbound.ts';
import { evidenceOf, inboundOf } from './ports/inbound.ts';
import type { Team, Teammate } from './team.ts';
import { flows, sharesOf, speaksOfLogs } from './volumes/shares.ts';

/**
 * Whether a member is a web server or a general proxy: nginx, Envoy, HAProxy, socat. Its image tells what it is, but only
 * the others in the pod tell whether it stands before the application, or between it and the world.
 */
export function isFront({ role }: Teammate): boolean {
  if (role.proof === 'override' || !role.helper) return false;
  const { pattern, direction } = role.helper;
  const open = role.function === null || role.function === 'http-ambassador';
  return (
    open && ((pattern === 'ambassador' && direction === 'both') || (pattern === 'proxy' && role.function === null))
  );
}

/** Ports of stores: what is dialled there is no HTTP. */
const STORE_PORTS: ReadonlySet<number> = new Set([1433, 1521, 3306, 5432, 6379, 9042, 11211, 27017]);

/**
 * Who dials whom decides: what the application dials is an ambassador, what dials the application and is what a Service
 * leads to is a proxy. Where nothing tells, its kind decides, and that is weak.
 */
export function frontRole(member: Teammate, team: Team, apps: readonly Teammate[]): Role {
  const { role } = member;
  const called = callsOf(team).find(({ to, from }) => to === member && mayBeApp(from, apps));
  const calls = callsOf(team).find(
    ({ from, to }) => from === member && (apps.includes(to) || to.role.pattern === 'app'),
  );
  const served = inboundOf(team).find(({ to }) => to === member);
  const evidence: Evidence[] = [
    ...role.evidence,
    ...(called ? [evidenceOfCall(called, member)] : []),
    ...(calls ? [evidenceOfCall(calls, member)] : []),
    ...(served ? [evidenceOf(served)] : []),
  ];
  const content = calls || called ? null : contentOf(member, team);
  // What only it shows to the world is what the pod is for.
  if (content?.made && served)
    return { ...role, pattern: 'app', function: null, evidence: [...evidence, content.evidence] };
  if (content?.logs && !served) {
    return {
      ...role,
      pattern: 'sidecar',
      function: null,
      confidence: 'weak',
      evidence: [...evidence, content.evidence],
    };
  }
  if (calls || (served && !called)) {
    return { ...role, pattern: 'proxy', function: calls ? 'inbound-proxy' : null, evidence };
  }
  if (called) {
    const own = STORE_PORTS.has(called.port) ? 'db-ambassador' : 'http-ambassador';
    return { ...role, pattern: 'ambassador', function: own, evidence };
  }
  const out = outboundOf(team).find(({ from }) => from === member);
  if (out && role.helper?.pattern === 'ambassador') {
    const leads = { text: `it leads to ${out.host}, outside the pod`, at: out.at };
    return { ...role, pattern: 'ambassador', evidence: [...evidence, leads] };
  }
  const redirected = redirectionOf(member, team);
  if (redirected)
    return { ...role, pattern: 'proxy', function: null, confidence: 'weak', evidence: [...evidence, redirected] };
  const pattern = byName(member) ?? byPorts(member, apps) ?? role.pattern;
  return { ...role, pattern, function: pattern === 'ambassador' ? role.function : null, confidence: 'weak', evidence };
}

/**
 * Whether a member is the application, or may be. What a helper dials it may only watch, and so may a box of tools beside the
 * application: a loop around `curl`.
 */
function mayBeApp(member: Teammate, apps: readonly Teammate[]): boolean {
  const { role, container } = member;
  if (apps.includes(member)) return true;
  return container.lifecycle !== 'init' && role.pattern === 'app' && role.helper?.toolbox !== true;
}

/** An init container that redirects the pod's traffic does so to a proxy. */
function redirectionOf({ role }: Teammate, { members }: Team): Evidence | null {
  if (role.helper?.direction !== 'both') return null;
  const init = members.find(({ container, role: { function: own } }) => {
    const named = /(?:^|-)(?:proxy-?init|iptables|init-?proxy|redirect)(?:-|$)/.test(container.label);
    return container.lifecycle === 'init' && (own === 'mesh-init' || named);
  });
  return init
    ? { text: `${init.container.label} redirects traffic to a proxy`, at: init.container.name?.at ?? null }
    : null;
}

function byName({ container: { label } }: Teammate): Role['pattern'] | null {
  if (/ambassador|egress|outbound/.test(label)) return 'ambassador';
  return /proxy|auth|tls|ssl|ingress|gateway|front/.test(label) ? 'proxy' : null;
}

/** Ports are declared for those who come from outside: a general proxy that has some, beside an application without, lets them in. */
function byPorts({ role, container }: Teammate, apps: readonly Teammate[]): Role['pattern'] | null {
  if (role.helper?.direction !== 'both') return null;
  const open = ({ ports }: Teammate['container']) =>
    ports.some(({ name }) => !/admin|metric|stat|prom/.test(name?.value ?? ''));
  if (open(container)) return 'proxy';
  return apps.some((app) => open(app.container)) ? 'ambassador' : null;
}

/** What it serves that another container writes while both run: logs, or what that one only makes for it. */
function contentOf(member: Teammate, team: Team) {
  for (const { name, uses } of sharesOf(team)) {
    const own = uses.find((use) => use.member === member);
    const writer = own && uses.find((use) => use.member.container.lifecycle !== 'init' && flows(use, own));
    if (!own || !writer) continue;
    const { role, container } = writer.member;
    // An application may share its files with the server before it.
    const made =
      container.ports.length === 0 && (role.task !== null || role.helper?.toolbox || role.pattern === 'config-helper');
    const text = `it serves what ${container.label} writes to ${name}`;
    const logs = speaksOfLogs(`${name} ${own.mount.path} ${writer.mount.path}`);
    return { made, logs, evidence: { text, at: own.mount.at } };
  }
  return null;
}
