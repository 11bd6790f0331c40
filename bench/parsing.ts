// How fast each of the two ways of parsing is, and what it allocates. node bench/parsing.ts [input…]
import { spawnSync } from 'node:child_process';
import { parseAnyDocument, parseDocument, parseSoundDocument } from '../server/src/yaml/parse.ts';
import { splitDocuments } from '../server/src/yaml/split.ts';
import { INPUT_NAMES, type InputName, input } from './inputs.ts';

const WAYS = { 'js-yaml': parseSoundDocument, yaml: parseAnyDocument, both: parseDocument } as const;
const ROUNDS = 5;

/** So many MB of young objects that the collector need not run within one parse. */
const YOUNG = 2048;
const FLAGS = ['--expose-gc', `--max-semi-space-size=${YOUNG}`, `--min-semi-space-size=${YOUNG}`];
if (!globalThis.gc) {
  const { status } = spawnSync(process.execPath, [...FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const asked = process.argv.slice(2);
const wrong = asked.find((name) => !INPUT_NAMES.includes(name as InputName));
if (wrong !== undefined) throw new RangeError(`no input ${wrong}, only ${INPUT_NAMES.join(', ')}`);
const names = asked.length > 0 ? (asked as InputName[]) : (['pods-20k', 'pods-1m', 'list-300k'] as const);

for (const name of names) {
  const { text } = input(name);
  const starts = splitDocuments(text);
  const documents = starts.map((start, i) => text.slice(start, starts[i + 1]));
  for (const [way, parse] of Object.entries(WAYS)) {
    const read = documents.filter((document) => parse(document) !== null);
    const units = read.reduce((sum, document) => sum + document.length, 0);
    if (units === 0) continue;
    const milliseconds = Math.min(...Array.from({ length: ROUNDS }, () => timeOf(() => read.forEach(parse))));
    const allocated = allocatedBy(() => read.forEach(parse));
    console.log(
      [
        name.padEnd(10),
        way.padEnd(8),
        `${read.length} of ${documents.length} documents`,
        `${milliseconds.toFixed(1)} ms`,
        `${(units / milliseconds / 1000).toFixed(1)} MB/s`,
        `${(allocated / units).toFixed(0)} bytes allocated for each character`,
      ].join('  '),
    );
  }
}

function timeOf(run: () => void): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

/** Bytes, right as long as the collector does not run. */
function allocatedBy(run: () => void): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  run();
  return process.memoryUsage().heapUsed - before;
}
