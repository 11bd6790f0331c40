import { provenHelper } from '../../helpers/role.ts';
import { flagValue } from '../ports/listens.ts';
import { isInRange, portRangesIn } from '../redirects.ts';
import type { Teammate } from '../team.ts';

/** What the rules of a mesh's init container lead to the proxy, of what leaves the pod. */
export interface Capture {
  /** Whether some ports or addresses are left out. */
  readonly hasExceptions: boolean;
  /** Whether a port is left out. */
  readonly leavesOut: (port: number) => boolean;
  /** The users and groups whose traffic passes by. */
  readonly users: readonly number[];
  readonly groups: readonly number[];
}

/** Istio's init container, in both its images. */
const ISTIO: ReadonlySet<string> = new Set(['istio-init', 'istio-proxy-init']);

/**
 * What an init container of a mesh captures of the outbound traffic; null for nothing, and for meshes that are not known
 * here. Istio captures only the ranges of `-i` (tools/istio-iptables), Linkerd everything (linkerd2-proxy-init).
 */
export function captureOf(member: Teammate): Capture | null {
  const id = provenHelper(member)?.id ?? '';
  const flag = (...names: readonly string[]) => {
    const found = names.map((name) => flagValue(member, name)).find((value) => value !== null) ?? '';
    return found.startsWith('-') ? '' : found;
  };
  if (ISTIO.has(id)) {
    const variable = (name: string) => member.container.env.find((own) => own.name.value === name)?.value?.value ?? '';
    const ranges = flag('-i', '--istio-service-cidr') || variable('ISTIO_SERVICE_CIDR');
    if (ranges !== '*') return null;
    const addresses = flag('-x', '--istio-service-exclude-cidr') || variable('ISTIO_SERVICE_EXCLUDE_CIDR');
    const ports = flag('-o', '--istio-local-outbound-ports-exclude') || variable('ISTIO_LOCAL_OUTBOUND_PORTS_EXCLUDE');
    const users = flag('-u', '--proxy-uid') || '1337';
    return capture(ports, addresses, users, flag('-g', '--proxy-gid') || '1337');
  }
  if (id !== 'linkerd-init') return null;
  return capture(flag('--outbound-ports-to-ignore'), flag('--subnets-to-ignore'), flag('--proxy-uid') || '2102', '');
}

function capture(ports: string, addresses: string, users: string, groups: string): Capture {
  const ranges = portRangesIn(ports);
  const ids = (list: string) => list.split(',').filter(Boolean).map(Number);
  return {
    hasExceptions: ranges.length > 0 || addresses !== '',
    leavesOut: (port) => addresses !== '' || ranges.some((range) => isInRange(range, port)),
    users: ids(users),
    groups: ids(groups),
  };
}
