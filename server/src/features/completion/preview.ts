import type { Plan } from '../../patterns/insert/plan.ts';
import type { ContainerPattern } from '../../patterns/pattern.ts';
import { blockLines, indented, type Value } from '../../yaml/edit/print.ts';
import type { Style } from '../../yaml/edit/style.ts';
import { code, fenced } from '../hover/markdown.ts';

/** What a plan adds beside its container, in a few words; '' for nothing. */
export function summaryOf({ volumes, app, spec, labels, annotations }: Plan): string {
  const name = app?.member.container.label ?? '';
  const parts = [
    counted(
      'volume',
      volumes.map((volume) => String(volume.name)),
      '',
    ),
    counted('mount', app?.volumeMounts.map(() => '') ?? [], name),
    counted('variable', app?.env.map((variable) => String(variable.name)) ?? [], name),
    counted('field', Object.keys(spec), 'the pod'),
    counted(
      'label',
      Object.keys(labels).map(() => ''),
      '',
    ),
    counted(
      'annotation',
      Object.keys(annotations).map(() => ''),
      '',
    ),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `adds ${parts.join(', ')}`;
}

function counted(word: string, names: readonly string[], where: string): string {
  if (names.length === 0) return '';
  const listed = names.filter((name) => name !== '').join(', ');
  const number = listed === '' && names.length > 1 ? `${names.length} ` : '';
  const words = `${number}${word}${names.length > 1 ? 's' : ''}${listed === '' ? '' : ` ${listed}`}`;
  return where === '' ? words : `${words} in ${where}`;
}

/** A value that was put in for a parameter that has none of its own, and why. */
export interface Assumed {
  readonly title: string;
  readonly value: string;
  readonly why: string;
}

/** What a pattern is for, and what it adds to the file, as Markdown. */
export function documentationOf(
  { title, description, avoid, docs }: ContainerPattern,
  plan: Plan,
  assumed: readonly Assumed[],
  style: Style,
): string {
  const paragraphs = [
    `**${title}.** ${description}`,
    avoid === null ? '' : `**When something else is better:** ${avoid}`,
    assumed.map(({ title, value, why }) => `- ${title}: ${code(value)} ${why}`).join('\n'),
    changes(plan, style),
    docs === '' ? '' : `[Documentation](${docs})`,
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** What is added, place by place, as a diff; the container, which is the longest, comes last. */
function changes({ helper: placed, volumes, app, spec, labels, annotations }: Plan, style: Style): string {
  const name = app?.member.container.label ?? '';
  const places: [string, Value, boolean][] = [
    ['labels of the pod', labels, Object.keys(labels).length > 0],
    ['annotations of the pod', annotations, Object.keys(annotations).length > 0],
    ['the pod', spec, Object.keys(spec).length > 0],
    [`env of ${name}`, app?.env ?? [], (app?.env.length ?? 0) > 0],
    [`volumeMounts of ${name}`, app?.volumeMounts ?? [], (app?.volumeMounts.length ?? 0) > 0],
    ['volumes of the pod', volumes, volumes.length > 0],
  ];
  const helper: [string, Value, boolean][] = placed ? [[placed.list, [placed.container], true]] : [];
  const lines = [...places, ...helper].flatMap(([title, value, filled]) =>
    filled ? [` # ${title}`, ...indented(blockLines(value, style), 1).map((line) => `+${line.slice(1)}`)] : [],
  );
  return lines.length === 0 ? '' : `All this is added in one step:\n\n${fenced(lines.join('\n'), 'diff')}`;
}
