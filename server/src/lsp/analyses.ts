import { dirname } from 'node:path/posix';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Analysis } from '../analysis.ts';
import type { AnalysedFile, Part } from '../features/file.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import { carriedOver } from '../features/workspace/exchange.ts';
import type { Home } from '../features/workspace/levels.ts';
import { podsInFile, type WorkspacePod } from '../features/workspace/workloads.ts';
import type { Workspace } from '../features/workspace/workspace.ts';
import { lineStartsOf } from '../yaml/lines.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import type { Context } from './contexts.ts';
import { uriOf } from './disk.ts';
import { firstLines, type OpenFile, type Piece } from './documents.ts';
import type { Guard } from './guard.ts';
import { giveBack, mayTakeRoom } from './memory.ts';

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

/** The parts of an open file, and what they were made of. */
interface Parts {
  readonly documents: readonly WorkspaceDocument[];
  readonly parts: readonly OpenPart[];
}

/** The analyses of the documents of open files, which stand in their workspace with the text that the editor shows. */
export class Analyses {
  readonly #workspace: Workspace;
  readonly #places: Places;
  readonly #taken = new Map<string, Taken>();
  readonly #uris = new Map<string, string>();
  readonly #superseded = new WeakSet<OpenFile>();
  readonly #documents = new WeakMap<OpenFile, readonly WorkspaceDocument[]>();
  readonly #parts = new Map<string, Parts>();

  constructor(workspace: Workspace, places: Places) {
    this.#workspace = workspace;
    this.#places = places;
  }

  /** The documents of an open file as they stand in the workspace: one for each piece, the same as long as that stays. */
  documents(file: OpenFile, context: Context): readonly WorkspaceDocument[] {
    this.take(file, context);
    const documents = this.#documents.get(file);
    if (!documents) throw new Error(`${file.uri} is not in the workspace`);
    return documents;
  }

  /** The analysis of a document: the same one as long as all stays as it is that it rests on, and somebody has it. */
  of(document: WorkspaceDocument): Analysis {
    return this.#workspace.analysis(document);
  }

  /** The documents of an open file, each analysed when it is asked for; the same parts as long as they stay where they are. */
  parts(file: OpenFile, context: Context): AnalysedFile {
    const documents = this.documents(file, context);
    const { firstLines } = file;
    const known = this.#parts.get(file.uri) ?? { documents: [], parts: [] };
    // The documents in front of them have as many lines as before.
    if (known.documents === documents) return known.parts;
    const carried = carriedOver(known.documents, known.parts, documents);
    const parts = documents.map((document, i) => {
      const firstLine = firstLines[i] ?? 0;
      const part = carried[i];
      return part?.firstLine === firstLine ? part : new OpenPart(this.#workspace, document, firstLine);
    });
    this.#parts.set(file.uri, { documents, parts });
    return parts;
  }

  /** Puts the text of an open file into the workspace; `changed` is called if that matters to other open files. */
  take(file: OpenFile, { surroundings }: Pick<Context, 'surroundings'>): void {
    const known = this.#taken.get(file.uri);
    // An answer that is overdue may still ask with an older text.
    if ((known?.file === file && known.surroundings === surroundings) || this.#superseded.has(file)) return;
    if (known && known.file !== file) this.#superseded.add(known.file);
    if (!known && isLong(file)) mayTakeRoom(true);
    const changed = this.#put(file, surroundings);
    // Somebody is just asking about the file itself.
    this.tell(changed, this.#taken.get(file.uri)?.path);
  }

  /** Gives the paths of the open files to which it matters, its own included. */
  #put(file: OpenFile, surroundings: Context['surroundings']): ReadonlySet<string> {
    const { uri, pieces } = file;
    const { path, folder } = this.#places.homeOf(uri);
    this.#taken.set(uri, { file, surroundings, path });
    this.#uris.set(path, uri);
    const changed = this.#workspace.set(path, pieces, { folder, surroundings });
    this.#workspace.hold(path);
    const documents = this.#workspace.file(path)?.documents ?? [];
    this.#documents.set(file, documents);
    // They are its pieces.
    FIRST_LINES.set(documents, file.firstLines);
    return changed;
  }

  /** A file was opened and looked at: of a long one everything is let go that was needed only for that. */
  restBehind(file: OpenFile, guard: Guard): void {
    if (!isLong(file)) return;
    const rest = guard.notice<void>('Giving memory back', async () => {
      this.#workspace.rest();
      // What was let go in a turn lives until its end.
      await nextTurn();
      giveBack();
      mayTakeRoom(false);
    });
    setTimeout(rest, ON_ITS_WAY).unref();
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
    this.#parts.delete(uri);
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
      // Nobody is asking about the file itself.
      if (this.#workspace.file(path)?.folder !== folder) this.tell(this.#put(file, surroundings));
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

  /** The document of a tree of another document than that of a finding; null if it is none of the workspace. */
  homeOf(tree: YamlDocument): WorkspaceDocument | null {
    return this.#workspace.homeOf(tree);
  }

  /** Where a document stands; null if it is not in the workspace any more. */
  placeOf(document: WorkspaceDocument): { readonly uri: string; readonly firstLine: number } | null {
    const { path } = document.file;
    const documents = this.#workspace.file(path)?.documents;
    if (documents?.[document.index] !== document) return null;
    const known = FIRST_LINES.get(documents) ?? firstLines(documents.map((one) => ({ lineStarts: linesOf(one) })));
    FIRST_LINES.set(documents, known);
    return { uri: this.uriOf(path), firstLine: known[document.index] ?? 0 };
  }
}

/** Characters of a file that takes much more memory when it is opened than later. */
const LONG = 300_000;

/** Milliseconds in which an answer is on its way. */
const ON_ITS_WAY = 20;

function isLong({ pieces }: OpenFile): boolean {
  return pieces.reduce((sum, { text }) => sum + text.length, 0) >= LONG;
}

const FIRST_LINES = new WeakMap<readonly WorkspaceDocument[], readonly number[]>();

/** A document of an open file; it is analysed when its analysis is asked for. */
class OpenPart implements Part {
  readonly document: WorkspaceDocument;
  readonly firstLine: number;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace, document: WorkspaceDocument, firstLine: number) {
    this.#workspace = workspace;
    this.document = document;
    this.firstLine = firstLine;
  }

  get text(): string {
    return this.document.text;
  }

  get lineStarts(): readonly number[] {
    return linesOf(this.document);
  }

  get analysis(): Analysis {
    return this.#workspace.analysis(this.document);
  }
}

/** Where the lines of a document begin. Open documents know it. */
export function linesOf({ source, text }: WorkspaceDocument): readonly number[] {
  return (source as Partial<Piece>).lineStarts ?? lineStartsOf(text);
}
