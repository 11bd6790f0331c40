// npm start: the extension in a real VS Code, with the examples open.
import { readFlags, refuse } from './host/command-line.mjs';
import { requireNode24 } from './host/node-version.mjs';

const help = `
npm start [-- --port N]

Builds and packs the extension, installs the package into a real VS Code with fresh settings, and opens examples/ there.
With a display and a desktop VS Code (on PATH as "code", or downloadable) that one is used; otherwise VS Code is served
to your browser at a 127.0.0.1 address that is printed. The first such start installs it into a cache folder, which
takes some three minutes. Runs until stopped with Ctrl+C.

  --port N   serve at this port; otherwise any free one is taken
  --help     print this

POD_PATTERNS_EDITOR=desktop|code-server decides which VS Code; POD_PATTERNS_CACHE moves the cache folder
(otherwise pod-patterns in XDG_CACHE_HOME or ~/.cache).
`;

const flags = readFlags(help, { port: 'value' });
const port = Number(flags.port ?? 0);
if (!Number.isInteger(port) || port < 0 || port > 65535) refuse(`${flags.port} is no port`);
requireNode24('npm start');

const { fail } = await import('./host/project.ts');
const { show } = await import('./host/show.ts');
try {
  await show('examples', port);
} catch (error) {
  fail(error);
}
