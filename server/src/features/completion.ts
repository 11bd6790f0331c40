import { mayHoldPod, mayHoldService } from '../kubernetes/manifest.ts';
import type { Settings } from '../settings.ts';
import type { Completion } from './completion/completion.ts';
import { containersAt, patternsFor } from './completion/containers.ts';
import { cursorAt } from './completion/cursor.ts';
import { begunInFlow } from './completion/in-flow.ts';
import { manifestsAt } from './completion/manifests.ts';
import { completionsIn, mayComplete } from './completion/places.ts';
import type { AnalysedFile, Part } from './part.ts';

export type { Completion } from './completion/completion.ts';
export { prepareContainers } from './completion/containers.ts';

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
  const containers = containersAt(part.analysis, offset, settings);
  return containers.length > 0 ? containers : inPlaces(part, offset, settings, file);
}

function inPlaces(part: Part, offset: number, settings: Settings, file: AnalysedFile): readonly Completion[] {
  const cursor = cursorAt(part.analysis, offset, mayComplete);
  if (!cursor) return [];
  const begun = begunInFlow(part.analysis, cursor);
  return begun ? patternsFor(begun.blank, begun.begun, settings) : completionsIn({ cursor, file, settings });
}
