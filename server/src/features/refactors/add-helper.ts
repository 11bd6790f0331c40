import type { Settings } from '../../settings.ts';
import type { Span } from '../../yaml/span.ts';
import { takesHelpers } from '../code-lenses.ts';
import type { Part } from '../part.ts';
import { isOnLinesOf, spotAt } from './spot.ts';

/**
 * Whether a place stands for a pod that takes in helpers: the key of its spec or of a list of its containers, or the name
 * of a container. Of the keys an editor may tell unasked.
 */
export function addsHelperAt(part: Part, at: Span, settings: Settings): { readonly unasked: boolean } | null {
  const { analysis } = part;
  if (!analysis.document || analysis.document.broken) return null;
  const isOn = (key: Span | undefined) => key !== undefined && isOnLinesOf(key, { analysis, at });
  const onKey = analysis.teams.find(({ pod }) =>
    [pod.at, pod.keys.get('containers'), pod.keys.get('initContainers')].some(isOn),
  );
  const spot = onKey ? null : spotAt(part, at, settings);
  const onName = spot?.member && isOn(spot.member.container.anchor) ? spot.team : undefined;
  const team = onKey ?? onName;
  return team && takesHelpers(team, settings.kubernetesVersion) ? { unasked: onKey !== undefined } : null;
}
