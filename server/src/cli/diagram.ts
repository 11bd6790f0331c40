import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Exportable } from '../features/exports/export.ts';
import type { Args } from './args.ts';
import { compared } from './compared.ts';
import { isFolder, isFolderName, writePictures } from './diagram-folder.ts';
import { NO_PNG } from './flags.ts';
import { choose, choosePod, nameOf, openOne } from './one-file.ts';
import { drawn, printed } from './picture.ts';
import { eachPod, usePods } from './pods.ts';
import { Refusal } from './refusal.ts';
import { shown } from './shown.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** `diagram`: prints the picture of a pod, or writes it into a file; into a folder those of all pods. */
export async function diagram(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const { output, paths, compareWith } = args;
  if (output !== null && /\.png$/i.test(output)) throw new Refusal(`${output}: ${NO_PNG}`);
  const isOne = paths.length === 1 && !paths.some(isFolder);
  const intoFolder = output !== null && (isFolderName(output) || isFolder(output));
  if (compareWith !== null && (!isOne || intoFolder))
    throw new Refusal('--compare-with is for one file and one picture');
  const where = paths.length === 1 ? shown(paths[0] ?? '') : `${paths.length} paths`;
  if (output !== null && intoFolder) {
    const written = await writePictures(output, args, terminal);
    if (written > 0) return 0;
  } else {
    const picture = !isOne
      ? await ofMany(where, args, terminal)
      : compareWith === null
        ? await ofFile(args, terminal)
        : await compared(compareWith, args, terminal);
    if (picture) {
      const text = printed(picture, args);
      if (output === null) terminal.print(text);
      else writeFileSync(resolve(output), text);
      return 0;
    }
  }
  terminal.complain(`${where}: there is no pod to draw`);
  return 1;
}

async function ofFile(args: Args, terminal: Terminal): Promise<Exportable | null> {
  const file = await openOne(args.operands[0] ?? '', args, terminal);
  const chosen = choosePod(file, args.pod);
  return chosen && drawn({ ...file, ...chosen }, args);
}

/** The picture of the pod that is meant, among those of all files: what they say of each other is in it. */
async function ofMany(where: string, args: Args, terminal: Terminal): Promise<Exportable | null> {
  const workspace = openWorkspace(args);
  const all = await eachPod(workspace, terminal, ({ team }) => nameOf(team));
  const chosen = choose(where, all, ({ result }) => result, args.pod);
  if (!chosen) return null;
  const { source, text } = chosen;
  const at = all.filter((one) => one.source === source).indexOf(chosen);
  // Which of them it is, is known by its number only: drawing is what takes time.
  let number = 0;
  const pictures = usePods(workspace, source, text, (pod) => (number++ === at ? drawn(pod, args) : null));
  return pictures[at] ?? null;
}
