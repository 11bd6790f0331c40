import type { Refactoring, Spot } from './refactoring.ts';
import { isOnLinesOf } from './spot.ts';

/** What a sidecar becomes: an entry of `initContainers` with `restartPolicy: Always`, or one of `containers`. */
export type SidecarForm = 'native' | 'classic';

/** A conversion of a container, or why there is none for it: a line for people. */
export type Conversion =
  | (Omit<Refactoring, 'unasked' | 'fill'> & {
      /** Whether the container is known to be a helper. */
      readonly certain: boolean;
    })
  | { readonly misfit: string };

/** A conversion as a refactoring: shown unasked where it is certain, on the lines that tell which container it is. */
export function offered(spot: Spot, conversion: Conversion | null): Refactoring | null {
  if (!spot.member || !conversion || 'misfit' in conversion) return null;
  const { certain, ...rest } = conversion;
  const { anchor, image, restartPolicy } = spot.member.container;
  const heads = [anchor, image?.key, restartPolicy?.key];
  return { ...rest, unasked: certain && heads.some((head) => head !== undefined && isOnLinesOf(head, spot)) };
}
