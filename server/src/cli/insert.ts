import { insertInto } from '../features/insert.ts';
import { PATTERNS } from '../patterns/library.ts';
import { fill, fillManifest } from '../patterns/parameters.ts';
import type { ContainerPattern, ManifestPattern, Pattern } from '../patterns/pattern.ts';
import { nearest } from '../rules/nearest.ts';
import { applyEdits } from '../yaml/span.ts';
import type { Args } from './args.ts';
import { STDIN } from './files.ts';
import { choosePod, isCalled, type OneFile, openOne } from './one-file.ts';
import { Refusal } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `insert`: inserts a pattern into a pod of a file, and prints or writes its text; a whole manifest is printed. */
export async function insert(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const [id = '', path] = args.operands;
  const pattern = patternCalled(id);
  if (pattern.scope === 'manifest') return insertManifest(pattern, path, args, terminal);
  if (path === undefined) throw new Refusal(`${id} goes into a pod: insert ${id} needs a PATH`);
  if (path === STDIN && args.write) throw new Refusal('standard input cannot be written: leave out --write');
  return insertContainer(pattern, await openOne(path, args, terminal), args, terminal);
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
  const foreign = [args.pod && '--pod', args.variant && '--variant', args.write && '--write'].find(Boolean);
  if (foreign) throw new Refusal(`${id} is a whole manifest: ${foreign} does not go with it`);
  const filled = fillManifest(pattern, args.set);
  if ('refusal' in filled) throw new Refusal(filled.refusal);
  terminal.print(filled.text);
  return 0;
}

function insertContainer(pattern: ContainerPattern, file: OneFile, args: Args, terminal: Terminal): ExitStatus {
  const filling = fill(pattern, 'app', args.set);
  if ('refusal' in filling) throw new Refusal(filling.refusal);
  const { pod, variant, set, write, quiet } = args;
  const refuse = (reason: string): ExitStatus => {
    terminal.complain(`${file.name}: ${reason}`);
    return 1;
  };
  const teams = file.parts.flatMap(({ analysis }) => analysis.teams);
  if (pod !== null && !teams.some((team) => isCalled(team, pod.replace(/#\d+$/, '')))) {
    return refuse(`there is no pod called ${pod}`);
  }
  const chosen = choosePod(file, pod);
  if (!chosen) return refuse('there is no pod in it');
  const { part, team } = chosen;
  const inserted = insertInto(part.analysis, team, pattern, { variant, set, at: null }, file.settings);
  if ('refusal' in inserted) return refuse(inserted.refusal);
  const texts = file.parts.map(({ analysis }) =>
    analysis === part.analysis ? applyEdits(analysis.text, inserted.edits) : analysis.text,
  );
  const text = file.bom + texts.join('');
  if (!write) terminal.print(text);
  else {
    replaceFile(file.path, text);
    if (!quiet) terminal.print(`${file.name}: ${pattern.id} inserted\n`);
  }
  return 0;
}
