import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../server/src/analysis.ts';
import { conversionOf, type SidecarForm } from '../../server/src/features/refactors.ts';
import { isHelper } from '../../server/src/helpers/role.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { splitDocuments } from '../../server/src/yaml/split.ts';
import { ALONE, readShared, settings, shared } from '../support.ts';

const skip = shared('corpus') ? false : 'the corpus is not beside the project';

const MOST = 250;
/** Every so many files, so that all repositories have their turn; larger documents would only take longer. */
const [STEP, LONGEST] = [3, 16_000];
const SET = settings();

/** Documents of all parts of the corpus that may hold several containers. */
function* documents(): Generator<{ file: string; text: string }> {
  const rows = readShared('corpus', 'INDEX.tsv').trim().split('\n').slice(1);
  for (let row = 1; row < rows.length; row += STEP) {
    const file = rows[row]?.split('\t', 1)[0] ?? '';
    const whole = readShared('corpus', file);
    const starts = splitDocuments(whole);
    for (const [i, start] of starts.entries()) {
      const text = whole.slice(start, starts[i + 1]);
      if (text.length < LONGEST) yield { file, text };
    }
  }
}

/** Names of the containers of a document that have one of their own, and a form that each may be converted into. */
function convertible(text: string): { name: string; form: SidecarForm }[] {
  const analysis = analyse(text, ALONE);
  if (analysis.document?.broken) return [];
  const members = analysis.teams.flatMap((team) => team.members);
  const names = members.map(({ container }) => container.name?.value ?? '');
  return members.flatMap((member) => {
    const { name, lifecycle } = member.container;
    const isOwn = name && names.indexOf(name.value) === names.lastIndexOf(name.value);
    if (!isOwn || !(lifecycle === 'native-sidecar' || (lifecycle === 'container' && isHelper(member)))) return [];
    return [{ name: name.value, form: lifecycle === 'container' ? 'native' : 'classic' }];
  });
}

/** The text after a conversion, whatever it means; null where there is none. */
function converted(text: string, name: string, form: SidecarForm): string | null {
  const analysis = analyse(text, ALONE);
  for (const team of analysis.teams) {
    const member = team.members.find(({ container }) => container.name?.value === name);
    const conversion = member && conversionOf(team, member, form, SET);
    const edits = conversion && 'edits' in conversion ? conversion.edits() : null;
    if (edits) return applyEdits(text, edits);
  }
  return null;
}

/** The lines of a text without their columns, in no order. */
function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim());
}

/** What a conversion may bring. */
const BROUGHT =
  /^(?:restartPolicy: ["']?Always["']?|initContainers:.*|containers:|args:|startupProbe:.*|httpGet:|tcpSocket:|path: .*|port: \d+|- ["']?--?\S+|)$/;

test('sidecars of real pods are converted to and fro, and nothing else happens', { skip }, (t) => {
  const count = { native: 0, classic: 0, none: 0 };
  for (const { file, text } of documents()) {
    if (count.native + count.classic >= MOST) break;
    for (const { name, form } of convertible(text)) {
      const what = `${file}: ${name} to ${form}`;
      const after = converted(text, name, form);
      if (after === null) {
        count.none++;
        continue;
      }
      count[form]++;
      assertConverted(text, after, name, form, what);
      const other = form === 'native' ? 'classic' : 'native';
      const back = converted(after, name, other);
      if (back !== null) assertConverted(after, back, name, other, `${what} and back`);
    }
  }
  t.diagnostic(`${count.native} to native, ${count.classic} to classic, ${count.none} that cannot be`);
  assert.ok(count.native > 50 && count.classic > 5, JSON.stringify(count));
});

function assertConverted(before: string, after: string, name: string, form: SidecarForm, what: string): void {
  const analysis = analyse(after, ALONE);
  assert.equal(analysis.document?.broken, false, `${what}: broken`);
  const members = analysis.teams.flatMap((team) => team.members);
  const found = members.filter(({ container }) => container.name?.value === name);
  assert.equal(found.length, 1, what);
  assert.equal(found[0]?.container.lifecycle, form === 'native' ? 'native-sidecar' : 'container', what);
  const lost = missing(linesOf(before), linesOf(after)).filter((line) => !MAY_GO.test(line));
  const brought = missing(linesOf(after), linesOf(before)).filter((line) => !BROUGHT.test(line) && !line.includes('['));
  if (!/^\s*[[{]/m.test(before)) assert.deepEqual({ lost, brought }, { lost: [], brought: [] }, what);
}

/** What a conversion may take away. */
const MAY_GO = /^(?:restartPolicy: ["']?Always["']?(?: #.*)?|initContainers:.*|containers:(?: \[\])?|)$/;

/** Lines that stand less often in the second list. */
function missing(lines: readonly string[], among: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of among) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}
