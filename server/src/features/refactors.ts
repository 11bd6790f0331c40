import type { Analysis } from '../analysis.ts';
import type { Settings } from '../settings.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import type { Edit } from '../yaml/span.ts';
import { faultOf } from './new-problems.ts';
import type { Conversion, SidecarForm } from './refactors/conversion.ts';
import { volumeInMemory } from './refactors/keep-in-memory.ts';
import { mountMemory } from './refactors/mount-memory.ts';
import { mountReadOnly } from './refactors/mount-read-only.ts';
import { pinImage } from './refactors/pin-image.ts';
import type { Refactoring, RefactoringKind, Spot } from './refactors/refactoring.ts';
import { classicConversion, toClassic } from './refactors/to-classic.ts';
import { nativeConversion, toNative } from './refactors/to-native.ts';

export type { SidecarForm } from './refactors/conversion.ts';
export type { Refactoring, RefactoringKind, Spot } from './refactors/refactoring.ts';
export { spotAt } from './refactors/spot.ts';

/** Every kind of refactoring, in the order in which an editor shows them. */
export const REFACTORS: readonly RefactoringKind[] = [
  toNative,
  toClassic,
  pinImage,
  mountReadOnly,
  volumeInMemory,
  mountMemory,
];

/** What a refactoring is about. */
type Subject = Pick<Spot, 'analysis' | 'settings' | 'team' | 'member'> & Partial<Pick<Spot, 'mount' | 'volume'>>;

/** The edits of a refactoring, or why it cannot be made. */
export type Made = { readonly edits: readonly Edit[] } | { readonly refusal: string };

/**
 * Makes a refactoring, unless something is in the way: what it says itself, what the text does not allow, or an error or
 * warning of our own rules that would be new.
 */
export function make(
  { analysis, settings, team, member, mount, volume }: Subject,
  refactoring: Omit<Refactoring, 'unasked' | 'fill'>,
): Made {
  const { title, changes, disabled } = refactoring;
  if (disabled !== null) return { refusal: disabled };
  const known = MADE.get(analysis);
  const made = known?.settings === settings ? known.made : new Map<string, Made>();
  const places = [team.pod, member?.container, mount, volume].map((one) => one?.at.start ?? '-');
  const key = [...places, title, changes].join(' ');
  const found = made.get(key) ?? tried(analysis, team, refactoring, settings);
  MADE.set(analysis, { settings, made: made.set(key, found) });
  return found;
}

/** Editors ask anew at each move of the cursor. */
const MADE = new WeakMap<Analysis, { readonly settings: Settings; readonly made: Map<string, Made> }>();

function tried(analysis: Analysis, team: Team, { edits }: Pick<Refactoring, 'edits'>, settings: Settings): Made {
  const made = edits();
  if (!made || made.length === 0) return { refusal: UNREACHABLE };
  const fault = faultOf(analysis, team, made, settings);
  return fault === null ? { edits: made } : { refusal: fault };
}

const UNREACHABLE =
  'it is written in a way that leaves no place for the change (an alias, a template action, or a list of another style)';

/** The conversion of a container into a form. */
export function conversionOf(team: Team, member: Teammate, to: SidecarForm, settings: Settings): Conversion {
  return to === 'native' ? nativeConversion(team, member, settings.kubernetesVersion) : classicConversion(team, member);
}
