import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mayHoldPod } from '../../server/src/kubernetes/manifest.ts';
import { podsOf, type Surroundings } from '../../server/src/kubernetes/pods.ts';
import { WORKLOAD_KINDS } from '../../server/src/kubernetes/workloads.ts';
import { parseDocument } from '../../server/src/yaml/parse.ts';
import { ALONE } from '../support.ts';

const pods = (text: string, around: Surroundings = ALONE) => podsOf(parseDocument(text), around);

const LIST = { 'pod-spec': 'containers', 'argo-template': 'sidecars', 'tekton-task': 'steps', 'spark-pod': 'sidecars' };

/** The object that a path leads through: `a[].b` is a list of one, `a.*` an entry called `any`. */
function along(path: string, spec: unknown): unknown {
  return path.split('.').reduceRight<unknown>((inner, step) => {
    if (step === '*') return { any: inner };
    return step.endsWith('[]') ? { [step.slice(0, -2)]: [inner] } : { [step]: inner };
  }, spec);
}

suite('every kind of the table', () => {
  for (const { groups, kind, paths, shape } of WORKLOAD_KINDS) {
    for (const path of paths) {
      test(`${groups[0]} ${kind}: ${path}`, () => {
        const apiVersion = groups[0] ? `${groups[0]}/v1` : 'v1';
        const spec = {
          [LIST[shape ?? 'pod-spec']]: [
            { name: 'a', image: 'x' },
            { name: 'b', image: 'y' },
          ],
        };
        const text = JSON.stringify({ apiVersion, kind, metadata: { name: 'n' }, ...(along(path, spec) as object) });
        assert.ok(mayHoldPod(text));
        const [pod, ...more] = pods(text);
        assert.deepEqual(more, []);
        assert.deepEqual(
          pod?.containers.map((container) => container.label),
          ['a', 'b'],
        );
        assert.equal(pod.manifest.name, 'n');
      });
    }
  }
});

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n';

suite('recognised or not', () => {
  const cases: readonly (readonly [name: string, text: string, count: number])[] = [
    [
      'List',
      `apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  apiVersion: v1\n  spec: {containers: [{image: x}]}\n- kind: List\n  items:\n  - kind: Pod\n    spec: {containers: [{image: x}]}\n`,
      2,
    ],
    ['PodList', 'apiVersion: v1\nkind: PodList\nitems: [{kind: Pod, spec: {containers: [{image: x}]}}]\n', 1],
    [
      'unknown kind, by shape',
      'apiVersion: acme.io/v1\nkind: Shop\nspec: {deep: {er: {containers: [{name: a, image: x}]}}}\n',
      1,
    ],
    [
      'unknown kind, containers without image',
      'apiVersion: acme.io/v1\nkind: Shop\nspec: {containers: [{name: a}]}\n',
      0,
    ],
    [
      'a schema',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {containers: [{image: x}]}\n',
      0,
    ],
    [
      'a schema of a custom kind: containers is an object',
      'apiVersion: acme.io/v1\nkind: X\nspec: {containers: {image: x}}\n',
      0,
    ],
    [
      'text of a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  pod.yaml: |\n    kind: Pod\n    spec:\n      containers:\n      - image: x\n',
      0,
    ],
    [
      'a policy that compares pods',
      'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: {pattern: {spec: {containers: [{image: "!*:latest"}]}}}\n',
      0,
    ],
    ['values, no kind', 'containers:\n- name: a\n  image: x\n', 0],
    [
      'apiVersion filled in later',
      'apiVersion: {{ include "x" . }}\nkind: Deployment\nspec: {template: {spec: {containers: [{image: x}]}}}\n',
      1,
    ],
    [
      'wrong types',
      'apiVersion: v1\nkind: Pod\nspec: {containers: none, initContainers: [[1], x, null, {name: {a: b}, image: [1]}]}\n',
      1,
    ],
    ['a scalar document', 'kind: Pod', 0],
    ['empty', '', 0],
  ];
  for (const [name, text, count] of cases) test(name, () => assert.equal(pods(text).length, count));

  test('pods of an unknown kind come in the order of the text', () => {
    const text =
      'apiVersion: acme.io/v1\nkind: Shop\nspec: {a: {b: {containers: [{name: one, image: x}]}}, c: {containers: [{name: two, image: x}]}}\n';
    assert.deepEqual(
      pods(text).map((pod) => pod.containers[0]?.label),
      ['one', 'two'],
    );
  });

  test('a kind the user has told of', () => {
    const podPaths = [{ apiVersion: 'acme.io/v1', kind: 'Shop', path: 'spec.shops[].pod' }];
    const text = 'apiVersion: acme.io/v1\nkind: Shop\nspec: {shops: [{pod: {containers: [{image: x}]}}]}\n';
    assert.equal(pods(text, { podPaths, kustomize: 'none' })[0]?.partial, null);
  });
});

suite('partial documents', () => {
  const whole = `${HEAD}  containers:\n  - {name: a, image: x}\n`;
  const cases: readonly (readonly [
    name: string,
    text: string,
    reason: string | null,
    kustomize?: Surroundings['kustomize'],
  ])[] = [
    ['whole', whole, null],
    ['named by a kustomization', whole, null, 'resource'],
    ['patch of a kustomization', whole, 'patch', 'patch'],
    ['a container without image', `${HEAD}  containers:\n  - {name: a, image: x}\n  - name: b\n`, 'patch'],
    ['$patch', `${HEAD}  containers:\n  - {name: a, image: x, $patch: delete}\n`, 'patch'],
    [
      'Deployment without selector',
      'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{image: x}]}}}\n',
      'patch',
    ],
    ['template', `${HEAD}  containers:\n  - {name: a, image: x}\n  {{- include "x" . }}\n`, 'template'],
    ['broken', `${HEAD}  containers:\n  - {name: a, image: x}\n  - name: "b\n`, 'broken'],
    ['image of the injector', `${HEAD}  containers:\n  - {name: istio-proxy, image: auto}\n`, 'injected'],
    [
      'Prometheus',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec: {containers: [{name: a, image: x}]}\n',
      'fragment',
    ],
  ];
  for (const [name, text, reason, kustomize = 'none'] of cases) {
    test(name, () => assert.equal(pods(text, { podPaths: [], kustomize })[0]?.partial, reason));
  }
});

