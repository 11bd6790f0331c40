// The editor around the page: it hears what somebody asks for, and keeps what brings the page back.
import type { Kept } from '../src/preview/kept.ts';
import type { FromPage, ToPage } from '../src/preview/messages.ts';
import type { PngDrawn } from '../src/preview/png-messages.ts';
import { readView, type View } from './view.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage | PngDrawn): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();

/** How the reader looked at the page before this one; null for the first. */
export const keptView: View | null = editor.getState() ? readView(editor.getState()) : null;

let kept: Partial<Kept> & { view?: View } = Object(editor.getState());

export function tell(message: FromPage | PngDrawn): void {
  editor.postMessage(message);
}

/** Lets the editor keep what a message says, or how the reader looks at the page. */
export function keep(news: ToPage | View): void {
  if ('zoom' in news) kept = { ...kept, view: news };
  else if ('source' in news) kept = { ...kept, source: news.source };
  if ('type' in news && news.type === 'picture') {
    const compares = news.diagrams.some(({ comparison }) => comparison !== undefined);
    kept = { ...kept, shown: news.shown, locked: news.locked, compares };
  }
  if (kept.source) editor.setState(kept);
}
