import { contains, lineEnd, lineStart, type Span } from './span.ts';

/** Stands for each character of a template action in the text that is parsed: printable, and no YAML indicator. */
export const PLACEHOLDER = '\uE000';

/** One arm of a conditional action: `{{ if }}`, `{{ else }}`, `{{ with }}`, `{{ range }}`. */
interface Arm {
  readonly at: Span;
  readonly block: number;
  readonly arm: number;
}

/** What the Go template actions of a document do to its text. */
export interface Template {
  /** The text to parse: as long as the original, every action replaced. */
  readonly masked: string;
  /** Actions that stand for whole lines or whole block values: what they print is unknown, and may be anything. */
  readonly directives: readonly Span[];
  readonly arms: readonly Arm[];
}

/**
 * Masks the template actions of a text so that the YAML around them can be parsed; null if it has none.
 * `{{` alone does not mean Helm (Argo, Prometheus use it inside strings), but masking changes no structure there.
 */
export function maskTemplate(text: string): Template | null {
  if (!text.includes('{{')) return null;
  const actions = findActions(text);
  const directives: Span[] = [];
  const pieces: string[] = [];
  let done = 0;
  for (const line of byLine(text, actions)) {
    const directive = isDirective(text, line);
    for (const action of line) {
      const source = text.slice(action.start, action.end);
      if (directive) directives.push(action);
      pieces.push(text.slice(done, action.start));
      pieces.push(directive ? asComment(source) : PLACEHOLDER.repeat(source.length));
      done = action.end;
    }
  }
  pieces.push(text.slice(done));
  return { masked: pieces.join(''), directives, arms: findArms(text, actions) };
}

/** A comment of the same length: it stands where nothing else may, and in a block scalar it is text. */
function asComment(source: string): string {
  return source.replace(/[^\r\n]+/g, (line) => `#${' '.repeat(line.length - 1)}`);
}

/** Whether two places are printed together: no conditional action encloses one of them and not the other. */
export function printedTogether(template: Template | null, a: Span, b: Span): boolean {
  if (!template) return true;
  const around = (place: Span) => template.arms.filter((arm) => contains(arm.at, place));
  const [armsOfA, armsOfB] = [around(a), around(b)];
  const [fewer, more] = armsOfA.length < armsOfB.length ? [armsOfA, armsOfB] : [armsOfB, armsOfA];
  return fewer.every((arm) => more.includes(arm));
}

function findActions(text: string): Span[] {
  const actions: Span[] = [];
  const lastComment = text.lastIndexOf('*/');
  for (let start = text.indexOf('{{'); start >= 0; ) {
    const end = actionEnd(text, start, lastComment);
    actions.push({ start, end });
    start = text.indexOf('{{', end);
  }
  return actions;
}

const COMMENT = /\{\{-?\s{0,20}\/\*/y;
// Raw strings are bounded, so that hostile text costs no more than its length times a constant.
const TOKEN = /"(?:[^"\\\n]|\\.)*"|`[^`]{0,500}`|\}\}|\{\{/g;

/** Where the action ends that begins at `start`; an open one (half typed) ends with its line. */
function actionEnd(text: string, start: number, lastComment: number): number {
  COMMENT.lastIndex = start;
  TOKEN.lastIndex = start < lastComment && COMMENT.test(text) ? text.indexOf('*/', start) + 2 : start + 2;
  const inner = TOKEN.lastIndex;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    if (token[0] === '}}') return token.index + 2;
    if (token[0] === '{{') break;
  }
  return lineEnd(text, inner);
}

/** Actions with no line break between them, together. */
function byLine(text: string, actions: readonly Span[]): Span[][] {
  const lines: Span[][] = [];
  let end = -1;
  for (const action of actions) {
    const line = lines.at(-1);
    if (line && !/[\r\n]/.test(text.slice(end, action.start))) line.push(action);
    else lines.push([action]);
    end = action.end;
  }
  return lines;
}

/** Whether the actions of one line print whole lines, or the first lines of a block value, rather than a scalar. */
function isDirective(text: string, line: readonly Span[]): boolean {
  const first = line[0]?.start ?? 0;
  const last = line.at(-1)?.end ?? 0;
  const before = text.slice(lineStart(text, first), first);
  const after = text.slice(last, lineEnd(text, last));
  if (!/^[ \t]*(?:#.*)?$/.test(after)) return false;
  for (let i = 1; i < line.length; i++) {
    if (/\S/.test(text.slice(line[i - 1]?.end, line[i]?.start))) return false;
  }
  if (/^[ \t]*$/.test(before)) return true;
  // `labels: {{ include … }}` followed by deeper lines: the action prints the first entries of a block.
  const value = /^([ \t]*(?:- +)*)(?:[^\s#'"[{][^'"[{]*:|-)[ \t]+$/.exec(before);
  return value !== null && nextLineIndent(text, last) > (value[1] ?? '').length;
}

/** Indentation of the next line that is neither blank nor a template action; -1 at the end. */
function nextLineIndent(text: string, from: number): number {
  const line = /[\r\n]([ \t]*)(?!\{\{)[^\s#]/g;
  line.lastIndex = from;
  return line.exec(text)?.[1]?.length ?? -1;
}

function findArms(text: string, actions: readonly Span[]): Arm[] {
  const arms: Arm[] = [];
  const open: { block: number; arm: number; start: number }[] = [];
  let blocks = 0;
  for (const action of actions) {
    const keyword = /^\{\{-?\s*(if|with|range|block|define|else|end)\b/.exec(
      text.slice(action.start, action.start + 40),
    )?.[1];
    if (keyword === undefined) continue;
    const last = open.at(-1);
    if (keyword === 'else' || keyword === 'end') {
      if (!last) continue;
      arms.push({ at: { start: last.start, end: action.start }, block: last.block, arm: last.arm });
      if (keyword === 'end') open.pop();
      else Object.assign(last, { arm: last.arm + 1, start: action.end });
    } else {
      open.push({ block: blocks++, arm: 0, start: action.end });
    }
  }
  for (const { block, arm, start } of open) arms.push({ at: { start, end: text.length }, block, arm });
  return arms;
}
