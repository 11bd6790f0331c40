import type { Severity } from '../../severity.ts';
import type { FileFinding } from '../findings.ts';
import type { Report } from '../report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
export function github({ findings }: Report): string {
  return findings.map(annotation).join('');
}

function annotation(finding: FileFinding): string {
  const { file, line, endLine, column, endColumn, rule, severity, message, suppressed } = finding;
  const properties = [
    `file=${escapeProperty(file)}`,
    `line=${line}`,
    `endLine=${endLine}`,
    `col=${column}`,
    // GitHub takes an end column on the same line only.
    ...(line === endLine ? [`endColumn=${endColumn}`] : []),
    `title=${escapeProperty(suppressed ? `${rule} (suppressed)` : rule)}`,
  ];
  const command = suppressed ? 'notice' : COMMANDS[severity];
  return `::${command} ${properties.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
