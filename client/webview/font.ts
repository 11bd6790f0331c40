// The picture is laid out with a table of widths. Some fonts of editors are wider (DejaVu, Verdana): their words are set
// smaller, as the fonts they take the place of would look, so that none is cut off.
import { textWidth } from '../../server/src/diagram/measure.ts';

/** What such pictures say; more letters than a word has, so that their mean counts. */
const SAMPLE = 'Deployment, native sidecar: containers of a Pod share one network, so the second one fails';
const SIZE = 12;

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
let fitted = '';

/** Fits the words of the picture to the font that the page has now. */
export function fitFont(): void {
  const family = getComputedStyle(document.body).fontFamily;
  const context = family === fitted ? null : document.createElement('canvas').getContext('2d');
  if (!context) return;
  fitted = family;
  context.font = `${SIZE}px ${family}`;
  const part = textWidth('body', SAMPLE) / context.measureText(SAMPLE).width;
  const height = context.measureText('x').actualBoundingBoxAscent / SIZE;
  // The height of the small letters in relation to the size, for a font that is exactly as wide as the table.
  sheet.replaceSync(
    part < 1 ? `.pp text { font-size-adjust: ${height * part} } .pp .m { font-size-adjust: none }` : '',
  );
}
