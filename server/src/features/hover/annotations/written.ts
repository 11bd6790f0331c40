import { TRUE } from '../../../helpers/injector.ts';
import type { Teammate } from '../../../traffic/team.ts';
import type { Located } from '../../../yaml/span.ts';
import { bullets, code, joined, paragraphs, plain } from '../markdown.ts';
import { type Source, sources } from '../sources.ts';
import { nameOf, namesOf, partialNote, type View } from '../view.ts';

/** A label or annotation of a pod. */
export interface Written {
  readonly key: string;
  readonly value: Located<string>;
  readonly of: 'labels' | 'annotations';
  /** What stands behind the prefix by which it was found; the key itself where it was found as a whole. */
  readonly rest: string;
}

/** What there is to say about a label or annotation; null for nothing. */
export type Explain = (view: View, written: Written) => string | null;

/** Explanations by key, and by the beginning of a key. */
export interface Topics {
  /** Who reads these keys, in a few words, and the id of the injector behind them; null for several. */
  readonly by: string;
  readonly injector: string | null;
  readonly keys: Readonly<Record<string, Explain>>;
  readonly prefixes?: Readonly<Record<string, Explain>>;
}

/** A hover: the system, what is written, what it does, where to read on. */
export function about(
  view: View,
  { key, value }: Written,
  system: string,
  lines: readonly (string | null)[],
  of: readonly Source[],
  own: readonly string[] = [],
): string {
  return paragraphs(
    `**${plain(system)}** · ${code(key)}: ${code(value.value, 60)}`,
    bullets(lines.flatMap((line) => line || [])),
    partialNote(view),
    sources(of, own),
  );
}

/** An explanation that needs nothing of the pod. */
export function says(system: string, of: Source, ...lines: readonly string[]): Explain {
  return (view, written) => about(view, written, system, lines, [of]);
}

/** Whether a value switches something on, as `true` or `enabled`. */
export function isOn({ value }: Written): boolean {
  return TRUE.includes(value.value) || /^(?:true|enabled|yes)$/i.test(value.value);
}

/** The container of the pod with a name; null if there is none. */
export function called({ team }: View, name: string): Teammate | null {
  return team.members.find(({ container }) => container.name?.value === name) ?? null;
}

/** `api` listens there: which container is known to listen on a port. */
export function listenersOn({ team }: View, port: number): Teammate[] {
  const certain = team.members.filter(({ listens }) =>
    listens.some((listen) => listen.port === port && listen.how !== 'usual' && listen.how !== 'probe'),
  );
  return certain.length > 0
    ? certain
    : team.members.filter(({ listens }) => listens.some((listen) => listen.port === port));
}

/** Which containers listen on the ports of a list, one line; null where none is known to. */
export function portsLine(view: View, ports: readonly number[]): string | null {
  const found = ports.flatMap((port) => {
    const listening = listenersOn(view, port);
    return listening.length > 0 ? [`${namesOf(listening)} on ${port}`] : [];
  });
  return found.length > 0 ? `Here ${found.length === 1 ? 'listens' : 'listen'} ${joined(found)}.` : null;
}

const MAX_PORTS = 20;

/** The single ports of `80, 8080-8090`; ranges are left out. */
export function portNumbers(value: string): number[] {
  const parts = value.split(/[\s,;]+/).slice(0, MAX_PORTS);
  return parts.flatMap((part) => (/^\d{1,5}$/.test(part) ? [Number(part)] : []));
}

/** Names of a list in a value, with a word for those that no container of the pod has. */
export function containersLine(view: View, names: readonly string[]): string {
  const known = names.flatMap((name) => called(view, name) ?? []);
  const unknown = names.filter((name) => !called(view, name));
  const missing =
    unknown.length > 0
      ? `No container here is called ${joined(
          unknown.map((name) => code(name)),
          'or',
        )}.`
      : '';
  return [known.length > 0 ? `It means ${joined(known.map(nameOf))}.` : '', missing].filter(Boolean).join(' ');
}

/** The parts of a list in a value. */
export function partsOf(value: string, separator: RegExp = /[\s,]+/): string[] {
  return value
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, MAX_PORTS);
}
