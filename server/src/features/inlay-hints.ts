import type { Analysis } from '../analysis.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import { contains, type Span } from '../yaml/span.ts';
import { expectedFor } from './expected.ts';
import type { Part } from './file.ts';
import { roleLabel } from './role-words.ts';

/** A few words behind the name of a container. */
export interface InlayHint {
  /** An offset in the document. */
  readonly at: number;
  readonly label: string;
}

/**
 * The role of each container whose name ends within a span of the document, behind the name, and behind a label or
 * annotation what an injector adds because of it. What an anchor holds is written once: there the first pod that uses it
 * speaks. Quiet about the only container of a pod.
 */
export function inlayHintsOf({ analysis }: Part, within: Span, settings: Settings): InlayHint[] {
  const known = HINTS.get(analysis);
  const hints = known?.settings === settings ? known.hints : hintsIn(analysis, settings);
  HINTS.set(analysis, { settings, hints });
  return hints.filter(({ at }) => contains(within, { start: at, end: at }));
}

/** Editors ask for what they show, at each keystroke, and most documents are as they were. */
const HINTS = new WeakMap<Analysis, { readonly settings: Settings; readonly hints: readonly InlayHint[] }>();

function hintsIn(analysis: Analysis, settings: Settings): InlayHint[] {
  const labels = new Map<number, string>();
  for (const team of analysis.teams) {
    const { pod, members } = team;
    for (const member of members) {
      const { name } = member.container;
      if (!name || name.value === '' || labels.has(name.at.end)) continue;
      if (members.length > 1 || member.role.pattern !== 'app') labels.set(name.at.end, roleLabel(pod, member));
    }
    for (const [at, names] of addedBy(team, settings)) labels.set(at, `adds ${names.join(', ')}`);
  }
  return [...labels].flatMap(([at, label]) => (label === '' ? [] : [{ at, label }]));
}

/** The containers that injectors add, by the end of the label's or annotation's value that asks for them. */
function addedBy(team: Team, settings: Settings): Map<number, string[]> {
  const added = new Map<number, string[]>();
  const { labels, annotations } = team.pod;
  for (const { at, name } of expectedFor(team, settings)) {
    const asking = [...labels.values(), ...annotations.values()].find(({ key, via }) => (via ?? key) === at);
    // What stands behind an alias is written elsewhere.
    if (!asking || asking.via) continue;
    added.set(asking.at.end, [...(added.get(asking.at.end) ?? []), name]);
  }
  return added;
}
