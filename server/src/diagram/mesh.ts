import type { Expected } from '../helpers/expected.ts';
import { isRedirected, type Redirect } from '../traffic/redirects.ts';
import type { Teammate } from '../traffic/team.ts';
import type { Share } from '../traffic/volumes/shares.ts';
import type { Actor, Arriving, Leaving, Link, Passing, Probing } from './scene.ts';

/** A mesh whose proxy stands as an arch around those whose traffic it takes. */
export interface Mesh {
  readonly redirect: Redirect;
  readonly proxy: Actor;
  /** The init container that sets the rules, if one of the pod does. */
  readonly setter: Actor | null;
  /** Whether volume lines come down through the head, from what has ended before the proxy starts. */
  readonly isCrossed: boolean;
}

/** Whether a volume is used by the containers of the mesh alone: of these there is only to say how many there are. */
export function isOfMesh({ uses }: Share, redirect: Redirect | null): boolean {
  if (!redirect) return false;
  const own: (Teammate | Expected | null)[] = [redirect.proxy.member, redirect.setter];
  return uses.every(({ member }) => own.includes(member));
}

/**
 * The arch of a pod; null where none can stand: its head goes from side to side, so nobody who started before it may stand
 * on until the pod ends, or call what stands below it.
 */
export function meshOf(redirect: Redirect | null, actors: readonly Actor[], links: readonly Link[]): Mesh | null {
  if (!redirect) return null;
  const { member, helper } = redirect.proxy;
  const proxy = actors.find((actor) => {
    const isAdded = actor.injected?.helper === helper && actor.lifecycle !== 'init';
    return member ? actor.member === member : isAdded;
  });
  if (!proxy) return null;
  const isAbove = ({ lane }: Actor) => lane < proxy.lane;
  const calls = (link: Link) => link.kind === 'dials' && isAbove(link.from) !== isAbove(link.to);
  const others = actors.filter((actor) => actor !== proxy);
  if (others.every(isAbove) || others.some((actor) => actor.native && isAbove(actor)) || links.some(calls)) return null;
  const { setter } = redirect;
  const sets = (actor: Actor) => setter !== null && (actor.member === setter || actor.injected === setter);
  const isCrossed = links.some((link) => link.kind === 'volume' && isAbove(link.actor));
  return { redirect, proxy, setter: others.find(sets) ?? null, isCrossed };
}

/** Whether a port of the pod is certainly the proxy's own. */
export function servesItself({ redirect }: Mesh, port: number): boolean {
  return redirect.proxy.helper.ports.some((own) => own.port === port && own.verified && !own.onRequest);
}

/** Through whom traffic from outside goes to a container, or to one that is not known; null for straight. */
export function inboundThrough(
  mesh: Mesh | null,
  to: Actor | null,
  port: number | null,
  protocol: string,
): Actor | null {
  if (!mesh || to === mesh.proxy || port === null || protocol !== 'TCP') return null;
  return isRedirected(mesh.redirect.inbound, port) ? mesh.proxy : null;
}

/** Through whom a container calls somebody outside; null for straight. What ends before the proxy starts has no proxy. */
export function outboundThrough(mesh: Mesh | null, from: Actor, port: number | null): Actor | null {
  if (!mesh || from === mesh.proxy || from.lane < mesh.proxy.lane) return null;
  return isRedirected(mesh.redirect.outbound, port) ? mesh.proxy : null;
}

/** What goes between the proxy and those that it stands around, each once. */
export function passingOf(outside: readonly (Arriving | Probing | Leaving)[]): Passing[] {
  const found = new Map<string, Passing>();
  for (const link of outside) {
    // What becomes of a probe is the business of the proxy: some answer it themselves.
    if (link.kind === 'probe') continue;
    const { through } = link;
    const [way, actor, port] =
      link.kind === 'inbound' ? (['in', link.to, link.port] as const) : (['out', link.from, null] as const);
    if (!through || !actor) continue;
    const key = `${way} ${actor.id} ${port}`;
    if (!found.has(key)) found.set(key, { kind: 'passes', way, proxy: through, actor, port });
  }
  return [...found.values()];
}
