import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Edits } from './edits.ts';
import { type Input, type InputName, input } from './inputs.ts';
import type { Effort } from './options.ts';
import { type Program, Server } from './server.ts';

/** A person does not type faster than this, in milliseconds between two keystrokes. */
export const PACE = 5;
/** How long a server has nothing to say before typing begins. */
export const SETTLED = 300;

/** A file on the disk, and what is in it. */
interface OpenFile extends Input {
  readonly folder: string;
  readonly uri: string;
}

/** A server with one file, which is in the state `version`. */
export interface Open {
  readonly server: Server;
  readonly file: OpenFile;
  version: number;
}

let scratch = '';

/** Where the inputs are put as files. */
export function putInputsInto(folder: string): void {
  scratch = folder;
}

/** The input as the only file of a folder of its own. */
export function fileOf(name: InputName): OpenFile {
  const made = input(name);
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'manifest.yaml');
  writeFileSync(path, made.text);
  return { ...made, folder: pathToFileURL(folder).href, uri: pathToFileURL(path).href };
}

/** Starts a server, does something with it and its file, and ends it. */
export async function withServer(
  program: Program,
  file: OpenFile,
  use: (open: Open) => Promise<void>,
  pulls = false,
): Promise<void> {
  const server = new Server(program);
  try {
    await server.initialize({ folder: file.folder, pulls });
    await use({ server, file, version: 1 });
  } finally {
    server.kill();
  }
}

/** Opens the file; resolves with the number of findings that are published. */
export function openFile({ server, file: { uri, text }, version }: Open): Promise<number> {
  const published = server.published(uri, version);
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  return published;
}

/**
 * Types; every keystroke waits for its diagnostics, as a person would. The milliseconds of each; as many as the time
 * allows, three at least.
 */
export async function type(open: Open, groups: readonly Edits[], { limit }: Pick<Effort, 'limit'>): Promise<number[]> {
  const { server, file } = open;
  const times: number[] = [];
  const end = performance.now() + limit;
  for (const edits of groups) {
    for (const [i, edit] of edits.entries()) {
      if (performance.now() > end && times.length >= 3) {
        // The rest at once, so that the text is as it was.
        const published = server.published(file.uri, ++open.version);
        server.change(file.uri, open.version, edits.slice(i));
        await published;
        return times;
      }
      const since = performance.now();
      const published = server.published(file.uri, ++open.version);
      server.change(file.uri, open.version, [edit]);
      await published;
      times.push(performance.now() - since);
      await new Promise((done) => setTimeout(done, PACE));
    }
  }
  return times;
}
