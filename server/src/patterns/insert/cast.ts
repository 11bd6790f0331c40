import type { Catalog } from '../../helpers/catalog.ts';
import type { Pod } from '../../kubernetes/pod.ts';
import { podsOf } from '../../kubernetes/pods.ts';
import { teamOf } from '../../traffic/assemble.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { Value } from '../../yaml/edit/print.ts';
import type { TextEntry } from '../../yaml/read.ts';
import type { Mapping, Node } from '../../yaml/tree.ts';
import { kept } from '../kept.ts';
import type { Record, Texts } from '../pattern.ts';
import type { ContainerList } from './insertion.ts';
import { isRecord } from './names.ts';

/** Nothing of it is written anywhere. */
const NOWHERE = { start: 0, end: 0 };

/**
 * A container of a pod of its own that is given as plain values, so that everything that is known of containers in files is
 * known of it too. Editors ask for the same patterns again and again: the last ones are kept.
 */
export function castOf(container: Record, list: ContainerList, catalog: Catalog): Teammate | null {
  const cast = CAST.get(catalog) ?? { byRecord: new WeakMap(), byText: new Map() };
  CAST.set(catalog, cast);
  const own = cast.byRecord.get(container)?.[list];
  if (own !== undefined) return own;
  // Beside an application: alone it would be one.
  const others = list === 'containers' ? [container, { name: 'app' }] : [{ name: 'app' }];
  const spec = { containers: others, ...(list === 'containers' ? {} : { [list]: [container] }) };
  const member = kept(cast.byText, JSON.stringify(spec), MOST_CAST, () => {
    const pod = podOf(spec);
    return (pod && teamOf(pod, catalog).members[0]) ?? null;
  });
  cast.byRecord.set(container, { ...cast.byRecord.get(container), [list]: member });
  return member;
}

/** What was cast, by the same object and by the same text. */
interface Cast {
  readonly byRecord: WeakMap<Record, { readonly [list in ContainerList]?: Teammate | null }>;
  readonly byText: Map<string, Teammate | null>;
}

const CAST = new WeakMap<Catalog, Cast>();
/** A library has fewer containers than this in all their forms. */
const MOST_CAST = 200;

/** A pod that is given as plain values. Null if the spec has no containers. The last ones are kept here, too. */
export function podOf(spec: Record): Pod | null {
  return kept(PODS, JSON.stringify(spec), MOST_CAST, () => read(spec));
}

const PODS = new Map<string, Pod | null>();

/** Labels or annotations that are given as plain values. */
export function textsOf(texts: Texts): [string, TextEntry][] {
  return Object.entries(texts).map(([key, value]): [string, TextEntry] => {
    return [key, { value, at: NOWHERE, via: null, key: NOWHERE, type: 'string' }];
  });
}

function read(spec: Record): Pod | null {
  const root = mappingOf({ apiVersion: 'v1', kind: 'Pod', spec });
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
