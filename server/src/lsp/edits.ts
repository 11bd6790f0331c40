import type { ChangeAnnotation, SnippetTextEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { Part } from '../features/part.ts';
import type { Edit } from '../yaml/span.ts';
import type { FillableEdit } from '../yaml/tab-stop.ts';
import { type Client, confirmsEdits, fillsEdits, workspaceEdit } from './client.ts';
import { rangeIn } from './convert.ts';
import type { OpenFile } from './documents.ts';
import { snippetsOf } from './snippets.ts';

/** What a client may make of edits beside making them. */
export interface Ways {
  /** The same edits with what can be typed over in them; null if that is nothing. */
  readonly fillable: (() => readonly FillableEdit[]) | null;
  /** What the user is told about them. */
  readonly annotation: ChangeAnnotation | null;
}

/** Edits of a document of an open file, in the best of the given ways that the client takes. */
export function editOf(
  client: Client,
  open: OpenFile,
  part: Part,
  edits: readonly Edit[],
  { fillable, annotation }: Ways,
): WorkspaceEdit {
  if (fillable && fillsEdits(client)) {
    const { analysis, lineStarts, firstLine } = part;
    return snippetEdit(open, snippetsOf({ text: analysis.text, lineStarts }, firstLine, fillable()));
  }
  const texts = textEdits(part, edits);
  return annotation && confirmsEdits(client)
    ? annotatedEdit(open, texts, annotation)
    : workspaceEdit(client, open, texts);
}

/** Edits of a document, with their ranges in its file. */
export function textEdits(part: Part, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ at, text }) => ({ range: rangeIn(part, at), newText: text }));
}

function annotatedEdit({ uri, version }: OpenFile, edits: TextEdit[], annotation: ChangeAnnotation): WorkspaceEdit {
  const annotationId = 'change';
  const annotated = edits.map((edit) => ({ ...edit, annotationId }));
  return {
    documentChanges: [{ textDocument: { uri, version }, edits: annotated }],
    changeAnnotations: { [annotationId]: annotation },
  };
}

function snippetEdit({ uri, version }: OpenFile, edits: SnippetTextEdit[]): WorkspaceEdit {
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}
