// The layers of the picture: classes on the root hide what belongs to those that are switched off.
import { LAYERS, type Layer } from '../../server/src/diagram/layers.ts';

/** What the toolbar calls a layer, and what it says of it. */
export const LAYER_WORDS: Readonly<Record<Layer, readonly [word: string, about: string]>> = {
  order: ['Order', 'Start order: the rail and the steps'],
  traffic: ['Traffic', 'Traffic: calls, ports and neighbours'],
  volumes: ['Volumes', 'Volumes and mounts'],
  probes: ['Probes', 'Probes of the kubelet'],
};

export function hideLayers(part: HTMLElement, without: readonly Layer[]): void {
  for (const layer of LAYERS) part.classList.toggle(`without-${layer}`, without.includes(layer));
}
