// When a helper is to start, where somebody has pointed at that in the picture of a pod.
import type { OfferedPattern } from '../../../server/src/features/insert.ts';

/** Before the application, as an init container or a native sidecar, or together with it. */
export type Stage = 'start' | 'run';

type Form = OfferedPattern['variants'][number];

/** Reads a stage, which is data from anywhere; null for anything else, and for none. */
export function readStage(data: unknown): Stage | null {
  return data === 'start' || data === 'run' ? data : null;
}

/** Whether a pattern has a form that starts at a stage. */
export function startsAt({ pattern, variants }: Pick<OfferedPattern, 'pattern' | 'variants'>, stage: Stage): boolean {
  if (stage === 'run') return variants.includes('classic');
  return pattern === 'init' || variants.includes('native');
}

/** The forms to choose from, the likeliest first: what starts before the application is native. */
export function formsAt(variants: readonly Form[], stage: Stage | null): readonly Form[] {
  if (stage === 'start' && variants.includes('native')) return ['native'];
  if (stage === 'run' && variants.includes('classic'))
    return ['classic', ...variants.filter((one) => one !== 'classic')];
  return variants;
}
