// How the programs that run in Node are bundled: the extension, the language server and the command line in one build,
// since they share most of their code. What is loaded later (`import()`) and what several share are files of their own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import esbuild, { type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { removeAllBut } from './leftovers.ts';

const root = join(import.meta.dirname, '..');

/** The programs, by the names of their files. */
const ENTRIES = {
  extension: 'client/src/extension.ts',
  server: 'server/src/lsp/main.ts',
  'command-line': 'server/src/cli/main.ts',
} as const;

export type Program = keyof typeof ENTRIES;

/** The folder, below that of the programs, of what they load. */
export const PARTS = 'parts';

/** What every bundle of ours is made with. */
export const COMMON = {
  bundle: true,
  legalComments: 'none',
  mainFields: ['module', 'main'],
  absWorkingDir: root,
  logLevel: 'warning',
} satisfies BuildOptions;

/** Node from the oldest that VS Code brings. */
export const NODE = { platform: 'node', target: 'node20' } as const;

const ALIAS = {
  // The protocol in one version, the client's: each alias is resolved from here, not from the package that asks.
  'vscode-jsonrpc': 'vscode-jsonrpc',
  'vscode-languageserver-protocol': 'vscode-languageserver-protocol',
  'vscode-languageserver-types': 'vscode-languageserver-types',
  // The ES modules of the same code, of which only what is used is taken.
  yaml: './node_modules/yaml/browser/index.js',
};

/** What the language client can do for servers, and never does for ours, since it announces none of it. */
const FEATURES = [
  ...['callHierarchy', 'colorProvider', 'declaration', 'definition', 'documentHighlight', 'documentLink'],
  ...['fileOperations', 'foldingRange', 'formatting', 'implementation', 'inlineCompletion', 'inlineValue'],
  ...['linkedEditingRange', 'reference', 'rename', 'selectionRange', 'semanticTokens', 'signatureHelp'],
  ...['textDocumentContent', 'typeDefinition', 'typeHierarchy', 'workspaceSymbol'],
];

/** In place of such a feature: it says nothing about itself at the start, and is asked for nothing later. */
const NO_FEATURE = `class None {
  fillClientCapabilities() {}
  initialize() {}
  getState() { return { kind: 'static' }; }
  clear() {}
}
module.exports = new Proxy({}, { get: () => None });`;

/** In place of other modules of it. */
const REPLACED: Readonly<Record<string, string>> = {
  // Whether the editor is new enough: `engines` in package.json says it before.
  'semver/functions/parse': 'module.exports = (version) => ({ version });',
  'semver/functions/satisfies': 'module.exports = () => true;',
  // Which files a server is asked about, where that is said by patterns: ours is by languages.
  './utils/globPattern': 'exports.matchGlobPattern = () => false;',
  ...Object.fromEntries(FEATURES.map((feature) => [`./${feature}`, NO_FEATURE])),
};

/** In place of a part of Node that takes a tenth of the time until `initialize` is answered, and is wanted later if at all. */
const CRYPTO = `const later = (name) => (...given) => require('node:crypto')[name](...given);
exports.randomBytes = later('randomBytes');
exports.randomUUID = later('randomUUID');`;

const leanLibraries: Plugin = {
  name: 'libraries of the protocol without what is never used',
  setup({ onResolve, onLoad }) {
    const namespace = 'replaced';
    onResolve({ filter: /^crypto$/ }, ({ path, importer }) =>
      /[\\/]vscode-jsonrpc[\\/]/.test(importer) ? { path, namespace } : null,
    );
    onResolve({ filter: new RegExp(`^(?:${Object.keys(REPLACED).join('|')})$`) }, ({ path, importer }) =>
      /[\\/]vscode-languageclient[\\/]lib[\\/]/.test(importer) ? { path, namespace } : null,
    );
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: path === 'crypto' ? CRYPTO : (REPLACED[path] ?? ''),
    }));
  },
};

/** esbuild splits ES modules only; the extension host needs CommonJS, which Node also starts faster. */
const asCommonJs: Plugin = {
  name: 'as CommonJS',
  setup({ initialOptions: { minify = false, outdir = '' }, onEnd }) {
    onEnd(async ({ errors, outputFiles = [], metafile = { inputs: {}, outputs: {} } }) => {
      if (errors.length > 0) return;
      const packed = minify ? packedParts(metafile) : new Set<string>();
      const written = await Promise.all(
        outputFiles.map(async ({ path, text }): Promise<readonly [path: string, content: string | Buffer]> => {
          const supported = { 'dynamic-import': false };
          // A program tells its threads what file it is.
          const define = { 'import.meta.filename': '__filename' };
          const { code } = await esbuild.transform(text, { ...NODE, format: 'cjs', minify, supported, define });
          const linked = code.replace(/require\("([^"]+)"\)/g, (call, to) =>
            packed.has(basename(to)) ? `require("${to}.br")` : call,
          );
          if (packed.has(basename(path))) return [`${path}.br`, brotliCompressSync(linked)];
          return [path, /[\\/](?:server|command-line)\.cjs$/.test(path) ? withUnpacking(linked) : linked];
        }),
      );
      mkdirSync(join(outdir, PARTS), { recursive: true });
      for (const [path, content] of written) writeFileSync(path, content);
      removeAllBut(join(outdir, PARTS), new Set(written.map(([path]) => basename(path))));
    });
  },
};

/**
 * The parts that are packed, by the names of their files: what only the server and the command line load, and not at once.
 * Packed they make the package a seventh smaller, and cost some milliseconds when they are loaded.
 */
function packedParts({ outputs }: Metafile): Set<string> {
  const plain = new Set<string>();
  const keep = (path: string, later: boolean) => {
    if (plain.has(path)) return;
    plain.add(path);
    for (const { path: to, kind, external } of outputs[path]?.imports ?? []) {
      if (!external && (later || kind === 'import-statement')) keep(to, later);
    }
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    const isProgram = Object.values<string | undefined>(ENTRIES).includes(entryPoint);
    if (isProgram) keep(path, entryPoint === ENTRIES.extension);
  }
  return new Set(Object.keys(outputs).flatMap((path) => (plain.has(path) ? [] : [basename(path)])));
}

/** A program that can load packed parts. What esbuild prints is ASCII. */
function withUnpacking(code: string): string {
  const unpacked = 'require("node:zlib").brotliDecompressSync(require("node:fs").readFileSync(file))';
  const load = `require.extensions[".br"]=(module,file)=>module._compile(${unpacked}.latin1Slice(),file);`;
  const [, first = '', rest = ''] = /^(#!.*\n)?(.*)$/s.exec(code) ?? [];
  return `${first}${load}${rest}`;
}

/** What bundles programs into a folder, as they are shipped. */
export function programsInto(
  outdir: string,
  programs: readonly Program[],
  { version, minify = true }: { version: string; minify?: boolean },
): BuildOptions {
  return {
    ...COMMON,
    ...NODE,
    entryPoints: Object.fromEntries(programs.map((program) => [program, ENTRIES[program]])),
    outdir,
    chunkNames: `${PARTS}/[name]-[hash]`,
    outExtension: { '.js': '.cjs' },
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    minify,
    external: ['vscode'],
    alias: ALIAS,
    define: { 'process.env.POD_PATTERNS_VERSION': JSON.stringify(version) },
    plugins: [leanLibraries, asCommonJs],
  };
}
