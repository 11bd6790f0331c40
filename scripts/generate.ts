// Writes everything that is said in a table and needed elsewhere.  node scripts/generate.ts [--check]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { galleryPage } from './generate/gallery.ts';
import { helpersPage } from './generate/helpers.ts';
import { injectorsPage } from './generate/injectors.ts';
import type { Generated } from './generate/part.ts';
import { SNIPPETS } from './generate/pattern-sources.ts';
import { LIBRARY, patternParts } from './generate/patterns.ts';
import { comparedPicture, EXAMPLE_PICTURES, examplePictures } from './generate/pictures.ts';
import { readme } from './generate/readme.ts';
import { RULE_PAGES, rulePages } from './generate/rule-pages.ts';
import { configSchema, helperSchema, manifest } from './generate/settings.ts';
import { workloadsPage } from './generate/workloads.ts';

const EXAMPLES = 'examples';
/** An earlier state of one of them. */
const EARLIER = 'test/fixtures/compare/invoice-run-before.yaml';

/** Files that are not as the tables say, in the project at `root`: to be written, or to be removed. */
export function stale(root: string): { write: Generated[]; remove: string[] } {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null);
  const names = (folder: string) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : []);
  // A clone may have other line ends.
  const textOf = (path: string) => (read(path) ?? '').replaceAll('\r\n', '\n');
  const manifests = (folder: string) => {
    const own = names(folder).filter((name) => name.endsWith('.yaml'));
    return new Map(own.map((name) => [name, textOf(`${folder}/${name}`)]));
  };
  const all = [
    ...manifest(read),
    configSchema(),
    helperSchema(),
    ...rulePages(),
    workloadsPage(),
    helpersPage(),
    injectorsPage(),
    ...patternParts(manifests(SNIPPETS)),
    galleryPage(),
    ...examplePictures(manifests(EXAMPLES)),
    ...comparedPicture(textOf(EARLIER), textOf(`${EXAMPLES}/picture-job-ambassador.yaml`)),
    ...readme(read),
  ];
  const known = new Set(all.map(({ path }) => path));
  return {
    write: all.filter(({ path, text }) => read(path)?.replaceAll('\r\n', '\n') !== text),
    remove: [RULE_PAGES, LIBRARY, EXAMPLE_PICTURES]
      .flatMap((folder) => names(folder).map((name) => `${folder}/${name}`))
      .filter((path) => !known.has(path)),
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
