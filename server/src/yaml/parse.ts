import { parseLeanly } from './lean.ts';
import { Leaves } from './leaves.ts';
import { parseSoundly } from './sound.ts';
import type { Span } from './span.ts';
import { maskTemplate, type Template } from './template.ts';
import { parseTolerantly, type Tolerated } from './tolerant.ts';
import type { Node } from './tree.ts';

/** One YAML document, parsed. All places in it are offsets into `text`. */
export interface YamlDocument {
  readonly text: string;
  /** Null if the document is empty, or nested too deeply to be read. */
  readonly root: Node | null;
  readonly template: Template | null;
  /** Whether template actions print entries, items or keys, so that nothing can be concluded from what is missing. */
  readonly templated: boolean;
  /** Whether the text is not valid YAML; the tree then holds what could be made out. */
  readonly broken: boolean;
  /** Where it ceases to be valid, as far as that can be told. */
  readonly brokenAt: number | null;
  /** Scalars over several lines, where `#` begins no comment. */
  readonly multiline: readonly Span[];
}

/**
 * Parses the text of one YAML document (see `splitDocuments`) tolerantly. Never throws: what cannot be read is absent.
 * The fastest way that is sure of the text reads it; all ways give the same tree.
 */
export function parseDocument(text: string): YamlDocument {
  const template = maskTemplate(text);
  return readLean(text, template) ?? readSound(text, template) ?? readAny(text, template);
}

/** The same the leanest way alone, which knows YAML as manifests are written; null where another one is needed. */
export function parseLeanDocument(text: string): YamlDocument | null {
  return readLean(text, maskTemplate(text));
}

/** The same the fast way alone, which knows all of sound YAML but a few oddities; null where another one is needed. */
export function parseSoundDocument(text: string): YamlDocument | null {
  return readSound(text, maskTemplate(text));
}

/** The same the tolerant way alone, which is slow. */
export function parseAnyDocument(text: string): YamlDocument {
  return readAny(text, maskTemplate(text));
}

function readLean(text: string, template: Template | null): YamlDocument | null {
  const leaves = new Leaves(text, template);
  const root = parseLeanly(sourceOf(text, template), leaves);
  return root === undefined ? null : documentOf(leaves, template, { root, broken: false, brokenAt: null });
}

function readSound(text: string, template: Template | null): YamlDocument | null {
  const leaves = new Leaves(text, template);
  const root = parseSoundly(sourceOf(text, template), leaves);
  return root === undefined ? null : documentOf(leaves, template, { root, broken: false, brokenAt: null });
}

function readAny(text: string, template: Template | null): YamlDocument {
  const leaves = new Leaves(text, template);
  return documentOf(leaves, template, parseTolerantly(sourceOf(text, template), leaves));
}

/** What is parsed; `yaml` takes no lone CR for a line break. */
function sourceOf(text: string, template: Template | null): string {
  const source = template?.masked ?? text;
  return source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source;
}

function documentOf(leaves: Leaves, template: Template | null, { root, broken, brokenAt }: Tolerated): YamlDocument {
  const { text, multiline } = leaves;
  const printsMore = leaves.templated || (template?.directives.some((at) => !leaves.inMultiline(at)) ?? false);
  const templated = root ? printsMore : template !== null;
  return { text, root, template, templated, broken, brokenAt, multiline };
}
