import { provenHelper } from '../../../helpers/role.ts';
import type { Listen } from '../../../traffic/ports/listens.ts';
import { startsBefore, type Team, type Teammate } from '../../../traffic/team.ts';

/** A container that others of its pod reach on localhost, and the ports on which it serves them. */
export interface Neighbour {
  readonly member: Teammate;
  readonly ports: readonly number[];
}

/** Jobs of helpers that the application dials; an ambassador is always one. */
const SERVING: ReadonlySet<string> = new Set(['cache', 'store', 'telemetry-collector', 'log-shipper', 'secret-agent']);

/** The containers that serve one of a pod: the application dials helpers, a helper dials everyone else. */
export function neighboursOf({ members }: Team, own: Teammate): Neighbour[] {
  const helps = !['app', 'init', 'unknown'].includes(own.role.pattern);
  return members.flatMap((member): Neighbour[] => {
    if (member === own || !runsBeside(member, own)) return [];
    const { pattern, function: job } = member.role;
    if (!helps && pattern !== 'ambassador' && !(pattern !== 'app' && SERVING.has(job ?? ''))) return [];
    const ports = portsOf(member);
    return ports.length > 0 ? [{ member, ports }] : [];
  });
}

/** Whether one container answers while another one runs: what comes before it, or runs beside it. */
function runsBeside(member: Teammate, own: Teammate): boolean {
  const { lifecycle } = member.container;
  if (lifecycle !== 'native-sidecar' && lifecycle !== 'container') return false;
  return own.container.lifecycle !== 'init' || startsBefore(member, own);
}

/** The ports on which a container serves the others, by what is certain most; those for probes and metrics are none. */
export function portsOf(member: Teammate): number[] {
  const helper = provenHelper(member);
  const aside = new Set([helper?.health?.port, helper?.startup?.port]);
  for (const { port, what } of helper?.ports ?? []) {
    if (/health|metrics|admin|probe|status/i.test(what) && !/\bAPI\b/.test(what)) aside.add(port);
  }
  const probed = new Set(member.listens.flatMap(({ port, how }) => (how === 'probe' ? [port] : [])));
  const isServing = ({ port }: Listen) => helper === null || !(aside.has(port) || probed.has(port));
  const of = (...how: readonly Listen['how'][]) => member.listens.filter((listen) => how.includes(listen.how));
  const told = [of('flag'), of('default', 'declared').filter(isServing), of('usual').filter(isServing)];
  const own = told.find((listens) => listens.length > 0) ?? [];
  return [...new Set(own.map(({ port }) => port))];
}
