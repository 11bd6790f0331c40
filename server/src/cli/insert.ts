import { resolve } from 'node:path';
import { insertInto } from '../features/insert.ts';
import { manifestWith } from '../features/whole.ts';
import { examplesOf } from '../patterns/insert.ts';
import { PATTERNS } from '../patterns/library.ts';
import { fill, fillManifest } from '../patterns/parameters.ts';
import type { ContainerPattern, ManifestPattern, Pattern } from '../patterns/pattern.ts';
import { WHOLE_KINDS } from '../patterns/workloads.ts';
import { nearest } from '../rules/nearest.ts';
import type { Args } from './args.ts';
import { changePod } from './change-pod.ts';
import { Refusal } from './refusal.ts';
import type { ExitStatus, Terminal } from './terminal.ts';
import { openWorkspace } from './workspace.ts';

/** `insert`: inserts a pattern into a pod of a file, and prints or writes its text; a whole manifest is printed. */
export async function insert(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const [id = '', path] = args.operands;
  const pattern = patternCalled(id);
  if (pattern.scope === 'manifest') return insertManifest(pattern, path, args, terminal);
  if (path === undefined) return printWorkload(pattern, args, terminal);
  checkValues(pattern, args);
  if (args.kind !== null) throw new Refusal(`--kind is for a manifest of its own: it does not go with ${path}`);
  const { variant, set, container } = args;
  const options = { variant, set, app: container, at: null };
  return changePod(
    path,
    args,
    terminal,
    ({ part, team }, { settings }) => filled(insertInto(part.analysis, team, pattern, options, settings)),
    `${id} inserted`,
  );
}

/** Throws for values that no pod could take. Some of those that are missing the pod may tell. */
function checkValues(pattern: ContainerPattern, { set }: Args): void {
  const filling = fill(pattern, 'app', new Map([...examplesOf(pattern), ...set]));
  if ('refusal' in filling) throw new Refusal(filling.refusal);
}

/** What came of an insertion, if every value was there; a command line without one is wrong. */
function filled<T extends object>(
  made: T | { readonly refusal: string; readonly lacks?: string },
): T | { refusal: string } {
  if ('refusal' in made && made.lacks !== undefined) throw new Refusal(made.refusal);
  return made;
}

function patternCalled(id: string): Pattern {
  const pattern = PATTERNS.find((one) => one.id === id);
  if (pattern) return pattern;
  const close = nearest(
    id,
    PATTERNS.map((one) => one.id),
  );
  throw new Refusal(
    `there is no pattern "${id}"${close ? `, did you mean ${close.name}?` : ''} ("patterns" lists them all)`,
  );
}

/** Flags that are about a pod that is there. */
const FOREIGN = ['pod', 'container', 'variant', 'kind', 'write'] as const;

function insertManifest(
  pattern: ManifestPattern,
  path: string | undefined,
  args: Args,
  terminal: Terminal,
): ExitStatus {
  const { id } = pattern;
  if (path !== undefined) {
    terminal.complain(`${id} is a whole manifest, which no pod takes in: without PATH it is printed`);
    return 1;
  }
  const foreign = FOREIGN.find((flag) => args[flag]);
  if (foreign) throw new Refusal(`${id} is a whole manifest: --${foreign} does not go with it`);
  const filled = fillManifest(pattern, args.set);
  if ('refusal' in filled) throw new Refusal(filled.refusal);
  terminal.print(filled.text);
  return 0;
}

/** Without a file the pattern is put into a workload of its own, for a start. */
function printWorkload(pattern: ContainerPattern, args: Args, terminal: Terminal): ExitStatus {
  const { variant, set, kind: wanted } = args;
  const kinds = WHOLE_KINDS.join(', ');
  if (wanted === null) {
    throw new Refusal(`${pattern.id} goes into a pod: insert ${pattern.id} needs a PATH, or --kind (${kinds})`);
  }
  const kind = WHOLE_KINDS.find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (!kind) throw new Refusal(`--kind must be one of ${kinds}, not "${wanted}"`);
  const foreign = (['pod', 'container', 'write'] as const).find((flag) => args[flag]);
  if (foreign) throw new Refusal(`without a PATH a manifest is printed: --${foreign} does not go with it`);
  // The configuration of this folder counts, as if the manifest stood in it.
  const settings = openWorkspace({ ...args, paths: [] }).settingsOf({ path: resolve('manifest.yaml') });
  const { podPaths, helpers } = settings;
  const surroundings = { podPaths, helpers, kustomize: 'none' } as const;
  checkValues(pattern, args);
  const made = filled(manifestWith(pattern, kind, { variant, set }, settings, surroundings));
  if ('text' in made) terminal.print(made.text);
  else terminal.complain(made.refusal);
  return 'text' in made ? 0 : 1;
}
