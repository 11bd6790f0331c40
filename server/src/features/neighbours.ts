import type { Analysis } from '../analysis.ts';
import { mayHoldAsker } from '../kubernetes/askers.ts';
import { mayHoldAutoscaler } from '../kubernetes/autoscalers.ts';
import { mayHoldConfigMap } from '../kubernetes/config-maps.ts';
import { mayHoldIngress } from '../kubernetes/ingresses.ts';
import { mayHoldLimitRange } from '../kubernetes/limit-ranges.ts';
import { mayHoldPod, mayHoldService } from '../kubernetes/manifest.ts';
import { mayHoldObject } from '../kubernetes/objects.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { mayHoldPortUser } from '../kubernetes/port-users.ts';
import { type Entrance, ingressOf } from '../traffic/ports/inbound.ts';
import type { Team } from '../traffic/team.ts';

/** What a document may hold that others look for, each a bit. */
export const SERVICES = 1;
export const PORT_USERS = 2;
export const AUTOSCALERS = 4;
export const CONFIG_MAPS = 8;
export const LIMIT_RANGES = 16;
export const ASKERS = 32;
export const INGRESSES = 64;
export const PODS = 128;

/** Cheap looks at a document; true is no promise. */
const KINDS: readonly (readonly [kind: number, mayHold: (text: string) => boolean])[] = [
  [SERVICES, mayHoldService],
  [PORT_USERS, mayHoldPortUser],
  [AUTOSCALERS, mayHoldAutoscaler],
  [CONFIG_MAPS, mayHoldConfigMap],
  [LIMIT_RANGES, mayHoldLimitRange],
  [ASKERS, mayHoldAsker],
  [INGRESSES, mayHoldIngress],
];

/** What a document may hold, by a cheap look: the bits of the kinds. */
export function kindsIn(text: string): number {
  let kinds = mayHoldPod(text) ? PODS : 0;
  if (!mayHoldObject(text)) return kinds;
  for (const [kind, mayHold] of KINDS) if (mayHold(text)) kinds |= kind;
  return kinds;
}

/** Words of which a Service that selects a pod has one: a selector repeats labels word for word. */
export function labelsOf({ labels }: Pod): readonly string[] {
  return [...labels.values()].map(({ value }) => value);
}

/** Stands for a selector that needs no label. */
export const ANY = '';

const LONGEST_TEXT = 2000;
const MOST_HOSTS = 100;

/**
 * What may be the name of a Service: that of a container, and in arguments and variables the first name of what looks like
 * a host.
 */
export function hostsOf({ containers }: Pod): ReadonlySet<string> {
  const found = new Set<string>(containers.flatMap(({ name }) => name?.value ?? []));
  for (const { env, command, args } of containers) {
    for (const text of [...env.map(({ value }) => value), ...(command ?? []), ...(args ?? [])]) {
      for (const [host] of (text?.value ?? '').slice(0, LONGEST_TEXT).matchAll(HOST)) {
        if (found.size < MOST_HOSTS) found.add(host);
      }
    }
  }
  return found;
}

const HOST = /(?<![\w.-])[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?=[.:/,\s"']|$)/g;

/** The names of the ConfigMaps that a pod refers to. */
export function configMapsOf({ containers, volumes }: Pod): readonly string[] {
  const inVolumes = volumes.flatMap(({ source, refersTo }) => (source === 'configMap' && refersTo ? [refersTo] : []));
  const inVariables = containers.flatMap(({ env, envFrom }) => [
    ...envFrom.flatMap(({ kind, name }) => (kind === 'configMapRef' ? [name.value] : [])),
    ...env.flatMap(({ from }) => (from?.kind === 'configMapKeyRef' && from.name ? [from.name.value] : [])),
  ]);
  return [...inVolumes, ...inVariables];
}

/** The ways into the cluster that lead to a pod of a document through its Services. */
export function ingressesNear({ near, objects }: Analysis, team: Team): Entrance[] {
  return ingressOf(team, team.services.length === 0 ? [] : near.ofServices(team.services, objects));
}
