import { provenHelper } from '../../helpers/role.ts';
import { callsOf } from '../../traffic/calls.ts';
import { type Inbound, inboundOf } from '../../traffic/inbound.ts';
import type { Listen } from '../../traffic/listens.ts';
import { outboundOf } from '../../traffic/outbound.ts';
import { servedBy } from '../../traffic/serves.ts';
import { flows, type Share, sharesOf, type Use } from '../../traffic/shares.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code, joined, plain } from './markdown.ts';
import { agree, nameOf, namesOf, type View } from './view.ts';

/** The lines of a card about ports, traffic and volumes. */
export function sharingLines(view: View, member: Teammate): string[] {
  return [
    ...listenLines(view, member),
    ...callerLines(view, member),
    ...callLines(view, member),
    ...mountLines(view, member),
  ];
}

/** A port with what it serves and who can reach it: `5432 (PostgreSQL, loopback only)`. */
export function portWords(member: Teammate, { port, protocol, loopbackOnly }: Listen): string {
  const declared = member.container.ports.find((own) => own.containerPort.value === port && own.protocol === protocol);
  const what = provenHelper(member)?.ports.find(
    (own) => own.port === port && (own.protocol ?? 'TCP') === protocol,
  )?.what;
  const notes = [
    ...(what ? [plain(what)] : declared?.name ? [code(declared.name.value)] : []),
    ...(protocol === 'TCP' ? [] : [plain(protocol)]),
    ...(loopbackOnly ? ['loopback only'] : []),
  ];
  return notes.length > 0 ? `${port} (${notes.join(', ')})` : String(port);
}

