// Writes everything that is said in a table and needed elsewhere.  node scripts/generate.ts [--check]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Generated } from './generate/part.ts';
import { readme } from './generate/readme.ts';
import { RULE_PAGES, rulePages } from './generate/rule-pages.ts';
import { configSchema, manifest } from './generate/settings.ts';
import { helpersPage, workloadsPage } from './generate/tables.ts';

/** Files that are not as the tables say, in the project at `root`: to be written, or to be removed. */
export function stale(root: string): { write: Generated[]; remove: string[] } {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null);
  const all = [...manifest(read), configSchema(), ...rulePages(), workloadsPage(), helpersPage(), ...readme(read)];
  const known = new Set(all.map(({ path }) => path));
  const pages = existsSync(join(root, RULE_PAGES)) ? readdirSync(join(root, RULE_PAGES)).sort() : [];
  return {
    // A clone may have other line ends.
    write: all.filter(({ path, text }) => read(path)?.replaceAll('\r\n', '\n') !== text),
    remove: pages.map((name) => `${RULE_PAGES}/${name}`).filter((path) => !known.has(path)),
  };
}

function main(): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { write, remove } = stale(root);
  if (process.argv.includes('--check')) {
    for (const path of [...write.map((one) => one.path), ...remove]) console.log(`stale: ${path}`);
    if (write.length + remove.length > 0) {
      console.log('Run "npm run generate" and commit what it writes.');
      process.exitCode = 1;
    }
    return;
  }
  for (const { path, text } of write) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
  for (const path of remove) {
    rmSync(join(root, path));
    console.log(`removed ${path}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
