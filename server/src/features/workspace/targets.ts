import { keyOf, type Reference } from '../../kubernetes/referrers.ts';
import { ANY, PODS } from '../neighbours.ts';
import type { WorkspaceDocument, WorkspaceFile } from './document.ts';
import { addedLabels, isReference, namesBehind } from './kustomized.ts';
import { FILE, type Level, SIBLING } from './levels.ts';
import type { Workspace } from './workspace.ts';

/** A document, and how near it is. */
export interface Found {
  readonly document: WorkspaceDocument;
  readonly level: Level;
}

/** Pods that an object refers to. */
export interface Meant {
  /** How near they are; null if there are none. */
  readonly level: Level | null;
  /** A document and the number of the pod in it. */
  readonly pods: readonly Target[];
}

/** A document, and the number of a pod in it. */
export interface Target {
  readonly document: WorkspaceDocument;
  readonly index: number;
}

/** So many pods in other files nobody means with one object: they are samples of one kind. */
const MOST_PODS = 20;

/** More files in folders of the same parent nobody means: they are samples of one kind. */
const MOST_SIBLINGS = 100;

/**
 * The documents around a file that may hold a kind, and one of the words, level by level. The analysis of the asking
 * document rests on the answer from now on.
 */
export function* documentsFrom(
  workspace: Workspace,
  asker: WorkspaceDocument,
  file: WorkspaceFile,
  kind: number,
  words: readonly string[],
): Iterable<readonly Found[]> {
  if (words.length === 0) return;
  asker.questions?.add(file, kind, words);
  for (const [level, documents] of workspace.around(file, kind, words)) {
    if (documents.length === 0 || (level === SIBLING && documents.length > MOST_SIBLINGS)) continue;
    yield inOrder(documents.map((document): Found => ({ document, level })));
  }
}

function inOrder(found: Found[]): Found[] {
  return found.sort(({ document: one }, { document: other }) =>
    one.file === other.file ? one.index - other.index : one.file.path < other.file.path ? -1 : 1,
  );
}

/** By object the pods that it means, as long as nothing has changed. */
const MEANT = new WeakMap<Reference, { readonly version: number; readonly meant: Meant | null }>();

/**
 * The pods that an object of a document refers to, at the nearest level where there are any; null if they are too many to
 * be meant. Patches of kustomize are no pods of their own: they come along with those that are.
 * `elsewhere`: those in the document of the object itself do not count; the caller knows them.
 */
export function podsOf(
  workspace: Workspace,
  asker: WorkspaceDocument,
  at: WorkspaceDocument,
  reference: Reference,
  elsewhere = false,
): Meant | null {
  const { levels, version } = workspace;
  const { file } = at;
  const key = keyOf(reference, addedLabels(levels, file.folder));
  // Every document with a pod has that word.
  const words = key === null ? [ANY] : 'target' in reference ? namesBehind(levels, file.folder, key) : [key];
  asker.questions?.add(file, PODS, words);
  const known = elsewhere ? undefined : MEANT.get(reference);
  if (known?.version === version) return known.meant;

  const pods: Target[] = [];
  const patches: Target[] = [];
  let nearestPatch: Level | null = null;
  let level: Level | null = null;
  for (const found of documentsFrom(workspace, asker, file, PODS, words)) {
    for (const { document, level: own } of found) {
      if (elsewhere && document === at) continue;
      const ends = { from: file.folder, to: document.file.folder, level: own };
      const isPatch = document.file.surroundings.kustomize === 'patch';
      workspace.sketch(document).pods.forEach((pod, index) => {
        if (!isReference(levels, reference, pod, ends)) return;
        (isPatch ? patches : pods).push({ document, index });
        if (isPatch) nearestPatch ??= own;
        else level = own;
      });
    }
    if (level !== null) break;
  }
  const tooMany = level !== FILE && pods.length > MOST_PODS;
  const meant = tooMany ? null : { level: level ?? nearestPatch, pods: [...pods, ...patches] };
  if (!elsewhere) MEANT.set(reference, { version, meant });
  return meant;
}
