import { type Example, GROUPS, type Rule } from '../rules/rule.ts';

/** The page of a rule in Markdown: why, when it says nothing, examples, how to silence it. */
export function rulePage(rule: Rule): string {
  const { id, title, severity, group, why, silent, references } = rule;
  const parts = [
    `# ${title}\n`,
    `| Rule | Severity | Fix | Kubernetes | Group |
| --- | --- | --- | --- | --- |
| \`${id}\` | ${severity} | ${FIXES[rule.fix ?? 'none']} | ${rule.since ? `since ${rule.since}` : 'any'} | ${GROUPS[group]} |
`,
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
