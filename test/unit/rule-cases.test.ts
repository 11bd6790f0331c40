import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { RULES, RULES_BY_ID } from '../../server/src/rules/index.ts';
import { lineEnd, type Span } from '../../server/src/yaml/span.ts';
import { lintText, settings, told, unmark } from '../support.ts';

/**
 * Harder cases of the rules, a file for each: documents under `#--- name[ @1.34]`, `«…»` around what is underlined, and
 * behind it on its line `# severity`, or `# severity: message` where the words matter.
 */
const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'rules');

for (const file of readdirSync(FOLDER)) {
  const id = file.replace('.yaml', '');
  suite(id, () => {
    const cases = readFileSync(join(FOLDER, file), 'utf8')
      .split(/^#--- /m)
      .slice(1);
    for (const one of cases) {
      const [, name, minor] = /^(.*?)(?: @1\.(\d+))?$/m.exec(one) ?? [];
      const { text, spans } = unmark(one.slice(one.indexOf('\n') + 1));
      test(name ?? '', () => {
        const line = (severity: string | undefined, { start, end }: Span, message = '') =>
          `${severity} at ${start}-${end} "${text.slice(start, end)}" ${message}`;
        const wanted = spans.map((at) => {
          const [, severity, message] = /# (\w+)(?:: (.+))?$/.exec(text.slice(at.end, lineEnd(text, at.end))) ?? [];
          return { severity, at, message };
        });
        const expected = wanted.map(({ severity, at, message }) => line(severity, at, message));
        const { problems, failures } = lintText(text, settings(minor ? Number(minor) : undefined));
        assert.deepEqual(failures, []);
        const own = problems.filter((problem) => problem.rule.id === id);
        const found = own.map(({ severity, at, message }, i) => line(severity, at, wanted[i]?.message && message));
        assert.deepEqual(found, expected, problems.map((problem) => told(problem, text)).join('\n'));
        for (const problem of own) for (const fix of problem.fixes) assert.ok(fix.title);
      });
    }
  });
}

test('every rule about pods has harder cases, and every file a rule', () => {
  const files = readdirSync(FOLDER).map((file) => file.replace('.yaml', ''));
  for (const file of files) assert.ok(RULES_BY_ID.has(file), file);
  for (const rule of RULES) if (rule.group !== 'project') assert.ok(files.includes(rule.id), rule.id);
});
