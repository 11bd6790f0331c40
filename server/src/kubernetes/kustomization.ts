import { parseDocument } from '../yaml/parse.ts';
import { child, items, reach, text, texts } from '../yaml/read.ts';

/** The names under which kustomize looks for its file in a folder. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The files and folders that a kustomization (or a component) names, relative to its own folder. */
export interface KustomizationFiles {
  /** Whole manifests, and folders that hold further kustomizations. */
  readonly resources: readonly string[];
  /** Fragments that are laid over manifests of the same kind and name. */
  readonly patches: readonly string[];
}

/** What a kustomization makes of a file; `none` if none names it. */
export type KustomizeRole = 'none' | 'resource' | 'patch';

const RESOURCES = ['resources', 'bases', 'components', 'crds'];

/** Reads what a kustomization file names. Total: what is no path is left out. Patches that stand inline are no paths. */
export function kustomizationFiles(source: string): KustomizationFiles {
  const root = reach(parseDocument(source).root);
  const listed = (key: string) => texts(child(root, key)).map((path) => path.value);
  const named = (key: string) => items(child(root, key)).flatMap((item) => text(child(item, 'path'))?.value ?? []);
  return {
    resources: RESOURCES.flatMap(listed).filter(isPath),
    patches: [...named('patches'), ...listed('patchesStrategicMerge'), ...named('patchesJson6902')].filter(isPath),
  };
}

/** An inline patch is a block of YAML or JSON: it has several lines, a `key: value`, or begins with a bracket. */
function isPath(value: string): boolean {
  return value !== '' && !/[\r\n]|:[ \t]|^\s*[[{]/.test(value);
}

/**
 * Tells of each file what the kustomizations make of it; a patch stays a patch if it is listed as a resource elsewhere.
 * All paths have `/` and one base, whichever: `folder` is that of a kustomization, '' for the base itself.
 */
export function kustomizeRoles(
  kustomizations: Iterable<KustomizationFiles & { readonly folder: string }>,
): (file: string) => KustomizeRole {
  const resources = new Set<string>();
  const patches = new Set<string>();
  for (const kustomization of kustomizations) {
    for (const path of kustomization.resources) resources.add(joined(kustomization.folder, path));
    for (const path of kustomization.patches) patches.add(joined(kustomization.folder, path));
  }
  return (file) => {
    const path = joined('', file);
    return patches.has(path) ? 'patch' : resources.has(path) ? 'resource' : 'none';
  };
}

function joined(folder: string, path: string): string {
  const segments: string[] = [];
  for (const segment of `${folder}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}
