import type { Part } from '../features/file.ts';
import { conversionOf, make, type SidecarForm } from '../features/refactors.ts';
import type { Team } from '../traffic/team.ts';
import { applyEdits, type Edit } from '../yaml/span.ts';
import type { Args } from './args.ts';
import { STDIN } from './files.ts';
import { choosePod, isCalled, type OneFile, openOne } from './one-file.ts';
import { Refusal } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `convert`: makes a container a native or a classic sidecar, prints or writes the text, and tells what that changes. */
export async function convert(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const [form = '', path = ''] = args.operands;
  const { container, pod, write, quiet } = args;
  if (!isForm(form)) throw new Refusal(`convert makes a sidecar native or classic, not "${form}"`);
  if (container === null) throw new Refusal('convert needs --container NAME');
  if (path === STDIN && write) throw new Refusal('standard input cannot be written: leave out --write');
  const file = await openOne(path, args, terminal);
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
  const converted = conversion(file, chosen.part, chosen.team, form, container);
  if ('refusal' in converted) return refuse(converted.refusal);
  const texts = file.parts.map(({ analysis }) =>
    analysis === chosen.part.analysis ? applyEdits(analysis.text, converted.edits) : analysis.text,
  );
  const text = file.bom + texts.join('');
  if (!write) terminal.print(text);
  else {
    replaceFile(file.path, text);
    if (!quiet) terminal.print(`${file.name}: ${container} is a ${form} sidecar\n`);
  }
  if (!quiet) terminal.complain(`${file.name}: ${converted.changes}`);
  return 0;
}

function isForm(form: string): form is SidecarForm {
  return form === 'native' || form === 'classic';
}

function conversion(
  { settings }: OneFile,
  { analysis }: Part,
  team: Team,
  form: SidecarForm,
  name: string,
): { readonly refusal: string } | { readonly edits: readonly Edit[]; readonly changes: string } {
  if (analysis.document?.broken) return { refusal: 'the text is no valid YAML' };
  const member = team.members.find(({ container }) => container.name?.value === name);
  if (!member) {
    const names = team.members.map(({ container }) => container.label).join(', ');
    return { refusal: `there is no container called ${name}${names === '' ? '' : `: there are ${names}`}` };
  }
  const found = conversionOf(team, member, form, settings);
  if ('misfit' in found) return { refusal: found.misfit };
  const made = make({ analysis, settings, team, member }, found);
  return 'refusal' in made ? made : { edits: made.edits, changes: found.changes };
}
