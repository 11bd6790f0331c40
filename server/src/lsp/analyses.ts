import { dirname } from 'node:path/posix';
import type { Analysis } from '../analysis.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import type { Home } from '../features/workspace/levels.ts';
import { podsInFile, type WorkspacePod } from '../features/workspace/workloads.ts';
import type { Workspace } from '../features/workspace/workspace.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Context } from './contexts.ts';
import { uriOf } from './disk.ts';
import type { OpenFile, Piece } from './documents.ts';

/** What the analyses of open files need to know. */
export interface Places {
  /** Where a file counts, by its URI. */
  readonly homeOf: (uri: string) => Home;
  /** Called for the open files whose analyses may come out otherwise, because another file has changed. */
  readonly changed: (uris: readonly string[]) => void;
}

interface Taken {
  readonly file: OpenFile;
  readonly surroundings: Context['surroundings'];
  readonly path: string;
}

/** The analyses of the documents of open files, which stand in their workspace with the text that the editor shows. */
export class Analyses {
  readonly #workspace: Workspace;
  readonly #places: Places;
  readonly #taken = new Map<string, Taken>();
  readonly #uris = new Map<string, string>();
  readonly #superseded = new WeakSet<OpenFile>();
  readonly #documents = new WeakMap<Piece, WorkspaceDocument>();

  constructor(workspace: Workspace, places: Places) {
    this.#workspace = workspace;
    this.#places = places;
  }

  /** The analysis of a document of a file: the same one as long as all stays as it is that it rests on. */
  of(piece: Piece, file: OpenFile, context: Context): Analysis {
    this.take(file, context);
    const document = this.#documents.get(piece);
    if (!document) throw new Error(`a document of ${file.uri} is not in the workspace`);
    return this.#workspace.analysis(document);
  }

  /** Puts the text of an open file into the workspace; `changed` is called if that matters to other open files. */
  take(file: OpenFile, { surroundings }: Pick<Context, 'surroundings'>): void {
    const known = this.#taken.get(file.uri);
    // An answer that is overdue may still ask with an older text.
    if ((known?.file === file && known.surroundings === surroundings) || this.#superseded.has(file)) return;
    if (known && known.file !== file) this.#superseded.add(known.file);
    this.#put(file, surroundings);
  }

  #put(file: OpenFile, surroundings: Context['surroundings']): void {
    const { uri, pieces } = file;
    const { path, folder } = this.#places.homeOf(uri);
    this.#taken.set(uri, { file, surroundings, path });
    this.#uris.set(path, uri);
    const changed = this.#workspace.set(path, pieces, { folder, surroundings });
    this.#workspace.hold(path);
    for (const document of this.#workspace.file(path)?.documents ?? []) {
      this.#documents.set(document.source as Piece, document);
    }
    this.tell(changed, path);
  }

  /** Tells of open files for which a change of the workspace may matter; `own` is the one that has changed. */
  tell(changed: ReadonlySet<string>, own?: string): void {
    const uris = [...changed].flatMap((path) => (path === own ? [] : (this.#uris.get(path) ?? [])));
    if (uris.length > 0) this.#places.changed(uris);
  }

  /** A file was closed: it counts no more, until its text is read from the disk. */
  forget(uri: string): void {
    const known = this.#taken.get(uri);
    this.#taken.delete(uri);
    if (!known) return;
    this.#uris.delete(known.path);
    this.tell(this.#workspace.delete(known.path));
  }

  /** Whether a file is open, by its path. */
  isOpen(path: string): boolean {
    return this.#uris.has(path);
  }

  /** The folders of open files. */
  folders(): ReadonlySet<string> {
    return new Set([...this.#uris.keys()].map((path) => dirname(path)));
  }

  /** Open files may count elsewhere than before. */
  moved(): void {
    for (const { file, surroundings, path } of [...this.#taken.values()]) {
      const { folder } = this.#places.homeOf(file.uri);
      if (this.#workspace.file(path)?.folder !== folder) this.#put(file, surroundings);
    }
  }

  /** The pods of all files, one file after the other. */
  *pods(): Iterable<readonly WorkspacePod[]> {
    for (const path of [...this.#workspace.paths()].sort()) yield podsInFile(this.#workspace, path);
  }

  /** The URI of a file by its path. */
  uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }

  /** Where a document of another tree than that of a finding is; null if it is not in the workspace any more. */
  placeOf(tree: YamlDocument): Placed | null {
    const document = this.#workspace.homeOf(tree);
    const all = document && this.#workspace.file(document.file.path)?.documents;
    if (!document || !all?.includes(document)) return null;
    const before = all.slice(0, all.indexOf(document));
    const firstLine = before.reduce((line, one) => line + linesOf(one).length - 1, 0);
    const { path } = document.file;
    return { uri: this.uriOf(path), text: document.text, lineStarts: linesOf(document), firstLine };
  }
}

/** A document, its file, and where it stands in it. */
export interface Placed {
  readonly uri: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly firstLine: number;
}

/** Open documents know where their lines begin. */
function linesOf({ source, text }: WorkspaceDocument): readonly number[] {
  return (source as Partial<Piece>).lineStarts ?? lineStartsOf(text);
}
