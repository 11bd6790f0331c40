import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../config.ts';
import { problemsAt, remediesFor } from '../features/code-actions.ts';
import { fixAll } from '../features/fix-all.ts';
import type { WorkspaceDocument } from '../features/workspace/document.ts';
import type { Problem } from '../rules/lint.ts';
import { hunks } from '../yaml/hunks.ts';
import { fillable } from '../yaml/tab-stop.ts';
import type { Analyses } from './analyses.ts';
import { FIX_ALL } from './capabilities.ts';
import { type Client, workspaceEdit } from './client.ts';
import type { Context } from './contexts.ts';
import type { Diagnoser } from './diagnostics.ts';
import { type OpenFile, placeAt } from './documents.ts';
import { editOf, textEdits } from './edits.ts';
import type { Guard } from './guard.ts';
import { isAsked, refactorings } from './refactors.ts';
import type { Standing } from './worded.ts';

/** Offers what can be done about the problems of a file, and what else somebody may want to change in it. */
export class CodeActions {
  readonly #client: Client;
  readonly #analyses: Analyses;
  readonly #diagnoser: Diagnoser;
  readonly #guard: Guard;

  constructor(client: Client, analyses: Analyses, diagnoser: Diagnoser, guard: Guard) {
    this.#client = client;
    this.#analyses = analyses;
    this.#diagnoser = diagnoser;
    this.#guard = guard;
  }

  /** The actions for a range of a file, of the kinds that are asked for. */
  at(file: OpenFile, context: Context, { range, context: wish }: CodeActionParams): CodeAction[] {
    const { only } = wish;
    const fixes = isAsked(CodeActionKind.QuickFix, only) ? this.#quickFixes(file, context, range) : [];
    // Editors show source actions only where they ask for them; every move of the cursor asks for the others.
    const all = only && isAsked(FIX_ALL, only) ? this.#fixAll(file, context) : [];
    return [...fixes, ...this.#refactorings(file, context, range, wish), ...all];
  }

  #refactorings(
    open: OpenFile,
    context: Context,
    range: CodeActionParams['range'],
    wish: CodeActionParams['context'],
  ): CodeAction[] {
    const [from, to] = [placeAt(open, range.start), placeAt(open, range.end)];
    const part = from.piece === to.piece ? this.#analyses.parts(open, context)[from.piece] : undefined;
    if (!part) return [];
    const place = { part, at: { start: from.offset, end: to.offset }, open, context };
    return this.#guard.attempt('Offering refactorings', [], () => refactorings(place, wish, this.#client));
  }

  #quickFixes(file: OpenFile, context: Context, range: CodeActionParams['range']): CodeAction[] {
    const parts = this.#analyses.parts(file, context);
    const [from, to] = [placeAt(file, range.start), placeAt(file, range.end)];
    const documents = this.#analyses.documents(file, context);
    return documents.slice(from.piece, to.piece + 1).flatMap((document, i) => {
      const index = from.piece + i;
      const { analysis, problems } = this.#diagnoser.report(document, context);
      const part = parts[index];
      if (!part || problems.length === 0 || analysis.document === null) return [];
      const start = index === from.piece ? from.offset : 0;
      const end = index === to.piece ? to.offset : document.text.length;
      const here = problemsAt(problems, { start, end });
      const standing = { uri: file.uri, firstLine: part.firstLine };
      const remedies = remediesFor(analysis.document, here).flatMap((remedy): CodeAction[] => {
        const { fill } = remedy;
        const edits = this.#guard.attempt(`A fix of ${remedy.problem.rule.id}`, null, remedy.edits);
        if (!edits) return [];
        const toFill = fill.length > 0 ? () => fillable(document.text, edits, fill) : null;
        return [
          {
            title: remedy.title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [this.#diagnoser.diagnostic(standing, document, remedy.problem)],
            ...(remedy.preferred ? { isPreferred: true } : {}),
            edit: editOf(this.#client, file, part, edits, { fillable: toFill, annotation: null }),
          },
        ];
      });
      return this.#client.knowsRules ? [...remedies, ...this.#aboutRules(standing, document, here)] : remedies;
    });
  }

  /** What can be done about the rules of problems, by commands of the client. */
  #aboutRules(standing: Standing, document: WorkspaceDocument, problems: readonly Problem[]): CodeAction[] {
    const rules = new Set(problems.map((problem) => problem.rule.id));
    return [...rules].flatMap((rule) => {
      const about = problems.filter((problem) => problem.rule.id === rule);
      const diagnostics = about.map((problem) => this.#diagnoser.diagnostic(standing, document, problem));
      return RULE_COMMANDS.map(({ title, command, where }): CodeAction => {
        const named = title(rule);
        return {
          title: named,
          kind: CodeActionKind.QuickFix,
          diagnostics,
          command: { title: named, command, arguments: where === null ? [rule] : [rule, standing.uri, where] },
        };
      });
    });
  }

  #fixAll(file: OpenFile, context: Context): CodeAction[] {
    const parts = this.#analyses.parts(file, context);
    const edits = this.#analyses.documents(file, context).flatMap((document, i) => {
      const { problems, analysis } = this.#diagnoser.report(document, context);
      const part = parts[i];
      if (!part || !problems.some(({ fixes }) => fixes[0]?.safe)) return [];
      const name = `Fixing the document at line ${part.firstLine + 1}`;
      const after = this.#guard.attempt(name, document.text, () => fixAll(analysis, context.settings).text);
      return textEdits(part, hunks(document.text, after));
    });
    if (edits.length === 0) return [];
    const title = 'Fix all that Pod Patterns can fix safely';
    return [{ title, kind: FIX_ALL, edit: workspaceEdit(this.#client, file, edits) }];
  }
}

/** Commands of the client about a rule; `where` its severity is changed. */
const RULE_COMMANDS = [
  { title: (rule: string) => `Explain ${rule}`, command: 'podPatterns.explainRule', where: null },
  {
    title: (rule: string) => `Change the severity of ${rule} in ${CONFIG_FILE}…`,
    command: 'podPatterns.changeSeverity',
    where: 'file',
  },
  {
    title: (rule: string) => `Change the severity of ${rule} in the settings…`,
    command: 'podPatterns.changeSeverity',
    where: 'settings',
  },
] as const;
