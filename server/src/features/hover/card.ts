import type { Teammate } from '../../traffic/team.ts';
import { lifeLines } from './life.ts';
import { bullets, link, paragraphs, plain } from './markdown.ts';
import { introduction, sourcesOfRole } from './roles.ts';
import { sharingLines } from './sharing.ts';
import { sources } from './sources.ts';
import { partialNote, type View } from './view.ts';
import { watchLines } from './watch.ts';

/** The card of a container: what it is, why, when it runs, what it shares, what to watch for. */
export function card(view: View, member: Teammate, about: string | null = null): string {
  const { helper } = member.role;
  const watch = watchLines(view, member);
  return paragraphs(
    introduction(view, member),
    about,
    bullets([...lifeLines(view, member), ...sharingLines(view, member)]),
    watch.length > 0 ? paragraphs('Watch for:', bullets(watch)) : null,
    partialNote(view),
    sources(sourcesOfRole(member), helper ? [link(plain(helper.title), helper.docs)] : []),
  );
}
