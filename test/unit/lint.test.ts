import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lint } from '../../server/src/rules/lint.ts';
import { formatMessage } from '../../server/src/rules/message.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/settings.ts';
import { analysisOf, settings } from '../support.ts';

/** A Pod with a port conflict in "b", the places for comments and annotations filled in. */
function pod({ top = '', annotations = '{}', aboveItem = '', abovePort = '', behindPort = '' } = {}): string {
  return `${top}apiVersion: v1
kind: Pod
metadata:
  name: p
  annotations: ${annotations}
spec:
  containers:
    - name: a
      image: acme/a
      ports:
        - containerPort: 80
${aboveItem}    - name: b
      image: acme/b
      ports:
${abovePort}        - containerPort: 80${behindPort}
`;
}

/** What is said about a text: rule ids, suppressed ones in brackets. */
function said(text: string, set: Settings = settings()): string[] {
  return lint(analysisOf(text), set).problems.map(({ rule, suppressed }) => (suppressed ? `(${rule.id})` : rule.id));
}

suite('ignoring', () => {
  const cases: readonly (readonly [name: string, text: string, said: readonly string[]])[] = [
    ['nothing', pod(), ['port-conflict']],
    ['behind the line', pod({ behindPort: ' # pod-patterns-ignore port-conflict: copied' }), ['(port-conflict)']],
    ['above the line', pod({ abovePort: '        # pod-patterns-ignore port-conflict\n' }), ['(port-conflict)']],
    [
      'above other comments',
      pod({ abovePort: '        # pod-patterns-ignore port-conflict\n        # x\n' }),
      ['(port-conflict)'],
    ],
    ['above the container', pod({ aboveItem: '    # pod-patterns-ignore port-conflict\n' }), ['(port-conflict)']],
    ['above the document', pod({ top: '# pod-patterns-ignore port-conflict\n' }), ['(port-conflict)']],
    [
      'above the document, before its marker',
      pod({ top: '# pod-patterns-ignore port-conflict\n---\n' }),
      ['(port-conflict)'],
    ],
    ['behind a BOM', pod({ top: '\uFEFF# pod-patterns-ignore port-conflict\n' }), ['(port-conflict)']],
    [
      'above another line',
      pod({ aboveItem: '    # pod-patterns-ignore port-conflict\n\n' }),
      ['unused-ignore', 'port-conflict'],
    ],
    [
      'two rules, one of them unused',
      pod({ behindPort: ' # pod-patterns-ignore port-conflict, helper-image-floating: x' }),
      ['(port-conflict)', 'unused-ignore'],
    ],
    [
      'no such rule',
      pod({ behindPort: ' # pod-patterns-ignore port-conflicts: x' }),
      ['port-conflict', 'unknown-rule'],
    ],
    [
      'words of the reason are no rules',
      pod({ behindPort: ' # pod-patterns-ignore port-conflict: no such-rule' }),
      ['(port-conflict)'],
    ],
    ['annotation', pod({ annotations: '{pod-patterns/ignore: "port-conflict"}' }), ['(port-conflict)']],
    ['annotation for a container', pod({ annotations: '{pod-patterns/ignore.b: port-conflict}' }), ['(port-conflict)']],
    [
      'annotation for another container',
      pod({ annotations: '{pod-patterns/ignore.a: port-conflict}' }),
      ['unused-ignore', 'port-conflict'],
    ],
    [
      'other annotations are none of ours',
      pod({ annotations: '{ignore: port-conflict, kube-linter.io/ignore-all: because, x.pod-patterns/ignore: y}' }),
      ['port-conflict'],
    ],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.deepEqual(said(text), expected));

  test('in a block scalar there are no comments', () => {
    const text = pod({ annotations: '\n    x: |\n      # pod-patterns-ignore no-such-rule: x' });
    assert.deepEqual(said(text), ['port-conflict']);
  });

  test('in a partial document an unused ignore may be used elsewhere', () => {
    const text = pod({ aboveItem: '    # pod-patterns-ignore volume-mount-undeclared\n' }).replace(
      'image: acme/a',
      'env: []',
    );
    assert.deepEqual(said(text), ['port-conflict']);
  });
});

suite('severities', () => {
  const text = `${pod({ top: '# pod-patterns-ignore volume-mount-undeclared\n' })}      lifecycle: {preStop: {sleep: {seconds: 40}}}\n`;
  const floating = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - {name: a, image: "acme/a:1"}\n  - {name: b, image: prom/statsd-exporter}\n`;
  const endless = `apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n  # pod-patterns-ignore init-wait-unbounded: known\n  - {name: a, image: busybox, command: [sh, -c, until nc -z db 5432; do sleep 1; done]}\n  containers:\n  - {name: b, image: "acme/b:1"}\n`;
  const cases: readonly (readonly [
    name: string,
    set: Partial<Settings>,
    text: string,
    severities: readonly string[],
  ])[] = [
    ['recommended', {}, text, ['unused-ignore hint', 'port-conflict warning', 'prestop-exceeds-grace-period error']],
    [
      'off',
      { rules: { 'unused-ignore': 'off', 'port-conflict': 'off' } },
      text,
      ['prestop-exceeds-grace-period error'],
    ],
    [
      'own severity',
      { rules: { 'unused-ignore': 'error', 'port-conflict': 'hint', 'prestop-exceeds-grace-period': 'off' } },
      text,
      ['unused-ignore error', 'port-conflict hint'],
    ],
    ['strict', { preset: 'strict' }, floating, ['helper-image-floating warning']],
    ['all', { preset: 'all' }, floating, ['helper-image-floating information']],
    ['an ignore of a hint that is not reported is used', {}, endless, []],
    ['an ignore of a hint that is off tells nothing', { rules: { 'init-wait-unbounded': 'off' } }, endless, []],
    ['an ignore of a hint that is reported is used', { preset: 'all' }, endless, ['init-wait-unbounded hint']],
  ];
  for (const [name, set, source, expected] of cases) {
    test(name, () => {
      const { problems } = lint(analysisOf(source), { ...DEFAULT_SETTINGS, ...set });
      assert.deepEqual(
        problems.map(({ rule, severity }) => `${rule.id} ${severity}`),
        expected,
      );
    });
  }
});

suite('messages', () => {
  const long = (letter: string) => letter.repeat(100);
  const cases: readonly (readonly [template: string, args: Record<string, string>, message: string])[] = [
    ['"{a}" is wrong.', { a: 'x' }, '"x" is wrong.'],
    ['"{a}" is wrong; "{b}" too.', { a: long('a'), b: long('b') }, `"${long('a')}" is wrong.`],
    ['"{a}" and "{b}".', { a: long('a'), b: 'short' }, `"${long('a')}" and "short".`],
    ['line\nbreaks {a}', { a: 'x\r\n\u0007y' }, 'line\nbreaks x y'],
  ];
  for (const [template, args, message] of cases)
    test(template, () => assert.equal(formatMessage(template, args), message));

  test('the longest name is shortened in the middle', () => {
    const message = formatMessage('"{a}" and "{b}" and "{c}".', { a: long('a'), b: long('b'), c: 'short' });
    assert.equal(message.length, 160);
    assert.match(message, /^"a+…a+" and "b+…?b*" and "short"\.$/);
  });
});
