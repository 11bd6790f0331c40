import type { Teammate } from '../traffic/team.ts';

/*
 * Names of what findings are about (`about`), where several rules may speak of the same thing: equal names are one matter.
 */

/** A port that two containers of a pod use. */
export function sharedPort(port: number, protocol: string, a: Teammate, b: Teammate): string {
  const [first, second] = [a, b].map(({ container }) => container.at.start).sort((one, other) => one - other);
  return `${port}/${protocol} of ${first} and ${second}`;
}

/** A port on localhost that a container dials. */
export function dialledPort(port: number, from: Teammate): string {
  return `localhost:${port} of ${from.container.at.start}`;
}

/** A volume of the pod. */
export function volumeNamed(name: string): string {
  return `volume ${name}`;
}

/** A volume of others, of which a container names a path that it has not mounted. */
export function unmountedVolume(volume: string, member: Teammate): string {
  return `volume ${volume} missing in ${member.container.at.start}`;
}

/** Whether a classic sidecar should be a native one. */
export function nativeForm({ container }: Teammate): string {
  return `native form of ${container.at.start}`;
}
