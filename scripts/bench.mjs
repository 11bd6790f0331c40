// npm run bench: how long things take, beside a server that does nothing.
import { readFlags } from './host/command-line.mjs';
import { requireNode24 } from './host/node-version.mjs';

const help = `
npm run bench

Prints how long parsing, opening, typing and the start of the language server take, each beside an empty language server
measured in the same run, and whether the budgets hold. Takes about a minute. Nothing is a test: the exit code is 0.
How long the picture of a pod takes, by the number of its containers, is printed by: node bench/diagram.ts
`;

readFlags(help, {});
requireNode24('npm run bench');
await import('../bench/main.ts');
