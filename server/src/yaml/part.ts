import { type Located, type Span, usedAt } from './span.ts';

/**
 * Where a part of a value is written. The whole value where that is not certain: the part stands there more than once, or
 * not as it is, or the value has several lines, or is reached through an alias.
 */
export function partOf(text: string, located: Pick<Located<unknown>, 'at' | 'via'>, part: string): Span {
  const whole = usedAt(located);
  if (/[\r\n]/.test(text.slice(whole.start, whole.end))) return whole;
  return onlyPlaceOf(text, located, part) ?? whole;
}

/** Where a part is written in a value of several lines; null where `partOf` tells it, or nobody can. */
export function lineOfPart(text: string, located: Pick<Located<unknown>, 'at' | 'via'>, part: string): Span | null {
  return /[\r\n]/.test(text.slice(located.at.start, located.at.end)) ? onlyPlaceOf(text, located, part) : null;
}

function onlyPlaceOf(text: string, { at, via }: Pick<Located<unknown>, 'at' | 'via'>, part: string): Span | null {
  const written = text.slice(at.start, at.end);
  const first = written.indexOf(part);
  if (via || part.length < 2 || first < 0 || written.indexOf(part, first + 1) >= 0) return null;
  return { start: at.start + first, end: at.start + first + part.length };
}
