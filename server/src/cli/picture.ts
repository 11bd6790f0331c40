import type { DrawOptions } from '../diagram/layout/layout.ts';
import { type Exportable, exportOf } from '../features/exports/export.ts';
import type { Args } from './args.ts';
import { printJson } from './formats/json.ts';
import type { OpenPod } from './pods.ts';

/** The picture of a pod; null for one without containers. */
export function drawn({ parts, part, team, settings }: Omit<OpenPod, 'source'>, args: Args): Exportable | null {
  return exportOf(parts, { part, team }, settings, drawOptions(args));
}

/** What the command line chooses of a picture. */
export function drawOptions({ width, probes }: Args): DrawOptions {
  return { probes, ...(width === null ? {} : { width }) };
}

/** A picture in the format that was asked for. */
export function printed(picture: Exportable, { format, theme }: Args): string {
  if (format === 'json') return printJson(picture.diagram);
  if (format === 'mermaid') return picture.mermaid();
  return format === 'markdown' ? picture.markdown() : picture.svg(theme);
}
