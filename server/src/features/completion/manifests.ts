import { PATTERNS } from '../../patterns/library.ts';
import { manifestText } from '../../patterns/manifest-text.ts';
import type { ManifestPattern } from '../../patterns/pattern.ts';
import { lineEnd, lineStart, nextLine, type Span } from '../../yaml/span.ts';
import { code, fenced, plain, prose } from '../hover/markdown.ts';
import type { Completion } from './completion.ts';

/** Whole manifests, in a document that holds nothing but a word that is being typed. */
export function manifestsAt(text: string, offset: number, hasCrLf: () => boolean): Completion[] {
  const at = wordAlone(text, offset);
  if (!at) return [];
  const eol = hasCrLf() ? '\r\n' : '\n';
  return MANIFESTS.map((pattern) => manifest(pattern, at, eol));
}

const MANIFESTS: readonly ManifestPattern[] = PATTERNS.filter((pattern) => pattern.scope === 'manifest');

/** The word at the begin of its line, if there is nothing else but comments, blank lines and markers. */
function wordAlone(text: string, offset: number): Span | null {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const bom = start === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  const word = /^([A-Za-z][\w-]*)?[ \t]*$/.exec(text.slice(start + bom, end));
  if (!word || end - start > LONGEST || offset > start + bom + (word[1]?.length ?? 0) || offset < start + bom)
    return null;
  for (let line = 0; line < text.length; line = nextLine(text, line)) {
    if (line !== start && !EMPTY.test(text.slice(line, Math.min(lineEnd(text, line), line + LONGEST)))) return null;
    if (nextLine(text, line) === line) break;
  }
  return { start: start + bom, end: start + bom + (word[1]?.length ?? 0) };
}

const LONGEST = 200;
const EMPTY = /^\uFEFF?(?:[ \t]*(?:#.*)?|(?:---|\.\.\.)[ \t]*(?:#.*)?|%.*)$/;

function manifest(pattern: ManifestPattern, at: Span, eol: string): Completion {
  const { title, prefix, description, avoid, keywords, docs, parameters } = pattern;
  const made = manifestText(pattern);
  // A last line break would be one too many: the line of the word has its own.
  const text = made.text.replace(/\n$/, '');
  const values = parameters.map((one) => `- ${plain(one.title)}: ${code(one.default ?? one.example)}`).join('\n');
  const kinds = [...new Set([...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind))];
  const documentation = () =>
    [
      prose(description),
      avoid === null ? '' : `**When something else is better:** ${prose(avoid)}`,
      values,
      fenced(text, 'yaml'),
      docs === '' ? '' : `[Documentation](${docs})`,
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  return {
    kind: 'manifest',
    label: `${pattern.pattern}: ${title}`,
    detail: kinds.join(', '),
    documentation,
    filter: [...new Set([prefix, ...keywords.flatMap((word) => word.split(' '))])].join(' ').toLowerCase(),
    main: { at, ...withBreaks(text, made.stops, eol) },
    others: [],
  };
}

/** The same with other line breaks; stops move with the text before them. */
function withBreaks(
  text: string,
  stops: Completion['main']['stops'],
  eol: string,
): Pick<Completion['main'], 'text' | 'stops'> {
  if (eol === '\n') return { text, stops };
  const moved = (offset: number) => offset + text.slice(0, offset).split('\n').length - 1;
  return {
    text: text.replaceAll('\n', eol),
    stops: stops.map((stop) => ({ ...stop, at: { start: moved(stop.at.start), end: moved(stop.at.end) } })),
  };
}
