// The whole build: one table of bundles.  node esbuild.mjs [--watch] [--minify=false] [--preview=<folder>]
// With --preview only the page of the preview is built, into that folder.
import { readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import esbuild from 'esbuild';
import { vsixFile } from './scripts/host/project.ts';
import { removeAllBut } from './scripts/leftovers.ts';
import { COMMON, NODE, programsInto } from './scripts/programs.ts';
import { editorStyle } from './server/src/diagram/svg/style.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const minify = !process.argv.includes('--minify=false');
const previewFolder = process.argv.find((flag) => flag.startsWith('--preview='))?.slice('--preview='.length);
const dist = join(import.meta.dirname, 'dist');

/** The rules and colours of the picture are told in TypeScript, since exports carry them, too. */
const pictureStyle = {
  name: 'the style of the picture',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]svg[\\/]style\.ts$/ }, () => ({ contents: editorStyle(), loader: 'css' })),
};

const page = {
  ...COMMON,
  minify,
  entryPoints: { preview: 'client/webview/main.ts' },
  outdir: previewFolder ?? dist,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
};

const pageStyle = { ...page, entryPoints: { preview: 'client/webview/preview.css' }, plugins: [pictureStyle] };

/** Node takes a file `.js` of this package for an ES module. */
const commandLine = {
  ...NODE,
  banner: { js: '#!/usr/bin/env node' },
  stdin: { contents: "import './command-line.cjs';" },
  outfile: join(dist, 'cli.js'),
  format: 'esm',
};

const bundles = previewFolder
  ? [page, pageStyle]
  : [page, pageStyle, commandLine, programsInto(dist, ['extension', 'server', 'command-line'], { version, minify })];

if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await esbuild.context({ ...bundle, logLevel: 'info' })).watch();
} else {
  const built = await Promise.all(bundles.map((bundle) => esbuild.build({ ...bundle, metafile: true })));
  const made = built.flatMap(({ metafile }) => Object.keys(metafile.outputs));
  const names = made.map((path) => relative(dist, join(import.meta.dirname, path)).split(sep)[0]);
  if (!previewFolder) removeAllBut(dist, new Set([...names, basename(vsixFile)]));
}
