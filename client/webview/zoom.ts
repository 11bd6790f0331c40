// The size of the pictures on the page, and the gestures that change it.
import { READABLE, type Zoom } from './view.ts';

/** How fast the wheel and the trackpad zoom: a notch of 100 pixels is a quarter. */
const PER_PIXEL = 0.0022;
const LINE = 16;

/** Sets the size of every picture; one that fits shrinks with the page as far as it can be read. */
export function size(part: HTMLElement, zoom: Zoom): void {
  for (const svg of part.querySelectorAll<SVGSVGElement>('svg.pp')) {
    const { width } = svg.viewBox.baseVal;
    svg.style.height = 'auto';
    svg.style.width = zoom === 'fit' ? '100%' : `${width * zoom}px`;
    svg.style.maxWidth = zoom === 'fit' ? `${width}px` : 'none';
    svg.style.minWidth = zoom === 'fit' ? `${width * READABLE}px` : '0';
  }
}

/** Changes the size while a point of the window stays on the same point of the picture. */
export function keepAt(stage: HTMLElement, x: number, y: number, change: () => void): void {
  const picture = pictureAt(stage, y);
  const before = picture?.getBoundingClientRect();
  change();
  if (!picture || !before) return;
  const after = picture.getBoundingClientRect();
  stage.scrollLeft += after.left + ((x - before.left) * after.width) / before.width - x;
  stage.scrollTop += after.top + ((y - before.top) * after.height) / before.height - y;
}

/** The picture at a height of the window, or the nearest one. */
function pictureAt(stage: HTMLElement, y: number): Element | undefined {
  const away = (one: Element) => {
    const { top, bottom } = one.getBoundingClientRect();
    return Math.max(top - y, y - bottom, 0);
  };
  return [...stage.querySelectorAll('svg[data-pod]')].sort((a, b) => away(a) - away(b))[0];
}

/** Calls with a factor when somebody zooms with the wheel and Control or Command, or with two fingers. */
export function listenForZoom(stage: HTMLElement, zoom: (factor: number, x: number, y: number) => void): void {
  stage.addEventListener(
    'wheel',
    (event) => {
      // A pinch on a trackpad comes as a wheel with Control, too.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
      zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) * PER_PIXEL), event.clientX, event.clientY);
    },
    { passive: false },
  );
  const fingers = new Map<number, PointerEvent>();
  const lift = ({ pointerId }: PointerEvent) => fingers.delete(pointerId);
  stage.addEventListener(
    'pointerdown',
    (event) => event.pointerType === 'touch' && fingers.set(event.pointerId, event),
  );
  stage.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, event);
    const [a, b] = [...fingers.values()];
    if (!a || !b || before.length !== 2) return;
    zoom(
      apart(a, b) / Math.max(1, apart(before[0]!, before[1]!)),
      (a.clientX + b.clientX) / 2,
      (a.clientY + b.clientY) / 2,
    );
  });
  for (const type of ['pointerup', 'pointercancel'] as const) stage.addEventListener(type, lift);
}

function apart(a: PointerEvent, b: PointerEvent): number {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
}
