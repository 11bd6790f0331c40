import { keepInMemory } from '../../edits/volumes.ts';
import type { Volume } from '../../kubernetes/pod.ts';
import { memoryText, readMemory } from '../../kubernetes/quantity.ts';
import { isOnDisk } from '../../kubernetes/volumes.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import { sharesOf } from '../../traffic/volumes/shares.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import type { RefactoringKind } from './refactoring.ts';
import { isOnLinesOf } from './spot.ts';

/** Keeps an `emptyDir` in memory instead of on the disk of the node. */
export const volumeInMemory: RefactoringKind = {
  kind: 'refactor.rewrite.memory',
  at: (spot) => {
    const { team, mount } = spot;
    const volume = spot.volume ?? team.pod.volumes.find(({ name }) => name.value === mount?.volume.value);
    if (!volume || !isOnDisk(volume) || isUnresolved(volume.name.value)) return null;
    const name = volume.name.value;
    const size = sizeFor(team, volume);
    const key = volume.keys.get('emptyDir');
    return {
      title: `Keep volume "${name}" in memory`,
      disabled: null,
      changes: `what is written to "${name}" stays in memory, within ${volume.sizeLimit ?? size}, and counts against the memory limit of who writes it`,
      unasked: spot.volume !== null && key !== undefined && isOnLinesOf(key, spot),
      edits: () => keepInMemory(team.pod, volume, size),
      ...(volume.sizeLimit === null ? { fill: [size] } : {}),
    };
  },
};

/** A size that fits into the memory limits of all who may write to a volume. */
function sizeFor(team: Team, volume: Volume): string {
  const uses = sharesOf(team).find((share) => share.volume === volume)?.uses ?? [];
  return sizeWithin(uses.filter(({ access }) => access !== 'reads').map(({ member }) => member));
}

/** A size of a volume in memory that leaves each container at least half of its memory limit. */
export function sizeWithin(members: readonly Teammate[]): string {
  const limits = members.flatMap(({ container }) => readMemory(container.limits.get('memory')?.value ?? '') || []);
  return memoryText(Math.min(USUAL, ...limits.map((limit) => Math.max(1, Math.floor(limit / 2)))));
}

const USUAL = 64 * 2 ** 20;
