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
  /** Values in the new text that a person should look at, in their order. */
  readonly fill: readonly string[];
}

/** The problems that meet a place. */
export function problemsAt(problems: readonly Problem[], at: Span): Problem[] {
  return problems.filter((problem) => overlaps(problem.at, at));
}

/** What is offered for problems: the fixes of all of them first, then the ways to ignore them. */
export function remediesFor(document: YamlDocument, problems: readonly Problem[]): Remedy[] {
  return [
    ...problems.flatMap((problem) =>
      problem.fixes.map(({ title, safe, edits, fill = [] }, i): Remedy => {
        return { title, problem, preferred: i === 0 && safe, edits, fill };
      }),
    ),
    ...problems
      .filter(({ rule }) => rule.group !== 'project')
      .map((problem): Remedy => {
        const edits = () => ignoreEdits(document, problem);
        return { title: `Ignore ${problem.rule.id} here`, problem, preferred: false, edits, fill: [REASON] };
      }),
  ];
}

/** Stands where a reason should. */
const REASON = 'say why';

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
  const comment = `${indent}# pod-patterns-ignore ${rule.id}: ${REASON}${styleOf(document).eol}`;
  return [{ at: { start: begin, end: begin }, text: comment }];
}

/** Whether a flow mapping is JSON, which has no comments: all its keys are quoted, and there are none yet. */
function isJson(
  text: string,
  root: { readonly entries: readonly { readonly key: { readonly style: string } }[] },
): boolean {
  return root.entries.every(({ key }) => key.style === 'double') && !/(?:^|\s)#/m.test(text);
}
