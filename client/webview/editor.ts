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

let kept: Partial<Kept> & { view?: View } = Object(editor.getState());

/** How the reader looked at the page before this one; null for the first. */
export const keptView: View | null = editor.getState() ? readView(kept) : null;

export function tell(message: FromPage | PngDrawn): void {
  editor.postMessage(message);
}

/** Lets the editor keep how the reader looks at the page. */
export function keepView(view: View): void {
  keep({ view });
}

/** Lets the editor keep what a message says of the preview. */
export function keepTold(message: ToPage): void {
  if (message.type === 'picture') {
    const { source, shown, locked, compares } = message;
    keep({ source, shown, locked, compares });
  } else if (message.type === 'empty') {
    const { source, compares } = message;
    keep({ source, compares });
  } else if ('source' in message) keep({ source: message.source });
}

function keep(news: typeof kept): void {
  kept = { ...kept, ...news };
  if (kept.source) editor.setState(kept);
}
