import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bodyIn, pod } from './hover-support.ts';

const MOUNTED = (mark: (word: string) => string, source: string, subPath = '') =>
  pod({
    init: `{name: fill, image: f, volumeMounts: [{name: v, mountPath: /out}]}`,
    containers: `{name: web, image: w, ${mark('volumeMounts')}: [{${mark('name')}: v, mountPath: ${mark('/in')}, readOnly: true${subPath}}]}`,
    more: `  ${mark('volumes')}: [{${mark('label')}: v, ${source}}]`.replace(/(«?)label(»?)/, '$1name$2'),
  });
const marking = (word: string) => (other: string) => (other === word ? `«${other}»` : other);

suite('what hovers say about volumes', () => {
  test('a mount that another container fills', () => {
    const body = `**Volume \`v\` in \`web\`**: emptyDir, \`/in\`, read-only

- \`fill\` writes it at \`/out\`.
- All see the same files, each under its own path.
- It is empty when the pod starts, survives the restart of a container, and is gone with the pod.`;
    assert.equal(bodyIn(MOUNTED(marking('name'), 'emptyDir: {}')), body);
    assert.equal(bodyIn(MOUNTED(marking('/in'), 'emptyDir: {}')), body);
  });

  test('all mounts of a container', () => {
    assert.equal(
      bodyIn(MOUNTED(marking('volumeMounts'), 'emptyDir: {}')),
      `**Volumes in \`web\`**: containers share no files but those of volumes that both mount.

- \`v\`: \`/in\`, read-only; \`fill\` writes it at \`/out\``,
    );
  });

  test('all volumes of the pod', () => {
    assert.equal(
      bodyIn(MOUNTED(marking('volumes'), 'emptyDir: {}')),
      '**Volumes of Pod "shop"**\n\n- `v` (emptyDir): `fill` and `web`',
    );
  });

  const SOURCES: readonly (readonly [name: string, source: string, says: readonly string[]])[] = [
    [
      'emptyDir on disk',
      '«emptyDir»: {}',
      [
        '**Volume `v`**: emptyDir',
        '- `fill`: `/out`, writes.',
        '- `web`: `/in`, read-only.',
        'It is empty when the pod starts, survives the restart of a container, and is gone with the pod.',
        'An init container that runs again finds what it wrote before.',
        'It takes space on the disk of the node. It has no `sizeLimit`.',
      ],
    ],
    [
      'emptyDir in memory',
      '«emptyDir»: {medium: Memory, sizeLimit: 16Mi}',
      [
        'It is kept in memory: what is written counts against the memory limit of `fill`.',
        'It holds at most `16Mi` or the memory limits of all containers together, whichever is less.',
      ],
    ],
    ['emptyDir in memory without a limit', '«emptyDir»: {medium: Memory}', ['where they are set']],
    ['emptyDir with a limit', '«emptyDir»: {sizeLimit: 1Gi}', ['on the disk of the node. The limit is `1Gi`.']],
    ['configMap', '«configMap»: {name: c}', ['**Volume `v`**: configMap `c`', 'changes of its source reach the files']],
    ['claim', '«persistentVolumeClaim»: {claimName: data}', ['`data`', 'Its content outlives the pod.']],
    ['hostPath', '«hostPath»: {path: /var}', ['It is a part of the node']],
    ['image', '«image»: {reference: r}', ['It shows the files of an image, read-only.']],
  ];
  for (const [name, source, says] of SOURCES) {
    test(name, () => {
      const body = bodyIn(MOUNTED((word) => word, source));
      for (const wanted of says) assert.ok(body.includes(wanted), `${wanted}\nnot in\n${body}`);
    });
  }

  test('a subPath of a ConfigMap never changes', () => {
    const mount = bodyIn(MOUNTED(marking('name'), 'configMap: {name: c}', ', subPath: a.conf'));
    assert.ok(mount.includes('only `a.conf` of it, read-only'), mount);
    assert.ok(
      mount.includes('A `subPath` of it is mounted: changes of its source never arrive here, only in a new pod.'),
      mount,
    );
    const volume = bodyIn(MOUNTED(marking('label'), 'configMap: {name: c}', ', subPath: a.conf'));
    assert.ok(volume.includes('`web` mounts a `subPath` of it, where changes never arrive.'), volume);
    assert.ok(!bodyIn(MOUNTED(marking('label'), 'emptyDir: {}', ', subPath: a')).includes('never arrive'));
    const whole = bodyIn(MOUNTED(marking('name'), 'configMap: {name: c}', ', subPath: ""'));
    assert.ok(whole.includes('`/in`, read-only') && !whole.includes('never arrive'), whole);
  });

  test('a volume of one container', () => {
    const body = bodyIn(
      pod({
        containers: '{name: a, image: a, volumeMounts: [{«name»: v, mountPath: /v}]}',
        more: '  volumes: [{name: v}]',
      }),
    );
    assert.ok(body.includes('Only `a` mounts it: nothing is shared through it.'), body);
  });

  test('a volume that nobody mounts, and one that nobody declares', () => {
    const unused = bodyIn(pod({ containers: '{name: a, image: a}', more: '  volumes: [{«name»: v, emptyDir: {}}]' }));
    assert.ok(unused.includes('No container mounts it.'), unused);
    const lost = bodyIn(pod({ containers: '{name: a, image: a, volumeMounts: [{«name»: v, mountPath: /v}]}' }));
    assert.ok(lost.includes('The pod declares no volume of this name.'), lost);
    const patched = bodyIn(pod({ containers: '{name: a, volumeMounts: [{«name»: v, mountPath: /v}]}' }));
    assert.ok(!patched.includes('declares no volume'), patched);
  });

  test('a claim of a StatefulSet', () => {
    const body = bodyIn(`apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: {}
  template:
    spec:
      containers: [{ name: db, image: "acme/db", volumeMounts: [{ «name»: data, mountPath: /data }] }]
  volumeClaimTemplates: [{ metadata: { name: data } }]
`);
    assert.ok(body.includes('It is a claim of the StatefulSet: each replica has its own'), body);
  });
});

