// The whole build: one table of bundles.  node esbuild.mjs [--watch] [--minify=false] [--preview=<folder>]
// With --preview only the page of the preview is built, into that folder.
import { readFileSync } from 'node:fs';
import esbuild from 'esbuild';
import { editorStyle } from './server/src/diagram/svg/style.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));
const minify = !process.argv.includes('--minify=false');

const common = {
  bundle: true,
  minify,
  sourcemap: false,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  define: { 'process.env.POD_PATTERNS_VERSION': JSON.stringify(version) },
  // `yaml` and `js-yaml` ship ESM for bundlers under the "module"/"import" conditions; both are pure.
  mainFields: ['module', 'main'],
  absWorkingDir: import.meta.dirname,
};

/** The rules and colours of the picture are told in TypeScript, since exports carry them, too. */
const pictureStyle = {
  name: 'the style of the picture',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]svg[\\/]style\.ts$/ }, () => ({ contents: editorStyle(), loader: 'css' })),
};

/** A file that starts one of the programs of dist/programs.cjs. */
function starter(outfile, format, contents) {
  return { stdin: { contents }, outfile, format, external: ['./programs.cjs'], banner: { js: '#!/usr/bin/env node' } };
}

const bundles = [
  { entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.cjs', format: 'cjs', external: ['vscode'] },
  { entryPoints: ['server/src/programs.ts'], outfile: 'dist/programs.cjs', format: 'cjs' },
  starter('dist/server.cjs', 'cjs', "require('./programs.cjs').languageServer();"),
  starter(
    'dist/cli.js',
    'esm',
    "import { createRequire } from 'node:module';\ncreateRequire(import.meta.url)('./programs.cjs').commandLine();",
  ),
  {
    entryPoints: ['client/webview/main.ts'],
    outfile: 'dist/preview.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  },
  { entryPoints: ['client/webview/preview.css'], outfile: 'dist/preview.css', plugins: [pictureStyle] },
];

const previewFolder = process.argv.find((flag) => flag.startsWith('--preview='))?.slice('--preview='.length);

if (previewFolder) {
  const preview = bundles.filter(({ outfile }) => outfile.startsWith('dist/preview.'));
  const moved = preview.map((one) => ({ ...one, outfile: one.outfile.replace('dist', previewFolder) }));
  await Promise.all(moved.map((bundle) => esbuild.build({ ...common, ...bundle, logLevel: 'warning' })));
} else if (process.argv.includes('--watch')) {
  for (const bundle of bundles) await (await esbuild.context({ ...common, ...bundle, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build({ ...common, ...bundle, logLevel: 'warning' })));
}
