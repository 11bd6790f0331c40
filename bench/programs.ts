import { join } from 'node:path';
import { build } from '../scripts/host/pack.ts';
import { projectRoot } from '../scripts/host/project.ts';
import { bundle } from '../test/lsp/bundle.ts';
import type { Options } from './options.ts';
import { peers, yamlLanguageServer } from './peers.ts';
import type { Who } from './section.ts';
import type { Program } from './server.ts';

/** Everything that is measured, ready to be started. */
export interface Programs {
  readonly servers: Readonly<Partial<Record<Who, Program>>>;
  /** Our command line, as it is shipped. */
  readonly commandLine: string;
  /** The folder with `node_modules` of the peers; null if there are none. */
  readonly peers: string | null;
  /** Why there are no peers; null if there are. */
  readonly missing: string | null;
  remove(): void;
}

/** Builds what is shipped and the floors, and fetches the peers. */
export async function programs(options: Pick<Options, 'peers'>): Promise<Programs> {
  build();
  const [empty, bare] = await Promise.all([bundle('bench/empty-server.ts'), bundle('bench/bare-server.ts')]);
  const found = options.peers ? peers() : { missing: 'not asked for' };
  const folder = 'folder' in found ? found.folder : null;
  return {
    servers: {
      ours: { file: join(projectRoot, 'dist', 'server.cjs') },
      empty: { file: empty.file },
      bare: { file: bare.file },
      ...(folder === null ? {} : { peer: yamlLanguageServer(folder) }),
    },
    commandLine: join(projectRoot, 'dist', 'cli.js'),
    peers: folder,
    missing: 'missing' in found ? found.missing : null,
    remove: () => {
      for (const made of [empty, bare]) made.remove();
    },
  };
}
