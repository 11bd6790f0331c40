import { setTimeout } from 'node:timers/promises';
import { randomFrom } from '../test/lsp/random.ts';
import { containerLists, endsIn, erased, indentOf, type Keystroke, lineErased, type Position, typed } from './edits.ts';
import { IMAGE } from './inputs.ts';
import type { Open } from './open-file.ts';
import type { Effort } from './options.ts';
import type { Figure, Notes } from './section.ts';

/** What a person asks for while writing. Nobody looks at all pods of a long file below each other. */
const LONGEST_WITH_ALL = 100_000;

/** Milliseconds between two keys of somebody who types fast. */
const BETWEEN_KEYS = 120;

/** The rows of all that is asked. */
export const ASKED: readonly Figure[] = [
  { id: 'hover', title: 'hover on an image', unit: 'ms' },
  { id: 'hover-edited', title: 'hover right after an edit', unit: 'ms' },
  { id: 'completion-typed', title: 'completion behind a dash, typed on a new line', unit: 'ms' },
  { id: 'completion', title: 'completion behind a dash, the line put in at once', unit: 'ms' },
  { id: 'completion-again', title: 'completion behind the dash, asked again', unit: 'ms' },
  { id: 'completion-key', title: 'completion where a key begins, just typed', unit: 'ms' },
  { id: 'diagram', title: 'picture of a pod right after an edit', unit: 'ms' },
  { id: 'pictures', title: 'pictures of all pods of the file', unit: 'ms' },
];

/** Asks for hovers, completions and pictures at places all over the open file; the text is as it was afterwards. */
export async function askEverything(open: Open, effort: Effort, notes: Notes): Promise<void> {
  const { server, file } = open;
  const { uri } = file;
  const random = randomFrom(9);
  const lines = file.text.split('\n');
  const images = endsIn(lines, IMAGE);
  const lists = containerLists(lines);
  if (images.length === 0 || lists.length === 0) return;

  const change = (edit: Keystroke) => server.change(uri, ++open.version, [edit]);
  const ask = async (figure: string, method: string, position: Position, before?: () => void, more: object = {}) => {
    const since = performance.now();
    before?.();
    const { result } = await server.request(method, { textDocument: { uri }, position, ...more });
    notes.add(figure, performance.now() - since);
    notes.answered(figure, isFilled(result));
  };
  /** As many as there are to be, or as there is time for; two at least. */
  const times = async (turn: (image: Position, list: number) => Promise<void>) => {
    const end = performance.now() + effort.limit;
    for (let i = 0; i < effort.questions && (i < 2 || performance.now() < end); i++) {
      await turn(images[random(images.length)] as Position, lists[random(lists.length)] as number);
    }
    // What a server still has to say of these edits is no part of the next figure.
    await server.quiet(100);
  };
  const hovered = ({ line, character }: Position): Position => ({ line, character: character - 1 });

  await times(async (image) => {
    await server.request('textDocument/hover', { textDocument: { uri }, position: hovered(image) });
    await ask('hover', 'textDocument/hover', hovered(image));
  });
  await times(async (image) => {
    await ask('hover-edited', 'textDocument/hover', hovered(image), () => change(typed(image, 'x')));
    change(erased(image, 1));
  });
  await times(async (_, list) => {
    const above = { line: list + 1, character: 0 };
    const dash = `${indentOf(lines[list + 1])}- `;
    const behind = { line: list + 1, character: dash.length };
    await ask('completion', 'textDocument/completion', behind, () => change(typed(above, `${dash}\n`)));
    await ask('completion-again', 'textDocument/completion', behind);
    change(lineErased(above));
  });
  await times(async (_, list) => {
    const indent = indentOf(lines[list + 1]);
    const start = { line: list, character: lines[list]?.length ?? 0 };
    const at = (letters: number) => ({ line: list + 1, character: indent.length + letters });
    change(typed(start, `\n${indent}`));
    await setTimeout(BETWEEN_KEYS);
    change(typed(at(0), '-'));
    await setTimeout(BETWEEN_KEYS);
    await ask('completion-typed', 'textDocument/completion', at(2), () => change(typed(at(1), ' ')));
    change({ range: { start, end: at(2) }, text: '' });
  });
  await times(async ({ line }) => {
    const text = lines[line] ?? '';
    const indent = /^\s*(?:- )?/.exec(text)?.[0].length ?? 0;
    const at = { line: line + 1, character: indent };
    const newLine = typed({ line, character: text.length }, `\n${' '.repeat(indent)}`);
    await ask('completion-key', 'textDocument/completion', at, () => change(newLine));
    change({ range: { start: { line, character: text.length }, end: at }, text: '' });
  });
  if (!(await draws(open, images[0] as Position))) return;
  await times(async (image) => {
    await ask('diagram', 'podPatterns/diagram', image, () => change(typed(image, 'x')));
    change(erased(image, 1));
  });
  if (file.text.length > LONGEST_WITH_ALL) return;
  await times(async (image) => {
    await ask('pictures', 'podPatterns/pictures', image, () => change(typed(image, 'x')), { pod: 'all' });
    change(erased(image, 1));
  });
}

/** Whether the server knows pictures at all. */
async function draws({ server, file: { uri } }: Open, position: Position): Promise<boolean> {
  const { error } = await server.request('podPatterns/diagram', { textDocument: { uri }, position });
  return error === undefined;
}

function isFilled(result: unknown): boolean {
  const { items = result } = Object(result ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items.length > 0 : Boolean(result);
}
