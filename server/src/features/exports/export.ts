import type { Diagram } from '../../diagram/diagram.ts';
import type { DrawOptions } from '../../diagram/layout/layout.ts';
import { mermaidOf } from '../../diagram/mermaid.ts';
import { printSvg } from '../../diagram/svg/print.ts';
import type { Settings } from '../../settings.ts';
import { type Comparing, comparisonOf } from '../compare.ts';
import { describePod } from '../describe.ts';
import { diagramOf } from '../diagram.ts';
import type { AnalysedFile } from '../file.ts';
import type { FoundPod } from '../pods.ts';
import { fileStem } from './file-names.ts';
import type { ExportTheme } from './formats.ts';
import { pageOf } from './page.ts';

/** A picture that can be printed. */
export interface Exportable {
  readonly diagram: Diagram;
  /** How its file is called, without an ending. */
  readonly stem: string;
  readonly svg: (theme: ExportTheme) => string;
  readonly mermaid: () => string;
  /** @param picture the name of an SVG file beside the page; without one the picture stands within, as Mermaid */
  readonly markdown: (picture?: string) => string;
}

/** The picture of a pod for files and the clipboard; null for a pod without containers. */
export function exportOf(
  file: AnalysedFile,
  { part, team }: FoundPod,
  settings: Settings,
  options?: DrawOptions,
): Exportable | null {
  const diagram = diagramOf(file, part, team, settings, options);
  return diagram && exportable(diagram, file, { part, team }, settings);
}

/** The picture of two states of a pod; the page beside it tells of the later one. */
export function exportOfComparison(comparing: Comparing, settings: Settings, options?: DrawOptions): Exportable | null {
  const { file, pod, before, was } = comparing;
  const diagram = comparisonOf(comparing, settings, options);
  const told = pod ?? was;
  return diagram && told && exportable(diagram, pod ? file : before, told, settings);
}

function exportable(diagram: Diagram, file: AnalysedFile, { part, team }: FoundPod, settings: Settings): Exportable {
  return {
    diagram,
    stem: fileStem(diagram.workload),
    svg: (theme) => printSvg(diagram, theme === 'auto' ? {} : { theme }),
    mermaid: () => mermaidOf(diagram),
    markdown: (picture) => pageOf(describePod(file, part, team, settings), diagram, picture ?? null),
  };
}
