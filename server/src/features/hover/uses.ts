import type { Teammate } from '../../traffic/team.ts';
import { flows, GIVEN, meet, type Share, sharesOf, type Use } from '../../traffic/volumes/shares.ts';
import { code, joined } from './markdown.ts';
import { agree, namesOf, type View } from './view.ts';

const MAX_SHARED = 5;
/** More are named without their paths. */
const MAX_ALONE = 3;

/** The lines of a card about volumes: what is shared with whom, and what is mounted alone. */
export function mountLines(view: View, member: Teammate): string[] {
  const own = sharesOf(view.team).flatMap((share) => {
    const uses = share.uses.filter((use) => use.member === member);
    return uses.length > 0 ? [{ share, uses }] : [];
  });
  const isShared = ({ share, uses }: (typeof own)[number]) => siblings(share, uses).length > 0;
  const [shared, alone] = [own.filter(isShared), own.filter((one) => !isShared(one))];
  const lines = shared
    .slice(0, MAX_SHARED)
    .map(
      ({ share, uses }) =>
        `**Shares** ${code(share.name)} (${placesWords(share, uses)}): ${siblingWords(share, uses)}.`,
    );
  const rest = shared.slice(MAX_SHARED).map(({ share }) => code(share.name));
  if (rest.length > 0) lines.push(`**Shares**, too: ${joined(rest)}.`);
  if (alone.length > 0) {
    const few = alone.length <= MAX_ALONE;
    const words = alone.map(({ share, uses }) => `${code(share.name)}${few ? ` (${placesWords(share, uses)})` : ''}`);
    lines.push(`**Mounts** ${view.partial ? '' : 'alone '}${joined(words)}.`);
  }
  return lines;
}

const MOST_PATHS = 3;

/** Where a container mounts a volume, once or several times, and what it does with it. */
function placesWords(share: Share, uses: readonly Use[]): string {
  const [first, ...more] = uses;
  if (!first || more.length === 0) return first ? useWords(share, first) : '';
  const paths = joined(
    uses.map(({ mount }) => code(mount.path ?? '')),
    'and',
    MOST_PATHS,
  );
  const doing = [...new Set(uses.map((use) => accessWords(share, use)))];
  return doing.length === 1 ? `${paths}, ${doing[0]}` : paths;
}

/** `/var/log, read-only`: where a container mounts a volume, and what it does with it. */
export function useWords(share: Share, use: Use): string {
  const { mount } = use;
  const path = mount.path === null ? 'as a block device' : code(mount.path);
  const part = mount.subPath ? `, only ${code(mount.subPath)} of it` : '';
  return `${path}${part}, ${accessWords(share, use)}`;
}

/** What a container does with a volume, in a word or two. */
export function accessWords(share: Share, { mount, access }: Use): string {
  if (isSocket(share)) return mount.readOnly ? 'for a socket, read-only' : 'for a socket';
  if (mount.readOnly || GIVEN.has(share.volume?.source ?? '')) return 'read-only';
  return { reads: 'reads, though it may write', writes: 'writes', both: 'read-write' }[access];
}

/** Whether containers meet at a socket there, as the helpers of a storage driver do: it is neither read nor written. */
export function isSocket({ name, uses }: Share): boolean {
  return uses.some(
    ({ member, mount }) => member.role.function === 'storage-driver' && SOCKET.test(`${name} ${mount.path}`),
  );
}

/** Names and paths of volumes for sockets; others of a driver hold data. */
const SOCKET = /sock|plugin|registration| (?:[a-z]:)?[/\\]csi[/\\]?$/i;

/** The uses of others that see some of the same files, each with the own use that it meets. */
export function siblings({ uses }: Share, own: readonly Use[]): { own: Use; use: Use }[] {
  const all = uses.length > MAX_USES ? own.slice(0, 1) : own;
  return uses.flatMap((use) => {
    const met = all.find((one) => one.member !== use.member && (uses.length > MAX_USES || meet(one.mount, use.mount)));
    return met ? [{ own: met, use }] : [];
  });
}

/** No pod of people has so many: of others it is not asked which part they mount. */
const MAX_USES = 200;

/** What the others do with a volume, as seen from one of them: `a` and `b` read it at `/x`. */
export function siblingWords(share: Share, own: readonly Use[]): string {
  const found = siblings(share, own);
  if (isSocket(share)) {
    const members = [...new Set(found.map(({ use }) => use.member))];
    return `${namesOf(members)} ${agree(members, 'uses', 'use')} it, too`;
  }
  const places = new Map<Teammate, Map<string, { verb: Verb; wheres: string[] }>>();
  for (const { own: met, use } of found) {
    const verb = verbOf(met, use);
    const known = places.get(use.member) ?? new Map<string, { verb: Verb; wheres: string[] }>();
    const of = known.get(`${verb.also} ${verb.does}`) ?? { verb, wheres: [] };
    if (use.mount.path !== null && use.mount.path !== met.mount.path) of.wheres.push(code(use.mount.path));
    places.set(use.member, known.set(`${verb.also} ${verb.does}`, of));
  }
  const groups = new Map<string, { verb: Verb; where: string; members: Teammate[] }>();
  for (const [member, verbs] of places) {
    for (const [key, { verb, wheres }] of verbs) {
      const where = wheres.length > 0 ? ` at ${joined([...new Set(wheres)], 'and', MOST_PATHS)}` : '';
      const group = groups.get(key + where) ?? { verb, where, members: [] };
      group.members.push(member);
      groups.set(key + where, group);
    }
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
