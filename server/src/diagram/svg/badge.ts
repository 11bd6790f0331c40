import type { VNode } from 'preact';
import type { Severity } from '../../severity.ts';
import { el, moved } from './element.ts';
import { MARKS } from './icons.ts';
import { problemClass } from './part.ts';

/** The shape of a problem around a point: a circle for an error, a triangle for a warning, a square for a note. */
export function badge(severity: Severity, x: number, y: number, scale: number): VNode {
  return el('g', { class: problemClass(severity), transform: moved(x, y, scale) }, ...shapes(severity));
}

function shapes(severity: Severity): VNode[] {
  const dot = (cy: string, r: string) => el('circle', { class: 'bif', cy, r });
  const stroke = (d: string) => el('path', { class: 'bi', d });
  if (severity === 'error') {
    const circle = (look: string) => el('circle', { class: look, r: '8' });
    return [circle('badge halo'), circle('badge'), stroke(MARKS.error)];
  }
  if (severity === 'warning') {
    const triangle = (look: string) => el('path', { class: look, 'stroke-linejoin': 'round', d: MARKS.triangle });
    return [triangle('badge halo'), triangle('badge'), stroke(MARKS.warning), dot('4.4', '1.25')];
  }
  const square = (look: string) =>
    el('rect', { class: look, x: '-7.5', y: '-7.5', width: '15', height: '15', rx: '4' });
  return [square('badge halo'), square('badge'), stroke(MARKS.information), dot('-4', '1.3')];
}
