import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { Diagram } from '../../../server/src/diagram/diagram.ts';
import { documentAt, editorOf, focusFile, isManifest, isSame } from '../manifests.ts';
import type { Wanted } from '../wanted.ts';
import type { Source } from './kept.ts';
import type { FromPage, Spot } from './messages.ts';
import { Page } from './page.ts';
import { holdsLine, nodeAtLine, placeOf } from './picture.ts';
import { askForDiagram, type Missing, noteFor } from './request.ts';

/** What is drawn, and the file it was made of. */
interface Shown {
  readonly diagram: Diagram;
  readonly uri: vscode.Uri;
}

/** Milliseconds for which edits are collected. */
const EDITS_REST = 100;
const LONGEST_TITLE = 60;

/** The preview: one panel that shows the pod at the cursor, for as long as the panel is open. */
export class Preview {
  readonly #panel: vscode.WebviewPanel;
  readonly #client: LanguageClient;
  readonly #page: Page;
  #wanted: Wanted;
  #shown: Shown | null = null;
  /** How many pixels there are for the picture, as the page tells. */
  #width: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Whether the server is being asked, and whether it must be asked again then. */
  #asking: 'no' | 'once' | 'again' = 'no';
  #isOpen = true;

  constructor(panel: vscode.WebviewPanel, client: LanguageClient, extension: vscode.Uri, wanted: Wanted) {
    this.#panel = panel;
    this.#client = client;
    this.#wanted = wanted;
    this.#page = new Page(panel.webview, extension, (message) => this.#hear(message));
    const listeners = this.#listen();
    panel.onDidDispose(() => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
      listeners.dispose();
    });
  }

  /** Comes into view, with another pod if one is asked for. */
  show(wanted: Wanted | null): void {
    this.#panel.reveal(undefined, true);
    if (!wanted) return;
    // Of a file that is asked for, one wants to know that it has no pod.
    if (this.#shown && !isSame(wanted.uri, this.#shown.uri)) this.#shown = null;
    this.#wanted = wanted;
    this.#drawSoon(0);
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** The pod that is shown. */
  get shownPod(): Wanted | null {
    if (!this.#shown) return null;
    const { diagram, uri } = this.#shown;
    return { uri, position: podPosition(diagram) };
  }

  #listen(): vscode.Disposable {
    const { window, workspace } = vscode;
    return vscode.Disposable.from(
      window.onDidChangeActiveTextEditor((editor) => editor && this.#cursorMoved(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#cursorMoved(textEditor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (isSame(document.uri, this.#wanted.uri)) this.#drawSoon(EDITS_REST);
      }),
      this.#client.onNotification('podPatterns/diagramChanged', () => this.#drawSoon(0)),
      this.#client.onDidChangeState(({ newState }) => newState !== State.Starting && this.#drawSoon(0)),
    );
  }

  #hear(message: FromPage): void {
    // The page has come into view: what it was told last may be long ago.
    if (message.type === 'ready') this.#drawSoon(0);
    if (message.type === 'room' && message.width !== this.#width) {
      this.#width = message.width;
      this.#drawSoon(0);
    }
    if (message.type === 'back') this.#goToText();
    if (message.type === 'add') this.#addHelper();
    if (message.type === 'reveal') this.#goToText(message.spot);
  }

  /** Puts the focus on the text, and the cursor on what is drawn. */
  async #goToText(spot?: Spot): Promise<void> {
    if (!this.#shown) return;
    const { diagram, uri } = this.#shown;
    const place = spot ? placeOf([diagram], spot) : null;
    const document = await documentAt(uri);
    if (!document || (spot && !place)) return;
    const selection =
      place && new vscode.Range(place.line - 1, place.column - 1, place.endLine - 1, place.endColumn - 1);
    await focusFile(document, selection ?? undefined, this.#panel.viewColumn);
  }

  /** Adds a container to the pod that is shown. */
  #addHelper(): void {
    const pod = this.shownPod;
    if (pod) vscode.commands.executeCommand('podPatterns.addHelper', pod.uri, pod.position);
  }

  #cursorMoved(editor: vscode.TextEditor): void {
    const { document, selection } = editor;
    if (editor !== vscode.window.activeTextEditor || !isManifest(document)) return;
    this.#wanted = { uri: document.uri, position: selection.active };
    const shown = this.#shown;
    const stays = shown && isSame(shown.uri, document.uri) && holdsLine(shown.diagram, selection.active.line);
    if (stays) this.#page.tell({ type: 'cursor', ...this.#cursorIn(shown) });
    else this.#drawSoon(0);
  }

  #drawSoon(rest: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), rest);
  }

  async #draw(): Promise<void> {
    // A page that is not visible is not there; it says when it is, and how much room it has.
    if (!this.#panel.visible || this.#width === undefined) return;
    if (this.#asking !== 'no') {
      this.#asking = 'again';
      return;
    }
    try {
      do {
        this.#asking = 'once';
        const { uri, position } = this.#wanted;
        const answer = await askForDiagram(this.#client, uri, position, this.#width);
        if (!this.#isOpen) return;
        if (typeof answer === 'string') this.#miss(uri, answer);
        else this.#picture({ diagram: answer, uri });
        // Meanwhile it may have changed, which the type does not show.
      } while ((this.#asking as string) === 'again');
    } finally {
      this.#asking = 'no';
    }
  }

  #picture(shown: Shown): void {
    const { broken } = shown.diagram;
    if (broken && this.#shown && isSamePod(this.#shown, shown) && !this.#shown.diagram.broken) {
      this.#page.tell({ type: 'note', note: noteFor('broken', shown.uri, true, broken.line) });
      return;
    }
    this.#shown = shown;
    this.#panel.title = titleOf(shown.diagram);
    const { diagram } = shown;
    const pods = [{ label: diagram.title }];
    const one = { type: 'picture', diagrams: [diagram], pods, shown: 0, locked: false } as const;
    this.#page.tell({ ...one, ...this.#cursorIn(shown) });
    this.#page.tell({ type: 'note', note: broken ? noteFor('broken', shown.uri, false, broken.line) : null });
  }

  /** Keeps the last picture of the file, and that of another file if this one never had any. */
  #miss(uri: vscode.Uri, why: Missing): void {
    if (!this.#shown) {
      this.#panel.title = 'Pod Preview';
      this.#page.tell({ type: 'empty', note: noteFor(why, uri, false), source: this.#sourceIn(uri) });
    } else if (why === 'no server' || isSame(this.#shown.uri, uri)) {
      this.#page.tell({ type: 'note', note: noteFor(why, uri, true) });
    }
  }

  /** The node that the cursor is in, and the place that brings the preview back. */
  #cursorIn({ diagram, uri }: Shown): { cursor: Spot | null; source: Source } {
    const line = editorOf(uri)?.selection.active.line;
    const id = line === undefined ? null : nodeAtLine(diagram, line);
    return { cursor: id === null ? null : { pod: 0, id }, source: this.#sourceIn(uri) };
  }

  #sourceIn(uri: vscode.Uri): Source {
    const position = editorOf(uri)?.selection.active ?? this.#wanted.position;
    return { uri: uri.toString(), line: position?.line ?? 0, character: position?.character ?? 0 };
  }
}

/** Where the pod is in the text. */
function podPosition({ nodes }: Diagram): vscode.Position | undefined {
  const place = nodes.find(({ kind }) => kind === 'pod')?.place;
  return place ? new vscode.Position(place.line - 1, place.column - 1) : undefined;
}

function isSamePod(a: Shown, b: Shown): boolean {
  return isSame(a.uri, b.uri) && a.diagram.title === b.diagram.title;
}

function titleOf({ title }: Diagram): string {
  const whole = `Preview ${title}`;
  return whole.length > LONGEST_TITLE ? `${whole.slice(0, LONGEST_TITLE - 1)}…` : whole;
}
