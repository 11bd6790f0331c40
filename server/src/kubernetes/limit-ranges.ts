import type { YamlDocument } from '../yaml/parse.ts';
import { child, fields, items, text } from '../yaml/read.ts';
import { names } from './look.ts';
import { manifestsOf } from './manifest.ts';

/** A LimitRange (core/v1): what containers of a namespace get that ask for nothing. */
export interface LimitRange {
  readonly name: string | null;
  readonly namespace: string | null;
  /** The resources for which it gives a default request or limit to containers. */
  readonly defaults: ReadonlySet<string>;
}

/** Whether a document may hold a LimitRange, by a cheap look; true is no promise. */
export function mayHoldLimitRange(of: string): boolean {
  return names(of, 'LimitRange');
}

/** The LimitRanges of a document. Wrong types are absent; nothing throws. */
export function limitRangesOf(document: YamlDocument): LimitRange[] {
  return manifestsOf(document).flatMap(({ apiVersion, kind, name, namespace, root }): LimitRange[] => {
    if (apiVersion !== 'v1' || kind !== 'LimitRange') return [];
    const limits = items(child(root, 'spec', 'limits')).filter(
      (item) => text(child(item, 'type'))?.value === 'Container',
    );
    const names = limits.flatMap((item) =>
      ['default', 'defaultRequest'].flatMap((key) => [...fields(child(item, key)).keys()]),
    );
    return [{ name, namespace, defaults: new Set(names) }];
  });
}

/** Whether one of some LimitRanges gives containers a default of a resource. */
export function haveDefault(limitRanges: readonly LimitRange[], resource: string): boolean {
  return limitRanges.some(({ defaults }) => defaults.has(resource));
}
