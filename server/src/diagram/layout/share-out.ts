/** Pixels that are handed out little by little. */
export interface Spare {
  left: number;
}

/** What each of `times` widths becomes that is `now` and wishes for more: less than it wishes where too little is left. */
export function give(spare: Spare, wish: number, now: number, times: number): number {
  const more = times === 0 ? 0 : Math.max(0, Math.min(wish - now, spare.left / times));
  spare.left -= more * times;
  return now + more;
}
