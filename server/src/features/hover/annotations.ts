import type { Located, Span } from '../../yaml/span.ts';
import { dapr } from './annotations/dapr.ts';
import { injectionKeys } from './annotations/injection.ts';
import { istio } from './annotations/istio.ts';
import { linkerd } from './annotations/linkerd.ts';
import { meshes } from './annotations/meshes.ts';
import { others } from './annotations/others.ts';
import { own } from './annotations/own.ts';
import { vault } from './annotations/vault.ts';
import type { Explain, Topics } from './annotations/written.ts';
import type { View } from './view.ts';

/** What is known of keys, by theme. */
export const TOPICS: readonly Topics[] = [own, istio, linkerd, vault, dapr, meshes, others];

/** By key; later ones say more than those of the table of injectors. */
const KEYS: ReadonlyMap<string, Explain> = new Map([
  ...Object.entries(injectionKeys),
  ...TOPICS.flatMap(({ keys }) => Object.entries(keys)),
]);

const PREFIXES: readonly (readonly [string, Explain])[] = TOPICS.flatMap(({ prefixes }) =>
  Object.entries(prefixes ?? {}),
);

/** What a label or annotation of the pod template means for the team, as Markdown; null for nothing. */
export function annotation(
  view: View,
  key: string,
  value: Located<string>,
  of: 'labels' | 'annotations',
): string | null {
  const explain = KEYS.get(key);
  if (explain) return explain(view, { key, value, of, rest: key });
  const prefix = PREFIXES.find(([start]) => key.startsWith(start));
  return prefix ? prefix[1](view, { key, value, of, rest: key.slice(prefix[0].length) }) : null;
}

/** A label or annotation of the pod at an offset, on its key, its value or the alias of one; null where none stands. */
export function annotationAt(view: View, offset: number): { readonly at: Span; readonly markdown: string } | null {
  const { labels, annotations, manifest, partial, shape } = view.pod;
  // What operators read on their own objects is theirs; the annotations that silence rules are ours.
  const passedOn = partial !== 'fragment' && shape !== 'tekton-task';
  const places = [
    { of: 'labels', map: labels, all: passedOn },
    { of: 'annotations', map: annotations, all: passedOn },
    { of: 'annotations', map: manifest.annotations, all: false },
  ] as const;
  for (const { of, map, all } of places) {
    for (const [key, value] of map) {
      const at = [value.key, value.at, value.via].find((span) => span && span.start <= offset && offset <= span.end);
      const markdown = at && (all || key.startsWith('pod-patterns/')) ? annotation(view, key, value, of) : null;
      if (at && markdown) return { at, markdown };
    }
  }
  return null;
}
