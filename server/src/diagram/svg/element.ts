import { type ComponentChildren, h, type VNode } from 'preact';

/** What may stand in an element; false and null are nothing. */
export type Child = ComponentChildren;

/** An element with attributes as they are written in SVG; empty ones are left out: printed, they would be no XML. */
export function el(tag: string, attributes: Readonly<Record<string, string>>, ...children: Child[]): VNode {
  const filled = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
  return h(tag, filled, ...children) as VNode;
}

/** A number as it stands in an attribute: two decimals are finer than any screen. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The attribute of all classes that are not empty. */
export function classes(...names: readonly (string | false)[]): Readonly<Record<string, string>> {
  const all = names.filter(Boolean).join(' ');
  return all ? { class: all } : {};
}

export function moved(x: number, y: number, scale = 1): string {
  return `translate(${num(x)} ${num(y)})${scale === 1 ? '' : ` scale(${scale})`}`;
}
