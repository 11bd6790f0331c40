import { onceFor } from '../yaml/once-for.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { child, fields, items, type Reached, reach, type TextEntry, text, textMap } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { lookAt, names } from './look.ts';

/** A label or annotation with the place of its key. */
export type TextMap = ReadonlyMap<string, TextEntry>;

/** One Kubernetes object of a document. */
export interface Manifest {
  /** Null if it is missing or filled in later. */
  readonly apiVersion: string | null;
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly labels: TextMap;
  readonly annotations: TextMap;
  /** The place of the `kind` value. */
  readonly at: Span;
  readonly root: Reached;
}

/**
 * Whether a document may hold a pod. A cheap look at the text, so that schemas, ConfigMaps and values files are never
 * parsed; true is no promise.
 */
export function mayHoldPod(text: string): boolean {
  return lookAt(text).containers;
}

/** Whether a document may hold a Service, by a cheap look; true is no promise. */
export function mayHoldService(text: string): boolean {
  return names(text, 'Service');
}

/**
 * The objects of a document: lists (`List`, `*List`) are opened, recursively. The item of a long one stands in a list by
 * itself (see `manifestTexts`).
 */
export const manifestsOf: (document: YamlDocument) => readonly Manifest[] = onceFor((document) => {
  const root = reach(document.root);
  const item = root?.node.kind === 'sequence' && root.node.items.length === 1 ? items(root)[0] : undefined;
  return open(item ?? root, 0);
});

const MAX_NESTED_LISTS = 10;

function open(root: Reached | null, depth: number): Manifest[] {
  const kind = text(child(root, 'kind'));
  if (!root || !kind || isUnresolved(kind.value)) return [];
  const list = child(root, 'items');
  if (kind.value.endsWith('List') && list?.node.kind === 'sequence') {
    return depth < MAX_NESTED_LISTS ? items(list).flatMap((item) => open(item, depth + 1)) : [];
  }
  const metadata = child(root, 'metadata');
  return [
    {
      apiVersion: resolved(text(child(root, 'apiVersion'))),
      kind: kind.value,
      name: text(child(metadata, 'name'))?.value ?? null,
      namespace: text(child(metadata, 'namespace'))?.value ?? null,
      labels: textMap(child(metadata, 'labels')),
      annotations: textMap(child(metadata, 'annotations')),
      at: kind.via ?? kind.at,
      root,
    },
  ];
}

function resolved(value: Located<string> | null): string | null {
  return value && !isUnresolved(value.value) ? value.value : null;
}

/** What a path of the workload table leads to, with the mappings on the way (outermost first). */
export interface Found {
  readonly spec: Reached;
  readonly above: readonly Reached[];
}

/** Follows a path of the workload table: `a.b`, `a[]`, `a.*`. */
export function follow(root: Reached, path: string): Found[] {
  const found: Found[] = [];
  walk(root, path.split('.'), [], found);
  return found;
}

/** Goes on from where the mappings `above` lead to, along the steps behind them. */
function walk(spec: Reached, steps: readonly string[], above: readonly Reached[], found: Found[]): void {
  const step = steps[above.length];
  if (step === undefined) {
    found.push({ spec, above });
    return;
  }
  const isList = step.endsWith('[]');
  const next = step === '*' ? fields(spec).values() : [child(spec, step.replace('[]', ''))];
  for (const value of next) {
    const reached = isList ? items(value) : value ? [value] : [];
    for (const one of reached) walk(one, steps, [...above, spec], found);
  }
}

/** Whether two objects are of one namespace; no namespace is the one that a cluster starts with. */
export function isSameNamespace(
  a: { readonly namespace: string | null },
  b: { readonly namespace: string | null },
): boolean {
  return (a.namespace ?? 'default') === (b.namespace ?? 'default');
}
