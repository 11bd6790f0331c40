import type { AnalysedFile, Part } from '../features/file.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import type { Context } from './contexts.ts';
import type { Position } from './convert.ts';
import { type OpenFile, placeAt } from './documents.ts';

/** A request about an open file. */
export interface Asked {
  readonly open: OpenFile;
  readonly context: Context;
  /** Its documents as they stand in the workspace. */
  readonly documents: readonly WorkspaceDocument[];
  /** The same, analysed as far as they are asked. */
  readonly file: AnalysedFile;
  readonly position: Position;
}

/** The document in which the position of a request lies, and the offset in it. */
export function partAt(asked: Asked): Asked & { readonly part: Part; readonly offset: number } {
  const { piece, offset } = placeAt(asked.open, asked.position);
  return { ...asked, part: asked.file[piece] as Part, offset };
}
