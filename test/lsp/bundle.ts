import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild from 'esbuild';

const ROOT = join(import.meta.dirname, '..', '..');

/** Bundles the language server as it is shipped, into a new temporary folder. */
export function bundledServer(): ReturnType<typeof bundle> {
  return bundle('server/src/programs.ts', 'module.exports.languageServer();');
}

/** Bundles a file as the programs are bundled (see esbuild.mjs), into a new temporary folder. `footer` runs at its end. */
export async function bundle(entry: string, footer = ''): Promise<{ file: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'pod-patterns-bundle-'));
  const file = join(folder, 'server.cjs');
  await esbuild.build({
    entryPoints: [entry],
    outfile: file,
    footer: { js: footer },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    define: { 'process.env.POD_PATTERNS_VERSION': '"1.2.3"' },
    absWorkingDir: ROOT,
    logLevel: 'warning',
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
