import { replaceText } from '../../edits/pod.ts';
import { parseImage } from '../../helpers/image.ts';
import { pinnedTag, releaseOf } from '../../helpers/release.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import type { RefactoringKind } from './refactoring.ts';
import { isOnLinesOf } from './spot.ts';

/** Gives an image that means another one every other day the newest version that the catalogue knows. */
export const pinImage: RefactoringKind = {
  kind: 'refactor.rewrite.pin',
  at: (spot) => {
    const { team, member } = spot;
    const image = member?.container.image;
    if (!member || !image || isUnresolved(image.value)) return null;
    const reference = parseImage(image.value);
    const release = reference.digest === null ? releaseOf(team.catalog, reference) : null;
    const tag = release && pinnedTag(reference.tag, release);
    if (!tag) return null;
    const written = reference.tag === null ? image.value : image.value.slice(0, image.value.lastIndexOf(':'));
    return {
      title: `Pin the image of "${member.container.label}" to ${tag}`,
      disabled: null,
      changes: `every replica of "${member.container.label}" runs ${tag}, until the manifest is changed`,
      unasked: isOnLinesOf(image.key, spot),
      edits: () => replaceText(team.pod, image, `${written.trim()}:${tag}`),
    };
  },
};