suite('what is read', () => {
  test('lists, lifecycles, ports, probes, hooks', () => {
    const [pod] = pods(`${HEAD}  terminationGracePeriodSeconds: 45
  shareProcessNamespace: yes
  initContainers:
  - {name: i, image: x}
  - {name: s, image: x, restartPolicy: Always}
  containers:
  - name: c
    image: x
    command: one word
    ports: [{containerPort: 80, protocol: UDP, name: web}, {containerPort: "81"}]
    readinessProbe: {httpGet: {port: web, path: /r}}
    lifecycle: {preStop: {sleep: {seconds: 5}}}
    volumeMounts: [{name: v, mountPath: /v, readOnly: true}]
    resources: {limits: {memory: 1Gi}}
    livenessProbe:
  ephemeralContainers:
  - {name: e, image: x}
  volumes: [{name: v, emptyDir: {}}]
`);
    assert.ok(pod);
    assert.deepEqual(
      pod.containers.map((c) => [c.label, c.lifecycle]),
      [
        ['i', 'init'],
        ['s', 'native-sidecar'],
        ['c', 'container'],
        ['e', 'ephemeral'],
      ],
    );
    const c = pod.containers[2];
    assert.ok(c);
    assert.deepEqual(
      c.ports.map((port) => [port.containerPort.value, port.protocol]),
      [[80, 'UDP']],
    );
    assert.deepEqual(
      c.probes.map((probe) => [probe.kind, probe.handler?.type, probe.handler?.port?.value]),
      [['readinessProbe', 'httpGet', 'web']],
    );
    assert.equal(c.hooks[0]?.handler?.seconds?.value, 5);
    assert.deepEqual(
      c.command?.map((word) => word.value),
      ['one word'],
    );
    assert.equal(c.mounts[0]?.readOnly, true);
    assert.equal(c.limits.get('memory')?.value, '1Gi');
    assert.equal(c.keys.has('livenessProbe'), false);
    assert.equal(pod.terminationGracePeriodSeconds?.value, 45);
    assert.equal(pod.shareProcessNamespace, true);
    assert.deepEqual(
      pod.volumes.map((volume) => [volume.name.value, volume.source]),
      [['v', 'emptyDir']],
    );
  });

  test('where variables come from', () => {
    const [pod] = pods(`${HEAD}  containers:
  - image: x
    env:
    - {name: A, value: "1"}
    - {name: B, valueFrom: {secretKeyRef: {name: s, key: k}}}
    - {name: C, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
    - {name: D}
    - {value: nameless}
    envFrom:
    - {configMapRef: {name: c}, prefix: P_}
    - {secretRef: {name: s}}
    - {secretRef: {}}
`);
    const [c] = pod?.containers ?? [];
    assert.deepEqual(
      c?.env.map(({ name, value, from }) => [
        name.value,
        value?.value ?? null,
        from && [from.kind, from.name?.value, from.key],
      ]),
      [
        ['A', '1', null],
        ['B', null, ['secretKeyRef', 's', 'k']],
        ['C', null, ['fieldRef', 'status.podIP', null]],
        ['D', null, null],
      ],
    );
    assert.deepEqual(
      c?.envFrom.map(({ kind, name, prefix }) => [kind, name.value, prefix]),
      [
        ['configMapRef', 'c', 'P_'],
        ['secretRef', 's', ''],
      ],
    );
  });

  test('security contexts of the pod and of a container', () => {
    const [pod] = pods(`${HEAD}  securityContext: {runAsUser: 1000, fsGroup: 2000, runAsNonRoot: yes}
  containers:
  - {image: x, securityContext: {runAsUser: 0, privileged: true, runAsNonRoot: "no", capabilities: {add: [NET_ADMIN, SYS_TIME], drop: [ALL]}}}
  - {image: y, securityContext: none}
`);
    assert.deepEqual(
      [
        pod?.securityContext.runAsUser?.value,
        pod?.securityContext.fsGroup?.value,
        pod?.securityContext.runAsNonRoot?.value,
      ],
      [1000, 2000, true],
    );
    const [first, second] = pod?.containers ?? [];
    assert.deepEqual(
      [
        first?.securityContext.runAsUser?.value,
        first?.securityContext.privileged?.value,
        first?.securityContext.runAsNonRoot,
      ],
      [0, true, null],
    );
    assert.deepEqual(
      first?.securityContext.addedCapabilities.map((one) => one.value),
      ['NET_ADMIN', 'SYS_TIME'],
    );
    assert.equal(second?.securityContext.runAsUser, null);
  });

  test('claims of a StatefulSet', () => {
    const [pod] = pods(
      'apiVersion: apps/v1\nkind: StatefulSet\nspec: {selector: {}, template: {spec: {containers: [{image: x}]}}, volumeClaimTemplates: [{metadata: {name: data}}]}\n',
    );
    assert.deepEqual(pod?.claims, ['data']);
  });
});
