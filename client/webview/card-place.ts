// Where a card stands beside what it tells about.

/** A rectangle of the window, in pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Place {
  readonly left: number;
  readonly top: number;
  /** The card scrolls where there is less room than it needs. */
  readonly width: number;
  readonly height: number;
}

const GAP = 8;
const EDGE = 4;
/** A card that is smaller cannot be read. */
const LEAST = { width: 160, height: 64 };

/**
 * The place of a card of this size within `room` that leaves `thing` free: below it, above, right or left of it, where it
 * fits first, else where it is least cut. Null if no side has room for anything that can be read.
 */
export function placeBeside(
  thing: Area,
  size: { readonly width: number; readonly height: number },
  room: Area,
): Place | null {
  const across = { left: room.left + EDGE, right: room.right - EDGE };
  const down = { top: room.top + EDGE, bottom: room.bottom - EDGE };
  const sides: readonly Area[] = [
    { ...across, top: Math.max(down.top, thing.bottom + GAP), bottom: down.bottom },
    { ...across, top: down.top, bottom: Math.min(down.bottom, thing.top - GAP) },
    { ...down, left: Math.max(across.left, thing.right + GAP), right: across.right },
    { ...down, left: across.left, right: Math.min(across.right, thing.left - GAP) },
  ];
  const places = sides.map((side, at): Place & { readonly shown: number } => {
    const width = Math.min(size.width, side.right - side.left);
    const height = Math.min(size.height, side.bottom - side.top);
    // As near to the thing as can be, and along it.
    const left = at === LEFT_OF ? side.right - width : between(side.left, thing.left, side.right - width);
    const top = at === ABOVE ? side.bottom - height : between(side.top, thing.top, side.bottom - height);
    const isReadable = width >= Math.min(LEAST.width, size.width) && height >= Math.min(LEAST.height, size.height);
    return { left, top, width, height, shown: isReadable ? (width / size.width) * (height / size.height) : 0 };
  });
  const best = places.reduce((a, b) => (b.shown > a.shown ? b : a));
  if (best.shown === 0) return null;
  const { shown: _, ...place } = best;
  return place;
}

const ABOVE = 1;
const LEFT_OF = 3;

function between(least: number, wanted: number, most: number): number {
  return Math.max(least, Math.min(wanted, most));
}
