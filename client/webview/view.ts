// How the reader looks at the picture: what the page keeps of it over a reload.
import { LAYERS, type Layer } from '../../server/src/diagram/layers.ts';

/** A factor of the size of a picture; `fit` shrinks with the page as far as it can be read. */
export type Zoom = number | 'fit';

export interface View {
  readonly zoom: Zoom;
  /** The layers that are switched off. */
  readonly without: readonly Layer[];
  readonly legend: 'open' | 'shut';
  /** Whether the outline stands in the place of the picture. */
  readonly outline: boolean;
  /** How far the page is scrolled, in pixels. */
  readonly scroll: readonly [left: number, top: number];
}

/** What one sees at first. */
export const FIRST_VIEW: View = { zoom: 'fit', without: ['probes'], legend: 'shut', outline: false, scroll: [0, 0] };

/** Reads what was kept; what is missing or wrong is as at first. */
export function readView(data: unknown): View {
  const { zoom, without, legend, outline, scroll } = Object(Object(data).view);
  const isPair = Array.isArray(scroll) && scroll.length === 2 && scroll.every(Number.isFinite);
  return {
    zoom: typeof zoom === 'number' && zoom > 0 ? clampZoom(zoom) : 'fit',
    without: Array.isArray(without) ? LAYERS.filter((layer) => without.includes(layer)) : FIRST_VIEW.without,
    legend: legend === 'open' ? 'open' : 'shut',
    outline: outline === true,
    scroll: isPair ? [scroll[0], scroll[1]] : FIRST_VIEW.scroll,
  };
}

/** The view with a layer switched on or off. */
export function toggled(view: View, layer: Layer): View {
  const off = !view.without.includes(layer);
  return { ...view, without: LAYERS.filter((one) => (one === layer ? off : view.without.includes(one))) };
}

const SMALLEST = 0.25;
const LARGEST = 4;

/** Below this part of its size a picture is not shrunk to fit: one scrolls. */
export const READABLE = 0.85;

/** The sizes that keys and buttons go through. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.85, 1, 1.25, 1.5, 2, 3, 4];

export function clampZoom(zoom: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, zoom));
}

/** The next larger (1) or smaller (-1) size. */
export function stepFrom(scale: number, by: 1 | -1): number {
  const steps = by > 0 ? STEPS : [...STEPS].reverse();
  return steps.find((step) => (step - scale) * by > 0.01) ?? clampZoom(scale);
}

/** The factor by which a picture of this width is drawn where there is this much room. */
export function scaleOf(zoom: Zoom, width: number, room: number): number {
  return zoom === 'fit' ? Math.min(1, Math.max(READABLE, room / width)) : zoom;
}
