import { rulePage } from '../../server/src/features/rule-page.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { GROUPS, type Group, type Rule } from '../../server/src/rules/rule.ts';
import type { Severity } from '../../server/src/severity.ts';
import { ANTI_PATTERNS, type AntiPattern } from './anti-patterns.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';

/** The folder that holds nothing but pages of rules and their index. */
export const RULE_PAGES = 'docs/rules';

/** A page for each rule, and the index. */
export function rulePages(): Generated[] {
  const pages = RULES.map((rule) => ({
    path: `${RULE_PAGES}/${rule.id}.md`,
    text: `${origin(`server/src/rules/${rule.id}.ts`)}\n${rulePage(rule)}`,
  }));
  return [...pages, { path: `${RULE_PAGES}/README.md`, text: index() }];
}

/** The rules of each group by severity, with links to their pages. */
export function overviewTable(rules: readonly Rule[]): string {
  const columns: readonly (readonly Severity[])[] = [['error'], ['warning'], ['information', 'hint']];
  const rows = groups(rules).map(([title, own]) => {
    const cells = columns.map((severities) =>
      own
        .filter(({ severity }) => severities.includes(severity))
        .map(({ id }) => `[${code(id)}](${RULE_PAGES}/${id}.md)`)
        .join(' '),
    );
    return [title, ...cells];
  });
  return table(['', 'Errors', 'Warnings', 'Information and hints'], rows);
}

function rulesTable(rules: readonly Rule[]): string {
  return table(
    ['Rule', 'Severity', 'Fix', 'What it finds'],
    rules.map(({ id, severity, fix, title }) => [`[${code(id)}](${id}.md)`, severity, fix ?? '', title]),
  );
}

/** The titles of the groups that have rules, with these. */
function groups(rules: readonly Rule[]): [title: string, own: readonly Rule[]][] {
  const all = (Object.keys(GROUPS) as Group[]).map((group): [string, readonly Rule[]] => {
    return [GROUPS[group], rules.filter((rule) => rule.group === group)];
  });
  return all.filter(([, own]) => own.length > 0);
}

function index(): string {
  const themes = groups(RULES).map(([title, rules]) => `\n## ${title}\n\n${rulesTable(rules)}`);
  return `${origin('server/src/rules')}
# Rules

A fix is *safe* if it may be applied unattended, and a *choice* if a person has to look at it.
Each rule can be silenced where it speaks, or given another severity: its page tells how.
Hints are reported with the preset \`all\` only.
${themes.join('')}
## Anti-patterns

What people get wrong with several containers in a pod, and the rules that find it:

${table(['Anti-pattern', 'Rules'], ANTI_PATTERNS.map(antiPatternRow))}`;
}

function antiPatternRow({ what, rules, note }: AntiPattern): string[] {
  const links = rules.map((id) => `[${code(id)}](${id}.md)`);
  return [what, [...links, ...(note === undefined ? [] : [note])].join(', ')];
}
