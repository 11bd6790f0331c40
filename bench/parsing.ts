// How fast each of the two ways of parsing is, and what it allocates. node bench/parsing.ts [input…]
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseAnyDocument, parseDocument, parseSoundDocument } from '../server/src/yaml/parse.ts';
import { splitDocuments } from '../server/src/yaml/split.ts';
import { INPUT_NAMES, type InputName, input } from './inputs.ts';

const WAYS = { 'js-yaml': parseSoundDocument, yaml: parseAnyDocument, both: parseDocument } as const;
const ROUNDS = 5;

/** So many MB of young objects, so that the collector need not run within one parse. */
const YOUNG = 1024;
setFlagsFromString(`--max-semi-space-size=${YOUNG}`);
setFlagsFromString(`--min-semi-space-size=${YOUNG}`);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

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

/** Milliseconds of processor time. */
function timeOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  return process.cpuUsage(before).user / 1000;
}

/** Bytes, right as long as the collector does not run. */
function allocatedBy(run: () => void): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  run();
  return process.memoryUsage().heapUsed - before;
}
