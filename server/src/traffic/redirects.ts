import type { Expected } from '../helpers/expected.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { type MeshProxy, meshProxiesOf } from './meshes.ts';
import { flagValue } from './ports/listens.ts';
import { REDIRECTS, type RedirectRules, type Source, type WayRules } from './redirect-rules.ts';
import type { Team, Teammate } from './team.ts';

/** Rules in the network of a pod that lead its TCP to the proxy of a mesh. */
export interface Redirect {
  readonly proxy: MeshProxy;
  /** The init container that sets them; null where a plugin of the node does. */
  readonly setter: Teammate | Expected | null;
  /** What comes in; null where nothing of it is redirected. */
  readonly inbound: Way | null;
  readonly outbound: Way | null;
}

/** What is redirected of the traffic that comes in, or goes out. */
export interface Way {
  /** Where the proxy takes it in; null where that is not known. */
  readonly port: number | null;
  /** Ports that are left alone, as they are written: `22`, `8000-8080`. */
  readonly spared: readonly string[];
  /** The only ports that are redirected; null for all. */
  readonly only: readonly number[] | null;
  /** Whether only some addresses are redirected, so that it is not known of a host. */
  readonly isPartial: boolean;
}

/**
 * How the traffic of a pod is led to the proxy of its mesh; null where nothing tells that it is: without the init
 * container that sets the rules, or the one that checks them, a written proxy may depend on a plugin of the node, or be
 * dialled like any other.
 */
export function redirectOf(team: Team, expected: readonly Expected[]): Redirect | null {
  const { pod } = team;
  if (pod.hostNetwork) return null;
  const found = meshProxiesOf(team, expected).flatMap((proxy): Redirect[] => {
    const rules = REDIRECTS.find((own) => own.proxy === proxy.helper.id);
    const redirect = rules && redirectBy(rules, proxy, team, expected);
    return redirect ? [redirect] : [];
  });
  // Of two meshes it is not known which one gets the traffic.
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether what goes to a port is redirected; a port that is not known stands for any. */
export function isRedirected(way: Way | null, port: number | null): boolean {
  if (!way || way.isPartial) return false;
  if (port === null) return way.only === null;
  return (way.only === null || way.only.includes(port)) && !way.spared.some((range) => isInRange(range, port));
}

/** The ports and ranges of a list such as `22, 8000-8080`, as they are written; whatever else is in it is left out. */
export function portRangesIn(list: string): string[] {
  return partsOf(list).filter((part) => /^\d+(?:-\d+)?$/.test(part));
}

/** Whether a port is in one of `portRangesIn`. */
export function isInRange(range: string, port: number): boolean {
  const [from = 0, to = from] = range.split('-').map(Number);
  return port >= from && port <= to;
}

function redirectBy(
  rules: RedirectRules,
  proxy: MeshProxy,
  team: Team,
  expected: readonly Expected[],
): Redirect | null {
  const [off, values] = rules.off ?? ['', []];
  const said = team.pod.annotations.get(off)?.value;
  if (said !== undefined && (values.includes(said) || isUnresolved(said))) return null;
  const inits = team.members.filter(({ container }) => container.lifecycle === 'init');
  const idOf = ({ role }: Teammate) => role.helper?.id ?? '';
  const written = inits.find((member) => rules.setters.includes(idOf(member)));
  const added = expected.find(
    ({ helper, lifecycle }) => lifecycle === 'init' && rules.setters.includes(helper?.id ?? ''),
  );
  const isChecked = inits.some((member) => rules.checkers.includes(idOf(member)));
  if (!written && !added && !isChecked) return null;
  const told = (source: Source) => (written ? toldBy(written, source) : annotated(team, source));
  const way = (own: WayRules) => wayOf(own, told, written ?? null);
  const [inbound, outbound] = [way(rules.inbound), way(rules.outbound)];
  if (!inbound && !outbound) return null;
  return { proxy, setter: written ?? added ?? null, inbound, outbound };
}

/** Images that are published no longer had other defaults. */
const OLD = 'istio-proxy-init';

function wayOf(rules: WayRules, told: (source: Source) => string | null, setter: Teammate | null): Way | null {
  const only = told(rules.onlyFrom);
  if (only === '' || (only === null && setter !== null && rules.nothingUntold)) return null;
  const all = only === null || only.trim() === '*';
  const ports = all ? [] : partsOf(only);
  const isPorts = ports.every((part) => /^\d+$/.test(part));
  const known = setter?.role.helper?.id === OLD ? null : rules.port;
  const port = Number(told(rules.portFrom) ?? known ?? Number.NaN);
  return {
    port: Number.isInteger(port) && port > 0 ? port : null,
    spared: [...new Set([...(setter ? [] : rules.spared.map(String)), ...portRangesIn(told(rules.sparedFrom) ?? '')])],
    only: all || !isPorts ? null : ports.map(Number),
    isPartial: !all && !isPorts,
  };
}

function partsOf(list: string): string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What a written container tells its program; null for nothing. */
function toldBy(member: Teammate, { flags = [], variables = [] }: Source): string | null {
  for (const flag of flags) {
    const value = flagValue(member, flag);
    // A flag without a value stands before the next one.
    if (value !== null && !value.startsWith('-')) return value;
  }
  for (const name of variables) {
    const variable = member.container.env.find((own) => own.name.value === name);
    if (variable?.value) return variable.value.value;
  }
  return null;
}

function annotated({ pod }: Team, { annotations = [] }: Source): string | null {
  for (const key of annotations) {
    const written = pod.annotations.get(key)?.value;
    if (written !== undefined && !isUnresolved(written)) return written;
  }
  return null;
}
