import type { Severity } from '../../severity.ts';

/** What is told apart by its look. */
type Look = Severity | 'file' | 'heading' | 'dim';

/** The numbers by which terminals know them (SGR). */
const SGR: Readonly<Record<Look, string>> = {
  error: '31',
  warning: '33',
  information: '34',
  hint: '36',
  file: '4',
  heading: '1',
  dim: '2',
};

/** A text with its look. */
export type Paint = (look: Look, text: string) => string;

/** Gives texts their looks; leaves them as they are where no colours are shown. */
export function paintWith(colours: boolean): Paint {
  return (look, text) => (colours ? `\x1b[${SGR[look]}m${text}\x1b[0m` : text);
}
