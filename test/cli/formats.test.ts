import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileFinding } from '../../server/src/cli/findings.ts';
import { PRINTERS } from '../../server/src/cli/formats.ts';
import type { Report } from '../../server/src/cli/report.ts';
import { RULES } from '../../server/src/rules/index.ts';
import { badPod, podPatterns, scratch, WARNED_POD } from './command.ts';

const finding: FileFinding = {
  file: 'deploy/a, b: 100%.yaml',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  rule: 'unknown-rule',
  severity: 'error',
  message: 'a <b> & "c"\r\nis 100% wrong\u0001',
  workload: { kind: 'Deployment', name: 'web', namespace: null },
  container: 'app',
  fixable: true,
  fixes: [{ title: 'Mend it', safe: true, preferred: true }],
  suppressed: false,
};

function report(findings: FileFinding[], more: Partial<Report> = {}): Report {
  const numbers = { files: 2, documents: 2, pods: 2, skipped: 0, errors: 1, warnings: 0, information: 0, hints: 0 };
  const summary = { ...numbers, milliseconds: 1500 };
  return { findings, files: ['clean.yaml'], failOn: 'error', summary, colours: false, quiet: false, ...more };
}

describe('github', () => {
  test('escapes what would end a command', () => {
    assert.equal(
      PRINTERS.github(report([finding])),
      '::error file=deploy/a%2C b%3A 100%25.yaml,line=3,endLine=3,col=5,endColumn=9,title=unknown-rule::a <b> & "c"%0D%0Ais 100%25 wrong\u0001\n',
    );
  });

  test('knows three levels, and no end column over several lines', () => {
    const lines = PRINTERS.github(
      report([
        { ...finding, severity: 'warning', endLine: 4 },
        { ...finding, severity: 'information' },
        { ...finding, severity: 'hint' },
        { ...finding, suppressed: true },
      ]),
    ).split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(' ')[0]),
      ['::warning', '::notice', '::notice', '::notice', ''],
    );
    assert.ok(!lines[0]?.includes('endColumn'));
    assert.ok(lines[3]?.includes('title=unknown-rule (suppressed)'));
  });
});

describe('junit', () => {
  test('is well-formed, a failure only from --fail-on on', () => {
    const below: FileFinding = { ...finding, severity: 'warning' };
    const silenced: FileFinding = { ...finding, suppressed: true };
    const xml = PRINTERS.junit(report([finding, below, silenced]));
    assert.deepEqual(elements(xml), {
      testsuites: 1,
      testsuite: 2,
      testcase: 4,
      failure: 1,
      'system-out': 1,
      skipped: 1,
    });
    assert.match(xml, /<testsuites name="pod-patterns" tests="4" failures="1" errors="0" time="1.500">/);
    assert.match(xml, /message="a &lt;b&gt; &amp; &quot;c&quot;\s+is 100% wrong\uFFFD"/);
    assert.match(xml, /<testcase name="no findings" classname="clean.yaml"\/>/);
  });

  test('of a real run is well-formed', async () => {
    const cwd = scratch({ 'a&b.yaml': badPod(), 'b.yaml': WARNED_POD });
    const { stdout } = await podPatterns(['lint', '--format', 'junit'], { cwd });
    assert.deepEqual(elements(stdout), { testsuites: 1, testsuite: 2, testcase: 2, failure: 1, 'system-out': 1 });
  });
});

describe('sarif', () => {
  test('has what SARIF 2.1.0 requires, and the metadata of every rule', async () => {
    const cwd = scratch({ 'deploy/a b.yaml': badPod(), 'b.yaml': WARNED_POD });
    const { stdout } = await podPatterns(['lint', '--format', 'sarif'], { cwd });
    const log = JSON.parse(stdout);
    assert.equal(log.version, '2.1.0');
    assert.match(log.$schema, /sarif.*2\.1\.0/);
    const [run] = log.runs;
    const { driver } = run.tool;
    assert.deepEqual(
      [driver.name, driver.semanticVersion, run.columnKind],
      ['Pod Patterns', '1.2.3', 'utf16CodeUnits'],
    );
    assert.deepEqual(
      driver.rules.map(({ id }: { id: string }) => id),
      RULES.map(({ id }) => id),
    );
    for (const meta of driver.rules) {
      assert.match(meta.name, /^([A-Z][a-z0-9]*)+$/);
      assert.ok(meta.shortDescription.text && meta.fullDescription.text && meta.help.text && meta.help.markdown);
      assert.ok(['error', 'warning', 'note'].includes(meta.defaultConfiguration.level));
      assert.ok(meta.properties.tags.includes('kubernetes'));
      if (meta.helpUri !== undefined) assert.equal(new URL(meta.helpUri).protocol.slice(0, 4), 'http');
    }
    assert.equal(run.results.length, 2);
    for (const result of run.results) {
      assert.equal(driver.rules[result.ruleIndex].id, result.ruleId);
      assert.ok(result.message.text);
      assert.deepEqual(result.suppressions, []);
    }
    const { physicalLocation, logicalLocations } = run.results[1].locations[0];
    assert.equal(physicalLocation.artifactLocation.uri, 'deploy/a%20b.yaml');
    assert.deepEqual(physicalLocation.region, { startLine: 9, startColumn: 30, endLine: 9, endColumn: 34 });
    assert.equal(logicalLocations[0].fullyQualifiedName, 'Pod/shop/web');
  });

  test('marks what is suppressed; absolute paths become URIs', () => {
    const log = JSON.parse(PRINTERS.sarif(report([{ ...finding, suppressed: true, file: '/tmp/ä.yaml' }])));
    const [result] = log.runs[0].results;
    assert.deepEqual(result.suppressions, [{ kind: 'inSource' }]);
    assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'file:///tmp/%C3%A4.yaml');
  });
});

describe('text', () => {
  test('has colours where they are asked for', () => {
    const text = PRINTERS.text(report([finding], { colours: true }));
    assert.ok(text.includes('\x1b[31merror\x1b[0m'));
    assert.ok(!PRINTERS.text(report([finding])).includes('\x1b'));
  });

  test('marks what is suppressed, and says what can be fixed', () => {
    const text = PRINTERS.text(report([finding, { ...finding, suppressed: true }]));
    assert.match(text, /wrong\S* \(suppressed\) {2}unknown-rule/);
    assert.match(text, / 1 can be fixed by "pod-patterns fix"\.\n$/);
  });
});

/** How often each element occurs in an XML text; fails if it is not well-formed. */
function elements(xml: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const open: string[] = [];
  const [, body = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n([\s\S]*)$/.exec(xml) ?? [];
  const tag = /<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g;
  for (const [, closing, name = '', , empty] of body.matchAll(tag)) {
    if (closing) assert.equal(open.pop(), name);
    else {
      counts[name] = (counts[name] ?? 0) + 1;
      if (!empty) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  const rest = body.replace(tag, '');
  assert.ok(!/[<>]/.test(rest), rest);
  assert.ok(!/&(?!(?:amp|lt|gt|quot);)/.test(body));
  return counts;
}
