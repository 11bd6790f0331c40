import type { Settings } from '../settings.ts';
import { spotIn, spotThroughAliases, trailTo } from '../yaml/locate.ts';
import type { Span } from '../yaml/span.ts';
import type { AnalysedFile, Part } from './file.ts';
import { explainSpot } from './hover/topic.ts';
import { viewOf } from './hover/view.ts';

/** An explanation of what stands at a place. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
}

/**
 * What there is to say about the key or value at `offset` of a document: about a container on its name, image and
 * restartPolicy, and about the keys that concern the team of a pod. Null for nothing.
 */
export function hoverAt(file: AnalysedFile, part: Part, offset: number, settings: Settings): Hover | null {
  const { teams, document } = part.analysis;
  const trail = teams.length > 0 ? trailTo(document?.root ?? null, offset) : null;
  if (!trail) return null;
  // A container may be written once, at an anchor, and used elsewhere.
  const ways = ALIAS.test(part.analysis.text) ? [spotIn, spotThroughAliases] : [spotIn];
  for (const find of ways) {
    for (const team of teams) {
      const spot = find(team.pod.spec, trail);
      const markdown = spot && explainSpot(viewOf(file, team, settings.kubernetesVersion), spot);
      if (spot && markdown) return { at: spot.at, markdown };
    }
  }
  return null;
}

const ALIAS = /[\s[{,:]\*[^\s*]/;
