import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from '../scripts/host/pack.ts';
import type { Programs } from './programs.ts';
import type { Section } from './section.ts';

/** How large is what is shipped; dist/ must be built. */
export function sizeSection({ commandLine }: Programs): Section {
  const dist = dirname(commandLine);
  const bundles = (existsSync(dist) ? readdirSync(dist) : []).filter((name) => /\.(?:cjs|js|css)$/.test(name));
  return {
    id: 'sizes',
    title: 'size',
    who: ['ours'],
    rounds: 1,
    figures: [
      { id: 'vsix', title: 'the package (.vsix)', unit: 'kB' },
      ...bundles.flatMap((name) => [
        { id: name, title: name, unit: 'kB' } as const,
        { id: `${name}.gz`, title: '… gzipped', unit: 'kB' } as const,
      ]),
    ],
    async measure(_, notes) {
      notes.add('vsix', pack().bytes / 1000);
      for (const name of bundles) {
        const content = readFileSync(join(dist, name));
        notes.add(name, content.length / 1000);
        notes.add(`${name}.gz`, gzipSync(content).length / 1000);
      }
    },
  };
}
