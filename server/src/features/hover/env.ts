import type { EnvVar } from '../../kubernetes/pod.ts';
import { isLoopback } from '../../traffic/calls/loopback.ts';
import type { Teammate } from '../../traffic/team.ts';
import { contains, type Span } from '../../yaml/span.ts';
import { bullets, code, paragraphs } from './markdown.ts';
import { sources } from './sources.ts';
import { alsoTaking, answerLine, talkLines } from './talk.ts';
import { agree, nameOf, namesOf, partialNote, type View } from './view.ts';

/** On an item of `env`: who answers where its value leads; null where it leads nowhere. */
export function variable(view: View, member: Teammate, item: Span): string | null {
  const own = member.container.env.find(({ name }) => contains(item, name.at));
  if (!own) return null;
  const lines = own.value ? [...talkLines(view, member, own.value), ...pairLines(view, member, own)] : nodeLines(own);
  if (lines.length === 0) return null;
  return paragraphs(
    `**Variable ${code(own.name.value)} of ${nameOf(member)}**`,
    bullets([...new Set(lines)]),
    partialNote(view),
    sources(['variables', 'network']),
  );
}

/** `DB_PORT` beside `DB_HOST: localhost`. */
function pairLines(view: View, member: Teammate, { name, value }: EnvVar): string[] {
  const prefix = /^(.*)_PORT$/.exec(name.value)?.[1];
  const port = Number(value?.value);
  if (prefix === undefined || !member.dials.some((dial) => dial.how === 'env' && dial.port === port)) return [];
  const host = member.container.env.find(({ name: other, value: of }) => {
    return other.value.startsWith(`${prefix}_`) && isLoopback(of?.value ?? '');
  });
  return host ? [`It belongs to ${code(host.name.value)}. ${answerLine(view, member, port)}`] : [];
}

/** The address of the node leads to helpers of the node, not to neighbours. */
function nodeLines({ from }: EnvVar): string[] {
  if (from?.kind !== 'fieldRef' || from.name?.value !== 'status.hostIP') return [];
  return [
    'The address of the node: what is dialled there is a program of the node, as an agent that a DaemonSet runs on each, and no neighbour in this pod.',
  ];
}

/** On `envFrom` or one of its items: who gets these variables, and when. */
export function variablesFrom(view: View, member: Teammate, item: Span | null): string | null {
  const { envFrom, label } = member.container;
  const all = item === null ? envFrom : envFrom.filter(({ name }) => contains(item, name.at));
  if (all.length === 0) return null;
  const lines = all.map((source) => {
    const { kind, name, prefix } = source;
    const what = `${kind === 'secretRef' ? 'Secret' : 'ConfigMap'} ${code(name.value)}`;
    const also = alsoTaking(view, member, source);
    const begin = prefix === '' ? '' : `, with ${code(prefix)} before each name`;
    return `All keys of ${what}${begin}.${also.length === 0 ? '' : ` ${namesOf(also)} ${agree(also, 'takes', 'take')} them, too.`}`;
  });
  const several = view.team.members.length > 1;
  return paragraphs(
    `**Variables of ${code(label)} from elsewhere**`,
    bullets([
      ...lines,
      ...(several ? ['They are variables of this container alone: the others do not see them.'] : []),
      'They are read when the container starts. A later change reaches it only with a restart, and no reloader helps; mounted as files, they would change.',
      ...(several ? ['What it dials may stand there: pictures and findings do not know it then.'] : []),
    ]),
    partialNote(view),
    sources(['variables', 'configMapUpdates']),
  );
}