/** The one container, beside `but`, that is known to listen on a port while others run; null for none or several. */
export function listenerOf({ members }: View['team'], port: number, but: Teammate): Teammate | null {
  const found = members.filter(
    (member) =>
      member !== but &&
      (member.container.lifecycle === 'container' || member.container.lifecycle === 'native-sidecar') &&
      member.listens.some((listen) => listen.port === port && listen.how !== 'probe' && listen.how !== 'usual'),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

function listenLines(view: View, member: Teammate): string[] {
  const ports = servedBy(view.team, member, callsOf(view.team));
  const certain = ports.filter(({ how }) => how !== 'usual');
  const usual = ports.filter(({ how }) => how === 'usual');
  const words = (listens: readonly Listen[], word?: string) =>
    joined(
      listens.map((one) => portWords(member, one)),
      word,
    );
  return [
    ...(certain.length > 0 ? [`**Listens** on ${words(certain)}.`] : []),
    ...(usual.length > 0 ? [`**Usually listens** on ${words(usual, 'or')}.`] : []),
  ];
}

/** `Service web, port 80`. */
export function serviceWords({ service, port }: Inbound): string {
  return `Service ${code(service.name)} (port ${port.port})`;
}

function callerLines(view: View, member: Teammate): string[] {
  const ports = new Map<number, Teammate[]>();
  for (const call of callsOf(view.team)) {
    if (call.to === member) ports.set(call.port, [...(ports.get(call.port) ?? []), call.from]);
  }
  const inside = [...ports].map(([port, callers]) => `${namesOf(callers)} on localhost:${port}`);
  const led = inboundOf(view.team).filter(({ to }) => to === member);
  const outside = led.map((inbound) => `${serviceWords(inbound)} on ${inbound.target}`);
  return [
    ...(inside.length > 0 ? [`**Called** by ${joined(inside)}.`] : []),
    ...(outside.length > 0 ? [`**Reached** from outside the pod through ${joined(outside)}.`] : []),
  ];
}

function callLines(view: View, member: Teammate): string[] {
  const calls = callsOf(view.team).filter(({ from }) => from === member);
  const known = new Set(calls.map(({ port }) => port));
  const lost = new Set(member.dials.map(({ port }) => port).filter((port) => !known.has(port)));
  const inside = calls.map(({ to, port }) => `${nameOf(to)} on localhost:${port}`);
  const nobody = [...lost].map((port) => `localhost:${port}, where no container here is known to listen`);
  const outside = outboundOf(view.team)
    .filter(({ from }) => from === member)
    .map(({ host, port }) => code(port === null ? host : `${host}:${port}`));
  return [
    ...(inside.length + nobody.length > 0 ? [`**Calls** ${joined([...inside, ...nobody])}.`] : []),
    ...(outside.length > 0 ? [`**Reaches out** to ${joined(outside)}.`] : []),
  ];
}

const MAX_SHARED = 5;
/** More are named without their paths. */
const MAX_ALONE = 3;

function mountLines(view: View, member: Teammate): string[] {
  const own = sharesOf(view.team).flatMap((share) =>
    share.uses.filter((use) => use.member === member).map((use) => ({ share, use })),
  );
  const shared = own.filter(({ share }) => share.uses.some((use) => use.member !== member));
  const alone = own.filter(({ share }) => !share.uses.some((use) => use.member !== member));
  const lines = shared
    .slice(0, MAX_SHARED)
    .map(({ share, use }) => `**Shares** ${code(share.name)} (${useWords(share, use)}): ${siblingWords(share, use)}.`);
  const rest = shared.slice(MAX_SHARED).map(({ share }) => code(share.name));
  if (rest.length > 0) lines.push(`**Shares**, too: ${joined(rest)}.`);
  if (alone.length > 0) {
    const few = alone.length <= MAX_ALONE;
    const words = alone.map(({ share, use }) => `${code(share.name)}${few ? ` (${useWords(share, use)})` : ''}`);
    lines.push(`**Mounts** ${view.partial ? '' : 'alone '}${joined([...new Set(words)])}.`);
  }
  return lines;
}

/** `/var/log, read-only`: where a container mounts a volume, and what it does with it. */
export function useWords({ volume }: Share, { mount, access }: Use): string {
  const path = mount.path === null ? 'as a block device' : code(mount.path);
  const part = !mount.subPath ? '' : `, only ${code(mount.subPath)} of it`;
  return `${path}${part}, ${accessWords(mount.readOnly || GIVEN.has(volume?.source ?? ''), access)}`;
}

/** Read-only, whatever the mount says (volumes page). */
const GIVEN: ReadonlySet<string> = new Set(['configMap', 'secret', 'projected', 'downwardAPI', 'image']);

function accessWords(readOnly: boolean, access: Use['access']): string {
  if (readOnly) return 'read-only';
  return { reads: 'reads, though it may write', writes: 'writes', both: 'read-write' }[access];
}

/** What the others do with a volume, as seen from one of them: `a` and `b` read it at `/x`. */
export function siblingWords({ uses }: Share, own: Use): string {
  const groups = new Map<string, { verb: Verb; where: string; members: Teammate[] }>();
  for (const use of uses) {
    if (use.member === own.member) continue;
    const where = use.mount.path === null || use.mount.path === own.mount.path ? '' : ` at ${code(use.mount.path)}`;
    const verb = verbOf(own, use);
    const key = `${verb.also} ${verb.does} ${where}`;
    const group = groups.get(key) ?? { verb, where, members: [] };
    if (!group.members.includes(use.member)) group.members.push(use.member);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ verb: { also, does }, where, members }) => {
      return `${namesOf(members)} ${also ? 'also ' : ''}${does}${agree(members, 's', '')} it${where}`;
    })
    .join('; ');
}

interface Verb {
  readonly does: 'read' | 'write' | 'use';
  readonly also: boolean;
}

function verbOf(own: Use, use: Use): Verb {
  const [to, from] = [flows(own, use), flows(use, own)];
  if (to !== from) return { does: to ? 'read' : 'write', also: false };
  const does = ({ reads: 'read', writes: 'write', both: 'use' } as const)[use.access];
  return { does, also: to || own.access === use.access };
}
