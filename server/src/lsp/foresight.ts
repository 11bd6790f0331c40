import type { DidChangeTextDocumentParams } from 'vscode-languageserver/node';
import { prepareContainers } from '../features/completion.ts';
import { type Asked, partAt } from './asked.ts';
import type { Position } from './convert.ts';
import type { Guard } from './guard.ts';
import type { Question } from './session.ts';

/** Milliseconds without a keystroke: people are slower, and what they see of it is worked out by then. */
const PAUSE = 40;

/**
 * Works out the completions where somebody has typed last, before they are asked for: those of a new container take long.
 * In small steps, so that nothing has to wait for it, and only until the next keystroke.
 */
export class Foresight {
  readonly #guard: Guard;
  #keystrokes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** A file was changed; `ask` asks about it as a request does. */
  typed(
    { textDocument, contentChanges }: DidChangeTextDocumentParams,
    ask: (question: Question, answer: (asked: Asked) => void) => Promise<void>,
  ): void {
    const own = ++this.#keystrokes;
    clearTimeout(this.#timer);
    const last = contentChanges.at(-1);
    if (!last || !('range' in last)) return;
    const position = endOf(last.range.start, last.text);
    const begin = () => ask({ textDocument, position }, (asked) => this.#prepare(asked, own));
    this.#timer = setTimeout(this.#guard.notice('Preparing completions', begin), PAUSE).unref();
  }

  #prepare(asked: Asked, own: number): void {
    const { part, offset, context } = partAt(asked);
    const steps = prepareContainers(part.analysis, offset, context.settings);
    const step = this.#guard.notice<void>('Preparing completions', () => {
      if (own === this.#keystrokes && !steps.next().done) setImmediate(step);
    });
    step();
  }
}

/** Where a text ends that begins at a position. */
function endOf({ line, character }: Position, text: string): Position {
  const lines = text.split(/\r\n|\n|\r/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? { line, character: character + last }
    : { line: line + lines.length - 1, character: last };
}
