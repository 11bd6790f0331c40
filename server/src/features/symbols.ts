import type { Pod } from '../kubernetes/pod.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { contains, type Span } from '../yaml/span.ts';
import type { Part } from './file.ts';
import { isAlone, wholeOf } from './pods.ts';
import { lifecycleLabel } from './role-words.ts';

/** An entry of the outline of a file. */
export interface OutlineEntry {
  /** One line, never empty. */
  readonly name: string;
  /** Empty where nothing is to be said. */
  readonly detail: string;
  /** What it consists of. */
  readonly at: Span;
  /** Where one goes to; within `at`. */
  readonly anchor: Span;
}

/** A pod with its containers. */
export interface PodEntry extends OutlineEntry {
  /** In the order in which they start; within the pod. */
  readonly containers: readonly OutlineEntry[];
}

/** The pods of a document for the outline, each with its containers. */
export function outlineOf(part: Part): PodEntry[] {
  return part.analysis.teams.map((team) => podEntry(part, team));
}

/** The only pod of an object is the whole object, each of several ones its own spec. */
function podEntry(part: Part, team: Team): PodEntry {
  const { pod, members } = team;
  const { manifest } = pod;
  const at = wholeOf(part, team);
  const alone = isAlone(part, team);
  // No key leads to the specs of a list: they have the kind of the object in common.
  const anchor = alone || pod.at !== manifest.at ? pod.at : { start: at.start, end: at.start };
  const whole = around(anchor, at);
  return {
    name: oneLine(manifest.name ? `${manifest.kind} ${manifest.name}` : manifest.kind, 'pod'),
    detail: '',
    at: whole,
    anchor,
    containers: members.map((member) => containerEntry(pod, member, { at: whole, anchor })),
  };
}

/** What stands behind an alias outside of the pod is where the pod is. */
function containerEntry(pod: Pod, member: Teammate, of: Pick<PodEntry, 'at' | 'anchor'>): OutlineEntry {
  const { container } = member;
  const at = contains(of.at, container.at) ? container.at : of.anchor;
  const places = [container.name?.at, container.anchor];
  return {
    name: oneLine(container.label, `${container.list}[${container.index}]`),
    detail: lifecycleLabel(pod, member),
    at,
    anchor: places.find((place) => place && contains(at, place)) ?? { start: at.start, end: at.start },
  };
}

function around(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** Names come from the file. */
function oneLine(text: string, otherwise: string): string {
  return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim() || otherwise;
}
