// npm run bench: how long things take, beside servers that do nothing and beside others that do something similar.
import { readFlags, refuse } from './host/command-line.mjs';
import { requireNode24 } from './host/node-version.mjs';

const help = `
npm run bench [-- --quick]

Measures in one run, in alternating rounds, how long things take: the start of the language server, opening, typing,
hovers, completions and pictures in files from 2 KB to 5 MB, what they take of memory, the scan of many files, sizes, and
what the extension takes in a real editor. Beside each figure stands that of a server that does nothing, and that of a
peer (yaml-language-server, @monokle/validation), which is fetched once into the cache folder by npm as it is configured.
Prints a table and says which targets are met; writes the same as JSON to bench/results/last.json. Takes up to ten
minutes. Nothing is a test: the exit code is 0.

  --quick        the most telling parts, once: one or two minutes
  --only WORD    only sections with this word in their names: start, pods-2k, pods-20k, pods-200k, pods-1m, pods-5m,
                 crd-1m, crd-5m, list-300k, crd-300k, allocation, scan, scan-sample, sizes, editor
  --rounds N     so many rounds
  --no-peers     without the peers
  --editor       with a real editor, which is fetched if there is none; without this flag one that is there is taken
  --json FILE    write the JSON there, too
  --write        put the tables into docs/performance.md
  --help         print this

How long the picture of a pod takes, by the number of its containers, is printed by: node bench/diagram.ts
What each rule costs in the pods of an input, by: node bench/rules.ts [INPUT]
`;

const flags = readFlags(help, {
  quick: 'flag',
  only: 'value',
  rounds: 'value',
  'no-peers': 'flag',
  editor: 'flag',
  json: 'value',
  write: 'flag',
});
if (flags.rounds !== undefined && !/^[1-9]\d?$/.test(flags.rounds)) refuse('--rounds takes a number from 1 to 99');
if (flags.write && (flags.quick || flags.only !== undefined))
  refuse('--write takes a whole run: neither --quick nor --only');
requireNode24('npm run bench');
const { bench } = await import('../bench/main.ts');
await bench({
  only: flags.only ?? '',
  quick: flags.quick === true,
  rounds: flags.rounds === undefined ? null : Number(flags.rounds),
  json: flags.json ?? null,
  write: flags.write === true,
  editor: flags.editor === true,
  peers: flags['no-peers'] !== true,
});
