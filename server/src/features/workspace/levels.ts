import { joinedPath, type Kustomization } from '../../kubernetes/kustomization.ts';

/** How near two documents are to each other: in one file, one folder, one package, or folders of one parent. */
export type Level = 0 | 1 | 2 | 3;

export const FILE = 0;
export const FOLDER = 1;
export const PACKAGE = 2;
export const SIBLING = 3;

/** Where a document is. */
export interface Home {
  readonly path: string;
  /** As `joinedPath` has it, '' for the base of all paths; null for a file that has nothing around it. */
  readonly folder: string | null;
}

/** The kustomizations that a document goes through in a package, the innermost first. */
export type Chain = readonly Kustomization[];

/** Folders that one kustomization.yaml (with those that it names) or one Chart.yaml brings together. */
export type Package = ReadonlyMap<string, Chain>;

/** What brings folders together, all paths from one base. */
export interface Packages {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** The folders with a Chart.yaml. */
  readonly charts: ReadonlySet<string>;
}

/** The folders that hold anything; the version is another one when folders come or go. */
export interface Folders {
  readonly folders: ReadonlyMap<string, unknown>;
  readonly version: number;
}

/** Tells how near documents are. */
export class Levels {
  readonly #byFolder = new Map<string, Package[]>();
  readonly #charts: ReadonlySet<string>;
  readonly #chartOf = new Map<string, string | null>();
  readonly #joined = new Map<string, { readonly version: number; readonly joined: ReadonlySet<string> }>();

  constructor({ kustomizations, charts }: Packages) {
    this.#charts = charts;
    for (const [folder, kustomization] of kustomizations) {
      if (kustomization.resources.length === 0 && !isChanging(kustomization)) continue;
      const own = new Map<string, Chain>();
      collect(folder, kustomizations, [], own, new Set());
      for (const member of own.keys()) {
        const known = this.#byFolder.get(member);
        if (known) known.push(own);
        else this.#byFolder.set(member, [own]);
      }
    }
  }

  /** How near two documents are; null if neither counts for the other. */
  between(a: Home, b: Home): Level | null {
    if (a.path === b.path) return FILE;
    if (a.folder === null || b.folder === null) return null;
    if (a.folder === b.folder) return FOLDER;
    if (this.areOne(a.folder, b.folder)) return PACKAGE;
    const parent = parentOf(a.folder);
    return parent !== null && parent === parentOf(b.folder) ? SIBLING : null;
  }

  /** Whether a package holds both folders. */
  areOne(a: string, b: string): boolean {
    const chart = this.#chart(a);
    return (chart !== null && chart === this.#chart(b)) || this.packagesOf(a).some((one) => one.has(b));
  }

  /** The kustomizations that reach a folder. */
  packagesOf(folder: string | null): readonly Package[] {
    return (folder !== null && this.#byFolder.get(folder)) || NONE;
  }

  /** The other folders of the packages of a folder, of all those that hold anything. */
  joined(folder: string, { folders, version }: Folders): ReadonlySet<string> {
    const known = this.#joined.get(folder);
    if (known?.version === version) return known.joined;
    const joined = new Set(this.packagesOf(folder).flatMap((one) => [...one.keys()]));
    const chart = this.#chart(folder);
    if (chart !== null) {
      for (const one of folders.keys()) if (one.startsWith(chart) && this.#chart(one) === chart) joined.add(one);
    }
    joined.delete(folder);
    this.#joined.set(folder, { version, joined });
    return joined;
  }

  #chart(folder: string): string | null {
    if (this.#charts.size === 0) return null;
    const known = this.#chartOf.get(folder);
    if (known !== undefined) return known;
    let chart: string | null = folder;
    while (chart !== null && !this.#charts.has(chart)) chart = parentOf(chart);
    const below = chart === null ? '' : folder.slice(chart.length).replace(/^\//, '');
    const found = /^(?:|templates(?:\/.*)?|crds)$/s.test(below) ? chart : null;
    this.#chartOf.set(folder, found);
    return found;
  }
}

const NONE: readonly Package[] = [];

/** The folder above a folder; null for the base. */
export function parentOf(folder: string): string | null {
  const slash = folder.lastIndexOf('/');
  return slash >= 0 ? folder.slice(0, slash) : folder === '' ? null : '';
}

/** Whether what a kustomization builds differs from what is written. */
export function isChanging({ namespace, namePrefix, nameSuffix, podLabels, selectorLabels }: Kustomization): boolean {
  return namespace !== null || `${namePrefix}${nameSuffix}` !== '' || podLabels.size + selectorLabels.size > 0;
}

const DEEPEST = 20;

/** The folders that a kustomization builds of, each with the kustomizations on the way, the innermost first. */
function collect(
  folder: string,
  all: ReadonlyMap<string, Kustomization>,
  outer: Chain,
  found: Map<string, Chain>,
  entered: Set<string>,
): void {
  const own = all.get(folder);
  if (!own || entered.has(folder) || outer.length > DEEPEST) return;
  entered.add(folder);
  const chain = [own, ...outer];
  if (!found.has(folder)) found.set(folder, chain);
  for (const resource of own.resources) {
    const path = joinedPath(folder, resource);
    if (all.has(path)) collect(path, all, chain, found, entered);
    else {
      // A manifest, or a folder without a kustomization of its own that is known.
      const place = /\.(?:yaml|yml|json)$/i.test(path) ? (parentOf(path) ?? '') : path;
      if (!found.has(place)) found.set(place, chain);
    }
  }
}
