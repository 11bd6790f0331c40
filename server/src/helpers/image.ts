import { remembering } from './remembering.ts';

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
export const parseImage: (reference: string) => ImageReference = remembering((reference) => {
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
});

/** An image reference as it is written, in name and tag; null without a tag, or with a digest. */
export function splitTag(reference: string): { readonly name: string; readonly tag: string } | null {
  const colon = reference.lastIndexOf(':');
  if (reference.includes('@') || colon <= reference.lastIndexOf('/')) return null;
  return { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/** No repository, tag or container name is longer (OCI distribution: 255 for a repository with its registry). */
const MAX_TEXT = 512;

/**
 * A matcher for a glob over a repository, a tag or a name: `**` anything, `*` anything within one segment, `**` with a
 * slash any number of whole segments. Its time grows with the length of the glob times that of the text, whatever they are.
 */
export function globMatcher(glob: string): (text: string) => boolean {
  const parts = glob.split(/(\*\*\/|\*\*|\*)/).filter((part) => part !== '');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 && !isWildcard(first)) return (text) => text === first;
  const head = isWildcard(first) ? '' : first;
  const tail = isWildcard(last) ? '' : last;
  const longest = parts.reduce((most, part) => (isWildcard(part) || part.length <= most.length ? most : part), '');
  const fits = (text: string) => text.length <= MAX_TEXT && text.endsWith(tail) && text.startsWith(head);
  // What nearly all globs look like.
  if (parts.length === 2 && first === '**/' && tail !== '') {
    return (text) => fits(text) && (text.length === tail.length || text[text.length - tail.length - 1] === '/');
  }
  // Searching for a text is much cheaper than following the glob.
  return (text) => fits(text) && text.includes(longest) && matches(parts, text);
}

/** Follows a glob part by part through all places of a text that can be reached, so that nothing is tried twice. */
function matches(parts: readonly string[], text: string): boolean {
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const part of parts) {
    const next = new Uint8Array(text.length + 1);
    if (isWildcard(part)) spread(part, text, reached, next);
    else {
      for (let at = reached.indexOf(1); at >= 0; at = reached.indexOf(1, at + 1)) {
        if (text.startsWith(part, at)) next[at + part.length] = 1;
      }
    }
    reached = next;
  }
  return reached[text.length] === 1;
}

function spread(wildcard: string, text: string, from: Uint8Array, to: Uint8Array): void {
  let open = false;
  for (let at = 0; at <= text.length; at++) {
    const behindSlash = text[at - 1] === '/';
    const here = from[at] === 1;
    if (wildcard === '*' && behindSlash) open = false;
    if (here || (open && (wildcard !== '**/' || behindSlash))) to[at] = 1;
    open ||= here;
  }
}

function isWildcard(part: string): boolean {
  return part === '*' || part === '**' || part === '**/';
}
