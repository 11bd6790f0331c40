import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lensesOf } from '../../server/src/features/code-lenses.ts';
import { completionsAt } from '../../server/src/features/completion.ts';
import { diagramOf } from '../../server/src/features/diagram.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { lineStart } from '../../server/src/yaml/span.ts';
import { settings } from '../support.ts';
import { faultsIn } from '../unit/diagram-faults.ts';
import { corpusFiles, skip } from './manifests.ts';

const several = ({ containers }: { readonly containers: number }) => containers > 1;

test('every container of real teams has a hover, every team a sound picture and a lens', { skip }, () => {
  const set = settings();
  let containers = 0;
  for (const { file, parts } of corpusFiles(several)) {
    for (const part of parts) {
      const { teams } = part.analysis;
      assert.equal(lensesOf(part, settings()).length, teams.length, file);
      for (const team of teams) {
        const picture = diagramOf(parts, part, team, set);
        const drawn = picture?.nodes.filter(({ container }) => container !== null).length;
        const expected = team.members.filter(({ container }) => container.lifecycle !== 'ephemeral').length;
        if (picture && team.members.length > 1) assert.deepEqual(faultsIn(picture), [], file);
        assert.ok(picture && drawn !== undefined && drawn >= expected, `${file}: ${drawn} of ${expected} are drawn`);
        for (const { container } of team.members) {
          const place = container.name?.via ?? container.name?.at;
          if (!place) continue;
          containers++;
          const hover = hoverAt(parts, part, place.start, set);
          assert.ok(hover, `${file}: nothing about ${container.label}`);
          assert.ok(!/undefined|\[object|NaN|null/.test(hover.markdown), `${file}: ${hover.markdown}`);
        }
      }
    }
  }
  assert.ok(containers > 1000, `only ${containers} containers were read`);
});

test('on real manifests a dash above a container never fails, and what it offers stays apart', { skip }, () => {
  const set = settings();
  let offered = 0;
  let asked = 0;
  for (const { parts } of corpusFiles(several)) {
    for (const part of parts) {
      for (const { pod } of part.analysis.teams) {
        const [first] = pod.containers;
        if (!first || ++asked % 10 !== 0) continue;
        const { text } = part.analysis;
        const line = lineStart(text, first.at.start);
        const dash = `${text.slice(line, first.at.start)}- `;
        if (!/^ *- $/.test(dash)) continue;
        const typed = `${text.slice(0, line)}${dash}\n${text.slice(line)}`;
        const [typedPart] = analyseFile(typed, part.analysis.surroundings);
        for (const { main, others } of completionsAt(typedPart!, line + dash.length, set)) {
          offered++;
          assert.ok(main.at.start <= line + dash.length && line + dash.length <= main.at.end);
          for (const { at } of others) assert.ok(at.end < main.at.start || at.start > main.at.end);
        }
      }
    }
  }
  assert.ok(offered > 100, `only ${offered} completions were offered`);
});
