import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../test/lsp/bundle.ts';
import { samples } from './manifests.ts';

/** Seconds of `lint` and of parsing alone, over the same files; the medians of alternating runs. */
export interface ScanTimes {
  readonly what: string;
  readonly lint: number;
  readonly parse: number;
}

const CORPUS = join(import.meta.dirname, '..', '..', 'shared', 'corpus');
const ROUNDS = 5;

/** Times whole processes: `lint` of a folder, beside reading and parsing it with the library. */
export async function scan(): Promise<ScanTimes> {
  const [lint, parse] = await Promise.all([
    bundle('server/src/programs.ts', 'module.exports.commandLine();'),
    bundle('bench/parse-files.ts'),
  ]);
  const made = existsSync(CORPUS) ? null : madeFolder();
  try {
    const folder = made ?? CORPUS;
    const times = { lint: [] as number[], parse: [] as number[] };
    for (let i = 0; i < ROUNDS; i++) {
      times.parse.push(seconds([parse.file, folder]));
      times.lint.push(seconds([lint.file, 'lint', folder, '--fail-on', 'never', '--quiet']));
    }
    return { what: made ? 'generated files' : 'the corpus', lint: median(times.lint), parse: median(times.parse) };
  } finally {
    for (const { remove } of [lint, parse]) remove();
    if (made) rmSync(made, { recursive: true });
  }
}

function seconds(args: readonly string[]): number {
  const since = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${args[1]} ended with ${status}: ${stderr.slice(0, 500)}`);
  return (performance.now() - since) / 1000;
}

/** A folder with a file for every document of the largest sample. */
function madeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pod-patterns-scan-'));
  const texts = (samples().at(-1)?.text ?? '').split('---\n');
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${i}.yaml`), text);
  return folder;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
