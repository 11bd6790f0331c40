import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { Pictures } from '../../../server/src/features/pictures.ts';
import { editorOf, isManifest, isSame } from '../manifests.ts';
import type { Wanted } from '../wanted.ts';
import { addHelper, goToText, podIn } from './acts.ts';
import { type Aim, aimAfterMove, aimAt, podAtLine } from './aim.ts';
import { cardFor } from './card.ts';
import { fixProblem } from './fix.ts';
import { Head } from './head.ts';
import type { Selection, Source } from './kept.ts';
import type { FromPage, Spot } from './messages.ts';
import { noteFor } from './notes.ts';
import { Page } from './page.ts';
import { holdsLine, spotAtLine, withLastGood } from './picture.ts';
import type { Png, PngWish } from './pngs.ts';
import { askForPictures, type Drawing, type Missing, type Wish } from './request.ts';
import { type Shown, tellLocked } from './shown.ts';
import { EMPTY_TITLES, titleOf } from './title.ts';
import { oneAtATime } from './turns.ts';

/** What a new preview is to show, and whether it stays with that. */
export interface Begin extends Wanted {
  readonly aim: Aim;
  readonly locked: boolean;
  /** Whether what differs from HEAD is marked. */
  readonly compares: boolean;
}

/** Milliseconds for which edits are collected. */
const EDITS_REST = 20;

/** A preview: a panel that shows the pod at the cursor, or the pods that somebody has chosen, for as long as it is open. */
export class Preview {
  readonly #panel: vscode.WebviewPanel;
  readonly #client: LanguageClient;
  readonly #page: Page;
  /** The file that is shown, and where the cursor was in it. */
  #wanted: Wanted;
  #aim: Aim;
  #locked: boolean;
  /** What the file was when it was committed last, if that is to be seen. */
  readonly head: Head | null;
  /** Where the cursor was last, in whatever file. */
  #cursor: Wanted;
  /** The pod that the cursor is in. */
  #cursorPod: number | null = null;
  #shown: Shown | null = null;
  /** What the page has told; without a width it is not there yet. */
  #drawing: Partial<Drawing> = {};
  #timer: NodeJS.Timeout | undefined;
  readonly #draw = oneAtATime(() => this.#drawNow());
  #isOpen = true;

