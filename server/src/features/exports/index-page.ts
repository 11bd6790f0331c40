import type { Diagram } from '../../diagram/diagram.ts';
import { count } from '../../diagram/words.ts';
import { code, paragraphs, plain, table } from '../hover/markdown.ts';
import { titleOf } from './page.ts';

/** How a list of pages begins, so that nothing but a list made before is written over. */
export const WRITTEN_HERE = '<!-- Written by Pod Patterns: what is changed here is lost. -->';

/** A page in a folder of pages. */
export interface Listed extends Pick<Diagram, 'title' | 'workload' | 'problems' | 'nodes'> {
  /** The name of its file without the ending, see `fileStem`. */
  readonly stem: string;
  /** The manifest it was made of, as it was named. */
  readonly file: string;
}

/** The page that lists the pages of a folder. */
export function indexOf(pages: readonly Listed[]): string {
  const rows = pages.map((page) => [
    `[${titleOf(page)}](${page.stem}.md)`,
    page.workload.namespace === null ? '' : plain(page.workload.namespace),
    String(page.nodes.filter(({ kind }) => kind === 'container').length),
    problemsOf(page),
    ...(shows(page.file) ? [code(page.file, 300)] : ['']),
  ]);
  const head = ['Pod', 'Namespace', 'Containers', 'Problems', 'Manifest'];
  return `${WRITTEN_HERE}\n${paragraphs('# Pods', table(head, rows, Number.POSITIVE_INFINITY))}\n`;
}

function problemsOf({ problems }: Listed): string {
  const words = (['error', 'warning'] as const).flatMap((severity) => {
    const number = problems.filter((problem) => problem.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  return words.join(', ');
}

/** A path that leads out of the folder, or tells how a machine is set up, is nobody else's business. */
function shows(file: string): boolean {
  return !/^(?:[/\\~-]|[A-Za-z]:|\.\.(?:\/|$))/.test(file);
}
