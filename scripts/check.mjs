// Types, lint, generated parts and the fences between the folders.  npm run check
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `This needs Node 24, not ${process.versions.node}: run it as "npm run check", which uses the project's own.`,
  );
  process.exit(1);
}

/** The folders of server/src from the innermost outwards; those in one row know nothing of each other. */
const LAYERS = [
  ['yaml', 'severity.ts', 'schema.ts'],
  ['kubernetes'],
  ['helpers'],
  ['traffic'],
  ['edits'],
  ['analysis.ts', 'settings.ts'],
  ['rules', 'patterns', 'diagram'],
  ['config.ts'],
  ['features'],
  ['lsp', 'cli', 'code-cache.ts'],
];

/** Which files below server/src may import a package; test may import all. */
const ONLY_IMPORTERS = [
  { package: 'yaml', from: /^yaml\/tolerant\.ts$/ },
  { package: 'js-yaml', from: /^yaml\/(?:events|lean|lean-line|sound)\.ts$/ },
];

const MAX_LINES = 300;

const checks = [
  ['types', () => run(bin('typescript', 'tsc'), '--noEmit')],
  ['types of the webview', () => run(bin('typescript', 'tsc'), '--noEmit', '-p', 'client/webview')],
  ['lint', () => run(bin('@biomejs/biome', 'biome'), 'ci', '--colors=off')],
  ['generated parts', () => run('scripts/generate.ts', '--check')],
  ['core without Node', coreWithoutNode],
  ['imports run one way', importFaults],
  ['files are short', lengthFaults],
];

let failed = false;
for (const [name, check] of checks) {
  const faults = await check();
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const fault of faults) console.log(`     ${fault.replaceAll('\n', '\n     ')}`);
  failed ||= faults.length > 0;
}
process.exit(failed ? 1 : 0);

/** Runs a script with this Node; what it printed is the fault if it ended with anything but 0. */
function run(script, ...args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return [];
  return [error ? error.message : `${stdout}${stderr}`.trim() || `${script} ended with ${status}`];
}

function bin(pkg, name) {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${pkg}/package.json`);
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[name]);
}

/** All that lsp and cli stand on bundles for a platform that has nothing: no node:*, no vscode. */
async function coreWithoutNode() {
  const { default: esbuild } = await import('esbuild');
  const src = join(root, 'server/src');
  const core = sources(src)
    .map((file) => slashed(relative(src, file)))
    .filter((file) => layerOf(file.split('/')[0]) < layerOf('lsp'));
  const { errors } = await esbuild
    .build({
      stdin: { contents: core.map((file) => `import './${file}';`).join('\n'), resolveDir: src },
      absWorkingDir: root,
      bundle: true,
      write: false,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    })
    .catch((failure) => ({ errors: failure.errors ?? [{ text: String(failure), location: null }] }));
  return errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text));
}

function importFaults() {
  const src = join(root, 'server/src');
  return sources(src).flatMap((file) => {
    const from = slashed(relative(src, file));
    return importsOf(file).flatMap((name) => {
      if (!name.startsWith('.')) {
        const importer = ONLY_IMPORTERS.find((row) => row.package === name);
        return importer && !importer.from.test(from)
          ? [`${from}: only ${importer.from.source} may import "${name}"`]
          : [];
      }
      const to = slashed(relative(src, resolve(dirname(file), name)));
      const fault = wrongWay(from, to);
      return fault ? [`${from} imports ${to}: ${fault}`] : [];
    });
  });
}

/** Why a file of server/src may not import another; null if it may. */
function wrongWay(from, to) {
  const [outer, inner] = [from.split('/')[0], to.split('/')[0]];
  if (outer === inner) return null;
  const [outerLayer, innerLayer] = [layerOf(outer), layerOf(inner)];
  if (outerLayer < 0) return `${outer} has no place in LAYERS`;
  if (innerLayer < 0) return `${inner} has no place in LAYERS`;
  if (innerLayer > outerLayer) return `${outer} is further inside than ${inner}`;
  // Beside each other are also files of the root, such as analysis.ts and settings.ts.
  return innerLayer === outerLayer && !to.endsWith('.ts') ? `${outer} and ${inner} stand beside each other` : null;
}

function layerOf(folder) {
  return LAYERS.findIndex((row) => row.includes(folder));
}

function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  const names = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm,
  );
  return [...names].map((match) => match[1] ?? match[2] ?? match[3]);
}

function lengthFaults() {
  return ['bench', 'client', 'scripts', 'server'].flatMap((folder) =>
    sources(join(root, folder), /\.(?:ts|mjs|css)$/).flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n').length - 1;
      return lines > MAX_LINES ? [`${slashed(relative(root, file))}: ${lines} lines, more than ${MAX_LINES}`] : [];
    }),
  );
}

function sources(folder, wanted = /\.tsx?$/) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => join(folder, name));
}

function slashed(path) {
  return path.split(sep).join('/');
}
