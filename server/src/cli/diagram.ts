import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Diagram } from '../diagram/diagram.ts';
import { mermaidOf } from '../diagram/mermaid.ts';
import { printSvg } from '../diagram/svg/print.ts';
import { diagramOf } from '../features/diagram.ts';
import type { Args } from './args.ts';
import type { Format } from './flags.ts';
import { printJson } from './formats/json.ts';
import { choosePod, openOne } from './one-file.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `diagram`: prints the picture of a pod, or writes it into a file. */
export async function diagram(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const file = await openOne(args.operands[0] ?? '', args, terminal);
  const chosen = choosePod(file, args.pod);
  const picture = chosen && diagramOf(file.parts, chosen.part, chosen.team, file.settings, { probes: args.probes });
  if (!picture) {
    terminal.complain(`${file.name}: there is no pod to draw`);
    return 1;
  }
  const text = printed(picture, args.format);
  if (args.output === null) terminal.print(text);
  else writeFileSync(resolve(args.output), text);
  return 0;
}

function printed(picture: Diagram, format: Format): string {
  if (format === 'json') return printJson(picture);
  return format === 'mermaid' ? mermaidOf(picture) : printSvg(picture);
}
