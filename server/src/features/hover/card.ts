import { callsOf } from '../../traffic/calls/calls.ts';
import { servedBy } from '../../traffic/ports/serves.ts';
import type { Teammate } from '../../traffic/team.ts';
import { deprecation, factLines } from './facts.ts';
import { lifeLines } from './life.ts';
import { bullets, link, paragraphs } from './markdown.ts';
import { isTabled, portTable } from './port-table.ts';
import { introduction, sourcesOfRole } from './roles.ts';
import { sharingLines } from './sharing.ts';
import { sources } from './sources.ts';
import { partialNote, type View } from './view.ts';
import { watchLines } from './watch.ts';

/** So many lines are still read; what the catalogue knows beside them fills up what is left. */
const MANY_LINES = 8;

/** Rows in the table of its ports; on the key `ports` there are more. */
const MOST_PORTS = 6;

/** The card of a container: what it is, why, when it runs, what it shares, what to know, what to watch for. */
export function card(view: View, member: Teammate, about: string | null = null): string {
  const { helper } = member.role;
  const served = servedBy(view.team, member, callsOf(view.team));
  const tabled = isTabled(view, member, served);
  const lines = [
    ...lifeLines(view, member),
    ...sharingLines(
      view,
      member,
      tabled ? served.slice(0, served.length > MOST_PORTS ? MOST_PORTS - 1 : MOST_PORTS) : [],
    ),
  ];
  const taken = lines.length + (tabled ? Math.min(served.length, MOST_PORTS) : 0);
  const facts = factLines(view, member).slice(0, Math.max(2, MANY_LINES - taken));
  const watch = watchLines(view, member);
  return paragraphs(
    deprecation(member),
    introduction(view, member),
    about,
    bullets([...lines, ...facts]),
    tabled ? portTable(view, member, served, MOST_PORTS) : null,
    watch.length > 0 ? paragraphs('Watch for:', bullets(watch)) : null,
    partialNote(view),
    sources(sourcesOfRole(member), helper && !helper.toolbox ? [link(helper.title, helper.docs)] : []),
  );
}
