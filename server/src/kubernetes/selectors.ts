import { child, items, type Reached, text, textMap, texts } from '../yaml/read.ts';
import type { Manifest } from './manifest.ts';

/** A label selector (meta/v1 LabelSelector): all labels and all expressions must hold. */
export interface LabelSelector {
  readonly labels: ReadonlyMap<string, string>;
  readonly expressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** Labels of an object by their keys, as far as selectors look at them. */
export type Labels = ReadonlyMap<string, { readonly value: string }>;

/** A pod, as far as other objects refer to it. */
export interface Referable {
  readonly labels: Labels;
  /** Its workload. */
  readonly manifest: Pick<Manifest, 'apiVersion' | 'kind' | 'name' | 'namespace'> & { readonly labels: Labels };
}

/** Reads `matchLabels` and `matchExpressions`. */
export function readLabelSelector(from: Reached | null): LabelSelector {
  return {
    labels: plainLabels(child(from, 'matchLabels')),
    expressions: items(child(from, 'matchExpressions')).flatMap((one) => {
      const key = text(child(one, 'key'))?.value;
      const operator = text(child(one, 'operator'))?.value;
      const values = texts(child(one, 'values')).map(({ value }) => value);
      return key === undefined || operator === undefined ? [] : [{ key, operator, values }];
    }),
  };
}

/** The labels of a mapping, without their places. */
export function plainLabels(from: Reached | null): ReadonlyMap<string, string> {
  return new Map([...textMap(from)].map(([key, { value }]) => [key, value]));
}

/** Whether labels are such as a selector wants; an empty selector takes everything, an unknown operator nothing. */
export function matches({ labels, expressions }: LabelSelector, of: Labels): boolean {
  return (
    [...labels].every(([key, value]) => of.get(key)?.value === value) &&
    expressions.every(({ key, operator, values }) => {
      const value = of.get(key)?.value;
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
