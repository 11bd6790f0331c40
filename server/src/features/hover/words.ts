import { parseImage } from '../../helpers/image.ts';
import { provenHelper } from '../../helpers/role.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { Located, Span } from '../../yaml/span.ts';
import { isUnresolved } from '../../yaml/tree.ts';
import { shelllessOf } from './image.ts';
import { bullets, paragraphs, plain, sentence } from './markdown.ts';
import { sources } from './sources.ts';
import { talkLines } from './talk.ts';
import { nameOf, partialNote, type View } from './view.ts';

type List = 'command' | 'args';

/** On a word of `command` or `args`: who answers where it leads; null where it leads nowhere. */
export function word(view: View, member: Teammate, list: List, at: Span): string | null {
  const own = member.container[list]?.find((one) => one.at === at);
  return own ? about(view, member, list, talkLines(view, member, own)) : null;
}

/** On `command` or `args` as a whole: what it does, whom it dials. */
export function words(view: View, member: Teammate, list: List): string | null {
  const own: readonly Located<string>[] = member.container[list] ?? [];
  const talk = own.flatMap((one) => talkLines(view, member, one));
  const lines = [...(list === 'command' ? [...taskLines(member), ...replacing(view, member)] : []), ...talk];
  return about(view, member, list, [...new Set(lines)]);
}

function about(view: View, member: Teammate, list: List, lines: readonly string[]): string | null {
  if (lines.length === 0) return null;
  return paragraphs(
    `**${list} of ${nameOf(member)}**`,
    bullets(lines),
    partialNote(view),
    sources(['command', 'network']),
  );
}

function taskLines({ role }: Teammate): string[] {
  const { task, evidence } = role;
  const text = task && evidence.find((one) => /^(?:the command|it does nothing)/.test(one.text))?.text;
  return text ? [`${sentence(plain(text))}.`] : [];
}

/** `command` takes the place of the program of the image, so that what is known of the image is no longer true. */
function replacing(view: View, member: Teammate): string[] {
  const { image } = member.container;
  if (!image || isUnresolved(image.value)) return [];
  const { repository, tag } = parseImage(image.value);
  const [helper] = view.team.catalog.byImage(repository, tag);
  const lines: string[] = [];
  if (helper && !helper.toolbox && provenHelper(member) === null) {
    lines.push(
      `It runs instead of the program of the image, ${plain(helper.title)}: the image only lends its files, and does not tell what the container is.`,
    );
  }
  const { script } = member.command;
  const sure = shelllessOf(view, member);
  if (script && sure) lines.push(`It needs a shell, and the image ${sure === 'none' ? 'has' : 'usually has'} none.`);
  return lines;
}
