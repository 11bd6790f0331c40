// The command line's own `lint` in one process, round after round: later rounds are warm. Prints the seconds of each, of
// another round the seconds of its parts, and how many bytes must be parsed.
import { readFileSync } from 'node:fs';
import { readArgs } from '../server/src/cli/args.ts';
import { findFiles } from '../server/src/cli/files.ts';
import { FLAGS } from '../server/src/cli/flags.ts';
import { lint as lintFiles } from '../server/src/cli/lint.ts';
import { analyseFile } from '../server/src/features/file.ts';
import { mayHoldPod } from '../server/src/kubernetes/manifest.ts';
import { mayHoldObject } from '../server/src/kubernetes/objects.ts';
import { lint } from '../server/src/rules/lint.ts';
import { DEFAULT_SETTINGS } from '../server/src/settings.ts';
import { SILENT } from '../test/cli/silent-terminal.ts';

/** What this program prints. */
export interface WarmScan {
  readonly seconds: readonly number[];
  /** Seconds of the parts of one more round; what is left of it goes to files, places and printing. */
  readonly parts: { readonly parse: number; readonly teams: number; readonly rules: number };
  readonly parsedBytes: number;
}

void measure(process.argv[2] ?? '.', Number(process.argv[3] ?? 3));

async function measure(path: string, rounds: number): Promise<void> {
  const oneCore = 'jobs' in FLAGS ? ['--jobs', '1'] : [];
  const args = readArgs(['lint', path, '--fail-on', 'never', '--quiet', ...oneCore]);
  const seconds: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const since = performance.now();
    await lintFiles(args, SILENT);
    seconds.push((performance.now() - since) / 1000);
  }
  console.log(JSON.stringify({ seconds, ...partsOf(path) } satisfies WarmScan));
}

function partsOf(path: string): Pick<WarmScan, 'parts' | 'parsedBytes'> {
  const parts = { parse: 0, teams: 0, rules: 0 };
  const timed = (part: keyof typeof parts, run: () => unknown) => {
    const since = performance.now();
    run();
    parts[part] += (performance.now() - since) / 1000;
  };
  let parsedBytes = 0;
  for (const source of findFiles([path], () => false).sources) {
    const text = readFileSync(source.path, 'utf8');
    for (const { analysis } of analyseFile(text, { podPaths: [], kustomize: 'none', helpers: [] })) {
      if (mayHoldPod(analysis.text) || mayHoldObject(analysis.text)) {
        parsedBytes += Buffer.byteLength(analysis.text);
        timed('parse', () => analysis.document);
      }
      timed('teams', () => analysis.teams);
      timed('rules', () => lint(analysis, DEFAULT_SETTINGS));
    }
  }
  return { parts, parsedBytes };
}
