import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RULES_BY_ID } from '../../server/src/rules/index.ts';
import { lineStart } from '../../server/src/yaml/span.ts';
import { fixText, isSerious, lintText, readShared, settings, shared, told } from '../support.ts';

/** The specification judges its examples at this minor version. */
const VERSION = 31;

/** Rules whose example asks for a fix that does not work, and why none is offered. */
const NOT_FIXED: ReadonlyMap<string, string> = new Map([
  // Fluentd from 1.15.1 on refuses a folder that all may write to, which an emptyDir is (fluent/fluentd#3924).
  ['readonly-rootfs-needs-writable', 'fluent/fluentd:v1.16'],
]);

interface Example {
  readonly section: string;
  readonly line: number;
  readonly kind: string;
  readonly text: string;
}

function examplesOf(markdown: string): Example[] {
  const examples: Example[] = [];
  let section = '';
  const lines = markdown.split('\n');
  lines.forEach((line, i) => {
    section = /^### ([a-z0-9-]+)$/.exec(line)?.[1] ?? section;
    const kind = /^```yaml (bad fix|bad|good)$/.exec(line)?.[1];
    if (!kind) return;
    const end = lines.indexOf('```', i);
    examples.push({ section, line: i + 1, kind, text: `${lines.slice(i + 1, end).join('\n')}\n` });
  });
  return examples;
}

const path = shared('spec', 'rules.md');

suite('examples of the specification', { skip: path ? false : 'the specification is not beside the project' }, () => {
  if (!path) return;
  for (const { section, line, kind, text } of examplesOf(readShared('spec', 'rules.md'))) {
    test(`${section}, line ${line}: ${kind}`, () => {
      const { problems } = lintText(text, settings(VERSION));
      const marks = [...text.matchAll(/# !! ([a-z0-9-]+)/g)]
        .map((match) => ({ rule: match[1] ?? '', line: lineStart(text, match.index) }))
        .filter(({ rule }) => RULES_BY_ID.has(rule));
      for (const mark of marks) {
        const found = problems.filter((p) => p.rule.id === mark.rule && lineStart(text, p.at.start) === mark.line);
        assert.equal(
          found.length,
          1,
          `${mark.rule} is missing; found: ${problems.map((p) => told(p, text)).join('\n')}`,
        );
      }
      const others = problems.filter((p) => isSerious(p) && !marks.some((mark) => mark.rule === p.rule.id));
      assert.deepEqual(
        others.map((p) => told(p, text)),
        [],
      );
      if (kind !== 'bad fix' || !RULES_BY_ID.has(section) || text.includes(NOT_FIXED.get(section) ?? '\0')) return;
      const fixed = fixText(text, settings(VERSION));
      const left = lintText(fixed, settings(VERSION)).problems.filter(isSerious);
      assert.deepEqual(
        left.map((p) => told(p, fixed)),
        [],
      );
    });
  }
});
