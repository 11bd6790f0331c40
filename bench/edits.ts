import { randomFrom } from '../test/lsp/random.ts';

/** A change of one place, as the protocol has it. */
export interface Keystroke {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/**
 * What a person types, at places all over a text: a letter behind an image, and it is deleted again; a comment line above
 * it, and it is deleted again. Each group leaves the text as it was, so that the places stay right.
 */
export function editsOf(text: string, count: number): Keystroke[] {
  const random = randomFrom(5);
  const lines = text.split('\n');
  const images = lines.flatMap((line, index) => (/^\s*(?:- )?image: \S/.test(line) ? [index] : []));
  const edits: Keystroke[] = [];
  while (edits.length < count) {
    const line = images[random(images.length)] as number;
    const end = lines[line]?.length ?? 0;
    edits.push(at(line, end, end, 'x'), at(line, end, end + 1, ''));
    edits.push(at(line, 0, 0, '# \n'), {
      range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      text: '',
    });
  }
  return edits.slice(0, count);
}

function at(line: number, start: number, end: number, text: string): Keystroke {
  return { range: { start: { line, character: start }, end: { line, character: end } }, text };
}
