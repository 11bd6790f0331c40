import type { Settings } from '../settings.ts';
import { type Spot, spotIn, spotThroughAliases, type Trail, trailTo } from '../yaml/locate.ts';
import type { Span } from '../yaml/span.ts';
import type { AnalysedFile, Part } from './file.ts';
import { annotationAt } from './hover/annotations.ts';
import { istioSidecarCard, istioSidecarSpot } from './hover/istio-sidecar.ts';
import { explainSpot } from './hover/topic.ts';
import { viewOf } from './hover/view.ts';

/** An explanation of what stands at a place. */
export interface Hover {
  readonly at: Span;
  readonly markdown: string;
}

/**
 * What there is to say about the key or value at `offset` of a document: about a container on its name, image and
 * restartPolicy, about the keys that concern the team of a pod, about labels and annotations that change the team, and
 * about a Sidecar of Istio. Null for nothing.
 */
export function hoverAt(file: AnalysedFile, part: Part, offset: number, settings: Settings): Hover | null {
  const { teams, objects, text } = part.analysis;
  if (teams.length === 0 && objects.istioSidecars.length === 0) return null;
  const { document } = part.analysis;
  const trail = trailTo(document?.root ?? null, offset);
  if (!trail) return null;
  // A container may be written once, at an anchor, and used elsewhere.
  const ways: readonly Way[] = ALIAS.test(text) ? [spotIn, spotThroughAliases] : [spotIn];
  const views = teams.map((team) => viewOf(file, team, settings));
  for (const find of ways) {
    for (const view of views) {
      const spot = find(view.pod.spec, trail);
      const markdown = spot && explainSpot(view, spot);
      if (spot && markdown) return { at: spot.at, markdown };
    }
  }
  for (const view of views) {
    const found = annotationAt(view, offset);
    if (found) return found;
  }
  return istioHover(file, part, trail, ways, offset);
}

type Way = (from: Parameters<typeof spotIn>[0], trail: Trail) => Spot | null;

function istioHover(
  file: AnalysedFile,
  { analysis }: Part,
  trail: Trail,
  ways: readonly Way[],
  offset: number,
): Hover | null {
  for (const sidecar of analysis.objects.istioSidecars) {
    const { at, spec } = sidecar;
    if (at.start <= offset && offset <= at.end) return { at, markdown: istioSidecarCard(file, sidecar) };
    for (const find of ways) {
      const spot = spec && find(spec, trail);
      const markdown = spot && istioSidecarSpot(file, sidecar, spot);
      if (spot && markdown) return { at: spot.at, markdown };
    }
  }
  return null;
}

const ALIAS = /[\s[{,:]\*[^\s*]/;
