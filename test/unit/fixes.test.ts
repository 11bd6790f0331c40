import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { fixAll } from '../../server/src/features/fix-all.ts';
import { lint } from '../../server/src/rules/lint.ts';
import { applyEdits } from '../../server/src/yaml/span.ts';
import { ALONE, analysisOf, isSerious, settings } from '../support.ts';

/** A fix writes in the style that it finds: each text before and after all safe fixes. */
const cases: readonly { name: string; before: string; after: string }[] = [
  {
    name: 'flow style throughout',
    before: `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: acme/a}, {name: logs, image: "fluent/fluent-bit:3.0"}]}}}
`,
    after: `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, initContainers: [{name: logs, image: "fluent/fluent-bit:3.0", restartPolicy: Always}], containers: [{name: a, image: acme/a}]}}}
`,
  },
  {
    name: 'JSON',
    before: `{
  "apiVersion": "batch/v1",
  "kind": "Job",
  "metadata": {"name": "j"},
  "spec": {
    "template": {
      "spec": {
        "restartPolicy": "Never",
        "containers": [
          {
            "name": "a",
            "image": "acme/a"
          },
          {
            "name": "logs",
            "image": "fluent/fluent-bit:3.0"
          }
        ]
      }
    }
  }
}
`,
    after: `{
  "apiVersion": "batch/v1",
  "kind": "Job",
  "metadata": {"name": "j"},
  "spec": {
    "template": {
      "spec": {
        "restartPolicy": "Never",
        "initContainers": [
          {
            "name": "logs",
            "image": "fluent/fluent-bit:3.0",
            "restartPolicy": "Always"
          }
        ],
        "containers": [
          {
            "name": "a",
            "image": "acme/a"
          }
        ]
      }
    }
  }
}
`,
  },
  {
    name: 'four spaces, comments, an existing list, no line break at the end',
    before: `apiVersion: batch/v1
kind: Job
metadata:
    name: j
spec:
    template:
        spec:
            initContainers:
                # comes first
                - name: prepare
                  image: acme/prepare

            containers:
                - name: a # the work
                  image: acme/a

                # ships what the work writes
                - name: 'logs'  # two spaces

                  image: 'fluent/fluent-bit:3.0' # pinned
            restartPolicy: Never`,
    after: `apiVersion: batch/v1
kind: Job
metadata:
    name: j
spec:
    template:
        spec:
            initContainers:
                # comes first
                - name: prepare
                  image: acme/prepare
                # ships what the work writes
                - name: 'logs'  # two spaces

                  image: 'fluent/fluent-bit:3.0' # pinned
                  restartPolicy: Always

            containers:
                - name: a # the work
                  image: acme/a
            restartPolicy: Never`,
  },
  {
    name: 'flags in the quotes of the list they join',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: j
spec:
  template:
    spec:
      containers:
      - name: a
        image: acme/a
      - name: proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
        args:
        - '--port=5432' # the usual one
        - 'p:r:db'
      restartPolicy: Never
`,
    after: `apiVersion: batch/v1
kind: Job
metadata:
  name: j
spec:
  template:
    spec:
      initContainers:
      - name: proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
        restartPolicy: Always
        args:
        - '--port=5432' # the usual one
        - '--health-check'
        - '--http-address=0.0.0.0'
        - 'p:r:db'
        startupProbe:
          httpGet:
            path: /startup
            port: 9090
      containers:
      - name: a
        image: acme/a
      restartPolicy: Never
`,
  },
  {
    name: 'what an anchor shares is left alone',
    before: `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - &base {name: a, image: acme/a}
      - {<<: *base, name: logs, image: "fluent/fluent-bit:3.0"}
      - {<<: *base, name: b}
`,
    after: `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - &base {name: a, image: acme/a}
      - {<<: *base, name: logs, image: "fluent/fluent-bit:3.0"}
      - {<<: *base, name: b}
`,
  },
  {
    name: 'several fixes, one after the other',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  initContainers:
  - name: s
    image: redis:7
    restartPolicy: always
  containers:
  - name: a
    image: acme/a
    readinessProbe:
      tcpSocket:
        port: '80'
    lifecycle:
      preStop:
        exec:
          command: [sleep, "40"]
`,
    after: `apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  terminationGracePeriodSeconds: 70
  initContainers:
  - name: s
    image: redis:7
    restartPolicy: Always
  containers:
  - name: a
    image: acme/a
    readinessProbe:
      tcpSocket:
        port: 80
    lifecycle:
      preStop:
        exec:
          command: [sleep, "40"]
`,
  },
];

