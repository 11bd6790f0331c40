import type { VNode } from 'preact';
import type { Diagram, DiagramProblem } from '../diagram.ts';
import { cutMiddle, plain, textWidth, WIDER } from '../measure.ts';
import { withoutSubject } from '../words.ts';
import { badge } from './badge.ts';
import { type Child, classes, el, num } from './element.ts';
import { type Legend, legendEntries } from './legend.ts';
import { wrapped } from './lines.ts';
import { inLine, type Look } from './part.ts';
import { timelineStrip } from './timeline.ts';

/** What a space takes of the gap behind a bold beginning. */
const SPACE = 3;
/** More problems are counted, not told. */
const MOST = 5;
const LEFT = 10;
const TEXT = 34;
const ROW = 24;
const LINE = 16;

/** A part of the picture, and where the next one may begin. */
export interface Stacked {
  readonly parts: readonly Child[];
  readonly y: number;
}

/** What stands below the pod: problems, the timeline or the closing sentence, the legend. `y` is where the picture ends. */
export function foot(look: Look, legend: Legend): Stacked {
  const { diagram } = look;
  const compared = sentenceRow(diagram, diagram.comparison?.sentence ?? null, diagram.foot.y);
  const list = problemList(look, compared.y);
  const sentence = sentenceRow(diagram, diagram.foot.sentence, list.y);
  const strip = timelineStrip(look, sentence.y + (list.parts.length > 0 ? 10 : 0));
  const entries = legendEntries(look, legend, strip.y);
  const parts = [...compared.parts, ...list.parts, ...sentence.parts, ...strip.parts, ...entries.parts];
  return { parts, y: entries.y + 8 };
}

function problemList(look: Look, top: number): Stacked {
  const { problems } = look.diagram;
  const parts: Child[] = [];
  let y = top;
  for (const [index, problem] of problems.slice(0, MOST).entries()) {
    const row = problemRow(look, problem, index, y);
    parts.push(...row.parts);
    y = row.y;
  }
  if (problems.length > MOST) {
    parts.push(el('text', { class: 'mu', x: num(TEXT), y: num(y + 16.5) }, `and ${problems.length - MOST} more`));
    y += ROW;
  }
  return { parts, y: y === top ? y : y + 10 };
}

function problemRow(
  { diagram, interactive }: Look,
  { severity, about, message, fix }: DiagramProblem,
  index: number,
  top: number,
): { readonly parts: readonly Child[]; readonly y: number } {
  const press = interactive && fix !== null ? fixButton(diagram, fix, index, top) : null;
  const right = press ? press.left - 6 : diagram.width - 4;
  const width = (right - TEXT - 6) / WIDER;
  const who = about === null ? '' : cutMiddle('heading', about, width / 2);
  const indent = who ? textWidth('heading', who) + 7 : 0;
  const said = withoutSubject(message, about);
  const lines = wrapped('body', said, width, indent);
  const height = ROW + (lines.length - 1) * LINE;
  const name = `${severity}: ${about === null ? '' : `${plain(about)} `}${plain(said)}`;
  const asks = interactive ? { role: 'button', tabindex: '0', 'data-problem': String(index), 'aria-label': name } : {};
  const row = el(
    'g',
    { class: 'problem', ...asks },
    interactive &&
      el('rect', { class: 'row', x: '4', y: num(top), width: num(right - 4), height: num(height), rx: '4' }),
    badge(severity, 17, top + 12, 0.9),
    paragraph(TEXT, top + 16.5, who, lines, ''),
  );
  return { parts: [row, press?.part], y: top + height };
}

/** Of the width of a picture, at most; in narrower pictures there is no room for what a fix does. */
const MOST_FIX = 0.42;
const TITLED = 560;

/** The first fix of a problem, at the right of its row. */
function fixButton({ width }: Diagram, title: string, index: number, top: number) {
  const name = `Fix: ${plain(title)}`;
  const fits = width >= TITLED && textWidth('body', name) * WIDER <= width * MOST_FIX;
  const text = fits ? name : 'Fix';
  const wide = textWidth('body', text) * WIDER + 16;
  const left = width - 4 - wide;
  const part = el(
    'g',
    { class: 'fix', role: 'button', tabindex: '0', 'data-fix': String(index), 'aria-label': name },
    !fits && el('title', {}, name),
    el('rect', { class: 'row', x: num(left), y: num(top), width: num(wide), height: '24', rx: '4' }),
    el('text', { class: 'c', x: num(left + wide / 2), y: num(top + 16.5) }, text),
  );
  return { part, left };
}

/** The first sentence is bold, if there are more. */
function sentenceRow({ width }: Diagram, sentence: string | null, top: number): Stacked {
  if (sentence === null) return { parts: [], y: top };
  const end = sentence.indexOf('. ');
  const [first, rest] = end < 0 ? ['', sentence] : [sentence.slice(0, end + 1), sentence.slice(end + 2)];
  const indent = first ? textWidth('heading', first) + 6 : 0;
  const room = (width - 2 * LEFT) / WIDER;
  const isLong = indent > room;
  const lines = isLong ? wrapped('body', sentence, room) : wrapped('body', rest, room, indent);
  return {
    parts: paragraph(LEFT, top + 16, isLong ? '' : first, lines, 'mu'),
    y: top + ROW + (lines.length - 1) * LINE + 8,
  };
}

/** Lines below each other, the first one after a bold beginning. Spaces stand between them for whoever reads the text alone. */
function paragraph(x: number, y: number, bold: string, lines: readonly string[], look: string): VNode[] {
  const place = (at: number) => ({ x: num(x), y: num(y + at * LINE) });
  const spaced = (text: string, at: number) => (at < lines.length - 1 ? `${text} ` : text);
  return lines.map((text, at) =>
    at === 0 && bold
      ? inLine(place(at), [
          { look: 'b', text: `${bold} `, gap: 0 },
          { look, text: spaced(text, at), gap: 7 - SPACE },
        ])
      : el('text', { ...place(at), ...classes(look) }, spaced(text, at)),
  );
}
