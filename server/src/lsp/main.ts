#!/usr/bin/env node
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { start } from './server.ts';

const HELP = `pod-patterns-language-server --stdio | --node-ipc | --socket=N

The language server of Pod Patterns, for any editor that speaks the language server protocol.

  --stdio                 talk over standard input and output
  --node-ipc              talk over the channel of Node to the parent process
  --socket=N              connect to the port N of 127.0.0.1, where the editor listens
  --clientProcessId=PID   end when that process has ended
  --version, --help       print that
`;

const TRANSPORT = /^--(?:stdio|node-ipc|socket=\d{1,5})$/;
const VALID = /^--(?:stdio|node-ipc|socket=\d{1,5}|clientProcessId=\d+)$/;

const flags = process.argv.slice(2);
const wrong = mistakeIn(flags);
if (flags.includes('--help')) process.stdout.write(HELP);
else if (flags.includes('--version')) process.stdout.write(`${process.env.POD_PATTERNS_VERSION ?? 'not built'}\n`);
else if (wrong === null) start(createConnection(ProposedFeatures.all));
else {
  process.stderr.write(`pod-patterns-language-server: ${wrong} (--help tells more)\n`);
  process.exitCode = 2;
}

/** What is wrong with the flags; null if nothing is. The library reads the transport from them. */
function mistakeIn(flags: readonly string[]): string | null {
  const unknown = flags.find((flag) => !VALID.test(flag));
  if (unknown !== undefined) return `unknown flag ${unknown}`;
  const transports = flags.filter((flag) => TRANSPORT.test(flag));
  if (transports.length !== 1) return 'say one of --stdio, --node-ipc and --socket=N';
  return transports[0] === '--node-ipc' && !process.send ? '--node-ipc needs a parent process that is Node' : null;
}
