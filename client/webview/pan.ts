// Moving the picture by hand: the background is dragged, or anything with the Space bar or the middle button.
const LEFT = 0;
const MIDDLE = 1;
/** Pixels up to which a press is a click. */
const CLICK = 4;

/** Lets the stage be dragged. `isBackground` says where the left button alone does it. */
export function listenForPan(
  stage: HTMLElement,
  isBackground: (target: EventTarget | null) => boolean,
): { press: (space: boolean) => boolean } {
  let space = false;
  let from: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null = null;
  let moved = false;

  const drop = () => {
    from = null;
    stage.classList.remove('is-panning');
  };
  stage.addEventListener('pointerdown', (event) => {
    moved = false;
    const starts = event.button === MIDDLE || (event.button === LEFT && (space || isBackground(event.target)));
    if (event.pointerType === 'touch' || !starts || isScrollbar(stage, event)) return;
    from = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
    // Neither text is marked nor the middle button's own scrolling begins; the focus goes as with any click.
    if (event.button === MIDDLE || space) event.preventDefault();
  });
  stage.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (event.buttons === 0) return drop();
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!moved && Math.hypot(x, y) < CLICK) return;
    if (!moved) stage.setPointerCapture(event.pointerId);
    moved = true;
    stage.classList.add('is-panning');
    getSelection()?.removeAllRanges();
    stage.scrollTo({ left: from.left - x, top: from.top - y, behavior: 'instant' });
  });
  for (const type of ['pointerup', 'pointercancel'] as const) stage.addEventListener(type, drop);
  // What follows a drag is no click.
  stage.addEventListener('click', (event) => moved && event.stopImmediatePropagation(), { capture: true });
  stage.addEventListener('mousedown', (event) => event.button === MIDDLE && event.preventDefault());

  return {
    /** The Space bar goes down or up; whether the picture was dragged meanwhile. */
    press(down) {
      if (down && !space) moved = false;
      space = down;
      stage.classList.toggle('is-grabbable', down);
      return moved;
    },
  };
}

function isScrollbar(stage: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { left, top } = stage.getBoundingClientRect();
  return clientX - left >= stage.clientWidth || clientY - top >= stage.clientHeight;
}
