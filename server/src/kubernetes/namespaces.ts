import type { YamlDocument } from '../yaml/parse.ts';
import { manifestsOf, type TextMap } from './manifest.ts';

/** A Namespace (core/v1) with what webhooks read of it. */
export interface Namespace {
  readonly document: YamlDocument;
  readonly name: string;
  readonly labels: TextMap;
  readonly annotations: TextMap;
}

/** The Namespaces of a document. Wrong types are absent; nothing throws. */
export function namespacesOf(document: YamlDocument): Namespace[] {
  return manifestsOf(document).flatMap(({ apiVersion, kind, name, labels, annotations }): Namespace[] => {
    if (apiVersion !== 'v1' || kind !== 'Namespace' || name === null) return [];
    return [{ document, name, labels, annotations }];
  });
}
