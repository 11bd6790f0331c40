// The parts of the page, see client/src/preview/html.ts.
const part = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`)!;

export const bar = part('bar');
/** What scrolls. */
export const stage = part('stage');
export const note = part('note');
export const picture = part('picture');
export const outline = part('outline');
export const card = part('card');
/** What is read to people who do not see the page. */
export const aloud = part('aloud');
