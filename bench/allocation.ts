import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenEdits, type Edits, soundEdits } from './edits.ts';
import { INPUTS, type InputName } from './inputs.ts';
import { fileOf, type Open, openFile, SETTLED, type, withServer } from './open-file.ts';
import type { Effort } from './options.ts';
import type { Notes, Section, Who } from './section.ts';
import type { Program, Server } from './server.ts';

const FILES: readonly InputName[] = ['pods-20k', 'pods-1m', 'list-300k'];

/** Room for so many MB of objects: the collector has no reason to run within a few keystrokes. */
const ROOM = ['--max-semi-space-size=2048', '--min-semi-space-size=2048', '--initial-old-space-size=4096'];
const NO_COLLECTOR = ['--no-incremental-marking', '--no-memory-reducer'];
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
      const nodeFlags = [...ROOM, ...NO_COLLECTOR, `--import=${METER}`];
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

/** Types two keystrokes at a time; each time what one of them has allocated, unless a collector ran. */
async function weigh(open: Open, figure: string, groups: readonly Edits[], notes: Notes): Promise<void> {
  const all = groups.flat();
  const pairs = all.flatMap((_, i) => (i % 2 === 0 ? [all.slice(i, i + 2)] : []));
  for (const edits of pairs) {
    const before = await metered(open.server);
    const { length } = await type(open, [edits], { limit: 2000 });
    const after = await metered(open.server);
    if (after.collections === before.collections) notes.add(figure, (after.used - before.used) / length / 1e6);
    else notes.say('where the collector ran between two looks, figures are left out');
  }
}

async function metered(server: Server): Promise<{ used: number; collections: number }> {
  const told = server.told('$/metered');
  server.notify('$/meter', {});
  return (await told) as { used: number; collections: number };
}
