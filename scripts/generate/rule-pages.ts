import { RULES } from '../../server/src/rules/index.ts';
import { type Example, GROUPS, type Group, type Rule } from '../../server/src/rules/rule.ts';
import type { Severity } from '../../server/src/severity.ts';
import { ANTI_PATTERNS, type AntiPattern } from './anti-patterns.ts';
import { code, origin, table } from './markdown.ts';
import type { Generated } from './part.ts';

/** The folder that holds nothing but pages of rules and their index. */
export const RULE_PAGES = 'docs/rules';

/** A page for each rule, and the index. */
export function rulePages(): Generated[] {
  const pages = RULES.map((rule) => ({ path: `${RULE_PAGES}/${rule.id}.md`, text: page(rule) }));
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

function page(rule: Rule): string {
  const { id, title, severity, group, why, silent, references } = rule;
  const parts = [
    `${origin(`server/src/rules/${id}.ts`)}\n# ${title}\n`,
    table(
      ['Rule', 'Severity', 'Fix', 'Kubernetes', 'Group'],
      [[code(id), severity, FIXES[rule.fix ?? 'none'], rule.since ? `since ${rule.since}` : 'any', GROUPS[group]]],
    ),
    `${why.trim()}\n`,
    silent ? `## When it says nothing\n\n${silent.trim()}\n` : '',
    ...rule.examples.map((example, i) => exampleOf(rule, example, i)),
    silencing(rule),
    references.length > 0 ? `## References\n\n${references.map((one) => `- ${link(one)}\n`).join('')}` : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const FIXES = { safe: 'safe', choice: 'a choice', none: 'none' } as const;

function exampleOf({ id, examples, fix }: Rule, { bad, good, kubernetes }: Example, i: number): string {
  const number = examples.length > 1 ? ` ${i + 1}` : '';
  const target = kubernetes === undefined ? '' : ` for Kubernetes 1.${kubernetes}`;
  const lead = `## Example${number}\n\nThis is reported${target}:\n\n${fence(pointedOut(bad, id))}`;
  if (good === undefined) return lead;
  return `${lead}\n${fix === null ? 'This is not' : 'After the fix'}:\n\n${fence(good.replace(/[«»]/g, ''))}`;
}

/** The text without its marks; a comment stands behind the first line of each. */
function pointedOut(marked: string, id: string): string {
  const lines = marked.split('\n').map((line) => {
    const plain = line.replace(/[«»]/g, '');
    return line.includes('«') ? `${plain}  # <- ${id}` : plain;
  });
  return lines.join('\n');
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text.replace(/^\n+|\s+$/g, '')}\n\`\`\`\n`;
}

/** A rule about ignores and configuration has no place that a comment could silence. */
function silencing({ id, group }: Rule): string {
  const everywhere = `Everywhere, or to change its severity, in \`.pod-patterns.yaml\`:

${fence(`rules:\n  ${id}: off`)}`;
  if (group === 'project') return `## How to silence it\n\n${everywhere}`;
  return `## How to silence it

On the line it speaks of, or on the line above; above a container for the whole container, above the first key for
the whole document:

${fence(`# pod-patterns-ignore ${id}: why it is right here`)}
For a pod, or one of its containers, in the annotations of the pod or its workload:

${fence(`annotations:\n  pod-patterns/ignore: ${id}\n  pod-patterns/ignore.my-container: ${id}`)}
${everywhere}`;
}

function link(reference: string): string {
  return /^https?:\S+$/.test(reference) ? `<${reference}>` : reference;
}
