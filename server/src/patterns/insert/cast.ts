import type { Catalog } from '../../helpers/catalog.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { podsOf } from '../../kubernetes/pods.ts';
import { teamOf } from '../../traffic/assemble.ts';
import type { Team } from '../../traffic/team.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { Mapping, Node } from '../../yaml/tree.ts';
import type { Record, Texts } from '../pattern.ts';
import { isRecord } from './names.ts';

/** Nothing of it is written anywhere. */
const NOWHERE = { start: 0, end: 0 };

/**
 * The team of a pod that is given as plain values, so that everything that is known of containers in files is known of
 * its containers too. Null if the spec has none. Editors ask for the same patterns again and again: the last ones are kept.
 */
export function castOf(spec: Record, catalog: Catalog): Team | null {
  const cast = CAST.get(catalog) ?? new Map<string, Team | null>();
  CAST.set(catalog, cast);
  const key = JSON.stringify(spec);
  const known = cast.get(key);
  if (known !== undefined) return known;
  const pod = podOf(spec);
  const team = pod && teamOf(pod, catalog);
  if (cast.size >= MOST_CAST) cast.clear();
  cast.set(key, team);
  return team;
}

const CAST = new WeakMap<Catalog, Map<string, Team | null>>();
/** A library has fewer containers than this in all their forms. */
const MOST_CAST = 200;

/** A pod that is given as plain values. Null if the spec has no containers. */
export function podOf(
  spec: Record,
  metadata: { readonly labels?: Texts; readonly annotations?: Texts } = {},
): Pod | null {
  const { labels = {}, annotations = {} } = metadata;
  const root = mappingOf({ apiVersion: 'v1', kind: 'Pod', metadata: { labels, annotations }, spec });
  const document = { text: '', root, template: null, templated: false, broken: false, brokenAt: null, multiline: [] };
  return podsOf(document, { podPaths: [], kustomize: 'none' })[0] ?? null;
}

function nodeOf(value: Value): Node {
  if (Array.isArray(value)) {
    const items = value.map((item: Value) => ({ value: nodeOf(item), at: NOWHERE }));
    return { kind: 'sequence', at: NOWHERE, flow: false, items };
  }
  if (isRecord(value)) return mappingOf(value);
  const style = typeof value === 'string' ? 'double' : 'plain';
  return { kind: 'scalar', at: NOWHERE, text: String(value), style, tag: null, templated: false };
}

function mappingOf(value: Record): Mapping {
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = { kind: 'scalar', at: NOWHERE, text: key, style: 'plain', tag: null, templated: false } as const;
    return { key: name, value: nodeOf(inner), at: NOWHERE };
  });
  return { kind: 'mapping', at: NOWHERE, flow: false, entries };
}
