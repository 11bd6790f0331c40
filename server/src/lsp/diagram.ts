import type { Diagram } from '../diagram/diagram.ts';
import type { DrawOptions } from '../diagram/layout/layout.ts';
import { analyseBefore, type Comparing, comparisonOf, correspondingPod } from '../features/compare.ts';
import { diagramOf } from '../features/diagram.ts';
import { type Exportable, exportOf, exportOfComparison } from '../features/exports/export.ts';
import { EXPORT_FORMATS, EXPORT_THEMES } from '../features/exports/formats.ts';
import { type Pictures, picturesOf, type Wish } from '../features/pictures.ts';
import { podNear, podsIn } from '../features/pods.ts';
import { type Asked, partAt } from './asked.ts';
import type { Exported, ExportParams } from './requests.ts';

/** What somebody asks of a picture, as it comes from outside. */
type Wanted = Readonly<Partial<Record<'pod' | 'width' | 'probes' | 'before' | 'names', unknown>>>;

/** The picture of the pod at a position, or of the pod nearest to it; null for a file without any. */
export function diagram(asked: Asked, wanted: Wanted): Diagram | null {
  const { file, part, offset, context } = partAt(asked);
  const near = podNear(file, part, offset);
  return near && diagramOf(file, near.part, near.team, context.settings, optionsOf(wanted));
}

/** The same, compared with an earlier text of the file. */
export function comparison(asked: Asked, wanted: Wanted): Diagram | null {
  return comparisonOf(comparing(asked, wanted), asked.context.settings, optionsOf(wanted));
}

/** The pod at a position and what it was; of a file without pods any more the first that it had. */
function comparing(asked: Asked, wanted: Wanted): Comparing {
  const { file, part, offset } = partAt(asked);
  const pod = podNear(file, part, offset);
  const before = analyseBefore(file, typeof wanted.before === 'string' ? wanted.before : '');
  const was = pod ? correspondingPod(file, pod, before) : (podsIn(before)[0] ?? null);
  return { file, pod, before, was, names: namesOf(wanted) };
}

/** The pods of a file, with pictures of those that are wanted; without a wish of that at the position. */
export function pictures(asked: Asked, wanted: Wanted): Pictures | null {
  const { file, part, offset, context } = partAt(asked);
  const { before, pod } = wanted;
  const earlier = typeof before === 'string' ? { text: before, names: namesOf(wanted) } : null;
  return picturesOf(file, readWish(pod) ?? { part, offset }, context.settings, optionsOf(wanted), earlier);
}

/** The picture of the pod at a position, or nearest to it, as text; null for a file without any, or an unknown format. */
export function exported(asked: Asked, wanted: ExportParams): Exported | null {
  const { format, theme, picture } = wanted;
  const found = exportable(asked, wanted);
  if (!found) return null;
  const text = {
    svg: () => found.svg(EXPORT_THEMES.find((one) => one === theme) ?? 'auto'),
    mermaid: () => found.mermaid(),
    markdown: () => found.markdown(typeof picture === 'string' ? picture : undefined),
  };
  const known = EXPORT_FORMATS.find((one) => one === format);
  return known ? { name: found.stem, text: text[known]() } : null;
}

function exportable(asked: Asked, wanted: ExportParams): Exportable | null {
  const { file, part, offset, context } = partAt(asked);
  const options = optionsOf(wanted);
  if (typeof wanted.before === 'string') return exportOfComparison(comparing(asked, wanted), context.settings, options);
  const near = podNear(file, part, offset);
  return near && exportOf(file, near, context.settings, options);
}

function optionsOf({ width, probes }: Wanted): DrawOptions {
  return { ...(typeof width === 'number' && width > 0 ? { width } : {}), probes: probes === true };
}

/** What the two states are called, `HEAD` and `working tree` where nobody says otherwise. */
function namesOf({ names }: Wanted): readonly [before: string, after: string] {
  return Array.isArray(names) && names.length === 2 ? [String(names[0]), String(names[1])] : ['HEAD', 'working tree'];
}

/** Parameters are data from anywhere: a wrong type is absent. */
function readWish(pod: unknown): Wish | null {
  if (pod === 'all') return pod;
  const { index, label } = Object(pod);
  return Number.isInteger(index) ? { index, label: typeof label === 'string' ? label : null } : null;
}
