// npm test: everything. The last line it prints is the sum of all.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readFlags } from './host/command-line.mjs';
import { requireNode24 } from './host/node-version.mjs';

const help = `
npm test [-- --unit]

Checks (types, lint, generated parts), builds, runs the unit tests, then packs the extension, installs it into a real
VS Code and runs a suite there: a desktop VS Code where its download is reachable and a window can be opened, otherwise
code-server in headless Chromium. What that needs is installed by itself, once, into a cache folder. Pictures of the
editor are left in test/vscode/screenshots.

  --unit   without the real editor
  --help   print this

POD_PATTERNS_EDITOR=desktop|code-server decides which VS Code; POD_PATTERNS_CACHE moves the cache folder
(otherwise pod-patterns in XDG_CACHE_HOME or ~/.cache); CHROMIUM names the browser.
POD_PATTERNS_ONLY=<word> runs only those checks of the editor suite that have the word in their names.
The last line is "N passed, N failed", with ", N skipped" if any; the exit code is 1 when something failed or nothing ran.
`;

const flags = readFlags(help, { unit: 'flag' });
requireNode24('npm test');

const { projectRoot, Refusal } = await import('./host/project.ts');
const { exitOnSignals } = await import('./host/children.ts');
const { build } = await import('./host/pack.ts');
const { runUnitTests } = await import('./host/unit-tests.ts');

exitOnSignals();
const total = { passed: 0, failed: 0, skipped: 0 };

/** Runs one part; whatever becomes of it, the next one gets its turn and the last line is printed. */
async function part(name, run) {
  console.log(`\n== ${name}`);
  const started = Date.now();
  let sums = { passed: 0, failed: 0, skipped: 0 };
  let well = true;
  try {
    sums = (await run()) ?? sums;
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    sums = { passed: 0, failed: 1, skipped: 0 };
    well = false;
  }
  for (const key of Object.keys(total)) total[key] += sums[key];
  const count = sums.passed + sums.failed + sums.skipped;
  const counted = count > 0 && well ? `${sumLine(sums)}, ` : well ? '' : 'failed, ';
  console.log(`${name}: ${counted}${((Date.now() - started) / 1000).toFixed(1)} s`);
  return well;
}

const sumLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

await part('check', () => {
  const check = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'check.mjs')], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (check.status !== 0) throw new Refusal(`the check ended with ${check.signal ?? check.status}`);
});
const built = await part('build', build);
await part('unit tests', runUnitTests);
if (built && !flags.unit) {
  const { runEditorSuite } = await import('../test/vscode/run.ts');
  await part('real editor', runEditorSuite);
}

console.log(`\n${sumLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
