import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Diagram } from '../diagram.ts';
import { Picture } from './picture.ts';
import { exportedStyle } from './style.ts';
import type { Theme } from './tokens.ts';

/**
 * A picture as an SVG file that needs nothing else: style and fallbacks within, legend open, the workload as metadata. Without a theme it is light and
 * follows the reader's preference for dark.
 */
export function printSvg(diagram: Diagram, options: { readonly theme?: Theme } = {}): string {
  const { workload } = diagram;
  const style = exportedStyle(options.theme);
  const markup = renderToString(
    h(Picture, { diagram, legend: 'printed', style, metadata: JSON.stringify({ workload }) }),
  );
  return `${wellFormed(markup).replace(/><\/(?:path|rect|circle)>/g, '/>')}\n`;
}

/** What XML forbids even in escaped form: control characters, halves of characters, two that are none. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu;

function wellFormed(markup: string): string {
  // The end of a section that is nowhere begun may stand in no text either.
  return markup.replace(FORBIDDEN, '').replaceAll(']]>', ']]&gt;');
}
