import type { Mount, Volume } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { GIVEN, sharesOf } from '../../traffic/volumes/shares.ts';
import { child, text } from '../../yaml/read.ts';
import { bullets, code, joined, paragraphs } from './markdown.ts';
import { sources } from './sources.ts';
import { siblings, siblingWords } from './uses.ts';
import { nameOf, namesOf, partialNote, type View } from './view.ts';
import { APART, hugePages, UPDATED, useOf } from './volumes.ts';

/** On one key of a mount; null where the mount as a whole is what there is to tell of. */
export function mountKey(view: View, member: Teammate, own: Mount, key: string): string | null {
  if (key === 'subPath' || key === 'subPathExpr') return subPath(view, member, own, key);
  if (key === 'readOnly') return readOnly(view, member, own);
  return key === 'mountPropagation' ? propagation(view, member, own) : null;
}

function subPath(view: View, member: Teammate, own: Mount, key: 'subPath' | 'subPathExpr'): string | null {
  const found = useOf(view, own);
  if (!found || !own.subPath) return null;
  const { share, use } = found;
  const source = share.volume?.source ?? null;
  const others = siblings(share, [use]);
  const apart = others.length === 0 && share.uses.some((other) => other.member !== member);
  const lines = [
    `Of the volume ${code(share.name)} only ${code(own.subPath)} is mounted.`,
    ...(others.length > 0 ? [`${siblingWords(share, [use])}.`] : []),
    ...(apart ? [APART] : []),
    ...(UPDATED.has(source ?? '')
      ? ['Changes of its source never arrive here, only in a new pod: a reloader would wait in vain.']
      : []),
    ...(key === 'subPathExpr' ? [expansion(view, member, own.subPath)] : []),
  ];
  return paragraphs(
    `**${key} in ${nameOf(member)}**: ${own.path === null ? '' : code(own.path)}`,
    bullets(lines),
    partialNote(view),
    sources(['subPath', 'volumes']),
  );
}

function expansion({ partial }: View, { container }: Teammate, written: string): string {
  const names = [...written.matchAll(/\$\(([A-Za-z_][\w.-]*)\)/g)].map((match) => match[1] ?? '');
  const known = new Set(container.env.map(({ name }) => name.value));
  const missing = names.filter((name) => !known.has(name));
  const filled = '`$(NAME)` is filled in from the variables of this container when it starts.';
  if (partial || container.envFrom.length > 0 || missing.length === 0) return filled;
  return `${filled} It has no variable ${joined(
    missing.map((name) => code(name)),
    'or',
  )}.`;
}

function readOnly(view: View, member: Teammate, own: Mount): string | null {
  const found = useOf(view, own);
  if (!found) return null;
  const { share, use } = found;
  const source = share.volume?.source ?? null;
  const writers = siblings(share, [use]).filter(({ use: other }) => !other.mount.readOnly);
  const who = [...new Set(writers.map(({ use: other }) => other.member))];
  const given = GIVEN.has(source ?? '');
  const lines = given
    ? ['Volumes of this kind are read-only in any case.']
    : [
        own.readOnly
          ? 'This container cannot write here. It holds for this mount alone, not for those of the others.'
          : 'This container may write here.',
        ...(who.length > 0 ? [`${namesOf(who)} may write.`] : []),
        ...(own.readOnly ? ['What else is mounted below may stay writable: `recursiveReadOnly` rules that out.'] : []),
      ];
  return paragraphs(
    `**readOnly: ${own.readOnly}** for ${code(share.name)} in ${nameOf(member)}`,
    bullets(lines),
    partialNote(view),
    sources(['volumes']),
  );
}

/** By core/v1 MountPropagationMode. */
const PROPAGATION: ReadonlyMap<string, string> = new Map([
  ['None', 'What the node or another container mounts below later does not appear here. This is the default.'],
  ['HostToContainer', 'What the node, or a container with `Bidirectional`, mounts below later appears here, too.'],
  [
    'Bidirectional',
    'What this container mounts below appears on the node, and in all containers and pods that mount the same with `HostToContainer`. Only privileged containers may have it.',
  ],
]);

function propagation(view: View, member: Teammate, own: Mount): string | null {
  const mode = modeOf(member, own);
  const line = PROPAGATION.get(mode ?? '');
  if (line === undefined) return null;
  const others = (useOf(view, own)?.share.uses ?? []).filter(
    (use) => use.member !== member && modeOf(use.member, use.mount) === 'HostToContainer',
  );
  const who = [...new Set(others.map((use) => use.member))];
  const seen =
    mode === 'Bidirectional' && who.length > 0 ? [`${namesOf(who)} ${who.length === 1 ? 'sees' : 'see'} it.`] : [];
  return paragraphs(
    `**mountPropagation** in ${nameOf(member)}: ${code(mode ?? '')}`,
    bullets([line, ...seen]),
    partialNote(view),
    sources(['propagation']),
  );
}

function modeOf({ container }: Teammate, { at }: Mount): string | null {
  const list = child(container.source, 'volumeMounts')?.node;
  const item = list?.kind === 'sequence' ? list.items.find((one) => one.at === at) : null;
  const node = item?.value;
  if (node?.kind !== 'mapping') return null;
  return text(child({ node, via: null }, 'mountPropagation'))?.value ?? null;
}

/** On a key of an `emptyDir`: where it is kept, and how much it may hold. */
export function emptyDirKey(view: View, own: Volume, key: string): string | null {
  const uses = sharesOf(view.team).find(({ volume }) => volume === own)?.uses ?? [];
  const writers = [...new Set(uses.filter(({ access }) => access !== 'reads').map(({ member }) => member))];
  const isMemory = own.medium === 'Memory';
  if (key === 'medium' && isMemory) {
    return about(view, own, 'medium: Memory', [
      'It is kept in the memory of the node, not on its disk: good for secrets.',
      `What is written counts against the memory limit of ${writers.length > 0 ? namesOf(writers, 'or') : 'the container that writes'}; one that has no room left for it is killed.`,
      own.sizeLimit
        ? `It holds at most ${code(own.sizeLimit)}, or the memory limits of all containers together, whichever is less.`
        : 'Without `sizeLimit` it may grow up to the memory limits of all containers together, or what the node lets pods have.',
      'It survives the restart of a container, not the pod.',
    ]);
  }
  const pages = hugePages(own.medium ?? '');
  if (key === 'medium' && pages.length > 0) return about(view, own, `medium: ${own.medium}`, pages);
  if (key !== 'sizeLimit' || !own.sizeLimit) return null;
  return about(view, own, `sizeLimit: ${code(own.sizeLimit)}`, [
    isMemory
      ? 'When it is full, writing fails. The memory limits of all containers together are a limit, too, whichever is less.'
      : 'It is not reserved. If there is more in it, the kubelet evicts the whole pod, with all its containers.',
    ...(writers.length > 0 ? [`Here ${namesOf(writers)} may write to it.`] : []),
  ]);
}

function about(view: View, own: Volume, title: string, lines: readonly string[]): string {
  return paragraphs(
    `**${title}** of the volume ${code(own.name.value)}`,
    bullets(lines),
    partialNote(view),
    sources(['emptyDir']),
  );
}
