import { parseDocument } from '../yaml/parse.ts';
import { boolean, child, items, type Reached, reach, text, texts } from '../yaml/read.ts';
import { plainLabels } from './selectors.ts';

/** The names under which kustomize looks for its file in a folder. */
export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** The file that makes a folder a chart of Helm. */
export const CHART_FILE = 'Chart.yaml';

/** The files and folders that a kustomization (or a component) names, relative to its own folder. */
export interface KustomizationFiles {
  /** Whole manifests, and folders that hold further kustomizations. */
  readonly resources: readonly string[];
  /** Fragments that are laid over manifests of the same kind and name. */
  readonly patches: readonly string[];
}

/** What a kustomization (or a component) names, and what it makes of all that it builds. */
export interface Kustomization extends KustomizationFiles {
  /** The namespace of everything it builds; null where it leaves them. */
  readonly namespace: string | null;
  readonly namePrefix: string;
  readonly nameSuffix: string;
  /** The labels that it gives the pods of workloads. */
  readonly podLabels: ReadonlyMap<string, string>;
  /** The labels that it adds to the selectors of Services, workloads and NetworkPolicies. */
  readonly selectorLabels: ReadonlyMap<string, string>;
}

/** What a kustomization makes of a file; `none` if none names it. */
export type KustomizeRole = 'none' | 'resource' | 'patch';

const RESOURCES = ['resources', 'bases', 'components', 'crds'];

/** Reads a kustomization file. Total: what is no path is left out. Patches that stand inline are no paths. */
export function readKustomization(source: string): Kustomization {
  const root = reach(parseDocument(source).root);
  const listed = (key: string) => texts(child(root, key)).map((path) => path.value);
  const named = (key: string) => items(child(root, key)).flatMap((item) => text(child(item, 'path'))?.value ?? []);
  return {
    resources: RESOURCES.flatMap(listed).filter(isPath),
    patches: [...named('patches'), ...listed('patchesStrategicMerge'), ...named('patchesJson6902')].filter(isPath),
    namespace: text(child(root, 'namespace'))?.value || null,
    namePrefix: text(child(root, 'namePrefix'))?.value ?? '',
    nameSuffix: text(child(root, 'nameSuffix'))?.value ?? '',
    ...labelsIn(root),
  };
}

function labelsIn(root: Reached | null): Pick<Kustomization, 'podLabels' | 'selectorLabels'> {
  const common = plainLabels(child(root, 'commonLabels'));
  const [podLabels, selectorLabels] = [new Map(common), new Map(common)];
  for (const item of items(child(root, 'labels'))) {
    const selects = boolean(child(item, 'includeSelectors'))?.value === true;
    const reachesPods = selects || boolean(child(item, 'includeTemplates'))?.value === true;
    for (const [key, value] of plainLabels(child(item, 'pairs'))) {
      if (reachesPods) podLabels.set(key, value);
      if (selects) selectorLabels.set(key, value);
    }
  }
  return { podLabels, selectorLabels };
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
    for (const path of kustomization.resources) resources.add(joinedPath(kustomization.folder, path));
    for (const path of kustomization.patches) patches.add(joinedPath(kustomization.folder, path));
  }
  return (file) => {
    const path = joinedPath('', file);
    return patches.has(path) ? 'patch' : resources.has(path) ? 'resource' : 'none';
  };
}

/** A path as it is seen from a folder: with `/` between its names, none before or behind them, and without `.` and `..`. */
export function joinedPath(folder: string, path: string): string {
  const segments: string[] = [];
  for (const segment of `${folder}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.join('/');
}
