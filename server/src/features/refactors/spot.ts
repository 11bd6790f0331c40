import type { Settings } from '../../settings.ts';
import { contains, lineEnd, lineStart, type Span } from '../../yaml/span.ts';
import type { Part } from '../part.ts';
import { podAround } from '../pods.ts';
import type { Spot } from './refactoring.ts';

/** What stands at a place of a document; null outside of all pods, and where the text is no valid YAML. */
export function spotAt(part: Part, place: Span, settings: Settings): Spot | null {
  const { analysis } = part;
  if (!analysis.document || analysis.document.broken) return null;
  const at = narrowed(analysis.text, place);
  const team = podAround(part, at);
  if (!team) return null;
  const member = team.members.find(({ container }) => contains(container.at, at)) ?? null;
  const mount = member?.container.mounts.find((one) => contains(one.at, at)) ?? null;
  const volume = team.pod.volumes.find((one) => contains(one.at, at)) ?? null;
  return { analysis, settings, at, team, member, mount, volume };
}

/**
 * A place without white space and dashes at its ends. A cursor in the indentation or behind the end of a line is at the
 * first or the last thing of that line: people point at lines.
 */
function narrowed(text: string, { start, end }: Span): Span {
  const isCursor = start === end;
  const [from, to] = isCursor ? [lineStart(text, start), lineEnd(text, start)] : [start, end];
  const within = text.slice(from, to);
  const [margin = ''] = /^\s*(?:-[ \t]+)*/.exec(within) ?? [];
  const first = from + margin.length;
  const last = Math.max(first, from + within.trimEnd().length);
  if (!isCursor) return { start: first, end: last };
  const cursor = Math.min(Math.max(start, first), last);
  return { start: cursor, end: cursor };
}

/** Whether a place is on the lines of something. */
export function isOnLinesOf({ start, end }: Span, { analysis: { text }, at }: Pick<Spot, 'analysis' | 'at'>): boolean {
  return contains({ start: lineStart(text, start), end: lineEnd(text, end) }, at);
}
