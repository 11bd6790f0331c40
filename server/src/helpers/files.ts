import { liesIn, normalPath } from '../kubernetes/mounts.ts';
import type { Command } from './commands/command.ts';

/** The files that a shell script names: where it writes, and what it reads. Absolute paths as they are written. */
export interface Files {
  readonly writes: readonly string[];
  readonly reads: readonly string[];
}

const NONE: Files = { writes: [], reads: [] };
/** Longer scripts are programs; what they do with files is theirs. */
const MAX_SCRIPT = 20_000;

const PATH = String.raw`["']?(\/[^\s"';|&()<>]+)`;
const WRITES = new RegExp(String.raw`(?:>>?\s*|\btee\s+(?:-a\s+)?)${PATH}`, 'g');
const READS = new RegExp(
  String.raw`(?:(?<!<)<\s*|\b(?:cat|tail|head|less|grep|awk|sed|jq|cut|sort)\b[^\n;|&<>]{0,200}?\s)${PATH}`,
  'g',
);

/** What a script does with files, as far as redirections and a few programs tell. */
export function filesOf({ script }: Command): Files {
  if (!script || script.text.length > MAX_SCRIPT) return NONE;
  const found = (pattern: RegExp) => [...script.text.matchAll(pattern)].map((match) => match[1] ?? '');
  return { writes: found(WRITES).filter((path) => !path.startsWith('/dev/')), reads: found(READS) };
}

/** Those of some paths that lie in a folder. */
export function inFolder(paths: readonly string[], folder: string | null): string[] {
  const root = normalPath(folder ?? '');
  return paths.filter((path) => liesIn(path, root));
}
