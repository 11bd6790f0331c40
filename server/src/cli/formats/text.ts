import { count } from '../../diagram/words.ts';
import { byFile, type FileFinding } from '../findings.ts';
import type { Report, Summary } from '../report.ts';
import type { Sums } from '../verdict.ts';
import { paintWith } from './paint.ts';

/** For people: grouped by file, one line for each finding, and a summary. */
export function text({ findings, summary, colours, quiet }: Report): string {
  const paint = paintWith(colours);
  const blocks: string[] = [];
  for (const [file, own] of byFile(findings)) {
    const places = own.map(({ line, column }) => `${line}:${column}`);
    const width = Math.max(...places.map((place) => place.length));
    const severities = Math.max(...own.map(({ severity }) => severity.length));
    const lines = own.map(({ severity, message, rule, suppressed }, i) => {
      const place = paint('dim', (places[i] ?? '').padStart(width));
      const mark = suppressed ? ' (suppressed)' : '';
      return `  ${place}  ${paint(severity, severity.padEnd(severities))}  ${message}${mark}  ${paint('dim', rule)}\n`;
    });
    blocks.push(`${paint('file', file.replace(/\p{Cc}/gu, '?'))}\n${lines.join('')}`);
  }
  return [...blocks, ...(quiet ? [] : [`${summaryLine(summary, findings)}\n`])].join('\n');
}

function summaryLine(summary: Summary, findings: readonly FileFinding[]): string {
  const where = `in ${count(summary.pods, 'pod')} of ${count(summary.files, 'file')}`;
  const skipped = summary.skipped > 0 ? ` (${summary.skipped} skipped: no Kubernetes YAML)` : '';
  const counted = severities(summary);
  if (counted === '') return `No problems ${where}${skipped}.`;
  const fixable = findings.filter(({ suppressed, fixable }) => !suppressed && fixable).length;
  const hint = fixable > 0 ? ` ${fixable} can be fixed by "pod-patterns fix".` : '';
  return `${counted} ${where}${skipped}.${hint}`;
}

/** `1 error, 2 warnings`; '' if there is nothing. */
export function severities(summary: Sums): string {
  const parts = [
    summary.errors > 0 ? count(summary.errors, 'error') : '',
    summary.warnings > 0 ? count(summary.warnings, 'warning') : '',
    summary.information > 0 ? `${summary.information} information` : '',
    summary.hints > 0 ? count(summary.hints, 'hint') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
