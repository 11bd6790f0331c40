import { checkHovers, type HoverCase, meshed, pod } from './hover-support.ts';

const POOL = '{name: pool, image: "edoburu/pgbouncer:1"}';
const made = (own: string, more = POOL) => pod({ containers: `{name: a, image: a, ${own}}${more ? `, ${more}` : ''}` });

const CASES: readonly HoverCase[] = [
  [
    'a variable that leads to a neighbour',
    made('env: [{name: DB, «value»: "postgres://u@localhost:5432/x"}]'),
    [
      '**Variable `DB` of `a`**',
      '- On localhost:5432 answers `pool` (ambassador, PgBouncer), in the same pod and without a Service.',
    ],
  ],
  ['on its value', made('env: [{name: DB, value: «"postgres://u@localhost:5432/x"»}]'), ['answers `pool`']],
  [
    'the second variable of the same port',
    made('env: [{name: A, value: "localhost:5432"}, {name: «B», value: "localhost:5432"}]'),
    ['**Variable `B` of `a`**', 'answers `pool`'],
  ],
  [
    'the second address without a port',
    made(
      'env: [{name: A, value: "redis://localhost"}, {name: «B», value: "redis://localhost"}]',
      '{name: r, image: "redis:7"}',
    ),
    ['On localhost:6379 answers `r`'],
  ],
  [
    'a socket at which it meets others',
    made(
      'env: [{name: «CSI_ENDPOINT», value: "unix:///csi/csi.sock"}], volumeMounts: [{name: s, mountPath: /csi}]',
      '{name: p, image: p, args: [--csi-address=/run/csi.sock], volumeMounts: [{name: s, mountPath: /run}]}',
    ),
    ['`/csi/csi.sock` is a socket on the volume `s`: `a` serves it, `p` calls it.'],
  ],
  [
    'a volume on which containers meet at a socket',
    pod({
      containers:
        '{name: a, image: a, args: [--listen=/run/a.sock], volumeMounts: [{name: s, mountPath: /run}]}, {name: p, image: p, args: [--upstream=/x/a.sock], volumeMounts: [{name: s, mountPath: /x}]}',
      more: '  volumes: [{name: «s», emptyDir: {}}]',
    }),
    ['Socket `a.sock`: `a` serves it, `p` calls it.'],
  ],
  [
    'the port that belongs to a host',
    made('env: [{name: DB_HOST, value: localhost}, {name: «DB_PORT», value: "5432"}]'),
    ['It belongs to `DB_HOST`. On localhost:5432 answers `pool`'],
  ],
  ['the port of another host', made('env: [{name: DB_HOST, value: db}, {name: «DB_PORT», value: "5432"}]'), null],
  [
    'a variable that leads outside',
    made('env: [{name: «DB», value: "redis://cache.prod:6379"}]'),
    ['`cache.prod:6379` is outside the pod.'],
  ],
  ['a variable that leads nowhere', made('env: [{name: «DB», value: hello}]'), null],
  ['a variable from a Secret', made('env: [{name: «DB», valueFrom: {secretKeyRef: {name: s, key: k}}}]'), null],
  [
    'a port on which nobody listens',
    made('env: [{name: «X», value: "localhost:7777"}]'),
    ['localhost is this pod, and no container of the pod is known to listen on 7777.'],
  ],
  [
    'a port of a container that will be added',
    made('env: [{name: «X», value: "http://localhost:3500"}]', '').replace(
      'labels: {',
      'annotations: {dapr.io/enabled: "true", dapr.io/app-id: a}, labels: {',
    ),
    ['On localhost:3500 answers `daprd`, which Dapr', ' adds.'],
  ],
  [
    'the address of the node',
    made('env: [{name: «AGENT», valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]'),
    ['a program of the node', 'no neighbour in this pod'],
  ],
  [
    'where it listens itself, and who comes there',
    `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}\n---\n${made('env: [{name: «PORT», value: "8080"}]', '{name: b, image: b, args: ["localhost:8080"]}')}`,
    ['Here it listens on 8080; `b` calls it there; Service `s` (port 80) leads there.'],
  ],
  ['a word that dials', made('args: [«"--db=localhost:5432"»]'), ['**args of `a`**', 'answers `pool`']],
  ['a word that does not', made('args: [«x»]'), null],
  [
    'all words',
    made('«args»: ["--db=localhost:5432", "https://api.example.com/"]'),
    ['answers `pool`', '`api.example.com` is outside the pod.'],
  ],
  ['words that dial nobody', made('«args»: [x]'), null],
  [
    'a command that takes the place of the program',
    pod({
      containers:
        '{name: a, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.1", «command»: [sh, -c, "echo x; y"]}',
    }),
    ['It runs instead of the program of the image, Cloud SQL Auth Proxy', 'It needs a shell, and the image has none.'],
  ],
  [
    'a command and its task',
    pod({
      init: '{name: w, image: "busybox:1", «command»: [sh, -c, "until nc -z db 5432; do sleep 1; done"]}',
      containers: POOL,
    }),
    ['The command waits in a loop.', '`db:5432` is outside the pod.'],
  ],
  [
    'an init container that dials what starts later',
    pod({ init: '{name: w, image: a, args: [«"localhost:5432"»]}', containers: POOL }),
    ['On localhost:5432 nobody answers yet: `pool` listens there, but starts only after `w`.'],
  ],
  [
    'an instance behind its proxy',
    pod({
      containers:
        '{name: a, image: a, args: ["localhost:5432"]}, {name: p, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.1", args: [--port=5432, «"p:europe-west1:db"»]}',
    }),
    ['`p:europe-west1:db` is outside the pod. `a` gets there through this container.'],
  ],
  [
    'envFrom',
    pod({
      containers:
        '{name: a, image: a, «envFrom»: [{configMapRef: {name: c}}, {secretRef: {name: s}, prefix: X_}]}, {name: b, image: b, envFrom: [{configMapRef: {name: c}}]}',
    }),
    [
      'All keys of ConfigMap `c`. `b` takes them, too.',
      'All keys of Secret `s`, with `X_` before each name.',
      'variables of this container alone',
      'They are read when the container starts.',
    ],
  ],
  ['an item of it', made('envFrom: [{configMapRef: {«name»: c}}]'), ['All keys of ConfigMap `c`.']],
  ['an empty one', made('«envFrom»: []'), null],
  [
    'a probe by the name of a port',
    made('ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {«port»: http}}'),
    ['`http` is its port 80.', 'The kubelet asks, at the address of the pod.'],
  ],
  [
    'a name that only a neighbour has',
    made('livenessProbe: {httpGet: {port: «http»}}', '{name: b, image: b, ports: [{name: http, containerPort: 80}]}'),
    ['No port of `a` is called `http`: names of other containers do not count here.'],
  ],
  [
    'a port of a neighbour',
    made('livenessProbe: {«tcpSocket»: {port: 80}}', '{name: b, image: b, ports: [{containerPort: 80}]}'),
    ['On port 80 listens `b`, not this container.'],
  ],
  [
    'a port that a neighbour opens by a flag, and that is only named here',
    made(
      'ports: [{name: healthz, containerPort: 9808}], livenessProbe: {httpGet: {«port»: healthz}}',
      '{name: p, image: "registry.k8s.io/sig-storage/livenessprobe:v2", args: [--health-port=9808]}',
    ),
    ['`healthz` is its port 9808. On port 9808 listens `p`, not this container.'],
  ],
  [
    'the port itself',
    made(
      'ports: [{name: healthz, «containerPort»: 9808}]',
      '{name: p, image: "registry.k8s.io/sig-storage/livenessprobe:v2", args: [--health-port=9808]}',
    ),
    ['it is `p` that listens on this port, here it is only named.'],
  ],
  [
    'a probe that Istio has rewritten',
    made('livenessProbe: {httpGet: {«port»: 15020, path: /app-health/a/livez}}'),
    ['Istio has rewritten it: its agent in `istio-proxy` answers'],
  ],
  [
    'a loopback listener',
    made('args: ["--listen=127.0.0.1:80"], livenessProbe: {httpGet: {«port»: 80}}'),
    ['Here it listens on loopback only, so that this fails.'],
  ],
  [
    'a host of its own',
    made('livenessProbe: {httpGet: {port: 80, «host»: localhost}}'),
    ['`localhost` is then the node itself, not the pod.', 'refuse a `host` since Kubernetes 1.34'],
  ],
  ['the path', made('livenessProbe: {httpGet: {port: 80, «path»: /}}'), null],
  [
    'with Istio',
    meshed(made('livenessProbe: {httpGet: {«port»: 80}}')),
    ['Istio rewrites it by default: the agent in `istio-proxy` is asked on port 15020'],
  ],
  [
    'with an Istio that leaves probes alone',
    meshed(made('livenessProbe: {httpGet: {«port»: 80}}')).replace(
      'labels: {',
      'annotations: {sidecar.istio.io/rewriteAppHTTPProbers: "False"}, labels: {',
    ),
    ['not:Istio rewrites it'],
  ],
  ['an exec with Istio', meshed(made('livenessProbe: {«exec»: {command: [x]}}')), ['It runs in `a` itself']],
  [
    'an exec that asks a neighbour',
    made(
      'livenessProbe: {exec: {«command»: [nc, -z, localhost, "5432"]}}',
      '{name: b, image: b, ports: [{containerPort: 5432}]}',
    ),
    ['It runs in `a` itself', 'On localhost:5432 answers `b`.'],
  ],
  [
    'an exec of a hook without a shell',
    pod({
      containers:
        '{name: a, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.1", lifecycle: {preStop: {«exec»: {command: [sleep, "5"]}}}}',
    }),
    ['`sleep` is missing in the image, which has no shell and no tools of a system.'],
  ],
  [
    'the hook itself',
    pod({
      containers:
        '{name: a, image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.1", lifecycle: {«preStop»: {exec: {command: [sleep, "5"]}}}}',
    }),
    ['`sleep` is missing in the image', 'The `sleep` action needs no program.'],
  ],
  [
    'a hook by HTTP that a neighbour answers',
    made('lifecycle: {preStop: {httpGet: {«port»: 80}}}', '{name: b, image: b, ports: [{containerPort: 80}]}'),
    ['**httpGet of the preStop of `a`**', 'On port 80 listens `b`, not this container.'],
  ],
  ['a hook that Kubernetes dropped', made('lifecycle: {postStart: {«tcpSocket»: {port: 80}}}'), ['fails when it runs']],
  [
    'how often a startup probe is tried',
    made('startupProbe: {exec: {command: [x]}, «failureThreshold»: 60, periodSeconds: 2}'),
    ['After 60 failures in a row, with one try every 2 s'],
  ],
  [
    'the grace period of a probe',
    made('livenessProbe: {exec: {command: [x]}, «terminationGracePeriodSeconds»: 5}'),
    ['it has 5 s to end, instead of those of the pod'],
  ],
  [
    'that of a readiness probe',
    made('readinessProbe: {exec: {command: [x]}, «terminationGracePeriodSeconds»: 5}'),
    ['The API server refuses it'],
  ],
];

checkHovers('whom values, probes and hooks reach', CASES);
