import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { type AnalysedFile, analyseFile, placeOf } from '../../server/src/features/file.ts';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { globMatcher, parseImage } from '../../server/src/helpers/image.ts';
import type { Teammate } from '../../server/src/traffic/team.ts';
import { JUDGED } from '../fixtures/classified.ts';
import { ALONE, readShared, shared } from '../support.ts';
import { corpusFiles, skip } from './manifests.ts';

/** Fixtures of other tools: real files, but pods made up for a test. */
const FIXTURES =
  /^(?:kyverno__|open-policy-agent__|bridgecrewio__|stackrox__|zegl__|FairwindsOps__|controlplaneio__|kubernetes__api\/)/;

/**
 * What commands run from an image of the facts instead of the program they tell of: shells and tools, the server of which
 * they know the client only (docker-entrypoint.sh), and what the pod itself brings along.
 */
const OTHER_PROGRAMS = /^(?:sh|bash|sleep|argocd|docker-entrypoint\.sh|install-cni\.sh|frr-reloader\.sh|frr-metrics)$/;

/** Images of applications, which only the arguments that the facts tell make a helper; here they have others. */
const APPLICATIONS = /\/(?:argocd|thanos)$/;

const facts = shared('facts', 'helper-catalog.json');

/** Whether a repository with its tag is named by an entry of the facts. */
function inFacts(): (repository: string, tag: string) => boolean {
  const entries: readonly { readonly patterns: readonly string[]; readonly tagGlob?: readonly string[] }[] = JSON.parse(
    readShared('facts', 'helper-catalog.json'),
  );
  const globs = entries.flatMap(({ patterns, tagGlob = ['**'] }) =>
    patterns.map((pattern) => ({
      repository: globMatcher(pattern.startsWith('**/') ? pattern : parseImage(pattern).repository),
      tags: tagGlob.map(globMatcher),
    })),
  );
  return (repository, tag) => globs.some((glob) => glob.repository(repository) && glob.tags.some((fits) => fits(tag)));
}

function membersOf(file: AnalysedFile): Teammate[] {
  return file.flatMap(({ analysis }) => analysis.teams.flatMap(({ members }) => members));
}

suite('roles of real containers', { skip }, () => {
  let seen: { readonly file: string; readonly parts: AnalysedFile }[] = [];
  before(() => {
    seen = [...corpusFiles(({ pods }) => pods > 0)].filter(({ file }) => !FIXTURES.test(file));
  });

  test('all have one, and every reason has its place', () => {
    const bad: string[] = [];
    let containers = 0;
    for (const { file, parts } of seen) {
      for (const { analysis } of parts) {
        for (const { pod, members } of analysis.teams) {
          for (const { container, role } of members) {
            containers++;
            const isTold = role.confidence === 'none' ? role.proof === 'list' : role.evidence.length > 0;
            const isPlaced = role.evidence.every(({ at, document = pod.document }) => {
              return at === null || placeOf(parts, document, at) !== null;
            });
            if (role.pattern === 'unknown' || !isTold || !isPlaced) bad.push(`${file} ${container.label}`);
          }
        }
      }
    }
    assert.deepEqual(bad, []);
    assert.ok(containers > 1500, `${containers} containers`);
  });

  test('none whose image is in the facts is without its helper, unless it runs another program', {
    skip: facts === null && 'the facts are not on this machine',
  }, () => {
    const isKnown = inFacts();
    let known = 0;
    const lost = seen.flatMap(({ file, parts }) =>
      membersOf(parts).flatMap(({ container, command, role }) => {
        const { repository, tag } = parseImage(container.image?.value ?? '');
        if (!isKnown(repository, tag ?? '')) return [];
        known++;
        if (role.helper) return [];
        const { program } = command;
        const isLent = program === null ? APPLICATIONS.test(repository) : OTHER_PROGRAMS.test(program);
        return isLent ? [] : [`${file} ${container.label}: ${repository} ${program ?? ''}`];
      }),
    );
    assert.deepEqual(lost, []);
    assert.ok(known >= 640, `${known} containers`);
  });

  test('a box of tools proves nothing', () => {
    const strong = seen.flatMap(({ file, parts }) =>
      membersOf(parts).flatMap(({ container, role }) => {
        const { repository, tag } = parseImage(container.image?.value ?? '');
        const isToolbox = CATALOG.byImage(repository, tag).some(({ toolbox }) => toolbox);
        return isToolbox && role.confidence === 'strong' && role.proof !== 'override'
          ? `${file} ${container.label}`
          : [];
      }),
    );
    assert.deepEqual(strong, []);
  });
});

suite('containers that were judged by reading', { skip }, () => {
  test('are what they are: 97 % in pattern, 99 % where the verdict is strong', (t) => {
    const files = new Map<string, AnalysedFile>();
    const wrong: string[] = [];
    const right = { all: 0, strong: 0 };
    const count = { all: 0, strong: 0 };
    for (const { file, pod, container, pattern, alsoRight = [] } of JUDGED) {
      const parts = files.get(file) ?? analyseFile(readShared('corpus', file), ALONE);
      files.set(file, parts);
      const teams = parts.flatMap(({ analysis }) => analysis.teams);
      const own = teams.filter((team) => `${team.pod.manifest.kind}/${team.pod.manifest.name}` === pod);
      const found = [...own, ...teams]
        .flatMap(({ members }) => members)
        .find((one) => one.container.label === container);
      const role = found?.role;
      const isRight = role !== undefined && (role.pattern === pattern || alsoRight.includes(role.pattern));
      for (const kind of ['all', ...(role?.confidence === 'strong' ? (['strong'] as const) : [])] as const) {
        count[kind]++;
        if (isRight) right[kind]++;
      }
      if (!isRight) wrong.push(`${file} ${pod} ${container}: ${role?.pattern} (${role?.confidence}), not ${pattern}`);
    }
    const told = `${right.all} of ${count.all} right, ${right.strong} of ${count.strong} where strong`;
    t.diagnostic(told);
    assert.ok(count.all >= 150, told);
    assert.ok(right.all / count.all >= 0.97, `${told}\n${wrong.join('\n')}`);
    assert.ok(right.strong / count.strong >= 0.99, `${told}\n${wrong.join('\n')}`);
  });
});
