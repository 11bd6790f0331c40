import type { FoundPod } from '../features/pods.ts';
import { conversionOf, make, type SidecarForm } from '../features/refactors.ts';
import type { Settings } from '../settings.ts';
import type { Args } from './args.ts';
import { type Change, changePod } from './change-pod.ts';
import { Refusal } from './refusal.ts';
import type { ExitStatus, Terminal } from './terminal.ts';

/** `convert`: makes a container a native or a classic sidecar, prints or writes the text, and tells what that changes. */
export async function convert(args: Args, terminal: Terminal): Promise<ExitStatus> {
  const [form = '', path = ''] = args.operands;
  const { container } = args;
  if (!isForm(form)) throw new Refusal(`convert makes a sidecar native or classic, not "${form}"`);
  if (container === null) throw new Refusal('convert needs --container NAME');
  const change = (found: FoundPod, { settings }: { readonly settings: Settings }) =>
    conversion(found, form, container, settings);
  return changePod(path, args, terminal, change, `${container} is a ${form} sidecar`);
}

function isForm(form: string): form is SidecarForm {
  return form === 'native' || form === 'classic';
}

function conversion({ part, team }: FoundPod, form: SidecarForm, name: string, settings: Settings): Change {
  const { analysis } = part;
  if (analysis.document?.broken) return { refusal: 'the text is no valid YAML' };
  const member = team.members.find(({ container }) => container.name?.value === name);
  if (!member) {
    const names = team.members.map(({ container }) => container.label).join(', ');
    return { refusal: `there is no container called ${name}${names === '' ? '' : `: there are ${names}`}` };
  }
  const found = conversionOf(team, member, form, settings);
  if ('misfit' in found) return { refusal: found.misfit };
  const made = make({ analysis, settings, team, member }, found);
  return 'refusal' in made ? made : { edits: made.edits, effect: found.changes };
}
