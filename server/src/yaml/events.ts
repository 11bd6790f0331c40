import { EVENT_ID, type Event, parseEvents, SCALAR_STYLE, type ScalarEvent, YAMLException } from 'js-yaml';
import { MAX_DEPTH } from './leaves.ts';

/** A little less deep than what the other way allows, which counts differently and decides. */
const OPTIONS = { maxDepth: MAX_DEPTH - 10 };

/** The events of a text, whose places are those of the text. Throws a YAMLException if it is not valid. */
export function eventsOf(source: string): Event[] {
  try {
    return parseEvents(source, OPTIONS);
  } catch (error) {
    if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') throw error;
    const joined = source.replace(BREAK_BEFORE_BRACKETS, (found) => ' '.repeat(found.length));
    const events = parseEvents(joined, OPTIONS);
    if (events.some((event) => event.type === EVENT_ID.SCALAR && swallowsBracket(source, event))) throw error;
    // A scalar must be decoded as it is written, with the breaks that it has.
    for (const event of events) {
      if (event.type !== EVENT_ID.SCALAR || !event.fast) continue;
      event.fast = !source.slice(event.valueStart, event.valueEnd).includes('\n');
    }
    return events;
  }
}

/**
 * YAML wants brackets that close on a line of their own to be indented more than what they stand in; kubectl does not mind
 * (`spec: {containers: [` … `]}` in column 0). A break before them means no more than a space, a comment nothing.
 */
const BREAK_BEFORE_BRACKETS = /(?:[ \t]#[^\r\n#]*)?\r?\n(?=[ \t]*[\]}])/g;

/** Whether a scalar has taken a bracket for text only because the break before it was taken away. */
function swallowsBracket(source: string, { valueStart, valueEnd, style, indent }: ScalarEvent): boolean {
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return false;
  const deepest = style === SCALAR_STYLE.PLAIN ? Infinity : indent;
  const found = source.slice(valueStart, Math.max(valueStart, valueEnd)).matchAll(/\n([ \t]*)[\]}]/g);
  return [...found].some(([, margin = '']) => margin.length < deepest);
}
