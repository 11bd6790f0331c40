import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { count } from '../diagram/words.ts';
import type { Exportable } from '../features/exports/export.ts';
import { uniqueStems } from '../features/exports/file-names.ts';
import { ENDINGS } from '../features/exports/formats.ts';
import { indexOf, type Listed, WRITTEN_HERE } from '../features/exports/index-page.ts';
import type { Args } from './args.ts';
import { isCalled } from './one-file.ts';
import { drawn, printed } from './picture.ts';
import { eachPod } from './pods.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** Whether a path can only be that of a folder. */
export function isFolderName(path: string): boolean {
  return path.endsWith('/') || path.endsWith(sep);
}

export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** The page that lists the others. */
const INDEX = 'index';

/**
 * Writes one file for each pod into a folder, which is made if it is not there; of Markdown, a page with its picture beside
 * it, and a page that lists them. Says how many pods there were.
 */
export async function writePictures(folder: string, args: Args, terminal: Terminal): Promise<number> {
  const { format, pod: wanted } = args;
  const at = (stem: string, ending: string) => join(resolve(folder), `${stem}${ending}`);
  const index = format === 'markdown' ? at(INDEX, ENDINGS.markdown) : null;
  if (index !== null && existsSync(index) && !readFileSync(index, 'utf8').startsWith(WRITTEN_HERE)) {
    throw new Refusal(`${join(folder, 'index.md')}: there is another file, which would be lost`);
  }
  const unique = uniqueStems([INDEX]);
  const found = await eachPod(openWorkspace(args), terminal, (pod): Listed | null => {
    if (wanted !== null && !isCalled(pod.team, wanted)) return null;
    const picture = drawn(pod, args);
    if (!picture) return null;
    const stem = unique(picture.stem);
    mkdirSync(resolve(folder), { recursive: true });
    for (const [ending, text] of filesOf(picture, stem, args)) writeFileSync(at(stem, ending), text);
    return { ...picture.diagram, stem, file: pod.source.file };
  });
  const listed = found.flatMap(({ result }) => result ?? []);
  if (wanted !== null && found.length > 0 && listed.length === 0) throw new Refusal(`--pod ${wanted} fits no pod`);
  if (listed.length > 0 && index !== null) writeFileSync(index, indexOf(listed));
  if (listed.length > 0 && !args.quiet) terminal.complain(`${count(listed.length, 'pod')} drawn into ${folder}`);
  return listed.length;
}

/** The files of one picture: their endings and texts. */
function filesOf(picture: Exportable, stem: string, args: Args): [ending: string, text: string][] {
  const { format, theme } = args;
  if (format === 'json') return [['.json', printed(picture, args)]];
  if (format === 'mermaid') return [[ENDINGS.mermaid, printed(picture, args)]];
  const svg: [string, string] = [ENDINGS.svg, picture.svg(theme)];
  return format === 'markdown' ? [svg, [ENDINGS.markdown, picture.markdown(`${stem}${ENDINGS.svg}`)]] : [svg];
}
