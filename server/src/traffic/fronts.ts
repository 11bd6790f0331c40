import { type Evidence, isProven, type Role } from '../helpers/role.ts';
import { evidenceOfCall } from './calls.ts';
import { evidenceOf } from './inbound.ts';
import { outboundOf } from './outbound.ts';
import { flows } from './shares.ts';
import type { Sight } from './suggestions.ts';
import type { Teammate } from './team.ts';

/**
 * Whether a member is a web server or a general proxy: nginx, Envoy, HAProxy, socat. Its image tells what it is, but only
 * the others in the pod tell whether it stands before the application, or between it and the world.
 */
export function isFront({ role }: Teammate): boolean {
  if (!isProven(role) || role.proof === 'override' || !role.helper) return false;
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
export function frontRole(member: Teammate, sight: Sight, apps: readonly Teammate[]): Role {
  const { role } = member;
  const called = sight.calls.find(({ to, from }) => to === member && from.container.lifecycle !== 'init');
  const calls = sight.calls.find(({ from, to }) => from === member && (apps.includes(to) || to.role.pattern === 'app'));
  const served = sight.inbound.find(({ to }) => to === member);
  const evidence: Evidence[] = [
    ...role.evidence,
    ...(called ? [evidenceOfCall(called, member)] : []),
    ...(calls ? [evidenceOfCall(calls, member)] : []),
    ...(served ? [evidenceOf(served)] : []),
  ];
  const content = served && !calls && !called ? contentOf(member, sight) : null;
  if (content) return { ...role, pattern: 'app', function: null, evidence: [...evidence, content] };
  if (calls || (served && !called)) {
    return { ...role, pattern: 'proxy', function: calls ? 'inbound-proxy' : null, evidence };
  }
  if (called) {
    const own = STORE_PORTS.has(called.port) ? 'db-ambassador' : 'http-ambassador';
    return { ...role, pattern: 'ambassador', function: own, evidence };
  }
  const out = outboundOf(sight.team).find(({ from }) => from === member);
  if (out && role.helper?.pattern === 'ambassador') {
    const leads = { text: `it leads to ${out.host}, outside the pod`, at: out.at };
    return { ...role, pattern: 'ambassador', evidence: [...evidence, leads] };
  }
  const pattern = byName(member) ?? role.pattern;
  return { ...role, pattern, function: pattern === 'ambassador' ? role.function : null, confidence: 'weak', evidence };
}

function byName({ container: { label } }: Teammate): Role['pattern'] | null {
  if (/ambassador|egress|outbound/.test(label)) return 'ambassador';
  return /proxy|auth|tls|ssl|ingress|gateway|front/.test(label) ? 'proxy' : null;
}

/** That it serves what another container writes while both run: then it is the application, and the other works for it. */
function contentOf(member: Teammate, { shares }: Sight): Evidence | null {
  for (const { name, uses } of shares) {
    const own = uses.find((use) => use.member === member);
    const writer = own && uses.find((use) => use.member.container.lifecycle !== 'init' && flows(use, own));
    if (own && writer)
      return { text: `it serves what ${writer.member.container.label} writes to ${name}`, at: own.mount.at };
  }
  return null;
}