  constructor(
    panel: vscode.WebviewPanel,
    client: LanguageClient,
    extension: vscode.Uri,
    { aim, locked, compares, ...at }: Begin,
  ) {
    this.#panel = panel;
    this.#client = client;
    this.#wanted = at;
    this.#cursor = at;
    this.#aim = aim;
    this.#locked = locked;
    this.head = compares ? new Head(() => this.#drawSoon(0)) : null;
    this.#page = new Page(panel.webview, extension, (message) => this.#hear(message));
    const listeners = this.#listen();
    panel.onDidDispose(() => {
      this.#isOpen = false;
      clearTimeout(this.#timer);
      listeners.dispose();
      this.head?.dispose();
    });
  }

  /** Comes into view, with another pod if one is asked for, or with all pods of a file. */
  show(wanted: Wanted | null, aim: Aim = null): void {
    this.#panel.reveal(undefined, true);
    if (!wanted) return;
    // Of a file that is asked for, one wants to know that it has no pod.
    if (this.#shown && !isSame(wanted.uri, this.#shown.uri)) this.#shown = null;
    this.#follow(wanted, aim);
    this.#drawSoon(0);
  }

  /** Whether it has the focus. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Whether it stays with its pods, wherever the cursor goes. */
  get isLocked(): boolean {
    return this.#locked;
  }

  /** Whether it shows what differs from HEAD. */
  get compares(): boolean {
    return this.head !== null;
  }

  /** The pod that is shown; of several the first. */
  get shownPod(): Wanted | null {
    return this.#shown && podIn(this.#shown, 0);
  }

  /** Stays with what is shown, or follows the cursor again. */
  lock(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    if (locked && this.#shown) this.#aim = aimAt(this.#shown.pictures.pods, this.#shown.pictures.shown);
    if (!locked) this.#follow(this.#cursor, this.#aim === 'all' ? 'all' : null);
    tellLocked();
    this.#drawSoon(0);
  }

  /** Whether it shows the kubelet. */
  get showsProbes(): boolean {
    return this.#drawing.probes === true;
  }

  /** Lets the page draw an SVG in pixels; what goes on the clipboard needs the focus there. */
  png(wish: PngWish): Promise<Png> {
    this.#panel.reveal(undefined, !wish.copy);
    return this.#page.png(wish);
  }

  /** Puts the focus on the text that is shown. */
  async showSource(): Promise<void> {
    if (this.#shown) await goToText(this.#shown, null, true, this.#panel.viewColumn);
  }

  #listen(): vscode.Disposable {
    const { window, workspace } = vscode;
    return vscode.Disposable.from(
      window.onDidChangeActiveTextEditor((editor) => editor && this.#cursorMoved(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#cursorMoved(textEditor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (isSame(document.uri, this.#wanted.uri)) this.#drawSoon(EDITS_REST);
      }),
      this.#client.onNotification('podPatterns/diagramChanged', ({ uris }: { readonly uris: readonly string[] }) => {
        if (uris.includes(this.#client.code2ProtocolConverter.asUri(this.#wanted.uri))) this.#drawSoon(0);
      }),
      this.#client.onDidChangeState(({ newState }) => newState !== State.Starting && this.#drawSoon(0)),
    );
  }

  #hear(message: FromPage): void {
    // When the page has come into view, what it was told last may be long ago.
    if (message.type === 'ready') this.#drawSoon(0);
    if (message.type === 'room') this.#drawIn({ width: message.width });
    if (message.type === 'probes') this.#drawIn({ probes: message.on });
    if (message.type === 'pod') this.#choose(message.shown);
    if (message.type === 'lock') this.lock(message.locked);
    if (this.#shown) this.#act(this.#shown, message);
  }

  /** Draws with other choices of the page. */
  #drawIn(changes: Partial<Drawing>): void {
    const before = this.#drawing;
    this.#drawing = { ...before, ...changes };
    if (before.width !== this.#drawing.width || before.probes !== this.#drawing.probes) this.#drawSoon(0);
  }

  #act(shown: Shown, message: FromPage): void {
    const { viewColumn } = this.#panel;
    if (message.type === 'back') goToText(shown, null, true, viewColumn);
    if (message.type === 'reveal') goToText(shown, message.spot, message.focus, viewColumn);
    if (message.type === 'explain') this.#explain(shown, message.spot);
    if (message.type === 'add') addHelper(shown, message.pod, message.lane);
    if (message.type === 'export') vscode.commands.executeCommand('podPatterns.exportDiagram');
    if (message.type === 'fix') {
      const problem = shown.pictures.diagrams[message.pod]?.problems[message.problem];
      if (problem) fixProblem(this.#client, shown.uri, problem, viewColumn);
    }
  }

  /** Shows other pods of the file; the cursor stays where it is. */
  #choose(shown: Selection): void {
    if (!this.#shown) return;
    const { pods } = this.#shown.pictures;
    this.#aim = aimAt(pods, shown);
    const line = editorOf(this.#wanted.uri)?.selection.active.line;
    this.#cursorPod = line === undefined ? null : podAtLine(pods, line);
    this.#drawSoon(0);
  }

  async #explain(shown: Shown, spot: Spot): Promise<void> {
    const markdown = await cardFor(this.#client, shown, spot);
    if (this.#isOpen) this.#page.tell({ type: 'card', spot, markdown });
  }

  #cursorMoved(editor: vscode.TextEditor): void {
    const { document, selection } = editor;
    const { activeTextEditor } = vscode.window;
    // While a preview has the focus no editor is active.
    if ((activeTextEditor && editor !== activeTextEditor) || !isManifest(document)) return;
    const position = selection.active;
    this.#cursor = { uri: document.uri, position };
    const shown = this.#shown;
    const isHere = shown !== null && isSame(shown.uri, document.uri);
    if (this.#locked) {
      if (isHere) this.#tellCursor(shown);
      return;
    }
    const pod = isHere ? podAtLine(shown.pictures.pods, position.line) : null;
    const aim = isHere ? aimAfterMove(this.#aim, this.#cursorPod, pod) : this.#aim === 'all' ? 'all' : null;
    this.#follow(this.#cursor, aim);
    this.#cursorPod = pod;
    if (isHere && (aim !== null || holdsLine(shown.pictures.diagrams, position.line))) this.#tellCursor(shown);
    else this.#drawSoon(0);
  }

  #follow(wanted: Wanted, aim: Aim): void {
    this.#wanted = wanted;
    this.#cursor = wanted;
    this.#aim = aim;
  }

  #tellCursor(shown: Shown): void {
    if (this.#panel.visible) this.#page.tell({ type: 'cursor', ...this.#cursorIn(shown) });
  }

  #drawSoon(rest: number): void {
    clearTimeout(this.#timer);
    if (this.#panel.visible) this.#timer = setTimeout(() => this.#draw(), rest);
  }

  async #drawNow(): Promise<void> {
    // A page that is not visible is not there; it says when it is, and how much room it has.
    if (!this.#isOpen || !this.#panel.visible || this.#drawing.width === undefined) return;
    const { uri, position } = this.#wanted;
    const aim = this.#aim;
    const answer = await this.#ask({ uri, position, aim });
    if (!this.#isOpen) return;
    if (typeof answer === 'string') this.#miss(uri, answer);
    else this.#picture(uri, answer, aim);
  }

  async #ask(wish: Omit<Wish, 'before'>): Promise<Pictures | Missing> {
    const head = await this.head?.textOf(wish.uri);
    if (head && 'missing' in head) return head.missing;
    return askForPictures(this.#client, { ...wish, before: head?.text ?? null }, this.#drawing);
  }

  /** @param aim what was asked for */
  #picture(uri: vscode.Uri, answer: Pictures, aim: Aim): void {
    const last = this.#shown && isSame(this.#shown.uri, uri) ? this.#shown.pictures.diagrams : [];
    const { diagrams, broken } = withLastGood(last, answer.diagrams);
    const { pods, shown } = answer;
    this.#shown = { pictures: { pods, shown, diagrams }, uri };
    // What is chosen is known by its name, also when that is typed anew.
    if ((aim !== null || this.#locked) && aim === this.#aim) this.#aim = aimAt(pods, shown);
    this.#panel.title = titleOf(this.#shown, this.#locked, this.compares);
    const note = broken ? noteFor('broken', uri, broken.kept, broken.line) : null;
    const frame = { type: 'picture', diagrams, pods: pods.map(({ label }) => ({ label })), shown } as const;
    this.#page.tell({ ...frame, locked: this.#locked, compares: this.compares, ...this.#cursorIn(this.#shown) });
    this.#page.tell({ type: 'note', note });
  }

  /** Keeps the last picture of the file, and that of another file if this one never had any. */
  #miss(uri: vscode.Uri, why: Missing): void {
    if (!this.#shown) {
      this.#panel.title = EMPTY_TITLES[this.compares ? 'comparison' : 'preview'];
      this.#page.tell({
        type: 'empty',
        note: noteFor(why, uri, false),
        source: this.#sourceIn(uri),
        compares: this.compares,
      });
    } else if (why === 'no server' || isSame(this.#shown.uri, uri)) {
      this.#page.tell({ type: 'note', note: noteFor(why, uri, true) });
    }
  }

  /** What the cursor is in, and the place that brings the preview back. */
  #cursorIn({ pictures, uri }: Shown): { cursor: Spot | null; source: Source } {
    const line = editorOf(uri)?.selection.active.line;
    const cursor = line === undefined ? null : spotAtLine(pictures.diagrams, line);
    return { cursor, source: this.#sourceIn(uri) };
  }

  #sourceIn(uri: vscode.Uri): Source {
    const position = editorOf(uri)?.selection.active ?? this.#wanted.position;
    return { uri: uri.toString(), line: position?.line ?? 0, character: position?.character ?? 0 };
  }
}
