// How fast each way of parsing is, and what it allocates. node bench/parsing.ts [input…]
import { spawnSync } from 'node:child_process';
import { parseAnyDocument, parseDocument, parseLeanDocument, parseSoundDocument } from '../server/src/yaml/parse.ts';
import { splitDocuments } from '../server/src/yaml/split.ts';
import { INPUT_NAMES, type InputName, input } from './inputs.ts';

const WAYS = { lean: parseLeanDocument, 'js-yaml': parseSoundDocument, yaml: parseAnyDocument, all: parseDocument };
/** So long each way has its turn, in milliseconds: the first rounds are those of code that is not compiled yet. */
const TURN = 2000;

const asked = process.argv.slice(2);
const wrong = asked.find((name) => !INPUT_NAMES.includes(name as InputName));
if (wrong !== undefined) throw new RangeError(`no input ${wrong}, only ${INPUT_NAMES.join(', ')}`);
const names = asked.length > 0 ? (asked as InputName[]) : (['pods-20k', 'pods-1m', 'list-300k'] as const);

/** With so many MB of young objects the collector need not run within one parse: a process of its own has them. */
const YOUNG = 2048;
const FLAGS = ['--expose-gc', `--max-semi-space-size=${YOUNG}`, `--min-semi-space-size=${YOUNG}`];
const { gc } = globalThis;

for (const name of names) {
  const { text } = input(name);
  const starts = splitDocuments(text);
  const documents = starts.map((start, i) => text.slice(start, starts[i + 1]));
  for (const [way, parse] of Object.entries(WAYS)) {
    const read = documents.filter((document) => parse(document) !== null);
    const units = read.reduce((sum, document) => sum + document.length, 0);
    if (read.length === 0) continue;
    const run = () => read.forEach(parse);
    const figure = gc
      ? `${(allocatedBy(run, gc) / units).toFixed(0)} bytes allocated for each character`
      : timeOf(run, units);
    console.log(`${name.padEnd(10)} ${way.padEnd(8)} ${read.length} of ${documents.length} documents: ${figure}`);
  }
}
if (!gc) spawnSync(process.execPath, [...FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' });

function timeOf(run: () => void, units: number): string {
  let best = Number.POSITIVE_INFINITY;
  for (const since = performance.now(); performance.now() - since < TURN; ) {
    const before = performance.now();
    run();
    best = Math.min(best, performance.now() - before);
  }
  return `${best.toFixed(2)} ms, ${(units / best / 1000).toFixed(1)} MB/s`;
}

function allocatedBy(run: () => void, collect: () => void): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  run();
  return process.memoryUsage().heapUsed - before;
}
