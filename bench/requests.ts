import { randomFrom } from '../test/lsp/random.ts';
import type { Server } from './server.ts';

interface Position {
  readonly line: number;
  readonly character: number;
}

/** What a person asks for while writing: times in milliseconds, each with the edit before it where there is one. */
export interface RequestTimes {
  /** On an image that was asked for before, and nothing was typed since. */
  readonly warm: readonly number[];
  readonly hover: readonly number[];
  readonly completion: readonly number[];
  readonly diagram: readonly number[];
  /** Pictures of all pods of the file; none of a file that is too long for that. */
  readonly pictures: readonly number[];
  /** How many of the last answers had something in them: a benchmark of nothing would be fast. */
  readonly answered: Readonly<Record<'hover' | 'completion' | 'diagram' | 'pictures', number>>;
}

/**
 * Asks at `count` places of a file that is open with version `version`: a hover on an image; the completions behind a dash
 * that was just typed above the first container of a list; the picture of a pod, and those of all pods, after a letter was
 * typed in it.
 */
export async function askAll(
  server: Server,
  uri: string,
  text: string,
  version: number,
  count: number,
): Promise<RequestTimes> {
  const random = randomFrom(9);
  const lines = text.split('\n');
  const images = matching(lines, /^\s*(?:- )?image: \S/);
  const lists = matching(lines, /^\s*containers:$/);
  const textDocument = { uri };
  let current = version;
  const change = (start: Position, end: Position, typed: string) => {
    const contentChanges = [{ range: { start, end }, text: typed }];
    server.notify('textDocument/didChange', { textDocument: { uri, version: ++current }, contentChanges });
  };
  const timed = async (method: string, position: Position, before: () => void = () => {}, more: object = {}) => {
    const since = performance.now();
    before();
    const { result } = await server.request(method, { textDocument, position, ...more });
    return { time: performance.now() - since, filled: Array.isArray(result) ? result.length > 0 : Boolean(result) };
  };

  const all = { hover: [] as number[], completion: [] as number[], diagram: [] as number[], pictures: [] as number[] };
  const answered = { hover: 0, completion: 0, diagram: 0, pictures: 0 };
  const note = (what: keyof typeof all, { time, filled }: { time: number; filled: boolean }) => {
    all[what].push(time);
    if (filled) answered[what]++;
  };
  const places = Array.from({ length: count }, () => images[random(images.length)] as number);
  const askAgain = (line: number) => timed('textDocument/hover', { line, character: (lines[line]?.length ?? 0) - 1 });
  for (const line of places) await askAgain(line);
  const warm: number[] = [];
  for (const line of places) warm.push((await askAgain(line)).time);
  for (let i = 0; i < count; i++) {
    const image = images[random(images.length)] as number;
    const end = lines[image]?.length ?? 0;
    note('hover', await timed('textDocument/hover', { line: image, character: end - 1 }));
    const list = lists[random(lists.length)] as number;
    const dash = `${/^ */.exec(lines[list + 1] ?? '')?.[0]}- `;
    const above = { line: list + 1, character: 0 };
    const typeDash = () => change(above, above, `${dash}\n`);
    note('completion', await timed('textDocument/completion', { line: list + 1, character: dash.length }, typeDash));
    change(above, { line: list + 2, character: 0 }, '');
    const behind = { line: image, character: end };
    note('diagram', await timed('podPatterns/diagram', behind, () => change(behind, behind, 'x')));
    change(behind, { line: image, character: end + 1 }, '');
    // Nobody looks at all pods of a whole cluster below each other.
    if (text.length > LONGEST_WITH_ALL) continue;
    const typed = () => change(behind, behind, 'x');
    note('pictures', await timed('podPatterns/pictures', behind, typed, { pod: 'all' }));
    change(behind, { line: image, character: end + 1 }, '');
  }
  return { ...all, warm, answered };
}

const LONGEST_WITH_ALL = 100_000;

function matching(lines: readonly string[], pattern: RegExp): number[] {
  return lines.flatMap((line, index) => (pattern.test(line) ? [index] : []));
}
