import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import esbuild, { type BuildOptions } from 'esbuild';
import { COMMON, NODE, programsInto } from '../../scripts/programs.ts';

/** A bundle in a temporary folder. */
export interface Bundle {
  readonly file: string;
  readonly remove: () => void;
}

/** Bundles the language server as it is shipped, into a new temporary folder. */
export function bundledServer(): Promise<Bundle> {
  return build('server', (folder) => programsInto(folder, ['server'], { version: '1.2.3' }));
}

/** Bundles a file for Node, into a new temporary folder. */
export function bundle(entry: string): Promise<Bundle> {
  return build('bundle', (folder) => {
    return {
      ...COMMON,
      ...NODE,
      entryPoints: [entry],
      outfile: join(folder, 'bundle.cjs'),
      format: 'cjs',
      minify: true,
    };
  });
}

async function build(name: string, optionsFor: (folder: string) => BuildOptions): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), 'pod-patterns-bundle-'));
  await esbuild.build(optionsFor(folder));
  return { file: join(folder, `${name}.cjs`), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
