// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the places of parameters
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPattern } from '../../scripts/generate/pattern-sources.ts';
import { patternParts } from '../../scripts/generate/patterns.ts';

const HEAD = `id: tee
title: Tee
purpose: Pour tea
pattern: ambassador
scope: container
description: It pours.
keywords: [tea]
docs: https://example.com/tee
variants: [native, classic]
parameters:
  - key: port
    title: Port
    default: "80"
    example: "8080"
`;
const POD = `spec:
  initContainers:
    - name: tee
      image: acme/tee:1.0
      restartPolicy: Always
      args: ['--port=\${port}', '$HOME \${HOME}']
  containers:
    - name: \${app}
      env:
        - name: TEE
          value: \${port}
`;
const SOURCE = `${HEAD}---\n${POD}`;
const MANIFEST = `${HEAD.replace('scope: container', 'scope: manifest\nprefix: pod-tee').replace(/variants.*\n/, '')}---
apiVersion: v1
kind: ConfigMap
metadata:
  name: tee
data:
  port: "\${port}"
`;

test('a pattern is read from its source', () => {
  const pattern = readPattern('tee.yaml', SOURCE);
  assert.deepEqual(pattern, {
    id: 'tee',
    title: 'Tee',
    purpose: 'Pour tea',
    pattern: 'ambassador',
    description: 'It pours.',
    avoid: null,
    keywords: ['tea'],
    docs: 'https://example.com/tee',
    parameters: [{ key: 'port', title: 'Port', default: '80', required: false, choices: null, example: '8080' }],
    scope: 'container',
    variants: ['native', 'classic'],
    container: { name: 'tee', image: 'acme/tee:1.0', args: ['--port=${port}', '$HOME ${HOME}'] },
    native: {},
    classic: {},
    volumes: [],
    app: { volumeMounts: [], env: [{ name: 'TEE', value: '${port}' }] },
    spec: {},
    labels: {},
    annotations: {},
  });
  const manifest = readPattern('tee.yaml', MANIFEST);
  assert.ok(manifest.scope === 'manifest');
  assert.deepEqual([manifest.prefix, manifest.text], ['pod-tee', MANIFEST.split('---\n')[1]]);
});

test('what only one form has stands apart', () => {
  const head = `${HEAD}nativeOnly: [image]\nclassic:\n  args: [--classic]\n`;
  const pattern = readPattern('tee.yaml', `${head}---\n${POD}`);
  assert.ok(pattern.scope === 'container');
  assert.deepEqual(pattern.container, { name: 'tee' });
  assert.deepEqual(pattern.native, { image: 'acme/tee:1.0', args: ['--port=${port}', '$HOME ${HOME}'] });
  assert.deepEqual(pattern.classic, { args: ['--classic'] });
});

describe('a source with a mistake is refused with its file and what is wrong', () => {
  const mistakes: [string, string | RegExp, string, RegExp][] = [
    ['foreign key', 'title:', 'colour: red\ntitle:', /the head has an unknown key "colour"/],
    ['another name', 'id: tee', 'id: tea', /id must be the name of the file, not "tea"/],
    ['no such pattern', 'ambassador', 'diplomat', /pattern must be one of init, /],
    ['no such scope', 'scope: container', 'scope: pod', /scope must be container or manifest/],
    ['no title', /title: Tee\n/, '', /title must be a text/],
    ['three sentences', 'It pours.', 'It pours. It does. So.', /description must be one or two sentences/],
    ['no sentence', 'It pours.', 'It pours', /description must be one or two sentences/],
    ['no address', 'https://', 'http://', /docs must be an address/],
    ['a number as default', '"80"', '80', /default of port must be a text \(numbers in quotes\)/],
    ['no number as default', '"80"', 'http', /port: its default and example must be numbers/],
    ['neither default nor required', / {4}default.*\n/, '', /port needs "required: true" or a default/],
    ['both', 'title: Port', 'title: Port\n    required: true', /port needs "required: true" or a default/],
    ['none of the choices', 'title: Port', 'title: Port\n    choices: ["80"]', /"8080" is none of its choices/],
    ['a parameter called app', 'key: port', 'key: app', /a parameter cannot be called "app"/],
    ['an unused parameter', /\$\{port\}/g, '80', /parameter port is not used/],
    ['an undeclared place', '${port}', '${prot}', /\$\{prot\} is no parameter/],
    ['two helpers', '  containers:', '  containers:\n    - name: cup', /there must be one container/],
    ['more of the app', 'env:', 'image: x\n      env:', /the application has an unknown key "image"/],
    ['more of the pod', 'spec:', 'kind: Pod\nspec:', /the pod has an unknown key "kind"/],
    ['not native', '      restartPolicy: Always\n', '', /a native sidecar stands in initContainers/],
    ['classic first', '[native, classic]', '[classic, native]', /variants must begin with native/],
    ['broken YAML', 'spec:', 'spec: [', /tee\.yaml: /],
    ['a key twice', 'keywords:', 'title: Tea\nkeywords:', /Map keys must be unique/],
    ['one document', '---\n', '', /a second document is missing/],
    ['a tab', 'It pours.', 'It\tpours.', /no tabs/],
  ];
  for (const [name, from, to, says] of mistakes) {
    test(name, () => {
      const source = SOURCE.replace(from, to);
      assert.notEqual(source, SOURCE);
      assert.throws(
        () => readPattern('tee.yaml', source),
        (error: Error) => error.message.startsWith('tee.yaml: ') && says.test(error.message),
      );
    });
  }

  test('two manifests with one prefix', () => {
    const sources = new Map([
      ['tee.yaml', MANIFEST],
      ['tea.yaml', MANIFEST.replace('id: tee', 'id: tea')],
    ]);
    assert.throws(() => patternParts(sources), /the prefix pod-tee is taken/);
  });

  test('a place in a comment, where no value can stand', () => {
    const source = MANIFEST.replace('\ndata:', '\n# ${port}\ndata:');
    assert.throws(() => patternParts(new Map([['tee.yaml', source]])), /\$\{port\} stands where no value can/);
  });
});
