import type { Problem } from '../rules/lint.ts';
import { styleOf } from '../yaml/edit/style.ts';
import type { YamlDocument } from '../yaml/parse.ts';
import { type Edit, lineEnd, lineStart, overlaps, type Span } from '../yaml/span.ts';

/** A change that is offered for a problem. */
export interface Remedy {
  readonly title: string;
  readonly problem: Problem;
  /** Whether an editor may apply it unasked, as the one right way. */
  readonly preferred: boolean;
  /** Made when it is asked for; null if the text leaves no way to make it. */
  readonly edits: () => readonly Edit[] | null;
}

/** What is offered for the problems that meet a place: the fixes of all of them first, then the ways to ignore them. */
export function remediesAt(document: YamlDocument, problems: readonly Problem[], at: Span): Remedy[] {
  const here = problems.filter((problem) => overlaps(problem.at, at));
  return [
    ...here.flatMap((problem) =>
      problem.fixes.map(
        (fix, i): Remedy => ({ title: fix.title, problem, preferred: i === 0 && fix.safe, edits: fix.edits }),
      ),
    ),
    ...here
      .filter(({ rule }) => rule.group !== 'project')
      .map((problem): Remedy => {
        const edits = () => ignoreEdits(document, problem);
        return { title: `Ignore ${problem.rule.id} here`, problem, preferred: false, edits };
      }),
  ];
}

/**
 * A comment above the line of a problem that silences its rule there. Null where no comment can stand: in JSON, within a
 * scalar of several lines, above `---`, where it would belong to the
 * document before, and before a byte order mark.
 */
function ignoreEdits(document: YamlDocument, { rule, at }: Problem): Edit[] | null {
  const { text, root } = document;
  const begin = lineStart(text, at.start);
  const line = text.slice(begin, lineEnd(text, begin));
  const inScalar = document.multiline.some((scalar) => scalar.start < begin && begin < scalar.end);
  if (inScalar || /^(?:---|\uFEFF)/.test(line) || (root?.kind === 'mapping' && root.flow && isJson(text, root)))
    return null;
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  const comment = `${indent}# pod-patterns-ignore ${rule.id}: say why${styleOf(document).eol}`;
  return [{ at: { start: begin, end: begin }, text: comment }];
}

/** Whether a flow mapping is JSON, which has no comments: all its keys are quoted, and there are none yet. */
function isJson(
  text: string,
  root: { readonly entries: readonly { readonly key: { readonly style: string } }[] },
): boolean {
  return root.entries.every(({ key }) => key.style === 'double') && !/(?:^|\s)#/m.test(text);
}
