import type { Catalog } from './catalog.ts';
import { globMatcher, type ImageReference } from './image.ts';

/** Who builds the images of others anew, under tags of their own. */
const REBUILT = /(?:^|\/)(?:bitnami[^/]*|chainguard)\//;

/**
 * The newest release of an image that the catalogue knows, as a tag of it. Null where it knows none, and for the other
 * images of the same program, whose tags may be others.
 */
export function releaseOf(catalog: Catalog, { repository, tag }: ImageReference): string | null {
  if (REBUILT.test(repository)) return null;
  for (const { id } of catalog.byImage(repository, tag)) {
    const helper = catalog.byId(id);
    const forms = helper ? [helper, ...(helper.variants ?? [])] : [];
    const found = forms.find(({ release, images = helper?.images ?? [] }) => {
      return release !== undefined && images[0] !== undefined && globMatcher(images[0])(repository);
    });
    if (found?.release !== undefined) return found.release;
  }
  return null;
}

/**
 * What a tag that means another image every other day should be instead, if the newest release is what it means today: that
 * release for no tag, `latest`, `stable` and its own major version, of the same kind (`alpine`). Null for all other tags: a
 * fixed one, another major version, what is not released yet.
 */
export function pinnedTag(tag: string | null, release: string): string | null {
  const now = partsOf(release);
  const [, base, kind] = FLOATING.exec(tag ?? '') ?? [];
  if (!now || kind !== now.kind) return null;
  const major = /\d+/.exec(base ?? '')?.[0];
  return major === undefined || major === now.major ? release : null;
}

/** `latest`, `stable`, `v3` or `3`, with a kind behind it (`3-alpine`) or without, or a kind alone (`alpine`). */
const FLOATING = /^(?:(latest|stable|v?\d{1,9})(?:-|$))?(.*)$/;

/** A version with its kind: `v1.25.2-p0` has none, `8.10.1-alpine` is of the kind `alpine`. */
function partsOf(release: string): { readonly major: string; readonly kind: string } | null {
  const [, major, kind = ''] = /^v?(\d+)(?:[.-][a-z]?\d+)*(?:-([a-z]+(?:-[a-z]+)*))?$/.exec(release) ?? [];
  return major === undefined ? null : { major, kind };
}
