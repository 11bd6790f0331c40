/** A file as it must be; `path` is relative to the project's root, with `/`. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Reads a file of the project; null if it is not there. */
export type Read = (path: string) => string | null;
