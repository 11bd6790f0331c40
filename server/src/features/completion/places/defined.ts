import { isSameNamespace, manifestsOf } from '../../../kubernetes/manifest.ts';
import type { Pod } from '../../../kubernetes/pod.ts';
import { parseDocument } from '../../../yaml/parse.ts';
import type { AnalysedFile } from '../../part.ts';

/** The objects that a volume may show: its source for them, and the key of that for their name (core/v1 VolumeSource). */
export const SHOWN = {
  ConfigMap: { source: 'configMap', key: 'name' },
  Secret: { source: 'secret', key: 'secretName' },
  PersistentVolumeClaim: { source: 'persistentVolumeClaim', key: 'claimName' },
} as const;

export type ShownKind = keyof typeof SHOWN;

/** An object that a pod may show in a volume. */
export interface Defined {
  readonly kind: ShownKind;
  readonly name: string;
}

const MAY_HOLD = /kind["']?[ \t]*:[ \t]*["']?(?:ConfigMap|Secret|PersistentVolumeClaim)\b/;
/** Names are subdomains of the DNS; templates make others. */
const NAME = /^[a-z\d](?:[-.a-z\d]{0,251}[a-z\d])?$/;

/** The objects for volumes of a pod that documents of the same file define, in its namespace. */
export function definedIn(file: AnalysedFile, { manifest }: Pod): Defined[] {
  return file.flatMap(({ analysis }): Defined[] => {
    const { text } = analysis;
    if (!MAY_HOLD.test(text)) return [];
    const document = analysis.document ?? parseDocument(text);
    return manifestsOf(document).flatMap((one): Defined[] => {
      const { kind, name } = one;
      if (!isShown(kind) || one.apiVersion !== 'v1' || name === null) return [];
      return NAME.test(name) && isSameNamespace(one, manifest) ? [{ kind, name }] : [];
    });
  });
}

function isShown(kind: string): kind is ShownKind {
  return Object.hasOwn(SHOWN, kind);
}
