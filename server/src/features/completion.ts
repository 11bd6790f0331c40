import { analyse } from '../analysis.ts';
import { mayHoldPod } from '../kubernetes/manifest.ts';
import { PATTERNS } from '../patterns/library.ts';
import type { ContainerPattern } from '../patterns/pattern.ts';
import type { Settings } from '../settings.ts';
import { type Completion, offer } from './completion/offer.ts';
import { slotIn } from './completion/slot.ts';
import { typedAt } from './completion/typed.ts';
import type { Part } from './file.ts';

/** The patterns that fit at `offset` of a document, with all their edits; empty where none belongs. */
export function completionsAt({ analysis }: Part, offset: number, settings: Settings): Completion[] {
  const { text, surroundings, near } = analysis;
  const typed = typedAt(text, offset);
  if (!typed || !mayHoldPod(text)) return [];
  // Half-typed, the line would be an item that is no container, or break the text; every other offset stays.
  const blank = analyse(
    text.slice(0, typed.start) + ' '.repeat(typed.end - typed.start) + text.slice(typed.end),
    surroundings,
    near,
  );
  const slot = slotIn(blank, typed);
  if (!slot) return [];
  return CONTAINER_PATTERNS.flatMap((pattern) => offer(blank, slot, pattern, settings) ?? []);
}

const CONTAINER_PATTERNS: readonly ContainerPattern[] = PATTERNS.filter((pattern) => pattern.scope === 'container');
