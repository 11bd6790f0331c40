import { THEMES, type Theme } from '../../diagram/svg/tokens.ts';

/** What the picture of a pod may be exported as. PNG is made of the SVG by who can draw it. */
export const EXPORT_FORMATS = ['svg', 'mermaid', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The colours of an SVG; `auto` is light and follows the reader's preference for dark. */
export const EXPORT_THEMES = [...THEMES, 'auto'] as const;
export type ExportTheme = Theme | 'auto';

/** The usual ending of a file of a format. */
export const ENDINGS: Readonly<Record<ExportFormat, string>> = { svg: '.svg', mermaid: '.mmd', markdown: '.md' };
