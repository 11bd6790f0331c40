import { type Analysis, analyse } from '../../analysis.ts';
import { ownMapping } from '../../edits/fields.ts';
import { otherAdditions } from '../../patterns/insert/edits.ts';
import type { ContainerList } from '../../patterns/insert/insertion.ts';
import type { Placed, Plan } from '../../patterns/insert/plan.ts';
import { editsOf, isShared } from '../../yaml/edit/additions.ts';
import { writtenValue } from '../../yaml/edit/find.ts';
import { around } from '../../yaml/edit/place.ts';
import { styleAround } from '../../yaml/edit/style.ts';
import type { Edit } from '../../yaml/span.ts';
import type { Begun, Written } from './begun.ts';
import type { Cursor } from './cursor.ts';
import { isAt, specSpot } from './place.ts';
import { itemsEdit } from './write.ts';

/** A container that is being begun between brackets, and the analysis of the text without what is typed; null if none is. */
export function begunInFlow(
  { text, surroundings, near }: Analysis,
  cursor: Cursor,
): { readonly blank: Analysis; readonly begun: Begun } | null {
  const spot = cursor.flow && cursor.on === 'item' ? specSpot(cursor) : null;
  const list = LISTS.find((one) => spot && isAt(spot.path, one, '*'));
  const index = Number(spot?.path[1]);
  if (!spot || !list || spot.pod.shape !== 'pod-spec') return null;
  const { at } = cursor;
  // With the comma behind it, which would be one too many.
  const end = at.end + (/^\s*,/.exec(text.slice(at.end))?.[0].length ?? 0);
  const gone = text.slice(at.start, end).replace(/[^\s]/g, ' ');
  const blank = analyse(text.slice(0, at.start) + gone + text.slice(end), surroundings, near);
  const team = blank.teams.find(({ pod }) => pod.at.start === spot.pod.at.start);
  const { document } = blank;
  const spec = team && ownMapping(team.pod.spec);
  const sequence = spec && writtenValue(spec, list);
  if (!team || !document || document.broken || !spec || !sequence || isShared(document, sequence)) return null;
  // A list of the application's containers needs another one: a helper alone helps nobody.
  if (list === 'containers' && !team.pod.containers.some((container) => container.list === list)) return null;
  const writeItem = ({ container }: Placed): Edit | null => itemsEdit(cursor, [container]);
  const write = (plan: Plan): Written | null => {
    const main = plan.helper && writeItem(plan.helper);
    const additions = otherAdditions(team.pod, plan, at.start);
    const others = 'refusal' in additions ? null : editsOf(document, additions);
    const isApart = (edit: Edit) => edit.at.end < at.start || edit.at.start > at.end;
    return main && others?.every(isApart) ? { main, others } : null;
  };
  const style = styleAround(document, around(document, spec));
  return { blank, begun: { team, list, index, offset: at.start, style, write, writeItem } };
}

const LISTS: readonly ContainerList[] = ['initContainers', 'containers'];
