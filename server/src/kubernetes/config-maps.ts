import type { YamlDocument } from '../yaml/parse.ts';
import { child, textMap } from '../yaml/read.ts';
import { names } from './look.ts';
import { manifestsOf, type TextMap } from './manifest.ts';

/** A ConfigMap (core/v1): the texts that containers get as variables and files. */
export interface ConfigMap {
  readonly document: YamlDocument;
  readonly name: string;
  readonly namespace: string | null;
  readonly data: TextMap;
}

/** Whether a document may hold a ConfigMap, by a cheap look; true is no promise. */
export function mayHoldConfigMap(of: string): boolean {
  return names(of, 'ConfigMap');
}

/** The ConfigMaps of a document. Wrong types are absent; nothing throws. */
export function configMapsOf(document: YamlDocument): ConfigMap[] {
  return manifestsOf(document).flatMap(({ apiVersion, kind, name, namespace, root }): ConfigMap[] => {
    if (apiVersion !== 'v1' || kind !== 'ConfigMap' || name === null) return [];
    return [{ document, name, namespace, data: textMap(child(root, 'data')) }];
  });
}
