// What the extension and the page of the preview tell each other about pictures in pixels: only a page can draw them.

/** To the page: an SVG is to be drawn `scale` times as large as it is, and put on the clipboard if `copy` says so. */
export interface DrawPng {
  readonly type: 'png';
  /** What the answer is known by. */
  readonly id: number;
  readonly svg: string;
  readonly scale: number;
  readonly copy: boolean;
}

/** From the page. */
export interface PngDrawn {
  readonly type: 'png';
  readonly id: number;
  /** The PNG in base64; null if the page cannot draw it. */
  readonly data: string | null;
  /** Whether it is on the clipboard. */
  readonly copied: boolean;
}

const isId = (id: unknown): id is number => Number.isInteger(id);

/** Reads what the extension asks for; null if it is something else. */
export function readDrawPng(data: unknown): DrawPng | null {
  const { type, id, svg, scale, copy } = Object(data);
  if (type !== 'png' || !isId(id) || typeof svg !== 'string' || !(scale > 0)) return null;
  return { type, id, svg, scale, copy: copy === true };
}

/** Reads an answer of the page; null if it is something else. */
export function readPngDrawn(data: unknown): PngDrawn | null {
  const { type, id, data: png, copied } = Object(data);
  if (type !== 'png' || !isId(id) || !(png === null || typeof png === 'string')) return null;
  return { type, id, data: png, copied: copied === true };
}
