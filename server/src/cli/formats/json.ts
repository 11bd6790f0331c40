import { docsUrl } from '../docs-url.ts';
import type { Report } from '../report.ts';

/** The format of the contract, version 1. */
export function json({ findings, summary }: Report): string {
  return printJson({
    version: 1,
    summary,
    findings: findings.map((finding) => ({
      file: finding.file,
      line: finding.line,
      column: finding.column,
      endLine: finding.endLine,
      endColumn: finding.endColumn,
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      workload: finding.workload,
      container: finding.container,
      fixes: finding.fixes,
      url: docsUrl(finding.rule),
      suppressed: finding.suppressed,
    })),
  });
}

/** JSON for people and programs. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
