import { printSvg } from '../../server/src/diagram/svg/print.ts';
import { analyseBefore, comparisonOf, correspondingPod } from '../../server/src/features/compare.ts';
import { diagramOf } from '../../server/src/features/diagram.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { podsIn } from '../../server/src/features/pods.ts';
import { DEFAULT_SETTINGS } from '../../server/src/settings.ts';
import type { Generated } from './part.ts';

/** Where the pictures of the examples are kept. */
export const EXAMPLE_PICTURES = 'docs/pictures/examples';

const ALONE = { podPaths: [], kustomize: 'none', helpers: [] } as const;

/** The picture of the first pod of each example, by the names of their files. */
export function examplePictures(examples: ReadonlyMap<string, string>): Generated[] {
  return [...examples].flatMap(([name, text]): Generated[] => {
    const file = analyseFile(text, ALONE);
    const [picture] = podsIn(file).flatMap(({ part, team }) => diagramOf(file, part, team, DEFAULT_SETTINGS) ?? []);
    const path = `${EXAMPLE_PICTURES}/${name.replace(/\.yaml$/, '.svg')}`;
    return picture ? [{ path, text: printSvg(picture) }] : [];
  });
}

/** The picture of what has changed between two states of a manifest. */
export function comparedPicture(earlier: string, later: string): Generated[] {
  const file = analyseFile(later, ALONE);
  const before = analyseBefore(file, earlier);
  const pod = podsIn(file)[0] ?? null;
  const was = pod && correspondingPod(file, pod, before);
  const picture = comparisonOf({ file, pod, before, was, names: ['HEAD', 'working tree'] }, DEFAULT_SETTINGS);
  return picture ? [{ path: `${EXAMPLE_PICTURES}/compare.svg`, text: printSvg(picture) }] : [];
}
