import { unusedName } from '../../edits/names.ts';
import type { Team } from '../../traffic/team.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { Record } from '../pattern.ts';

/** IANA_SVC_NAME: names of ports are not longer. */
const MAX_PORT_NAME = 15;

/** A name for a new container: names are unique across all lists of a pod. */
export function freeName({ pod }: Team, name: string): string {
  return unusedName(name, new Set(pod.containers.flatMap((container) => container.name?.value ?? [])));
}

/**
 * Gives ports of a new container names that no other container of the pod uses: the API server takes equal ones, but a
 * Service or a monitor that asks for the name then means both.
 */
export function withFreePortNames({ pod }: Team, container: Record): Record {
  const used = new Set(pod.containers.flatMap(({ ports }) => ports.flatMap((port) => port.name?.value ?? [])));
  const names = new Map<string, string>();
  const ports = listOf(container.ports).map((port) => {
    if (!isRecord(port) || typeof port.name !== 'string') return port;
    const name = unusedName(port.name, used, MAX_PORT_NAME);
    if (name !== port.name) names.set(port.name, name);
    return { ...port, name };
  });
  if (names.size === 0) return container;
  const entries = Object.entries(container).map(([key, value]): [string, Value] => {
    if (key === 'ports') return [key, ports];
    return [key, /Probe$|^lifecycle$/.test(key) ? withPortNames(value, names) : value];
  });
  return Object.fromEntries(entries);
}

/** Renames the ports that probes and hooks ask for. */
function withPortNames(value: Value, names: ReadonlyMap<string, string>): Value {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'port' && typeof inner === 'string') return [key, names.get(inner) ?? inner];
      return [key, withPortNames(inner, names)];
    }),
  );
}

/** A value of a pattern as a list; empty for anything else. */
export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** Whether a value of a pattern is a mapping. */
export function isRecord(value: Value | undefined): value is Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
