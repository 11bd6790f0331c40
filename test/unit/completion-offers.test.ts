import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadAll } from 'js-yaml';
import { PATTERNS } from '../../server/src/patterns/library.ts';
import { deployment, offered, SERVICE, WEB } from './completion-support.ts';

suite('what is offered', () => {
  test('for ports: names and numbers that are declared or told by a flag, for gRPC numbers only', () => {
    const ports =
      '          args: [--listen=0.0.0.0:7070]\n          ports:\n            - {name: http, containerPort: 8080}\n            - {containerPort: 9000}\n            - {name: dns, containerPort: 53, protocol: UDP}\n';
    const at = (probe: string) => offered(deployment(`${WEB}${ports}          livenessProbe:\n${probe}`)).labels;
    assert.deepEqual(at('            httpGet:\n              port: «»\n'), ['http', '8080', '9000', '7070']);
    assert.deepEqual(at('            tcpSocket: {port: «»}\n'), ['http', '8080', '9000', '7070']);
    assert.deepEqual(at('            grpc:\n              port: «»\n'), ['8080', '9000', '7070']);
    assert.deepEqual(at('            httpGet:\n              port: "«»"\n'), ['http'], 'a number in quotes is a name');
    assert.deepEqual(at('            httpGet:\n              host: other\n              port: «»\n'), []);
  });
  test('for the targetPort of a Service: names that all pods of it have', () => {
    const pod = deployment(
      `${WEB}          ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 9000}]\n`,
    );
    const service = `${SERVICE}  ports:\n    - port: 80\n      targetPort: «»\n`;
    assert.deepEqual(offered(`${service}---\n${pod}`).labels, ['http', 'admin']);
    assert.deepEqual(offered(`${pod}---\n${service}`).labels, ['http', 'admin']);
    const other = pod.replace('name: admin', 'name: debug').replace('{name: web}', '{name: two}');
    assert.deepEqual(offered(`${service}---\n${pod}---\n${other}`).labels, ['http']);
    assert.deepEqual(offered(`${service}---\n${pod.replaceAll('app: web', 'app: api')}`).labels, []);
    assert.deepEqual(offered(`${SERVICE}  ports:\n    - port: «»\n---\n${pod}`).labels, []);
  });
  test('for the targetPort of a Service: numbers without a name that all pods of it have', () => {
    const pod = (name: string, ports: string) =>
      deployment(`${WEB}          ports: [${ports}]\n`).replace('metadata: {name: web}', `metadata: {name: ${name}}`);
    const http = '{name: http, containerPort: 8080}';
    const two = pod('two', `${http}, {containerPort: 7000}, {name: admin, containerPort: 9000}`);
    const at = (port: string, ...pods: string[]) =>
      offered([`${SERVICE}  ports:\n    - {port: 80, ${port}}\n`, ...pods].join('---\n')).labels;
    const one = pod('one', `${http}, {containerPort: 9000}, {containerPort: 53, protocol: UDP}`);
    assert.deepEqual(at('targetPort: «»', one), ['http', '9000']);
    assert.deepEqual(at('targetPort: «»', one, two), ['http', '9000'], 'named in one of them, absent in the other');
    assert.deepEqual(at('targetPort: "«»"', one), ['http'], 'a number in quotes is a name');
    assert.deepEqual(at('protocol: UDP, targetPort: «»', one), ['53']);
  });
  test('for volumes: ConfigMaps, Secrets and claims of the same file, unless they are there or of another namespace', () => {
    const map = (kind: string, name: string, namespace = '') =>
      `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace}data: {}\n---\n`;
    const above =
      map('ConfigMap', 'settings') +
      map('Secret', 'keys') +
      map('ConfigMap', 'other', '  namespace: far\n') +
      map('ConfigMap', 'taken') +
      map('PersistentVolumeClaim', 'disk') +
      map('ConfigMap', 'a.b');
    const volumes = '      volumes:\n        - name: x\n          configMap: {name: taken}\n        - «»\n';
    const { found, applied } = offered(above + deployment(WEB + volumes));
    assert.deepEqual(
      found.map(({ label, detail }) => `${label}: ${detail}`),
      [
        'memory: emptyDir in memory',
        'scratch: emptyDir',
        'settings: ConfigMap of this file',
        'keys: Secret of this file',
        'disk: PersistentVolumeClaim of this file',
      ],
    );
    const last = (label: string) => {
      const object = loadAll(applied(found.find((one) => one.label === label)!)).at(-1);
      return (object as { spec: { template: { spec: { volumes: unknown[] } } } }).spec.template.spec.volumes.at(-1);
    };
    assert.deepEqual(last('settings'), { name: 'settings', configMap: { name: 'settings' } });
    assert.deepEqual(last('keys'), { name: 'keys', secret: { secretName: 'keys' } });
    assert.deepEqual(last('disk'), { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } });
    const [, scratch] = found;
    assert.deepEqual(
      scratch?.main.stops.map(({ at }) => scratch.main.text.slice(at.start, at.end)),
      ['scratch', '128Mi'],
    );
    const named = (source: string) => {
      const completion = offered(above + deployment(`${WEB}      volumes:\n        - name: x\n          ${source}\n`));
      const [first] = completion.found;
      if (first) assert.match(completion.applied(first), new RegExp(`: ${first.label}\\}?\\n$`));
      return completion.labels;
    };
    assert.deepEqual(named('configMap: {name: «»}'), ['settings', 'taken', 'a.b']);
    assert.deepEqual(named('configMap:\n            name: se«»'), ['settings', 'taken', 'a.b']);
    assert.deepEqual(named('secret: {secretName: «»}'), ['keys']);
    assert.deepEqual(named('persistentVolumeClaim: {claimName: «»}'), ['disk']);
    assert.deepEqual(named('secret: {name: «»}'), []);
  });
  test('for volumeMounts: claims of a StatefulSet, nothing twice, and a path to type where nobody has one', () => {
    const set = (mounts: string) =>
      deployment(`${WEB}          volumeMounts:\n${mounts}      volumes:\n        - {name: tmp, emptyDir: {}}\n`)
        .replace('Deployment', 'StatefulSet')
        .concat('  volumeClaimTemplates:\n    - metadata: {name: data}\n');
    const { found, labels } = offered(set('            - «»\n'));
    assert.deepEqual(labels, ['tmp', 'data']);
    const [tmp] = found;
    assert.deepEqual(
      tmp?.main.stops.map(({ at }) => tmp.main.text.slice(at.start, at.end)),
      ['/tmp'],
    );
    assert.deepEqual(offered(set('            - {name: tmp, mountPath: /tmp}\n            - «»\n')).labels, ['data']);
  });
  test('for env: nothing that the container has, and addresses for the form of the name', () => {
    const proxy =
      '      initContainers:\n        - name: proxy\n          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.4\n          restartPolicy: Always\n          args: [--port=5432, "a:b:c"]\n';
    const env = (lines: string) => offered(deployment(`${proxy}${WEB}          env:\n${lines}`)).labels;
    const there = '            - {name: DB_HOST, value: x}\n            - {name: DB_PORT, value: "1"}\n';
    assert.deepEqual(env(`${there}            - «»\n`), []);
    assert.deepEqual(env(`${there}            - name: «»\n`), []);
    assert.deepEqual(env('            - name: DB_PORT\n              value: "1"\n            - name: «»\n'), [
      'DB_HOST',
    ]);
    const value = (name: string, typed = '') => env(`            - name: ${name}\n              value: ${typed}«»\n`);
    assert.deepEqual(value('DB_URL'), ['127.0.0.1:5432']);
    assert.deepEqual(value('DB_URL', 'postgres://'), ['postgres://127.0.0.1:5432']);
    for (const name of ['LISTEN_ADDR', 'PORT', 'HTTP_PORT', 'CORS_ORIGIN_URL', 'SERVER_HOST', 'MODE', 'POD_IP']) {
      assert.deepEqual(value(name), [], name);
    }
  });
  test('for the address of each helper the variables of its pattern', () => {
    const collector = '        - name: otel\n          image: otel/opentelemetry-collector:0.162.0\n';
    const { labels, found, applied } = offered(deployment(`${WEB}          env:\n            - «»\n${collector}`));
    assert.deepEqual(labels, ['OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL']);
    assert.match(applied(found[0]!), /value: http:\/\/127\.0\.0\.1:4318\n/);
    assert.deepEqual(
      offered(deployment(`${WEB}${collector}          env:\n            - «»\n`)).labels,
      [],
      'for itself',
    );
  });
  test('for restartPolicy: only what may last, only where sidecars are known', () => {
    const init = (lines: string, kubernetes?: number) =>
      offered(deployment(`      initContainers:\n        - name: one\n${lines}${WEB}`), kubernetes).labels;
    assert.deepEqual(init('          image: acme/one:1\n          «»\n'), ['restartPolicy: Always']);
    assert.deepEqual(init('          image: acme/one:1\n          restartPolicy: «»\n'), ['Always']);
    assert.deepEqual(init('          image: envoyproxy/envoy:v1.38.0\n          «»\n'), ['restartPolicy: Always']);
    assert.deepEqual(init('          image: acme/one:1\n          «»\n', 28), []);
    assert.deepEqual(init('          image: flyway/flyway:12\n          args: [migrate]\n          «»\n'), []);
    assert.deepEqual(init('          image: busybox:1\n          command: [cp, -r, /a, /b]\n          «»\n'), []);
    assert.deepEqual(init('          image: acme/one:1\n          restartPolicy: Always\n          «»\n'), []);
  });
  test('for annotations: what is not there, with values to choose from and a hover for each', () => {
    const metadata = '      annotations:\n        dapr.io/enabled: "true"\n        «»\n';
    const { found, labels } = offered(deployment(WEB, metadata));
    assert.ok(
      !labels.includes('dapr.io/enabled') && !labels.includes('sidecar.istio.io/inject'),
      'one is there, one is a label',
    );
    const injected = labels.findIndex((label) => !label.startsWith('dapr.io/'));
    assert.ok(injected > 5 && !labels.slice(injected).some((label) => label.startsWith('dapr.io/')), 'its keys first');
    const ours = labels
      .slice(injected)
      .findIndex((label) => !/^(?:pod-patterns|kubectl\.kubernetes\.io)\//.test(label));
    assert.equal(ours, 4, labels.slice(injected, injected + 6).join(', '));
    assert.ok(labels.indexOf('linkerd.io/inject') > injected + 3 && labels.includes('prometheus.io/scrape'));
    const how = offered(
      deployment(WEB, '      annotations:\n        config.linkerd.io/proxy-await: enabled\n        «»\n'),
    );
    assert.match(how.labels[0] ?? '', /linkerd\.io\//, 'a key that says how is one of its keys, too');
    const none = offered(deployment(WEB, '      annotations:\n        «»\n'));
    assert.equal(none.labels[0], 'kubectl.kubernetes.io/default-container');
    const linkerd = found.find(({ label }) => label === 'linkerd.io/inject');
    assert.deepEqual(
      linkerd?.main.stops.map(({ choices }) => choices),
      [['enabled', 'ingress', 'disabled']],
    );
    assert.match(linkerd?.documentation() ?? '', /`linkerd-proxy` is added/);
    for (const one of found) {
      if (one.label.startsWith('pod-patterns/')) continue;
      assert.match(one.documentation(), /^\*\*.+\*\* · /, `${one.label} has no hover`);
    }
  });
  test('for labels: switches that are labels', () => {
    const { labels } = offered(deployment(WEB).replace('        app: web\n', '        app: web\n        «»\n'));
    assert.ok(labels.includes('sidecar.istio.io/inject') && labels.includes('azure.workload.identity/use'));
    assert.ok(!labels.some((label) => label.startsWith('pod-patterns/') || label === 'linkerd.io/inject'));
  });
  test('for images: helpers by what they are for, those that end first in initContainers', () => {
    const { found } = offered(deployment(WEB.replace('acme/web:1.0', 'red«»')));
    const redis = found.filter(({ filter }) => /redis/.test(filter)).map(({ label }) => label.replace(/:.*/, ''));
    assert.ok(redis.includes('oliver006/redis_exporter') && redis.includes('redis'), redis.join(', '));
    for (const { label } of found) assert.match(label, /^[\w./-]+:[\w.-]+$/, 'an image has a fixed version');
    const init = offered(deployment(`      initContainers:\n        - name: a\n          image: «»\n${WEB}`));
    assert.match(init.found[0]?.documentation() ?? '', /\(init container\)/);
  });
  test('without a dash in a list that is indented', () => {
    assert.deepEqual(offered(deployment(`${WEB}      volumes:\n        «»\n`)).labels, ['memory', 'scratch']);
    const { found, applied } = offered(
      deployment(`${WEB}      volumes:\n        - {name: a, emptyDir: {}}\n        «»\n`),
    );
    assert.match(applied(found[0]!), /\n {8}- name: memory\n {10}emptyDir:\n {12}medium: Memory\n/);
    assert.deepEqual(
      offered(deployment(`${WEB}      volumes:\n      - {name: a, emptyDir: {}}\n      «»\n`)).labels,
      [],
    );
  });
});

suite('text that is not finished', () => {
  const probe = (port: string) =>
    `${WEB}          ports: [{name: http, containerPort: 8080}]\n          livenessProbe:\n            ${port}\n`;
  const memory = ['name: memory', 'emptyDir:', '  medium: Memory', '  sizeLimit: 128Mi'];
  const block = (column: number) => memory.join(`\n${' '.repeat(column)}`);
  const flow = '{name: memory, emptyDir: {medium: Memory, sizeLimit: 128Mi}}';
  const cases: Readonly<Record<string, [spec: string, becomes: string]>> = {
    'directly behind a colon': [probe('httpGet: {port:«»}'), probe('httpGet: {port: http}')],
    'directly behind a dash': [`${WEB}      volumes:\n        -«»\n`, `${WEB}      volumes:\n        - ${block(10)}\n`],
    'behind many spaces': [
      `${WEB}      volumes:\n        -   me«»\n`,
      `${WEB}      volumes:\n        -   ${block(12)}\n`,
    ],
    'before a comment': [
      `${WEB}      volumes:\n        - me«» # why\n`,
      `${WEB}      volumes:\n        - ${block(10)} # why\n`,
    ],
    'quotes that are open': [probe('httpGet: {path: /, port: "h«»'), probe('httpGet: {path: /, port: "http"')],
    'first in braces': [probe('httpGet: {port: «», path: /}'), probe('httpGet: {port: http, path: /}')],
    'before an item, with no comma': [
      `${WEB}      volumes: [«» {name: a, emptyDir: {}}]\n`,
      `${WEB}      volumes: [${flow}, {name: a, emptyDir: {}}]\n`,
    ],
    'on a line of its own in brackets': [
      `${WEB}      volumes: [\n        «»\n        {name: a}\n      ]\n`,
      `${WEB}      volumes: [\n        ${flow},\n        {name: a}\n      ]\n`,
    ],
    'braces that hug': [
      `${WEB}      volumes: [{\n        name: "a",\n        emptyDir: {},\n      }, «»]\n`,
      `${WEB}      volumes: [{\n        name: "a",\n        emptyDir: {},\n      }, {\n        name: "memory",\n        emptyDir: {\n          medium: "Memory",\n          sizeLimit: "128Mi",\n        },\n      }]\n`,
    ],
    'broken below': [
      `${WEB}      volumes:\n        - «»\n   x: [\n`,
      `${WEB}      volumes:\n        - ${block(10)}\n   x: [\n`,
    ],
    'broken above': [
      `${WEB}          env: [\n      volumes:\n        - «»\n`,
      `${WEB}          env: [\n      volumes:\n        - ${block(10)}\n`,
    ],
  };
  for (const [name, [spec, becomes]] of Object.entries(cases)) {
    test(name, () => {
      const { found, applied } = offered(deployment(spec));
      assert.ok(found[0], 'nothing is offered');
      assert.equal(applied(found[0]), deployment(becomes));
    });
  }
});

suite('whole manifests', () => {
  const manifests = PATTERNS.filter(({ scope }) => scope === 'manifest');
  const places: Readonly<Record<string, [marked: string, whole: RegExp]>> = {
    'an empty file': ['«»', /^apiVersion/],
    'a word': ['pod«»\n', /^apiVersion/],
    'behind comments': ['# mine\n\npo«»\n# more\n', /^# mine\n\napiVersion[\s\S]*\n# more\n$/],
    'behind a marker': ['---\n«»\n', /^---\napiVersion/],
    'a second document': ['a: 1\n---\n«»', /^a: 1\n---\napiVersion/],
    'between two': ['a: 1\n---\npod«»\n---\nb: 1\n', /^a: 1\n---\napiVersion[\s\S]*\n---\nb: 1\n$/],
    CRLF: ['a: 1\r\n---\r\n«»', /^a: 1\r\n---\r\napiVersion(?:[^\n]|\r\n)*$/],
  };
  for (const [name, [marked, whole]] of Object.entries(places)) {
    test(name, () => {
      const { found, applied } = offered(marked);
      assert.equal(found.length, manifests.length);
      for (const completion of found) {
        assert.match(applied(completion), whole);
        loadAll(applied(completion));
        const { text, stops } = completion.main;
        for (const { at, choices } of stops) {
          const value = text.slice(at.start, at.end);
          assert.doesNotMatch(value, /^\s|\s$|[\r\n]/);
          if (choices) assert.equal(choices[0], value);
        }
        assert.ok(stops.length > 0);
      }
    });
  }
  test('nowhere else', () => {
    for (const marked of [
      'a: 1\n«»\n',
      ' «»\n',
      'pod: «»\n',
      '- «»\n',
      'pod foo«»\n',
      '# pod«»\n',
      '{«»}',
      'a: |\n  x\n«»',
      '"pod«»"',
    ]) {
      assert.deepEqual(offered(marked).labels, [], marked);
    }
  });
});
