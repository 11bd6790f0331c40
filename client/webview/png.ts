// Draws exported pictures in pixels, for the extension, which has no canvas. An SVG that is an image runs no script and
// loads nothing.
import { type DrawPng, type PngDrawn, readDrawPng } from '../src/preview/png-messages.ts';

/** Answers to what the extension wants to have drawn. */
export function answerPngs(tell: (answer: PngDrawn) => void): void {
  window.addEventListener('message', async ({ data }) => {
    const wanted = readDrawPng(data);
    if (!wanted) return;
    const { type, id, copy } = wanted;
    const canvas = await drawn(wanted).catch(() => null);
    const copied = canvas !== null && copy && (await isCopied(canvas));
    tell({ type, id, data: canvas && !copied ? base64Of(canvas) : null, copied });
  });
}

async function drawn({ svg, scale }: DrawPng): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Null for a canvas that is larger than browsers can have. */
function base64Of(canvas: HTMLCanvasElement): string | null {
  const [head, data] = canvas.toDataURL('image/png').split(',', 2);
  return head === 'data:image/png;base64' && data ? data : null;
}

/** Puts the picture on the clipboard, if the page may do that: it must have the focus. */
async function isCopied(canvas: HTMLCanvasElement): Promise<boolean> {
  try {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) return false;
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    return true;
  } catch {
    return false;
  }
}
