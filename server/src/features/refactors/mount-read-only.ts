import { makeReadOnly } from '../../edits/volumes.ts';
import { mountOf } from '../../kubernetes/mounts.ts';
import type { Mount } from '../../kubernetes/pod.ts';
import { isEmptyDir } from '../../kubernetes/volumes.ts';
import type { Team, Teammate } from '../../traffic/team.ts';
import { fileOperationsOf, fileOperationsOfHook } from '../../traffic/volumes/file-operations.ts';
import { GIVEN, type Share, sharesOf } from '../../traffic/volumes/shares.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import type { RefactoringKind } from './refactoring.ts';

/** Keeps a container from writing to a volume. */
export const mountReadOnly: RefactoringKind = {
  kind: 'refactor.rewrite.readonly',
  at: ({ team, member, mount }) => {
    if (!member || !mount || mount.readOnly || mount.path === null || isUnresolved(mount.volume.value)) return null;
    const share = sharesOf(team).find(({ name }) => name === mount.volume.value);
    const declared = share && (share.volume || team.pod.claims.includes(share.name));
    // Of a volume that is given, every mount is read-only.
    if (!share || !declared || GIVEN.has(share.volume?.source ?? '')) return null;
    const { label } = member.container;
    return {
      title: `Mount "${share.name}" read-only in "${label}"`,
      disabled: whyNot(team, share, member, mount),
      changes: `"${label}" can no longer write to ${mount.path}`,
      unasked: share.uses.some((use) => use.mount === mount && use.access === 'reads'),
      edits: () => makeReadOnly(team.pod, mount),
    };
  },
};

/** Why a container must be able to write to a mount, as far as anything tells. */
function whyNot({ pod }: Team, { volume, name, uses }: Share, member: Teammate, mount: Mount): string | null {
  const { container } = member;
  const operations = [
    ...fileOperationsOf(member).operations,
    ...container.hooks.flatMap((hook) => fileOperationsOfHook(member, hook).operations),
  ];
  const written = operations.find(({ access, path }) => access !== 'reads' && mountOf(container, path) === mount);
  if (written) return `"${container.label}" writes to ${written.path}`;
  const access = uses.find((use) => use.mount === mount)?.access;
  const others = uses.filter((use) => use.member !== member);
  if (access === 'writes' && others.length > 0) {
    return `"${container.label}" is the one that fills "${name}" for "${others[0]?.member.container.label}"`;
  }
  if (isEmptyDir(volume) && others.every((use) => use.mount.readOnly) && pod.partial === null) {
    return `nobody else writes to "${name}": it would stay empty`;
  }
  return null;
}
