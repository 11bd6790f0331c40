import { unusedName } from '../../edits/names.ts';
import { addVolumes } from '../../edits/volumes.ts';
import { normalPath } from '../../kubernetes/mounts.ts';
import { sizeWithin } from './keep-in-memory.ts';
import type { RefactoringKind } from './refactoring.ts';

/** Gives a container a new volume in memory. */
export const mountMemory: RefactoringKind = {
  kind: 'refactor.rewrite.memory',
  at: ({ team, member, mount }) => {
    const { pod } = team;
    if (!member || mount || pod.shape !== 'pod-spec' || member.container.lifecycle === 'ephemeral') return null;
    const { container } = member;
    const mounted = new Set(container.mounts.map(({ path }) => normalPath(path ?? '')));
    const path = unusedName(PLACES.find((place) => !mounted.has(place)) ?? PLACES[0], mounted);
    const name = unusedName(path.slice(1), new Set([...pod.volumes.map((volume) => volume.name.value), ...pod.claims]));
    const size = sizeWithin([member]);
    const source = { emptyDir: { medium: 'Memory', sizeLimit: size } };
    return {
      title: `Mount a memory-backed volume in "${container.label}"`,
      disabled: null,
      changes: `"${container.label}" gets ${path} in memory, within ${size}, which counts against its memory limit`,
      unasked: false,
      edits: () => addVolumes(pod, [{ name, source, mounts: [{ container, path, readOnly: false }] }]),
      fill: [name, path, size],
    };
  },
};

/** What programs want to write to first. */
const PLACES = ['/tmp', '/scratch'] as const;
