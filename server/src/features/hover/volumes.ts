import type { Mount, Volume } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { type Share, sharesOf, type Use } from '../../traffic/volumes/shares.ts';
import { socketsOf } from '../../traffic/volumes/sockets.ts';
import { bullets, code, joined, paragraphs, plain, table } from './markdown.ts';
import { type Source, sources } from './sources.ts';
import { meetingWords } from './talk.ts';
import { accessWords, isSocket, siblings, siblingWords, useWords } from './uses.ts';
import { agree, nameOf, namesOf, partialNote, type View, workloadOf } from './view.ts';

/** On the name or source of a volume of the pod: who uses it for what, and how long it lasts. */
export function volume(view: View, own: Volume): string {
  const share = sharesOf(view.team).find((one) => one.volume === own) ?? null;
  const uses = share?.uses ?? [];
  const what = own.source === null ? (view.partial ? 'its source is not written here' : 'emptyDir') : plain(own.source);
  const title = `**Volume ${code(own.name.value)}**: ${what}${own.refersTo ? ` ${code(own.refersTo)}` : ''}`;
  return paragraphs(
    title,
    share && uses.length >= TABLED ? useTable(share) : null,
    bullets([
      ...(share && uses.length < TABLED ? uses.map((use) => `${nameOf(use.member)}: ${useWords(share, use)}.`) : []),
      ...sharingOf(view, share),
      ...metAt(view, own),
      ...(own.source === null && view.partial ? [] : nature(own, uses)),
    ]),
    partialNote(view),
    sources(own.source === 'emptyDir' || own.source === null ? ['emptyDir', 'sharedVolume'] : pagesOf(own)),
  );
}

/** The sockets on a volume at which containers meet. */
function metAt({ team }: View, own: Volume): string[] {
  const met = socketsOf(team).filter(({ volume, uses }) => volume === own.name.value && uses.length > 1);
  return met.map(({ path, uses }) => `Socket${path === '' ? '' : ` ${code(path)}`}: ${meetingWords(uses)}.`);
}

/** From so many mounts on, a table reads better than a list. */
const TABLED = 3;

function useTable(share: Share): string {
  const parts = share.uses.some(({ mount }) => mount.subPath);
  const rows = share.uses.map((use) => [
    nameOf(use.member),
    use.mount.path === null ? 'block device' : code(use.mount.path),
    ...(parts ? [use.mount.subPath ? code(use.mount.subPath) : 'all'] : []),
    accessWords(share, use),
  ]);
  return table(['Container', 'At', ...(parts ? ['Part'] : []), 'Use'], rows);
}

function pagesOf({ source }: Volume): Source[] {
  return source === 'configMap' ? ['volumes', 'configMapUpdates'] : ['volumes'];
}

function sharingOf(view: View, share: Share | null): string[] {
  const members = new Set(share?.uses.map(({ member }) => member));
  if (members.size > 1) return [];
  const [member] = members;
  if (member)
    return [
      `Only ${nameOf(member)}${view.partial ? ' (of what is written here)' : ''} mounts it: nothing is shared through it.`,
    ];
  return [view.partial ? 'No container that is written here mounts it.' : 'No container mounts it.'];
}

/** How long a volume lasts, what it counts against, whether it changes. */
function nature(own: Volume, uses: readonly Use[]): string[] {
  switch (own.source) {
    case 'emptyDir':
    case null:
      return emptyDir(own, uses);
    case 'configMap':
    case 'secret':
    case 'downwardAPI':
    case 'projected':
      return [
        'It is read-only, and changes of its source reach the files after a while, without a restart.',
        ...(own.source === 'secret' ? ['The node keeps it in memory, not on disk.'] : []),
        ...fixedParts(uses),
      ];
    case 'ephemeral':
      return ['The claim is made for this pod, and is gone with it.'];
    case 'csi':
      return ['A CSI driver brings it for this pod, and takes it away with the pod.'];
    case 'nfs':
      return ['It lies on a server: other pods may see it, and it outlives the pod.'];
    case 'persistentVolumeClaim':
      return ['Its content outlives the pod.'];
    case 'hostPath':
      return [
        'It is a part of the node: other pods may see it, it outlives the pod, and namespaces with Pod Security `baseline` refuse it.',
      ];
    case 'image':
      return ['It shows the files of an image, read-only.'];
    default:
      return [];
  }
}

function emptyDir({ medium, sizeLimit }: Volume, uses: readonly Use[]): string[] {
  const init = uses.some(({ member, access }) => member.container.lifecycle === 'init' && access !== 'reads');
  const lines = [
    'It is empty when the pod starts, survives the restart of a container, and is gone with the pod.',
    ...(init ? ['An init container that runs again finds what it wrote before.'] : []),
  ];
  const cap = sizeLimit ? ` The limit is ${code(sizeLimit)}.` : '';
  if (medium === 'Memory') {
    const writers = [...new Set(uses.filter(({ access }) => access !== 'reads').map(({ member }) => member))];
    const who = writers.length > 0 ? namesOf(writers, 'or') : 'the container that writes';
    const most = sizeLimit
      ? `${code(sizeLimit)} or the memory limits of all containers together, whichever is less`
      : 'the memory limits of all containers together, where they are set';
    return [
      ...lines,
      `It is kept in memory: what is written counts against the memory limit of ${who}. It holds at most ${most}.`,
    ];
  }
  if (medium) return [...lines, ...hugePages(medium), ...(cap ? [cap.trim()] : [])];
  return [...lines, `It takes space on the disk of the node.${cap || ' It has no `sizeLimit`.'}`];
}

