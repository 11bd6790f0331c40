import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isSerious, lintText, readShared, settings, shared, told } from '../support.ts';

/** The problems of all documents of a text, each as it is told. */
function problemsOf(text: string) {
  return lintText(text, settings()).problems.map((problem) => ({ problem, line: told(problem, text) }));
}

/** The manifests that the product was made from: what must be said of them, and that nothing serious is besides. */
const SEEDS: readonly (readonly [file: string, rules: readonly string[], serious: readonly string[]])[] = [
  ['order-service', ['helper-image-floating', 'emptydir-unbounded', 'ambassador-shutdown-race'], []],
  ['prometheus-exporter', [], []],
  ['wait-and-migrate', ['init-wait-unbounded'], []],
  ['separate-resources', [], []],
  ['payments-meshed', [], []],
  ['three-helpers', ['helper-config-not-mounted', 'emptydir-unbounded'], ['helper-config-not-mounted']],
];

/** What other rules must not say of them. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  'order-service': ['log-shipper-nothing-to-read'],
  'prometheus-exporter': ['liveness-through-sibling', 'localhost-port-unserved'],
  'wait-and-migrate': ['migration-init-multi-replica', 'init-waits-for-own-service'],
  'separate-resources': ['qos-guaranteed-lost'],
  'payments-meshed': [
    'mesh-reserved-port',
    'mesh-init-no-network',
    'runasnonroot-conflict',
    'prestop-exceeds-grace-period',
  ],
  'three-helpers': ['secrets-on-disk', 'emptydir-memory-exceeds-limit', 'helper-resources-missing', 'duplicate-helper'],
};

const skip = shared('spec', 'seed-manifests') ? false : 'the seed manifests are not beside the project';

suite('the manifests of the field', { skip }, () => {
  for (const [file, rules, serious] of SEEDS) {
    test(file, () => {
      const found = problemsOf(readShared('spec', 'seed-manifests', `${file}.yaml`));
      const ids = new Set(found.map(({ problem }) => problem.rule.id));
      for (const rule of rules) assert.ok(ids.has(rule), `${rule} is missing: ${[...ids].join(', ')}`);
      for (const rule of SILENT[file] ?? []) assert.ok(!ids.has(rule), rule);
      const others = found.filter(({ problem }) => isSerious(problem) && !serious.includes(problem.rule.id));
      assert.deepEqual(
        others.map(({ line }) => line),
        [],
      );
    });
  }
});

/** What linters have wrongly found, by their own issue trackers: nothing may be said of it. */
const GUARDS: readonly (readonly [name: string, text: string])[] = [
  [
    'an init container needs no probes (kube-linter#261, polaris#1120)',
    `apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  initContainers:
    - {name: schema, image: "acme/schema:1.0", command: [./schema, apply]}
  containers:
    - name: shop
      image: acme/shop:1.0
      ports: [{containerPort: 8080}]
      livenessProbe: {httpGet: {path: /, port: 8080}}
      readinessProbe: {httpGet: {path: /, port: 8080}}
`,
  ],
  [
    'a native sidecar may have probes, hooks and named ports (popeye#355, keel#772)',
    `apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 443, targetPort: tls}]
---
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec:
  initContainers:
    - name: front
      image: acme/front:1.0
      restartPolicy: Always
      ports: [{name: tls, containerPort: 8443}]
      startupProbe: {tcpSocket: {port: tls}}
      livenessProbe: {tcpSocket: {port: tls}}
      lifecycle: {preStop: {sleep: {seconds: 5}}}
  containers:
    - {name: shop, image: "acme/shop:1.0", ports: [{name: http, containerPort: 8080}]}
`,
  ],
  [
    'a volume that only a sidecar mounts is mounted (bitnami/charts#31151)',
    `apiVersion: v1
kind: Pod
metadata: {name: shop}
spec:
  containers:
    - {name: shop, image: "acme/shop:1.0"}
    - name: side
      image: acme/side:1.0
      volumeMounts: [{name: own, mountPath: /etc/side}]
  volumes:
    - {name: own, configMap: {name: side}}
`,
  ],
  [
    'a sidecar that is stopped by its pod has not failed (k9s#3101, agent-stack-k8s#862)',
    `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - {name: agent, image: "acme/agent:1.0", restartPolicy: Always, command: [sleep, infinity]}
      containers:
        - {name: report, image: "acme/report:1.4"}
`,
  ],
];

suite('guards against what linters wrongly found', () => {
  for (const [name, text] of GUARDS) {
    test(name, () => {
      const found = problemsOf(text);
      const shown = found.filter(({ problem }) => problem.severity !== 'hint').map(({ line }) => line);
      assert.deepEqual(shown, []);
    });
  }
});
