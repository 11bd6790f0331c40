import { byFile, type FileFinding } from '../findings.ts';
import type { Report } from '../report.ts';
import { fails } from '../verdict.ts';

/**
 * JUnit XML, as CI servers read it: a suite for each file, a case for each finding, one case that passes for a file
 * without any. A case fails if the finding is at or above `--fail-on`.
 */
export function junit({ findings, files, failOn, summary }: Report): string {
  const found = byFile(findings);
  const suites = [...new Set([...files, ...found.keys()])].sort().map((file) => {
    const own = found.get(file) ?? [];
    const failed = own.filter((finding) => fails(finding, failOn)).length;
    const skipped = own.filter(({ suppressed }) => suppressed).length;
    const cases = own.length > 0 ? own.map((finding) => testCase(finding, fails(finding, failOn))) : [passing(file)];
    const sums = `tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}"`;
    return {
      cases: cases.length,
      failed,
      xml: `  <testsuite name=${quoted(file)} ${sums}>\n${cases.join('')}  </testsuite>\n`,
    };
  });
  const sum = (of: (suite: { cases: number; failed: number }) => number) => suites.reduce((n, s) => n + of(s), 0);
  const sums = `tests="${sum((s) => s.cases)}" failures="${sum((s) => s.failed)}" errors="0"`;
  const seconds = (summary.milliseconds / 1000).toFixed(3);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pod-patterns" ${sums} time="${seconds}">
${suites.map(({ xml }) => xml).join('')}</testsuites>
`;
}

function passing(file: string): string {
  return `    <testcase name="no findings" classname=${quoted(file)}/>\n`;
}

function testCase(finding: FileFinding, failed: boolean): string {
  const { file, line, column, rule, severity, message, suppressed } = finding;
  const place = `${file}:${line}:${column}`;
  const content = suppressed
    ? '<skipped message="suppressed"/>'
    : failed
      ? `<failure type=${quoted(severity)} message=${quoted(message)}>${escaped(place)}</failure>`
      : `<system-out>${escaped(`${place} ${severity}: ${message}`)}</system-out>`;
  return `    <testcase name=${quoted(`${rule} ${line}:${column}`)} classname=${quoted(file)}>${content}</testcase>\n`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
