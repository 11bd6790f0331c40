import { contains, type Span } from '../yaml/span.ts';
import type { Part } from './file.ts';
import { roleLabel } from './role-words.ts';

/** A few words behind the name of a container. */
export interface InlayHint {
  /** An offset in the document. */
  readonly at: number;
  readonly label: string;
}

/**
 * The role of each container whose name ends within a span of the document, behind the name. What an anchor holds is
 * written once: there the first pod that uses it speaks. Quiet about the only container of a pod.
 */
export function inlayHintsOf({ analysis }: Part, within: Span): InlayHint[] {
  const labels = new Map<number, string>();
  for (const { pod, members } of analysis.teams) {
    for (const member of members) {
      const { name } = member.container;
      if (!name || name.value === '' || labels.has(name.at.end)) continue;
      if (!contains(within, { start: name.at.end, end: name.at.end })) continue;
      if (members.length > 1 || member.role.pattern !== 'app') labels.set(name.at.end, roleLabel(pod, member));
    }
  }
  return [...labels].flatMap(([at, label]) => (label === '' ? [] : [{ at, label }]));
}
