import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { lineEnd, lineStart } from '../../server/src/yaml/span.ts';
import { deployment, offered, offeredAt, SERVICE, WEB } from './completion-support.ts';

suite('where nothing is offered', () => {
  const proxy = '        - name: redis\n          image: redis:8\n';
  const places: Readonly<Record<string, string>> = {
    'annotations of a Deployment': deployment(WEB).replace('{name: web}\n', '{name: web, annotations: {«»}}\n'),
    'annotations in a spec': deployment(`${WEB}      annotations:\n        «»\n`),
    'annotations of a pod that has them in its spec':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  annotations:\n    «»\n  containers:\n    - name: web\n      image: acme/web:1.0\n',
    'labels of a selector': deployment(WEB).replace('{app: web}', '{app: web, «»}'),
    'annotations of a Service': `${SERVICE.replace('{name: web}', '{name: web, annotations: {«»: x}}')}  ports: []\n`,
    'ports of a Service': `${SERVICE}  ports:\n    - «»\n`,
    'a CRD':
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  versions:\n    - schema:\n        containers:\n          - image: «»\n',
    'a ConfigMap':
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  pod: |\n    kind: Pod\n    spec:\n      containers:\n        - image: «»\n',
    'a values file': 'containers:\n  - name: a\n    image: «»\n',
    'a comment': deployment(`${WEB}          # image: «»\n`),
    'a comment behind a value': deployment(`${WEB}          workingDir: /a # port: «»\n`),
    'a block scalar': deployment(
      `${WEB}          args:\n            - |\n              image: «»\n              more\n`,
    ),
    'a folded plain scalar': deployment(`${WEB}          args:\n            - one\n              image«»\n`),
    'a template action': deployment(WEB.replace('acme/web:1.0', '{{ .Values.«»image }}')),
    'behind a template action': deployment(WEB.replace('acme/web:1.0', '{{ .Values.image }}:«»')),
    'a path': deployment(
      `${WEB}          volumeMounts:\n            - {name: a, subPath: «»}\n      volumes: [{name: a, emptyDir: {}}]\n`,
    ),
    'the name of a volume': deployment(`${WEB}      volumes:\n        - name: «»\n`),
    'the name of a ConfigMap that no document defines': deployment(
      `${WEB}      volumes:
        - name: a
          configMap: {name: «»}
`,
    ),
    'the name of a variable without a helper': deployment(`${WEB}          env:
            - name: «»
`),
    'the name of a port': deployment(`${WEB}          ports:\n            - name: «»\n`),
    'the name of a container': deployment(WEB.replace('name: web', 'name: «»')),
    'a key of a mount': deployment(
      `${WEB}          volumeMounts:\n            - name: a\n              «»\n      volumes: [{name: a, emptyDir: {}}]\n`,
    ),
    'a key of a container': deployment(`${WEB}          «»\n`),
    'a key of a pod': deployment(`${WEB}      «»\n`),
    'the restartPolicy of a pod': deployment(`${WEB}      restartPolicy: «»\n`),
    'the restartPolicy of a container': deployment(`${WEB}          restartPolicy: «»\n`),
    'an image of a volume': deployment(`${WEB}      volumes:\n        - name: a\n          image: «»\n`),
    arguments: deployment(`${WEB}          args: [«»]\n`),
    'a probe of an init container': deployment(
      `      initContainers:\n        - name: a\n          image: b:1\n          ports: [{name: http, containerPort: 80}]\n          livenessProbe: {httpGet: {port: «»}}\n${WEB}`,
    ),
    'a port of gRPC hooks, which there are none': deployment(
      `${WEB}          ports: [{containerPort: 80}]\n          lifecycle: {preStop: {grpc: {port: «»}}}\n`,
    ),
    'the address of a helper for an init container before it': deployment(
      `      initContainers:\n        - name: a\n          image: acme/a:1\n          env:\n            - name: REDIS_HOST\n              value: «»\n${WEB}${proxy}`,
    ),
    'above the rest of an item': deployment(
      `${WEB}          volumeMounts:\n            - «»\n              mountPath: /a\n      volumes: [{name: a, emptyDir: {}}]\n`,
    ),
    'a volume in a patch, of which nobody knows what it is laid over': deployment(
      `      containers:\n        - name: web\n          volumeMounts: [{name: cache, mountPath: /c}]\n      volumes:\n        - ca«»\n`,
    ).replace('  selector: {matchLabels: {app: web}}\n', ''),
    'a word behind a word': deployment(WEB.replace('acme/web:1.0', 'one «»two')),
    'between quotes and a word': deployment(WEB.replace('acme/web:1.0', '"acme"«»')),
  };
  for (const [name, marked] of Object.entries(places)) {
    test(name, () => {
      const { labels } = offered(marked);
      // Empty volumes fit into every list of volumes: they conclude nothing.
      assert.deepEqual(
        labels.filter((label) => label !== 'memory' && label !== 'scratch'),
        [],
      );
    });
  }
});

/** All that must hold at any offset of any text. */
function checkAt(text: string, offset: number): number {
  const { text: own, offset: at, found } = offeredAt(text, offset);
  for (const { main, label, others } of found) {
    const what = `${label} at ${offset}`;
    assert.ok(lineStart(own, at) <= main.at.start && main.at.start <= at, what);
    assert.ok(at <= main.at.end && main.at.end <= lineEnd(own, at), what);
    for (const other of others) assert.ok(other.at.end < lineStart(own, at) || other.at.start > lineEnd(own, at), what);
    let done = 0;
    for (const stop of main.stops) {
      assert.ok(done <= stop.at.start && stop.at.start <= stop.at.end && stop.at.end <= main.text.length, what);
      done = stop.at.end;
    }
  }
  return found.length;
}

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

suite('any text does no harm', () => {
  const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'));
  for (const name of files) {
    test(name, () => {
      const text = readFileSync(join(EXAMPLES, name), 'utf8');
      // Every offset would take minutes: those where something may begin, and some of all others.
      for (let offset = 0; offset <= text.length; offset++) {
        if (offset % (/[\s:"'-]/.test(text.charAt(offset - 1)) ? 23 : 101) === 0) checkAt(text, offset);
      }
      for (let end = 0; end < text.length; end = text.indexOf('\n', end) + 1 || text.length) {
        const line = lineEnd(text, end);
        checkAt(text.slice(0, line), line);
        if (line % 3 === 0) checkAt(`${text.slice(0, end)}${' '.repeat(8)}`, end + 8);
      }
    });
  }
});

// A pattern that doubles its work with each sign would never come to an end here.
suite('hostile lines are read at once', () => {
  const lines: Readonly<Record<string, string>> = {
    'dashes with two spaces': `${'-  '.repeat(300)}x y`,
    dashes: '- '.repeat(5000),
    spaces: `${' '.repeat(19_000)}-`,
    quotes: `- name: ${'"'.repeat(9000)}`,
    braces: `{`.repeat(9000),
    actions: '{{'.repeat(9000),
    colons: 'a: '.repeat(6000),
  };
  for (const [name, line] of Object.entries(lines)) {
    test(name, () => {
      const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: web\n      image: a\n      env:\n        ${line}\n`;
      for (const offset of [text.length - 1, text.length - 3]) checkAt(text, offset);
    });
  }
});
