// The picture is laid out with a table of widths. Some fonts of editors are wider (DejaVu Sans, Verdana): then words are
// set that much smaller, so that none is cut off. In such fonts small letters are tall.
import { textWidth } from '../../server/src/diagram/measure.ts';

/** The sort of words that stand in pictures. */
const SAMPLE =
  'Deployment: the native sidecar and 2 containers of a Pod share one network, until the startup probe passes';
/** Large enough for widths that are not rounded to pixels. */
const LARGE = 120;

/** The sizes of words, as server/src/diagram/svg/style.ts sets them. */
const SIZES = { text: 12, '.s11': 11, '.s13': 13, '.s16': 16, '.s20': 20 };

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
let fitted = '';

/** Fits the words of the picture to the font that the page has now. */
export function fitFont(): void {
  const family = getComputedStyle(document.body).fontFamily;
  const context = family === fitted ? null : document.createElement('canvas').getContext('2d');
  if (!context) return;
  fitted = family;
  context.font = `${LARGE}px ${family}`;
  const part = (textWidth('body', SAMPLE) * LARGE) / SIZES.text / context.measureText(SAMPLE).width;
  const smaller = Object.entries(SIZES).map(([words, size]) => `.pp ${words}:not(.m) { font-size: ${size * part}px }`);
  // Widths grow with the size, as in the table, instead of in whole pixels.
  sheet.replaceSync(`.pp text { text-rendering: geometricPrecision }\n${part < 1 ? smaller.join('\n') : ''}`);
}
