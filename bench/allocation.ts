import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenEdits, type Edits, soundEdits } from './edits.ts';
import { INPUTS, type InputName } from './inputs.ts';
import { fileOf, type Open, openFile, SETTLED, type, withServer } from './open-file.ts';
import type { Effort } from './options.ts';
import type { Notes, Section, Who } from './section.ts';
import type { Program, Server } from './server.ts';

const FILES: readonly InputName[] = ['pods-20k', 'pods-1m', 'list-300k'];

/** Room for so many MB of young objects: the collector does not run within a few keystrokes. */
const YOUNG = 2048;
const METER = pathToFileURL(join(import.meta.dirname, 'meter.ts')).href;

/** How much a server allocates for one keystroke. */
export function allocationSection(servers: Partial<Record<Who, Program>>, effort: Effort): Section {
  return {
    id: 'allocation',
    title: 'allocation of a keystroke',
    who: servers.peer ? ['empty', 'ours', 'peer'] : ['empty', 'ours'],
    rounds: 1,
    figures: FILES.flatMap((name) => [
      { id: name, title: INPUTS[name], unit: 'MB' },
      { id: `${name}-half-typed`, title: '… in half-typed text', unit: 'MB' },
    ]),
    async measure(who, notes) {
      const program = servers[who] as Program;
      const nodeFlags = [`--max-semi-space-size=${YOUNG}`, `--min-semi-space-size=${YOUNG}`, `--import=${METER}`];
      for (const name of FILES) {
        const file = fileOf(name);
        await withServer({ ...program, nodeFlags }, file, async (open) => {
          await open.server.quiet(SETTLED);
          await openFile(open);
          await open.server.quiet(SETTLED);
          // The first ones compile.
          await type(open, soundEdits(file, 4), effort);
          await weigh(open, name, soundEdits(file, 8), notes);
          await weigh(open, `${name}-half-typed`, brokenEdits(file, 1), notes);
        });
      }
    },
  };
}

/** Types groups of keystrokes; of each group what one of them has allocated, unless a collector ran. */
async function weigh(open: Open, figure: string, groups: readonly Edits[], notes: Notes): Promise<void> {
  for (const edits of groups) {
    const before = await metered(open.server);
    const { length } = await type(open, [edits], { limit: 2000 });
    const after = await metered(open.server);
    if (after.collections === before.collections) notes.add(figure, (after.used - before.used) / length / 1e6);
    else notes.say('figures are missing where the collector ran between two looks');
  }
}

async function metered(server: Server): Promise<{ used: number; collections: number }> {
  const told = server.told('$/metered');
  server.notify('$/meter', {});
  return (await told) as { used: number; collections: number };
}
