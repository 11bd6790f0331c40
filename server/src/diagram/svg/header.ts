import type { VNode } from 'preact';
import type { Severity } from '../../severity.ts';
import type { Diagram, DiagramProblem, Fact } from '../diagram.ts';
import { cutMiddle, plain, textWidth, WIDER } from '../measure.ts';
import { badge } from './badge.ts';
import { type Child, el, num } from './element.ts';
import { inLine } from './part.ts';

const LEFT = 10;
const GAP = 24;
const GAUGE = 56;
/** The name is set larger than any text that is measured. */
const TITLE = 20 / 13;

/** Kind, name and namespace, the numbers of problems, and below them the facts. */
export function header(diagram: Diagram): Child[] {
  const counted = counts(diagram);
  return [...counted.parts, title(diagram, counted.left - GAP), ...facts(diagram)];
}

function title({ workload, comparison }: Diagram, right: number): VNode {
  const kind = plain(workload.kind);
  const start = LEFT + (textWidth('body', kind) * 13) / 12 + 7;
  const name = cutMiddle('name', workload.name ?? '', (right - start) / TITLE);
  const end = start + textWidth('name', name) * TITLE + 9;
  const room = right - end;
  const namespace = plain(workload.namespace ?? '');
  const compared = comparison?.title ?? '';
  const whole = namespace && compared ? `${namespace} · ${compared}` : namespace || compared;
  // What is compared matters more than where it runs.
  const beside = [whole, compared].find((text) => text !== '' && textWidth('body', text) <= room) ?? '';
  const pieces = [
    { look: 'mu s13', text: kind, gap: 0 },
    { look: 'b s20', text: name, gap: 7 },
    { look: 'mu', text: beside, gap: 9 },
  ];
  return inLine(
    { x: num(LEFT), y: '25' },
    pieces.filter(({ text }) => text !== ''),
  );
}

const WORDS: readonly (readonly [Severity, one: string, more: string])[] = [
  ['error', 'error', 'errors'],
  ['warning', 'warning', 'warnings'],
  ['information', 'note', 'notes'],
];

/** From a text to the end of the one before; the badge stands between them. Wider fonts leave less, but enough. */
const BETWEEN_COUNTS = 32;

/** How many errors, warnings and notes there are, from the right border inwards. */
function counts({ width, problems }: Diagram): { readonly parts: readonly VNode[]; readonly left: number } {
  const parts: VNode[] = [];
  let right = width - LEFT;
  for (const [severity, one, more] of [...WORDS].reverse()) {
    const number = problems.filter((problem) => counted(problem) === severity).length;
    if (number === 0) continue;
    const text = `${number} ${number === 1 ? one : more}`;
    const left = right - textWidth('heading', text);
    parts.push(badge(severity, left - 13, 19, 0.9), el('text', { class: 'b', x: num(left), y: '23.5' }, text));
    right = left - BETWEEN_COUNTS;
  }
  return { parts, left: parts.length > 0 ? right + BETWEEN_COUNTS - 21 : width };
}

function counted({ severity }: DiagramProblem): Severity {
  return severity === 'hint' ? 'information' : severity;
}

/** Label over value, as many as there is room for. */
function facts({ facts: all, width }: Diagram): VNode[] {
  const parts: VNode[] = [];
  let x = LEFT;
  for (const fact of changedFirst(all, width - 2 * LEFT)) {
    const { label, share } = fact;
    const value = valuesOf(fact).find((one) => x + widthOf(fact, one) <= width - LEFT);
    if (value === undefined) break;
    const [valueWidth, whole] = [textWidth('name', value), widthOf(fact, value)];
    parts.push(
      el('text', { class: 'mu s11', x: num(x), y: '50' }, plain(label)),
      el('text', { class: 'b s13', x: num(x), y: '67' }, plain(value)),
    );
    if (share !== undefined) parts.push(...gauge(x + Math.max(valueWidth + 7, valueWidth * WIDER + 3), share));
    x += whole + GAP;
  }
  return parts;
}

/** What a fact says, in full and in short. */
function valuesOf({ value, was }: Fact): readonly [string, ...string[]] {
  return was === undefined ? [value] : [`${was} → ${value}`, `→ ${value}`];
}

function widthOf({ label, share }: Fact, value: string): number {
  return Math.max(textWidth('muted', label), textWidth('name', value) * WIDER + (share === undefined ? 0 : GAUGE + 10));
}

/** Where not all have room, those that a comparison finds unchanged give way, the last first. */
function changedFirst(all: readonly Fact[], room: number): readonly Fact[] {
  const facts = [...all];
  const isTooWide = () => facts.reduce((sum, fact) => sum + widthOf(fact, valuesOf(fact)[0]) + GAP, -GAP) > room;
  while (facts.some(({ was }) => was !== undefined) && isTooWide()) {
    const last = facts.findLastIndex(({ was }) => was === undefined);
    if (last < 0) break;
    facts.splice(last, 1);
  }
  return facts;
}

function gauge(x: number, share: number): VNode[] {
  const filled = GAUGE * Math.min(1, Math.max(0, share));
  const bar = { x: num(x), y: '58', height: '9' };
  // A part narrower than its round end would stick out of it.
  const end = Math.max(filled, 4.5);
  const path = `M${num(x + 4.5)} 58H${num(x + Math.min(end, GAUGE - 4.5))}${filled > GAUGE - 4.5 ? 'a4.5 4.5 0 0 1 0 9' : 'V67'}H${num(x + 4.5)}a4.5 4.5 0 0 1 0-9Z`;
  return [
    el('rect', { class: 'gauge', ...bar, width: num(GAUGE), rx: '4.5' }),
    ...(filled > 0 ? [el('path', { class: 'gauge-part', d: path })] : []),
  ];
}
