// How much room there is for a picture. It is told in steps, so that not every pixel makes a new one.
const ROOM_STEP = 20;

/** Calls with the pixels between the paddings of the stage, at once and whenever they change. */
export function watchRoom(stage: HTMLElement, part: HTMLElement, tell: (room: number, step: number) => void): void {
  const measure = () => {
    const { paddingLeft, paddingRight } = getComputedStyle(part);
    const room = stage.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    if (room > 0) tell(room, Math.floor(room / ROOM_STEP) * ROOM_STEP);
  };
  measure();
  new ResizeObserver(measure).observe(stage);
}
