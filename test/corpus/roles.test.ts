import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { type AnalysedFile, analyseFile, placeOf } from '../../server/src/features/file.ts';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { parseImage } from '../../server/src/helpers/image.ts';
import type { Teammate } from '../../server/src/traffic/team.ts';
import { JUDGED } from '../fixtures/classified.ts';
import { ALONE, readShared } from '../support.ts';
import { corpusFiles, skip } from './manifests.ts';

/** Fixtures of other tools: real files, but pods made up for a test. */
const FIXTURES =
  /^(?:kyverno__|open-policy-agent__|bridgecrewio__|stackrox__|zegl__|FairwindsOps__|controlplaneio__|kubernetes__api\/)/;

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
