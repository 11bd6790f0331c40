/** The parts of an image reference, the repository normalised as the container runtime does it. */
export interface ImageReference {
  /** With registry: `docker.io/library/nginx`. */
  readonly repository: string;
  /** Null if there is none. */
  readonly tag: string | null;
  readonly digest: string | null;
}

/**
 * Takes an image reference apart. One-segment names belong to `docker.io/library`, and names whose first segment is no
 * host (no dot, no colon, not `localhost`) to `docker.io`.
 */
export function parseImage(reference: string): ImageReference {
  const [name = '', digest = null] = reference.trim().split('@', 2);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  const path = hasTag ? name.slice(0, colon) : name;
  const slash = path.indexOf('/');
  const host = slash < 0 ? '' : path.slice(0, slash);
  const isHost = /[.:]/.test(host) || host === 'localhost';
  const full = (isHost ? path : `docker.io/${path}`).replace(/^index\.docker\.io\//, 'docker.io/');
  const repository = full.replace(/^docker\.io\/([^/]+)$/, 'docker.io/library/$1');
  return { repository: repository.toLowerCase(), tag: hasTag ? name.slice(colon + 1) : null, digest };
}

/** A matcher for a glob over a repository or tag: `**` anything, `*` anything within one segment. */
export function globMatcher(glob: string): (text: string) => boolean {
  const pattern = glob
    .split(/(\*\*\/|\*\*|\*)/)
    .map((part) => GLOB_PARTS[part] ?? part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('');
  const regex = new RegExp(`^${pattern}$`);
  return (text) => regex.test(text);
}

const GLOB_PARTS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