/** What an `emptyDir` on huge pages is and what it counts against; none for another medium (page on huge pages). */
export function hugePages(medium: string): string[] {
  const size = /^HugePages(?:-(.+))?$/.exec(medium);
  if (!size) return [];
  const [pages, requests] = size[1]
    ? [`huge pages of ${code(size[1])}: containers of the pod have to request ${code(`hugepages-${size[1]}`)}`, '']
    : ['huge pages of the one size that containers of the pod request', ' (`hugepages-2Mi`, `hugepages-1Gi`)'];
  return [
    `It is backed by ${pages}${requests}, with limits equal to the requests.`,
    'It counts against these requests, not as memory.',
  ];
}

/** Sources whose changes reach the files. */
export const UPDATED: ReadonlySet<string> = new Set(['configMap', 'secret', 'downwardAPI', 'projected']);

/** Through a `subPath` no update arrives (ConfigMap, volumes and projected volumes pages). */
function fixedParts(uses: readonly Use[]): string[] {
  const fixed = [...new Set(uses.filter(({ mount }) => mount.subPath).map(({ member }) => member))];
  if (fixed.length === 0) return [];
  return [`${namesOf(fixed)} ${agree(fixed, 'mounts', 'mount')} a \`subPath\` of it, where changes never arrive.`];
}

/** On an item of `volumeMounts`: this mount, and what the others do with the same volume. */
export function mount(view: View, member: Teammate, own: Mount): string {
  const found = useOf(view, own);
  if (!found) return '';
  const { share, use } = found;
  const source = share.volume ? (share.volume.source ?? 'emptyDir') : null;
  const others = siblings(share, [use]).length > 0;
  const apart = !others && share.uses.some((other) => other.member !== member);
  const fixed = Boolean(own.subPath) && UPDATED.has(source ?? '');
  const claim = share.volume === null && view.pod.claims.includes(share.name);
  const { pod, partial } = view;
  const lost = share.volume === null && !claim && !partial && !pod.kustomized;
  const lines = [
    ...(lost ? ['The pod declares no volume of this name.'] : []),
    ...(others ? [`${siblingWords(share, [use])}.`] : apart ? [APART] : sharingOf(view, share)),
    ...(others && !isSocket(share) ? ['All see the same files, each under its own path.'] : []),
    ...(claim ? ['It is a claim of the StatefulSet: each replica has its own, which outlives the pod.'] : []),
    ...(fixed ? [NEVER] : share.volume ? nature(share.volume, []).slice(0, 1) : []),
  ];
  return paragraphs(
    `**Volume ${code(share.name)} in ${nameOf(member)}**: ${source ? `${plain(source)}, ` : ''}${useWords(share, use)}`,
    bullets(lines),
    partialNote(view),
    sources(fixed ? ['subPath', 'configMapUpdates'] : others ? ['sharedVolume', 'volumes'] : ['volumes']),
  );
}

/** On a mount of one part of a volume whose other parts others mount. */
export const APART = 'The others mount other parts of the volume: no files are shared.';
const NEVER = 'A `subPath` of it is mounted: changes of its source never arrive here, only in a new pod.';

/** A mount with all that is mounted of its volume; null for none. */
export function useOf({ team }: View, own: Mount): { share: Share; use: Use } | null {
  for (const share of sharesOf(team)) {
    const use = share.uses.find((one) => one.mount === own);
    if (use) return { share, use };
  }
  return null;
}

/** On `volumeMounts`: what a container mounts, and with whom. */
export function mounts(view: View, member: Teammate): string | null {
  const lines = sharesOf(view.team).flatMap((share) =>
    share.uses
      .filter((use) => use.member === member)
      .map((use) => `${code(share.name)}: ${useWords(share, use)}${withWhom(share, use)}`),
  );
  if (lines.length === 0) return null;
  const title = `**Volumes in ${nameOf(member)}**: containers share no files but those of volumes that both mount.`;
  return paragraphs(title, bullets(lines), partialNote(view), sources(['sharedVolume', 'volumes']));
}

function withWhom(share: Share, use: Use): string {
  return siblings(share, [use]).length > 0 ? `; ${siblingWords(share, [use])}` : '';
}

/** On `volumes`: which volume connects whom. */
export function volumes(view: View): string | null {
  if (view.pod.volumes.length === 0) return null;
  const shares = sharesOf(view.team);
  const lines = view.pod.volumes.map((own) => {
    const users = new Set(shares.find((share) => share.volume === own)?.uses.map(({ member }) => member));
    return `${code(own.name.value)} (${plain(own.source ?? 'emptyDir')}): ${users.size > 0 ? joined([...users].map(nameOf)) : 'mounted by none'}`;
  });
  return paragraphs(
    `**Volumes of ${workloadOf(view)}**`,
    bullets(lines),
    partialNote(view),
    sources(['volumes', 'sharedVolume']),
  );
}
