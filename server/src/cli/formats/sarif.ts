import { RULES } from '../../rules/index.ts';
import { GROUPS, type Rule } from '../../rules/rule.ts';
import type { Severity } from '../../severity.ts';
import type { FileFinding } from '../findings.ts';
import type { Report } from '../report.ts';
import { VERSION } from '../version.ts';
import { printJson } from './json.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

const INDEX = new Map(RULES.map(({ id }, i) => [id, i]));

/** SARIF 2.1.0, as code scanning services read it. The metadata of the rules is theirs. */
export function sarif({ findings }: Report): string {
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Pod Patterns', semanticVersion: VERSION, rules: RULES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map(result),
      },
    ],
  });
}

function descriptor(rule: Rule) {
  // A SARIF help URI is absolute; the pages have no homepage yet.
  const helpUri = rule.references.find((reference) => /^https?:\/\/\S+$/.test(reference));
  const paragraphs = [rule.why, ...(rule.silent ? [rule.silent] : []), ...rule.references.map((one) => `- ${one}`)];
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: paragraphs.join('\n\n'), markdown: `# ${rule.title}\n\n${paragraphs.join('\n\n')}\n` },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: ['kubernetes', rule.group], group: GROUPS[rule.group] },
  };
}

function result(finding: FileFinding) {
  const { file, line, column, endLine, endColumn, rule, severity, message, suppressed } = finding;
  return {
    ruleId: rule,
    ruleIndex: INDEX.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...logical(finding),
      },
    ],
    suppressions: suppressed ? [{ kind: 'inSource' }] : [],
  };
}

function logical({ workload, container }: FileFinding) {
  if (!workload) return {};
  const pod = [workload.namespace, workload.kind, workload.name].filter((part) => part !== null).join('/');
  return { logicalLocations: [{ fullyQualifiedName: container === null ? pod : `${pod}/${container}` }] };
}

/** A relative reference for a relative path, a file URI for an absolute one. */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(file)) return `file:///${file.slice(0, 2)}${path.slice(path.indexOf('/'))}`;
  return file.startsWith('/') ? `file://${path}` : path;
}
