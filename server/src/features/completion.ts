import { type Analysis, analyse } from '../analysis.ts';
import { mayHoldPod, mayHoldService } from '../kubernetes/manifest.ts';
import { PATTERNS } from '../patterns/library.ts';
import type { ContainerPattern } from '../patterns/pattern.ts';
import type { Settings } from '../settings.ts';
import type { Begun } from './completion/begun.ts';
import type { Completion } from './completion/completion.ts';
import { cursorAt } from './completion/cursor.ts';
import { begunInBlock } from './completion/in-block.ts';
import { begunInFlow } from './completion/in-flow.ts';
import { manifestsAt } from './completion/manifests.ts';
import { offer } from './completion/offer.ts';
import { completionsIn, mayComplete } from './completion/places.ts';
import { slotIn } from './completion/slot.ts';
import { typedAt } from './completion/typed.ts';
import type { AnalysedFile, Part } from './part.ts';

export type { Completion } from './completion/completion.ts';

/**
 * What fits at `offset` of a document, with all its edits; empty where nothing of ours belongs. Other documents of the
 * `file` are looked at only where something names what they hold.
 */
export function completionsAt(
  part: Part,
  offset: number,
  settings: Settings,
  file: AnalysedFile = [part],
): readonly Completion[] {
  const { text } = part.analysis;
  if (!mayHoldPod(text)) {
    const manifests = manifestsAt(text, offset, () => file.some(({ analysis }) => analysis.text.includes('\r\n')));
    return manifests.length > 0 || !mayHoldService(text) ? manifests : inPlaces(part, offset, settings, file);
  }
  const containers = containersAt(part, offset, settings);
  return containers.length > 0 ? containers : inPlaces(part, offset, settings, file);
}

/** The patterns that fit into a list of containers. */
function containersAt({ analysis }: Part, offset: number, settings: Settings): readonly Completion[] {
  const { text, surroundings, near } = analysis;
  const typed = typedAt(text, offset);
  if (!typed) return [];
  // Half-typed, the line would be an item that is no container, or break the text; every other offset stays.
  const blank = analyse(
    text.slice(0, typed.start) + ' '.repeat(typed.end - typed.start) + text.slice(typed.end),
    surroundings,
    near,
  );
  const slot = slotIn(blank, typed);
  return slot && blank.document ? patternsFor(blank, begunInBlock(blank.document, slot), settings) : [];
}

function patternsFor(blank: Analysis, begun: Begun, settings: Settings): readonly Completion[] {
  return CONTAINER_PATTERNS.flatMap((pattern) => offer(blank, begun, pattern, settings) ?? []);
}

const CONTAINER_PATTERNS: readonly ContainerPattern[] = PATTERNS.filter((pattern) => pattern.scope === 'container');

function inPlaces(part: Part, offset: number, settings: Settings, file: AnalysedFile): readonly Completion[] {
  const cursor = cursorAt(part.analysis, offset, mayComplete);
  if (!cursor) return [];
  const begun = begunInFlow(part.analysis, cursor);
  return begun ? patternsFor(begun.blank, begun.begun, settings) : completionsIn({ cursor, file, settings });
}
