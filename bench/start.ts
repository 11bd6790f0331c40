import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Effort } from './options.ts';
import type { Notes, Section, Who } from './section.ts';
import { type Program, Server } from './server.ts';

/** How long it takes from the start of the process to the answer to `initialize`, and how large it is then. */
export function startSection(servers: Partial<Record<Who, Program>>, effort: Effort, scratch: string): Section {
  const filled = new Set<Who>();
  return {
    id: 'start',
    title: 'start',
    who: servers.peer ? ['bare', 'empty', 'ours', 'peer'] : ['bare', 'empty', 'ours'],
    rounds: effort.starts,
    figures: [
      { id: 'initialize', title: 'spawn to the answer to initialize', unit: 'ms' },
      { id: 'initialize-cached', title: '… with a filled compile cache', unit: 'ms' },
      { id: 'memory', title: 'memory after it', unit: 'MB' },
    ],
    async measure(who, notes) {
      const cache = join(scratch, 'compile-cache', who);
      mkdirSync(cache, { recursive: true });
      const program = servers[who] as Program;
      await start(having(program, { NODE_DISABLE_COMPILE_CACHE: '1' }), 'initialize', notes);
      const cached = having(program, { NODE_COMPILE_CACHE: cache });
      // Node writes the cache when a process ends well.
      if (!filled.has(who)) await start(cached);
      filled.add(who);
      await start(cached, 'initialize-cached', notes);
    },
  };
}

async function start(program: Program, figure?: string, notes?: Notes): Promise<void> {
  const since = performance.now();
  const server = new Server(program);
  try {
    await server.initialize();
    const took = performance.now() - since;
    await new Promise((done) => setTimeout(done, 100));
    const memory = server.memory();
    if (!figure || !notes) return;
    notes.add(figure, took);
    if (memory !== null && figure === 'initialize') notes.add('memory', memory);
  } finally {
    await server.end();
  }
}

function having(program: Program, environment: Readonly<Record<string, string>>): Program {
  return { ...program, environment: { ...program.environment, ...environment } };
}