suite('what hovers say about ports', () => {
  const SERVICE = (port: string) =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: shop}, ports: [{port: 80, targetPort: ${port}}]}\n`;

  test('who calls, and which Service leads there', () => {
    const text = pod({
      containers:
        '{name: a, image: a, ports: [{«name»: web, containerPort: 8080}]}, {name: b, image: b, args: ["localhost:8080"]}',
    });
    assert.equal(
      bodyIn(text + SERVICE('web')),
      `**Port 8080 of \`a\`** (\`web\`)

- \`b\` calls it as localhost:8080.
- Service \`front\` (port 80) leads here.
- \`containerPort\` is information: it opens nothing, and leaving it out closes nothing. The name lets Services say \`web\` instead of 8080.
- All containers of the pod have one network: a second one that wants this port finds it taken.`,
    );
  });

  test('what a preStop hook is good for where a Service leads', () => {
    const hook = 'lifecycle: {«preStop»: {sleep: {seconds: 5}}}';
    const text = pod({ containers: `{name: a, image: a, ports: [{containerPort: 80}], ${hook}}` });
    const pause =
      'Services stop sending requests meanwhile, not before: a short pause here lets the last ones through.';
    assert.ok(bodyIn(text + SERVICE('80')).includes(pause));
    assert.ok(!bodyIn(text).includes(pause));
  });

  test('a Service of another pod, or in another namespace, does not', () => {
    const text = pod({ containers: '{name: a, image: a, ports: [{containerPort: «8080»}]}' });
    const other = SERVICE('8080').replace('app: shop', 'app: else');
    assert.ok(!bodyIn(text + other).includes('Service `'));
    assert.ok(bodyIn(text + SERVICE('8080')).includes('Service `front`'));
  });

  test('on the node', () => {
    const body = bodyIn(
      pod({
        containers: '{name: a, image: a, ports: [{containerPort: 80, «hostPort»: 80}]}',
        more: '  hostNetwork: true',
      }),
    );
    assert.ok(body.includes('It is also open on the node, as port 80: two such pods cannot share a node.'), body);
    assert.ok(body.includes('The pod uses the network of its node'), body);
  });

  test('of an init container', () => {
    const body = bodyIn(
      pod({ init: '{name: i, image: i, ports: [{«containerPort»: 80}]}', containers: '{name: a, image: a}' }),
    );
    assert.ok(body.includes('No Service leads here'), body);
  });

  test('all of a container', () => {
    const body = bodyIn(
      pod({ containers: '{name: a, image: a, «ports»: [{containerPort: 80}, {containerPort: 81, name: x}]}' }),
    );
    assert.ok(body.endsWith('- 80\n- 81 (`x`)'), body);
  });
});
