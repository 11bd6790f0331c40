// As what a picture can be exported.
import type { ExportFormat, ExportTheme } from '../../../server/src/features/exports/formats.ts';

/** One way to export a picture. */
export interface Choice {
  readonly label: string;
  readonly detail: string;
  readonly format: ExportFormat | 'png';
  readonly theme: ExportTheme;
  /** A page of Markdown with the picture in a file beside it, instead of a flowchart within. */
  readonly beside?: true;
}

/** How many pixels of a PNG stand for one of the picture. */
export const SCALES = [1, 2, 3] as const;

/** All ways, as they are offered. */
export const CHOICES: readonly Choice[] = [
  {
    label: 'SVG, light or dark as the reader prefers',
    detail: 'For READMEs and web pages',
    format: 'svg',
    theme: 'auto',
  },
  { label: 'SVG, light', detail: 'For paper and light pages', format: 'svg', theme: 'light' },
  { label: 'SVG, dark', detail: 'For dark pages and slides', format: 'svg', theme: 'dark' },
  { label: 'SVG, high contrast', detail: 'Light on black', format: 'svg', theme: 'high-contrast' },
  { label: 'PNG, light', detail: 'Pixels, once to three times as large', format: 'png', theme: 'light' },
  { label: 'PNG, dark', detail: 'Pixels, once to three times as large', format: 'png', theme: 'dark' },
  {
    label: 'Mermaid',
    detail: 'A flowchart as text, which GitHub and GitLab draw',
    format: 'mermaid',
    theme: 'auto',
  },
  {
    label: 'Markdown',
    detail: 'A page with the flowchart, containers, start order, traffic, volumes and problems',
    format: 'markdown',
    theme: 'auto',
  },
  {
    label: 'Markdown with an SVG beside it',
    detail: 'The same page, and the picture in a file of its own',
    format: 'markdown',
    theme: 'auto',
    beside: true,
  },
];

/** The usual endings of files, and how people call them. */
export const FILES: Readonly<Record<Choice['format'], { readonly ending: string; readonly name: string }>> = {
  svg: { ending: 'svg', name: 'SVG picture' },
  png: { ending: 'png', name: 'PNG picture' },
  mermaid: { ending: 'mmd', name: 'Mermaid flowchart' },
  markdown: { ending: 'md', name: 'Markdown' },
};

/** What a command may be told, so that it need not ask. */
export interface Told {
  readonly choice: Choice | null;
  readonly scale: number | null;
}

/** Reads what a command was given: `{ format, theme, scale, beside }`, data from anywhere. */
export function readTold(data: unknown): Told {
  const { format, theme, scale, beside } = Object(data);
  const fitting = CHOICES.filter(
    (one) => one.format === format && (theme === undefined || one.theme === theme) && !one.beside === !beside,
  );
  return { choice: fitting[0] ?? null, scale: SCALES.find((one) => one === scale) ?? null };
}
