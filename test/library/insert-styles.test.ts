import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { type Analysis, analyse } from '../../server/src/analysis.ts';
import { analyseFile, type Part } from '../../server/src/features/file.ts';
import { insertInto } from '../../server/src/features/insert.ts';
import { examplesOf } from '../../server/src/patterns/insert.ts';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import type { ContainerPattern, Variant } from '../../server/src/patterns/pattern.ts';
import { lint } from '../../server/src/rules/lint.ts';
import type { Team } from '../../server/src/traffic/team.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, settings, told } from '../support.ts';
import { EOLS, WAYS } from '../unit/insert-manifests.ts';

const SET = settings();
const patterns = PATTERNS.filter((pattern): pattern is ContainerPattern => pattern.scope === 'container');

function podIn(text: string): { part: Part; team: Team } {
  for (const part of analyseFile(text, ALONE)) {
    const [team] = part.analysis.teams;
    if (team) return { part, team };
  }
  throw new Error('no pod');
}

/** What stands in the lines of one language only: nothing. */
function withoutMarker(text: string): string {
  return text.replace(/^---.*$/m, '').replace(/^\.\.\.\s*$/m, '');
}

/** Every way with LF, and with CRLF. */
const TEXTS = Object.entries(WAYS).flatMap(([way, text]) =>
  Object.entries(EOLS).map(([name, eol]) => ({ way, name, eol, ...podIn(text.replaceAll('\n', eol)) })),
);

suite('every pattern, in every way of writing', () => {
  assert.ok(patterns.length > 0, 'the library is empty');
  for (const [nth, pattern] of patterns.entries()) {
    for (const variant of pattern.variants.length > 0 ? pattern.variants : [null]) {
      test(`${pattern.id} ${variant ?? ''}`, () => {
        for (const [i, { way, name, eol, part, team }] of TEXTS.entries()) {
          // Each pattern is written with CRLF in some of the ways.
          if (name === 'CRLF' && (i + nth) % 5 !== 0) continue;
          const what = `${way}, ${name}`;
          const before = part.analysis.text;
          const inserted = insertInto(part.analysis, team, pattern, options(pattern, variant), SET);
          if (way === 'cronJob' && variant === 'classic') {
            assert.match('refusal' in inserted ? inserted.refusal : '', /^then job-sidecar-never-completes/, what);
            continue;
          }
          assert.ok('edits' in inserted, `${what}: ${'refusal' in inserted && inserted.refusal}`);
          checkAdditions(before, inserted.edits, what);
          const after = applyEdits(before, inserted.edits);
          if (eol === '\r\n') assert.doesNotMatch(after, /[^\r]\n/, what);
          const analysis = checkMeaning(part.analysis, after, what);
          checkAgain(analysis, pattern, variant, what);
        }
      });
    }
  }
});

function options(pattern: ContainerPattern, variant: Variant | null) {
  return { variant, set: examplesOf(pattern), at: null };
}

/** Nothing is taken away but the signs of an empty collection. */
function checkAdditions(before: string, edits: readonly { at: { start: number; end: number } }[], what: string): void {
  for (const { at } of edits) {
    assert.match(before.slice(at.start, at.end), /^(?:\s*(?:\[\]|\{\})?[^\S\r\n]*(?:#.*)?)?$/, what);
  }
}

/**
 * Findings of information that are right: a manifest declares a volume that nobody mounts, and an exporter asks a server
 * that its pod is yet to get.
 */
const LEFT: ReadonlySet<string> = new Set(['volume-never-mounted', 'localhost-port-unserved']);

/** The text means the same to both parsers, and to our rules no more than before. */
function checkMeaning({ text: before, teams }: Analysis, after: string, what: string): Analysis {
  const analysis = analyse(after, ALONE);
  assert.equal(analysis.document?.broken, false, what);
  assert.equal(analysis.teams.length, teams.length, what);
  // What was there before stays, and hints are thoughts.
  const found = lint(analysis, SET).problems.filter(({ rule, severity }) => severity !== 'hint' && !LEFT.has(rule.id));
  assert.deepEqual(
    found.map((problem) => told(problem, after)),
    [],
    what,
  );
  if (after.includes('{{')) return analysis;
  const [old, value] = [withoutMarker(before), withoutMarker(after)].map((text) => parse(text));
  assert.deepEqual(load(withoutMarker(after)), value, what);
  assertContained(old, value, what);
  return analysis;
}

/** Everything that was there is still there, in its order. */
function assertContained(old: unknown, value: unknown, what: string): void {
  if (Array.isArray(old) && Array.isArray(value)) {
    let from = 0;
    for (const item of old) {
      const at = value.findIndex((one, i) => i >= from && nameOf(one) === nameOf(item));
      assert.ok(at >= 0, `${what}: ${JSON.stringify(item)} is gone`);
      assertContained(item, value[at], what);
      from = at + 1;
    }
  } else if (typeof old === 'object' && old !== null && typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(old)) {
      if (inner === null) continue;
      assertContained(inner, (value as Record<string, unknown>)[key], `${what} ${key}`);
    }
  } else assert.deepEqual(value, old, what);
}

function nameOf(item: unknown): unknown {
  return Object(item).name ?? Object(item).kind ?? JSON.stringify(item);
}

/** A second time it is refused, or goes beside the first without a collision. */
function checkAgain(analysis: Analysis, pattern: ContainerPattern, variant: Variant | null, what: string): void {
  const [team] = analysis.teams;
  assert.ok(team, what);
  const again = insertInto(analysis, team, pattern, options(pattern, variant), SET);
  if ('refusal' in again) {
    assert.match(again.refusal, / already$| is taken by /, what);
    return;
  }
  const pod = analyse(applyEdits(analysis.text, again.edits), ALONE).teams[0]?.pod;
  for (const names of [pod?.containers.map(({ label }) => label), pod?.volumes.map(({ name }) => name.value)]) {
    assert.ok(names);
    assert.equal(new Set(names).size, names.length, `${what}: ${names}`);
  }
}
