import { ASKED, askEverything } from './asking.ts';
import { brokenEdits, soundEdits } from './edits.ts';
import { INPUTS, type InputName } from './inputs.ts';
import { fileOf, type Open, openFile, PACE, SETTLED, type, withServer } from './open-file.ts';
import type { Effort } from './options.ts';
import { schemaRemark } from './peers.ts';
import type { Figure, Notes, Section, Who } from './section.ts';
import type { Program } from './server.ts';

/** The inputs in which one types half-typed text and asks, and those with which the memory is looked at. */
const ASKED_IN: readonly InputName[] = ['pods-20k', 'pods-1m', 'pods-5m', 'list-300k'];
const WEIGHED: readonly InputName[] = ['pods-20k', 'pods-1m', 'pods-5m'];

/** A file that is opened, typed into and asked about, in every server. */
export function typingSection(name: InputName, servers: Partial<Record<Who, Program>>, effort: Effort): Section {
  const asks = ASKED_IN.includes(name);
  const weighs = WEIGHED.includes(name);
  const figures: Figure[] = [
    { id: 'open', title: 'open to diagnostics', unit: 'ms' },
    { id: 'first', title: 'first keystroke after it', unit: 'ms' },
    { id: 'keystroke', title: 'keystroke to diagnostics', unit: 'ms' },
    { id: 'pulled', title: '… that the client pulls', unit: 'ms' },
    ...(asks ? [{ id: 'half-typed keystroke', title: '… in half-typed text', unit: 'ms' } as const] : []),
    ...(asks ? ASKED : []),
    ...(weighs ? [{ id: 'memory', title: 'memory, file open', unit: 'MB' } as const] : []),
    ...(weighs ? [{ id: 'memory-typed', title: 'memory, typed into', unit: 'MB' } as const] : []),
  ];
  return {
    id: name,
    title: INPUTS[name],
    who: servers.peer ? ['empty', 'ours', 'peer'] : ['empty', 'ours'],
    figures,
    peerRounds: /-5m$/.test(name) ? 1 : 2,
    peerWaits: servers.peer?.waits ?? 0,
    async measure(who, notes) {
      const program = servers[who] as Program;
      const file = fileOf(name);
      if (who === 'peer') notes.say(schemaRemark());
      await withServer(program, file, async (open) => {
        await openAndType(open, who, { effort, notes, asks, weighs });
      });
      // Only ours has both ways; the floor answers in either.
      if (program.waits !== undefined) return;
      await withServer(program, file, (open) => pull(open, effort, notes), true);
    },
  };
}

/** What there is to do with a file. */
interface Task {
  readonly effort: Effort;
  readonly notes: Notes;
  readonly asks: boolean;
  readonly weighs: boolean;
}

async function openAndType(open: Open, who: Who, { effort, notes, asks, weighs }: Task): Promise<void> {
  const { server, file } = open;
  const weigh = (figure: string) => {
    const memory = weighs ? server.memory() : null;
    if (memory !== null) notes.add(figure, memory);
  };
  // It reads its settings first, as it does before a person can open a file.
  await server.quiet(SETTLED);
  const since = performance.now();
  const findings = await openFile(open);
  notes.add('open', performance.now() - since);
  if (who !== 'empty') notes.say(`${who}: ${findings} findings`);
  await server.quiet(SETTLED);
  weigh('memory');
  const [first = 0, ...times] = await type(open, soundEdits(file, effort.groups), effort);
  notes.add('first', first);
  notes.add('keystroke', ...times);
  weigh('memory-typed');
  if (!asks) return;
  notes.add('half-typed keystroke', ...(await type(open, brokenEdits(file, effort.brokenGroups), effort)));
  await server.quiet(SETTLED);
  await askEverything(open, effort, notes);
}

/** Types in a client that pulls diagnostics. */
async function pull(open: Open, { groups, limit }: Effort, notes: Notes): Promise<void> {
  const { server, file } = open;
  const textDocument = { uri: file.uri };
  server.notify('textDocument/didOpen', {
    textDocument: { uri: file.uri, languageId: 'yaml', version: open.version, text: file.text },
  });
  let previousResultId: string | undefined;
  const ask = async () => {
    const { result } = await server.request('textDocument/diagnostic', { textDocument, previousResultId });
    previousResultId = Object(result).resultId;
  };
  await ask();
  const end = performance.now() + limit;
  for (const [i, edit] of soundEdits(file, groups).flat().entries()) {
    if (performance.now() > end) return;
    const since = performance.now();
    server.change(file.uri, ++open.version, [edit]);
    await ask();
    if (i > 0) notes.add('pulled', performance.now() - since);
    await new Promise((done) => setTimeout(done, PACE));
  }
}
