import type { Redirect } from '../traffic/redirects.ts';
import type { Teammate } from '../traffic/team.ts';
import type { Use } from '../traffic/volumes/shares.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Span } from '../yaml/span.ts';
import { inboundThrough, type Mesh, meshOf, outboundThrough, passingOf, servesItself } from './mesh.ts';
import type { Neighbour } from './neighbours.ts';
import type { Actor, Arriving, Drum, Leaving, Link, Probing } from './scene.ts';
import type { Someone } from './starts.ts';
import type { Subject } from './subject.ts';

/** Who is connected with whom: calls, volumes, what comes from outside, what goes there; and the mesh in between. */
export function linksOf(
  subject: Subject,
  redirect: Redirect | null,
  actors: ReadonlyMap<Someone, Actor>,
  drums: readonly Drum[],
  neighbours: readonly Neighbour[],
): { readonly links: readonly Link[]; readonly mesh: Mesh | null } {
  const within = linksWithin(subject, actors, drums);
  const mesh = meshOf(redirect, [...actors.values()], within);
  const outside = linksOutside(subject, actors, neighbours, mesh);
  return { links: [...within, ...outside, ...passingOf(outside)], mesh };
}

function linksWithin({ calls }: Subject, actors: ReadonlyMap<Someone, Actor>, drums: readonly Drum[]): Link[] {
  const links: Link[] = [];
  for (const { from, to, port, dial } of calls) {
    const [caller, callee] = [actors.get(from), actors.get(to)];
    if (caller && callee && caller !== callee)
      links.push({ kind: 'dials', from: caller, to: callee, port, at: dial.at });
  }
  for (const drum of drums) {
    for (const [actor, uses] of usesByActor(drum, actors)) {
      const [use] = uses;
      if (use) links.push({ kind: 'volume', actor, drum, use, more: uses.length - 1 });
    }
  }
  return links;
}

function linksOutside(
  { inbound, scrapes, probed }: Subject,
  actors: ReadonlyMap<Someone, Actor>,
  neighbours: readonly Neighbour[],
  mesh: Mesh | null,
): (Arriving | Probing | Leaving)[] {
  const links: (Arriving | Probing | Leaving)[] = [];
  const arrived = new Map<string, Arriving & { readonly told: Told[] }>();
  const arrive = (
    from: Neighbour | undefined,
    member: Teammate | null,
    port: number | null,
    protocol: string,
    told: Told,
  ) => {
    const to = member ? (actors.get(member) ?? null) : null;
    // All that nobody is known to take comes to the pod.
    const at = to ? port : null;
    const through = inboundThrough(mesh, to, port, protocol);
    const key = `${from?.id} ${to?.id} ${at} ${through?.id}`;
    const known = arrived.get(key);
    if (known) known.told.push(told);
    else if (from) arrived.set(key, { kind: 'inbound', from, to, port: at, told: [told], through });
  };
  for (const { service, port, target, to } of inbound) {
    const from = neighbours.find((one) => one.services.includes(service));
    arrive(from, to, target, port.protocol, { document: service.document, at: port.at });
  }
  const scraper = neighbours.find(({ kind }) => kind === 'scraper');
  for (const { to, port, document, at } of scrapes) arrive(scraper, to, port, 'TCP', { document, at });
  links.push(...arrived.values());
  const kubelet = neighbours.find(({ kind }) => kind === 'kubelet');
  for (const { to: member, port, kinds, at } of probed) {
    // Injectors lead probes to a port of the proxy, which asks on.
    const to = mesh && servesItself(mesh, port) ? mesh.proxy : actors.get(member);
    const through = inboundThrough(mesh, to ?? null, port, 'TCP');
    if (kubelet && to) links.push({ kind: 'probe', from: kubelet, to, port, kinds, at, through });
  }
  for (const neighbour of neighbours) {
    for (const member of neighbour.from) {
      const from = actors.get(member);
      if (!from) continue;
      const through = outboundThrough(mesh, from, neighbour.port);
      links.push({ kind: 'outbound', from, to: neighbour, through });
    }
  }
  return links;
}

type Told = Arriving['told'][number];

/** Where that which a line stands for is written: of what comes from outside in documents of its own, else in the pod's. */
export function toldBy(
  link: Link,
  own: YamlDocument,
): readonly { readonly document: YamlDocument; readonly at: Span | null }[] {
  if (link.kind === 'inbound') return link.told;
  return [{ document: own, at: placeOf(link) }];
}

function placeOf(link: Exclude<Link, Arriving>): Span | null {
  if (link.kind === 'passes') return link.proxy.member?.container.anchor ?? link.proxy.injected?.at ?? null;
  return link.kind === 'volume' ? link.use.mount.at : link.kind === 'outbound' ? link.to.at : link.at;
}

/** What each container does with a volume; what it mounts twice is one line, writing before reading. */
function usesByActor({ share }: Drum, actors: ReadonlyMap<Someone, Actor>): Map<Actor, Use[]> {
  const uses = new Map<Actor, Use[]>();
  for (const use of share.uses) {
    const actor = actors.get(use.member);
    if (!actor) continue;
    const known = uses.get(actor);
    if (!known) uses.set(actor, [use]);
    else if (use.access !== 'reads' && known[0]?.access === 'reads') known.unshift(use);
    else known.push(use);
  }
  return uses;
}
