import { type DrawPng, type PngDrawn, readPngDrawn } from './png-messages.ts';

/** What is wanted of a page. */
export type PngWish = Pick<DrawPng, 'svg' | 'scale' | 'copy'>;
/** What came of it. */
export type Png = Pick<PngDrawn, 'data' | 'copied'>;

const NONE: Png = { data: null, copied: false };

/** Pictures in pixels that a page is drawing. A page that is not there yet is asked again when it is. */
export class Pngs {
  readonly #post: (request: DrawPng) => void;
  readonly #patience: number;
  readonly #waiting = new Map<number, { readonly request: DrawPng; readonly done: (png: Png) => void }>();
  #last = 0;

  /** @param patience milliseconds after which nothing will come any more */
  constructor(post: (request: DrawPng) => void, patience = 10_000) {
    this.#post = post;
    this.#patience = patience;
  }

  /** Lets the page draw; without data if it cannot, or does not answer. */
  draw(wish: PngWish): Promise<Png> {
    const request: DrawPng = { type: 'png', id: ++this.#last, ...wish };
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end(request.id, NONE), this.#patience);
      const done = (png: Png) => {
        clearTimeout(timer);
        resolve(png);
      };
      this.#waiting.set(request.id, { request, done });
      this.#post(request);
    });
  }

  /** A new page is there. */
  askAgain(): void {
    for (const { request } of this.#waiting.values()) this.#post(request);
  }

  /** The page has told something. */
  hear(data: unknown): void {
    const drawn = readPngDrawn(data);
    if (drawn) this.#end(drawn.id, { data: drawn.data, copied: drawn.copied });
  }

  #end(id: number, png: Png): void {
    this.#waiting.get(id)?.done(png);
    this.#waiting.delete(id);
  }
}
