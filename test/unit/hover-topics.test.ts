import { checkHovers, type HoverCase, meshed, pod } from './hover-support.ts';

const VOLUMES =
  '  volumes: [{name: v, emptyDir: {}}, {name: c, configMap: {name: c}}, {name: m, emptyDir: {medium: Memory}}]';
const mounting = (mount: string, more = '') =>
  pod({ containers: `{name: a, image: a, volumeMounts: [${mount}]}${more}`, more: VOLUMES });
const B = ', {name: b, image: b, volumeMounts: [{name: v, mountPath: /b}]}';
const JOB = (spec: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    spec: {restartPolicy: Never, ${spec}}\n`;

const CASES: readonly HoverCase[] = [
  [
    'subPath',
    mounting('{name: v, mountPath: /a, «subPath»: x}', B),
    [
      '**subPath in `a`**: `/a`',
      'Of the volume `v` only `x` is mounted.',
      '`b` also uses it at `/b`.',
      'not:never arrive',
    ],
  ],
  [
    'subPath of a ConfigMap',
    mounting('{name: c, mountPath: /a, subPath: «x»}'),
    ['Changes of its source never arrive here, only in a new pod'],
  ],
  [
    'subPath beside another part',
    mounting('{name: v, mountPath: /a, «subPath»: x}', B.replace('mountPath: /b', 'mountPath: /b, subPath: y')),
    ['The others mount other parts of the volume: no files are shared.'],
  ],
  [
    'subPathExpr',
    mounting('{name: v, mountPath: /a, «subPathExpr»: $(POD)}'),
    ['filled in from the variables of this container', 'It has no variable `POD`.'],
  ],
  [
    'subPathExpr with its variable',
    mounting('{name: v, mountPath: /a, «subPathExpr»: $(POD)}').replace(
      'image: a,',
      'image: a, env: [{name: POD, value: x}],',
    ),
    ['filled in from', 'not:It has no variable'],
  ],
  [
    'readOnly',
    mounting('{name: v, mountPath: /a, «readOnly»: true}', B),
    ['**readOnly: true** for `v` in `a`', 'This container cannot write here.', '`b` may write.', '`recursiveReadOnly`'],
  ],
  ['readOnly: false', mounting('{name: v, mountPath: /a, readOnly: «false»}'), ['This container may write here.']],
  ['readOnly of a ConfigMap', mounting('{name: c, mountPath: /a, «readOnly»: false}'), ['read-only in any case']],
  [
    'mountPropagation',
    mounting(
      '{name: v, mountPath: /a, «mountPropagation»: Bidirectional}',
      ', {name: b, image: b, volumeMounts: [{name: v, mountPath: /b, mountPropagation: HostToContainer}]}',
    ),
    ['appears on the node', 'Only privileged containers may have it.', '`b` sees it.'],
  ],
  [
    'mountPath',
    mounting('{name: v, «mountPath»: /a}', B),
    ['**Volume `v` in `a`**: emptyDir', '`b` also uses it at `/b`.'],
  ],
  [
    'medium',
    mounting('{name: m, mountPath: /a}').replace('medium', '«medium»'),
    [
      '**medium: Memory** of the volume `m`',
      'counts against the memory limit of `a`',
      'survives the restart of a container, not the pod',
    ],
  ],
  [
    'medium: huge pages of one size',
    mounting('{name: m, mountPath: /a}').replace('medium: Memory', '«medium»: HugePages-2Mi'),
    [
      '**medium: HugePages-2Mi** of the volume `m`',
      'It is backed by huge pages of `2Mi`: containers of the pod have to request `hugepages-2Mi`, with limits equal to the requests.',
      'It counts against these requests, not as memory.',
    ],
  ],
  [
    'medium: huge pages of whatever size',
    mounting('{name: m, mountPath: /a}').replace('medium: Memory', 'medium: «HugePages»'),
    [
      'It is backed by huge pages of the one size that containers of the pod request (`hugepages-2Mi`, `hugepages-1Gi`)',
    ],
  ],
  [
    'a volume of huge pages',
    mounting('{name: m, mountPath: /a}').replace(
      'm, emptyDir: {medium: Memory',
      '«m», emptyDir: {medium: HugePages-1Gi',
    ),
    ['It is backed by huge pages of `1Gi`', 'gone with the pod', 'not:on the disk', 'not:memory limit'],
  ],
  [
    'another medium',
    mounting('{name: m, mountPath: /a}').replace('medium: Memory', 'medium: «Other»'),
    ['not:huge', 'not:disk'],
  ],
  [
    'a volume in memory',
    mounting('{name: m, mountPath: /a}').replace('m, emptyDir', '«m», emptyDir'),
    [
      'It is kept in memory: what is written counts against the memory limit of `a`. It holds at most the memory limits of all containers together, where they are set.',
      'not:on the disk',
    ],
  ],
  [
    'a volume in memory with a limit',
    mounting('{name: m, mountPath: /a}').replace(
      'm, emptyDir: {medium: Memory',
      '«m», emptyDir: {sizeLimit: 1Gi, medium: Memory',
    ),
    ['It holds at most `1Gi` or the memory limits of all containers together, whichever is less.'],
  ],
  [
    'a volume on disk',
    mounting('{name: v, mountPath: /a}').replace('v, emptyDir', '«v», emptyDir'),
    ['It takes space on the disk of the node. It has no `sizeLimit`.', 'not:in memory'],
  ],
  [
    'a secret',
    pod({ containers: '{name: a, image: a}', more: '  volumes: [{«name»: s, secret: {secretName: s}}]' }),
    ['The node keeps it in memory, not on disk.'],
  ],
  [
    'a ConfigMap',
    mounting('{name: c, mountPath: /a}').replace('c, configMap', '«c», configMap'),
    ['It is read-only, and changes of its source reach the files after a while', 'not:keeps it in memory'],
  ],
  [
    'sizeLimit',
    pod({ containers: '{name: a, image: a}', more: '  volumes: [{name: v, emptyDir: {«sizeLimit»: 1Gi}}]' }),
    ['It is not reserved.', 'the kubelet evicts the whole pod'],
  ],
  [
    'sizeLimit in memory',
    pod({
      containers: '{name: a, image: a}',
      more: '  volumes: [{name: v, emptyDir: {medium: Memory, sizeLimit: «1Gi»}}]',
    }),
    ['When it is full, writing fails.', 'not:evicts'],
  ],
  [
    'a volume of many',
    mounting(
      '{name: v, mountPath: /a}',
      `${B}, {name: d, image: d, volumeMounts: [{name: v, mountPath: /d, readOnly: true}]}`,
    ).replace('[{name: v, emptyDir', '[{«name»: v, emptyDir'),
    ['| Container | At | Use |', '| `d` | `/d` | read-only |'],
  ],
  [
    'the name of a port',
    pod({
      containers:
        '{name: a, image: a, ports: [{«name»: http, containerPort: 1}]}, {name: b, image: b, ports: [{name: http, containerPort: 2}]}',
    }),
    ['`b` has a port of this name, too: which one a Service means, nobody can tell.'],
  ],
  [
    'a hostPort',
    pod({ containers: '{name: a, image: a, ports: [{containerPort: 1, «hostPort»: 2}]}' }),
    ['refuse a `hostPort`', 'two such pods cannot share a node'],
  ],
  [
    'a hostPort with hostNetwork',
    pod({ containers: '{name: a, image: a, ports: [{containerPort: 1, «hostPort»: 2}]}', more: '  hostNetwork: true' }),
    ['it has to be equal to `containerPort`'],
  ],
  [
    'the protocol',
    pod({ containers: '{name: a, image: a, ports: [{containerPort: 1, «protocol»: UDP}]}' }),
    ['**Port 1 UDP of `a`**', 'a number may be taken once for each'],
  ],
  [
    'a port that two want',
    pod({
      containers:
        '{name: a, image: a, ports: [{«containerPort»: 1}]}, {name: b, image: b, ports: [{containerPort: 1}]}',
    }),
    ['`b` names this port, too: who comes second finds it taken.'],
  ],
  [
    'many ports',
    pod({
      containers:
        '{name: a, image: a, «ports»: [{containerPort: 1}, {containerPort: 2, name: x}, {containerPort: 3}]}, {name: b, image: b, args: ["localhost:30"]}',
    }),
    ['| Port | Serves | Known from |', '| 2 | `x` | `ports` |'],
  ],
  [
    "a mesh's user",
    meshed(pod({ containers: '{name: a, image: a, securityContext: {«runAsUser»: 1337}}' })),
    [
      '**User 1337** is that of the proxy of Istio.',
      '`istio-proxy` will be added by Istio.',
      '`a` runs as this user: in the mesh, what it sends goes out past the proxy',
    ],
  ],
  [
    'without the mesh',
    pod({ containers: '{name: a, image: a, securityContext: {«runAsUser»: 2102}}' }),
    ['is that of the proxy of Linkerd', 'Nothing in this manifest tells that the pod is in the mesh'],
  ],
  [
    'that of the proxy itself',
    pod({
      containers:
        '{name: a, image: a}, {name: p, image: "istio/proxyv2:1", args: [proxy, sidecar], securityContext: {«runAsUser»: 1337}}',
    }),
    ['The proxy here is `p`.', 'is not redirected to itself', 'not:Another user'],
  ],
  [
    'that of the pod',
    pod({
      containers: '{name: a, image: a}, {name: b, image: b, securityContext: {runAsUser: 1}}',
      more: '  securityContext: {«runAsUser»: 5995}',
    }),
    ['`a` runs as this user: the webhook of Consul refuses such a pod.'],
  ],
  ['another user', pod({ containers: '{name: a, image: a, securityContext: {«runAsUser»: 1000}}' }), null],
  [
    'hostNetwork',
    pod({ containers: '{name: a, image: a, ports: [{containerPort: 80}]}', more: '  «hostNetwork»: true' }),
    ['localhost is that of the node', 'Ports are taken on the node (80)', 'Istio and Linkerd inject no proxy'],
  ],
  ['no hostNetwork', pod({ containers: '{name: a, image: a}', more: '  «hostNetwork»: false' }), null],
  [
    'activeDeadlineSeconds',
    JOB(
      '«activeDeadlineSeconds»: 60, initContainers: [{name: i, image: i}], containers: [{name: a, image: a}, {name: b, image: b}]',
    ),
    [
      '60 s from the start of the pod',
      'The time of init containers counts: that of `i`.',
      '`a` and `b` are stopped together, helpers included',
      'that of the Job stands in its own `spec`',
    ],
  ],
  [
    'restartPolicyRules',
    pod({
      containers:
        '{name: a, image: a, restartPolicy: Never, «restartPolicyRules»: [{action: Restart, exitCodes: {operator: In, values: [42]}}]}',
    }),
    [
      '`Restart` on exit code 42.',
      'Where none fits, its `restartPolicy: Never` does.',
      'On by default since Kubernetes 1.35.',
      'not:podFailurePolicy',
    ],
  ],
  [
    'restart rules without a policy, for all, in a Job, before their time',
    JOB(
      'containers: [{name: a, image: a, restartPolicyRules: [{«action»: RestartAllContainers, exitCodes: {operator: NotIn, values: [0, 1]}}]}, {name: b, image: b}]',
    ),
    [
      'any exit code but 0 and 1',
      'without it the API server refuses them',
      'With `RestartAllContainers` `b` starts anew, too',
      'since Kubernetes 1.36; this is read for 1.34',
      '`podFailurePolicy`',
    ],
    { kubernetes: 34 },
  ],
  [
    'rules of a native sidecar',
    pod({
      init: '{name: s, image: s, restartPolicy: Always, «restartPolicyRules»: [{action: Restart, exitCodes: {operator: In, values: [1]}}]}',
      containers: '{name: a, image: a}',
    }),
    ['In a native sidecar `Restart` changes nothing'],
  ],
  [
    'resources of many',
    pod({
      init: '{name: i, image: i}',
      containers:
        '{name: a, image: a, «resources»: {requests: {cpu: 1}, limits: {cpu: 2, memory: 1Gi}}}, {name: b, image: b, resources: {limits: {memory: 1Gi}}}',
    }),
    ['| `i`, init |  |  |', '| `a` | `1`, at most `2` | `1Gi` |', 'this container alone is killed'],
  ],
];

checkHovers('what hovers say about further keys', CASES);
