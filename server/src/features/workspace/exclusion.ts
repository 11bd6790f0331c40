import ignore from 'ignore';

/** Whether a file or folder is left out, by its path with `/`. */
export type Excludes = (path: string, isFolder: boolean) => boolean;

/** Folders that are never entered, whatever the settings say. */
export const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** The files in folders that may be manifests. */
export const MANIFEST = /\.(?:yaml|yml|json)$/;

/** Globs as in a `.gitignore` file in a folder, whose path has `/`, too. */
export function excluder(folder: string, globs: readonly string[]): Excludes {
  const rules = ignore().add([...globs]);
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return (path, isFolder) => {
    if (globs.length === 0 || !path.startsWith(start)) return false;
    const below = path.slice(start.length);
    return below !== '' && ignore.isPathValid(below) && rules.ignores(isFolder ? `${below}/` : below);
  };
}
