import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from '../scripts/host/pack.ts';
import type { Programs } from './programs.ts';
import type { Section } from './section.ts';

/** How large is what is shipped; dist/ must be built. */
export function sizeSection({ commandLine }: Programs): Section {
  const dist = dirname(commandLine);
  const files = (existsSync(dist) ? readdirSync(dist, { recursive: true, encoding: 'utf8' }) : []).filter((name) =>
    /\.(?:cjs|js|css|br)$/.test(name),
  );
  // The programs share most of their parts.
  const page = files.filter((name) => name.startsWith('preview.'));
  const groups = new Map<string, readonly string[]>([
    [PROGRAMS, files.filter((name) => !page.includes(name))],
    ...page.map((name) => [name, [name]] as const),
  ]);
  return {
    id: 'sizes',
    title: 'size',
    who: ['ours'],
    rounds: 1,
    figures: [
      { id: 'vsix', title: 'the package (.vsix)', unit: 'kB' },
      ...[...groups.keys()].flatMap((name) => [
        { id: name, title: name, unit: 'kB' } as const,
        { id: `${name}.gz`, title: '… gzipped', unit: 'kB' } as const,
      ]),
    ],
    async measure(_, notes) {
      notes.add('vsix', pack().bytes / 1000);
      for (const [name, members] of groups) {
        const contents = members.map((member) => readFileSync(join(dist, member)));
        notes.add(name, contents.reduce((sum, { length }) => sum + length, 0) / 1000);
        notes.add(`${name}.gz`, contents.reduce((sum, content) => sum + gzipSync(content).length, 0) / 1000);
      }
    },
  };
}

const PROGRAMS = 'extension, server and command line';
