import type { DiagramEdge, DiagramNode } from './diagram.ts';

/** What a reader may take out of a picture: who starts when, what is called, what is stored, what the kubelet asks. */
export const LAYERS = ['order', 'traffic', 'volumes', 'probes'] as const;

export type Layer = (typeof LAYERS)[number];

/** The layer that a node or a line belongs to; null for what is always there. */
export function layerOf(one: DiagramNode | DiagramEdge): Layer | null {
  if ('points' in one) {
    if (one.kind === 'volume') return 'volumes';
    if (one.kind === 'probe') return 'probes';
    return one.kind === 'order' ? 'order' : 'traffic';
  }
  if (one.kind === 'volume' || one.form === 'mount') return 'volumes';
  if (one.icon === 'kubelet') return 'probes';
  const isTraffic = one.kind === 'port' || one.kind === 'service' || one.kind === 'external';
  return isTraffic && one.form !== 'leg' ? 'traffic' : null;
}
