import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyse } from '../../server/src/analysis.ts';
import { type Completion, completionsAt, prepareContainers } from '../../server/src/features/completion.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, settings } from '../support.ts';
import { deployment, SERVICE, WEB } from './completion-support.ts';

const SETTINGS = settings();

/** What is offered at the mark `|` of a file of one or two documents, in its first. */
function offered(marked: string, set = SETTINGS) {
  const text = marked.replace('|', '');
  const file = analyseFile(text, ALONE);
  const [part] = file;
  assert.ok(part);
  return { text: part.analysis.text, found: completionsAt(part, marked.indexOf('|'), set, file) };
}

const written = (text: string, { main, others }: Completion) => applyEdits(text, [main, ...others]);

/** Whether completions were taken from what was worked out before. */
function areKept(found: readonly Completion[], before: readonly Completion[]): boolean {
  assert.ok(found.length > 5);
  return found.length === before.length && found.every((one, i) => one.documentation === before[i]?.documentation);
}

suite('what fits on a line of a list of containers is worked out once', () => {
  const REST = '      volumes:\n        - name: data\n          emptyDir: {}\n';

  for (const [name, end] of Object.entries({ 'with lines below': REST, 'at the end of the file': '' })) {
    test(`whatever is typed there, ${name}`, () => {
      const typings = ['        - |', '        -|', '        - flu|', '        -  |', '        |', '        flu|'];
      const pod = (typed: string) => `${deployment(WEB)}${typed}${end === '' ? '' : `\n${end}`}`;
      const first = offered(pod(typings[0] ?? ''));
      const texts = first.found.map((one) => written(first.text, one));
      assert.ok(texts.every((text) => analyse(text, ALONE).teams[0]?.pod.containers.length === 2));
      for (const typing of typings) {
        const { text, found } = offered(pod(typing));
        assert.ok(areKept(found, first.found), typing);
        // Two spaces behind a dash stay only where the list has them.
        assert.deepEqual(
          found.map((one) => written(text, one)),
          texts,
          typing,
        );
      }
    });
  }

  const TYPED = `${deployment(WEB)}        - |\n`;

  test('and once more for another place, another pod and other settings', () => {
    const { found } = offered(TYPED);
    for (const [marked, set] of [
      [`${deployment(`      containers:\n        - |\n${WEB.replace(/^.*\n/, '')}`)}`, SETTINGS],
      [TYPED.replace('acme/web', 'acme/shop'), SETTINGS],
      [TYPED, settings(28)],
    ] as const) {
      assert.ok(!areKept(offered(marked, set).found, found), marked);
    }
    assert.ok(areKept(offered(TYPED).found, found), 'the first one is kept');
  });

  test('and once more when something else comes that is about the pod', () => {
    const before = offered(TYPED).found;
    const service = `${TYPED}---\n${SERVICE}  ports: [{port: 80, targetPort: 8080}]\n`;
    const after = offered(service).found;
    assert.ok(!areKept(after, before));
    const other = `${TYPED}---\n${SERVICE.replaceAll('web', 'shop')}`;
    assert.ok(areKept(offered(other).found, offered(TYPED).found), 'a Service of other pods is none');
  });

  test('before it is asked for, if there is time', () => {
    let read = 0;
    const counting = Object.defineProperty({ ...SETTINGS }, 'kubernetesVersion', {
      get: () => {
        read++;
        return 35;
      },
    });
    const text = `${deployment(WEB.replaceAll('web', 'early'))}        `;
    const [part] = analyseFile(`${text}\n`, ALONE);
    assert.ok(part);
    const steps = [...prepareContainers(part.analysis, text.length, counting)].length;
    assert.ok(steps > 20 && read > 0);
    read = 0;
    assert.ok(offered(`${text}- |\n`, counting).found.length > 5);
    assert.equal(read, 0, 'nothing is left to be worked out');
    assert.equal([...prepareContainers(part.analysis, 0, SETTINGS)].length, 0, 'nowhere else');
  });
});