suite('safe fixes', () => {
  for (const { name, before, after } of cases) {
    for (const [ends, eol] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      test(`${name} (${ends})`, () => {
        const { text } = fixAll(analysisOf(before.replaceAll('\n', eol)), settings());
        assert.equal(text, after.replaceAll('\n', eol));
        assert.deepEqual(fixAll(analysisOf(text), settings()), { text, fixed: 0 });
      });
    }
  }
});

test('a sidecar of a Job goes before the init container that needs it', () => {
  const text = `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  template:
    spec:
      initContainers:
      - {name: first, image: acme/first}
      - {name: seed, image: acme/seed, env: [{name: CACHE, value: "localhost:6379"}]}
      containers:
      - {name: work, image: acme/jobs}
      - {name: cache, image: "redis:7"}
`;
  const problem = lint(analysisOf(text), settings()).problems.find(
    ({ rule }) => rule.id === 'job-sidecar-never-completes',
  );
  const fixed = applyEdits(text, problem?.fixes[0]?.edits() ?? []);
  const names = analysisOf(fixed).teams[0]?.members.map(({ container }) => container.label);
  assert.deepEqual(names, ['first', 'cache', 'seed', 'work']);
});

test('a Service of another document counts before and after a fix, and once', () => {
  const service = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
`;
  const workload = `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - {name: shop, image: "acme/shop:1.0", ports: [{containerPort: 9000}]}
        - {name: side, image: "nginx:1.27", restartPolicy: Always, ports: [{containerPort: 8080}]}
`;
  for (const text of [`${service}---\n${workload}`, `${workload}---\n${service}`]) {
    const fixed = analyseFile(text, ALONE).map(({ analysis }) => fixAll(analysis, settings()));
    assert.equal(
      fixed.reduce((sum, one) => sum + one.fixed, 0),
      1,
    );
    const [team] = analyseFile(fixed.map((one) => one.text).join(''), ALONE).flatMap(({ analysis }) => analysis.teams);
    assert.deepEqual(
      team?.members.map(({ container, role }) => [container.label, container.lifecycle, role.pattern]),
      [
        ['side', 'native-sidecar', 'proxy'],
        ['shop', 'container', 'app'],
      ],
    );
    assert.equal(team?.services.length, 1);
  }
});

test('many fixes are made at once, and those that meet one after the other', () => {
  const containers = Array.from(
    { length: 60 },
    (_, i) =>
      `    - name: c${i}\n      image: acme/c${i}\n      env: [{name: A, value: ${i}}, {name: B, value: true}]\n`,
  );
  const helpers = ['one', 'two'].map(
    (name) => `    - {name: ${name}, image: "busybox:1.36", command: [sleep, infinity]}\n`,
  );
  const text = `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
${[...containers, ...helpers].join('').replace(/^/gm, '    ').trimEnd()}
`;
  const { text: fixed } = fixAll(analysisOf(text), settings());
  assert.equal(fixed.match(/^ *initContainers:/gm)?.length, 1);
  assert.equal(fixed.match(/restartPolicy: Always/g)?.length, 2);
  assert.match(fixed, /value: "59"/);
  const left = lint(analysisOf(fixed), settings()).problems.filter(isSerious);
  assert.deepEqual(
    left.map(({ rule, container }) => `${rule.id} ${container}`),
    [],
  );
  assert.equal(fixAll(analysisOf(fixed), settings()).text, fixed);
});
