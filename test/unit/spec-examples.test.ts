import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RULES_BY_ID } from '../../server/src/rules/index.ts';
import type { Problem } from '../../server/src/rules/lint.ts';
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
  for (const example of examplesOf(readShared('spec', 'rules.md'))) {
    for (const eol of ['\n', '\r\n'])
      check({ ...example, text: example.text.replaceAll('\n', eol) }, eol === '\n' ? 'LF' : 'CRLF');
  }
});

function check({ section, line, kind, text }: Example, eol: string): void {
  test(`${section}, line ${line}: ${kind} (${eol})`, () => {
    const { problems } = lintText(text, settings(VERSION));
    const marks = [...text.matchAll(/# !! ([a-z0-9-]+)/g)]
      .map((match) => ({ rule: match[1] ?? '', line: lineStart(text, match.index) }))
      .filter(({ rule }) => RULES_BY_ID.has(rule));
    const isMarked = (problem: Problem) =>
      marks.some(({ rule, line: at }) => rule === problem.rule.id && at === lineStart(text, problem.at.start));
    const found = problems.filter(isMarked);
    assert.equal(found.length, marks.length, problems.map((p) => told(p, text)).join('\n'));
    const others = problems.filter((problem) => isSerious(problem) && !isMarked(problem));
    assert.deepEqual(
      others.map((p) => told(p, text)),
      [],
    );
    if (kind === 'good') {
      const today = lintText(text, settings()).problems.filter(isSerious);
      assert.deepEqual(
        today.map((p) => told(p, text)),
        [],
        'at the default version',
      );
    }
    if (kind !== 'bad fix' || !RULES_BY_ID.has(section) || text.includes(NOT_FIXED.get(section) ?? '\0')) return;
    const fixed = fixText(text, settings(VERSION));
    const left = lintText(fixed, settings(VERSION)).problems.filter(isSerious);
    assert.deepEqual(
      left.map((p) => told(p, fixed)),
      [],
    );
  });
}
