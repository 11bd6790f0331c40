/** A place in a pod, what is begun there, and what it becomes with one of the completions. */
export interface PlaceCase {
  readonly name: string;
  /** `entry`: a key is begun; the others stand for a value of their own or an item. */
  readonly on: 'item' | 'value' | 'entry';
  /** The metadata and the spec of a pod with something in the place. */
  readonly pod: (part: never) => { metadata: object; spec: object };
  /** What stands in the place before: with the word HOLE for what is typed. */
  readonly hole: unknown;
  readonly want: unknown;
  readonly typed: string;
  readonly label: string;
  /** Whether it is concluded from what is missing, so that templates get none. */
  readonly concludes?: true;
}

const WEB = { name: 'web', image: 'acme/web:1.0' };
const PROXY = {
  name: 'proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.4',
  restartPolicy: 'Always',
  args: ['--port=5433', '--health-check', 'a:b:c'],
};
const REDIS = {
  name: 'cache',
  image: 'redis:8.10.2-alpine',
  restartPolicy: 'Always',
  args: ['--bind', '127.0.0.1', '--port', '6380'],
};
const METADATA = { annotations: { team: 'shop' } };
const LOGS = { name: 'logs', emptyDir: {} };

/** A pod whose application has some more keys, with a database proxy beside it. */
function app(keys: object, more: object = {}) {
  return { metadata: METADATA, spec: { initContainers: [PROXY], containers: [{ ...WEB, ...keys }], ...more } };
}

/** A pod with logs that the application writes, and a shipper with some more keys. */
function shipper(keys: object) {
  const web = { ...WEB, volumeMounts: [{ name: 'logs', mountPath: '/var/log/app' }] };
  const ship = { name: 'ship', image: 'fluent/fluent-bit:5.1.2', ...keys };
  return { metadata: METADATA, spec: { containers: [web, ship], volumes: [LOGS] } };
}

const DATABASE = [
  { name: 'DB_HOST', value: '127.0.0.1' },
  { name: 'DB_PORT', value: '5433' },
];
const PORTS = { ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 9000 }] };
const MOUNT = { name: 'logs', mountPath: '/var/log/app', readOnly: true };

export const CASES: readonly PlaceCase[] = [
  {
    name: 'volumes: one that is mounted, but not declared',
    on: 'item',
    pod: (items: object[]) => ({
      metadata: METADATA,
      spec: {
        containers: [{ ...WEB, volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }],
        volumes: [LOGS, ...items],
      },
    }),
    hole: ['HOLE'],
    want: [{ name: 'cache', emptyDir: { sizeLimit: '128Mi' } }],
    typed: 'ca',
    label: 'cache',
    concludes: true,
  },
  {
    name: 'volumes: one in memory, as the first',
    on: 'item',
    pod: (volumes: object[]) => ({ metadata: METADATA, spec: { containers: [WEB], volumes } }),
    hole: ['HOLE'],
    want: [{ name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } }],
    typed: 'mem',
    label: 'memory',
  },
  {
    name: 'volumes: an empty one on the disk',
    on: 'item',
    pod: (items: object[]) => ({ metadata: METADATA, spec: { containers: [WEB], volumes: [LOGS, ...items] } }),
    hole: ['HOLE'],
    want: [{ name: 'scratch', emptyDir: { sizeLimit: '128Mi' } }],
    typed: 'empty',
    label: 'scratch',
  },
  {
    name: 'volumeMounts: a new one, with the path of a sibling',
    on: 'item',
    pod: (items: object[]) => shipper({ volumeMounts: items }),
    hole: ['HOLE'],
    want: [MOUNT],
    typed: 'lo',
    label: 'logs',
  },
  {
    name: 'volumeMounts: the name of a mount, and what it lacks',
    on: 'value',
    pod: (mount: object) => shipper({ volumeMounts: [mount] }),
    hole: { name: 'HOLE' },
    want: MOUNT,
    typed: 'lo',
    label: 'logs',
  },
  {
    name: 'volumeMounts: the name alone, where there is a path',
    on: 'value',
    pod: (name: string) => shipper({ volumeMounts: [{ mountPath: '/in', name }] }),
    hole: 'HOLE',
    want: 'logs',
    typed: 'l',
    label: 'logs',
  },
  {
    name: 'volumeMounts: the path of a sibling',
    on: 'value',
    pod: (mountPath: string) => shipper({ volumeMounts: [{ name: 'logs', mountPath }] }),
    hole: 'HOLE',
    want: '/var/log/app',
    typed: '/v',
    label: '/var/log/app',
  },
  {
    name: 'env: the address of an ambassador',
    on: 'item',
    pod: (items: object[]) => app({ env: [{ name: 'MODE', value: 'fast' }, ...items] }),
    hole: ['HOLE'],
    want: DATABASE,
    typed: 'DB',
    label: 'DB_HOST, DB_PORT',
  },
  {
    name: 'env: the variable that is missing',
    on: 'item',
    pod: (items: object[]) => app({ env: [DATABASE[0], ...items] }),
    hole: ['HOLE'],
    want: DATABASE.slice(1),
    typed: 'D',
    label: 'DB_PORT',
  },
  {
    name: 'env: the address of a cache, whose image has clients, too',
    on: 'item',
    pod: (items: object[]) => ({
      metadata: METADATA,
      spec: { initContainers: [REDIS], containers: [{ ...WEB, env: [{ name: 'MODE', value: 'fast' }, ...items] }] },
    }),
    hole: ['HOLE'],
    want: [{ name: 'REDIS_URL', value: 'redis://127.0.0.1:6380' }],
    typed: 'RED',
    label: 'REDIS_URL',
  },
  ...DATABASE.map(
    (variable): PlaceCase => ({
      name: `env: the name ${variable.name}, and its value`,
      on: 'value',
      pod: (item: object) => app({ env: [{ name: 'MODE', value: 'fast' }, item] }),
      hole: { name: 'HOLE' },
      want: variable,
      typed: 'DB',
      label: variable.name,
    }),
  ),
  {
    name: 'env: the name alone, where there is a value',
    on: 'value',
    pod: (name: string) => app({ env: [{ name, value: 'x' }] }),
    hole: 'HOLE',
    want: 'DB_HOST',
    typed: 'D',
    label: 'DB_HOST',
  },
  ...(
    [
      ['PGHOST', '127.0.0.1', '1'],
      ['DB_PORT', '5433', '54'],
      ['DATABASE_ADDR', '127.0.0.1:5433', '127'],
    ] as const
  ).map(
    ([name, value, typed]): PlaceCase => ({
      name: `env: the value of ${name}`,
      on: 'value',
      pod: (part: string) => app({ env: [{ name, value: part }] }),
      hole: 'HOLE',
      want: value,
      typed,
      label: value,
    }),
  ),
  {
    name: 'probes: the name of a port',
    on: 'value',
    pod: (port: string) => app({ ...PORTS, livenessProbe: { httpGet: { path: '/', port } } }),
    hole: 'HOLE',
    want: 'http',
    typed: 'h',
    label: 'http',
  },
  {
    name: 'hooks: the name of a port',
    on: 'value',
    pod: (port: string) => app({ ...PORTS, lifecycle: { preStop: { httpGet: { path: '/', port } } } }),
    hole: 'HOLE',
    want: 'http',
    typed: 'h',
    label: 'http',
  },
  {
    name: 'init containers: the value of restartPolicy',
    on: 'value',
    pod: (restartPolicy: string) => ({
      metadata: METADATA,
      spec: { initContainers: [{ name: 'mesh', image: 'acme/mesh:1', restartPolicy }], containers: [WEB] },
    }),
    hole: 'HOLE',
    want: 'Always',
    typed: 'A',
    label: 'Always',
  },
  {
    name: 'init containers: restartPolicy',
    on: 'entry',
    pod: (entry: object) => ({
      metadata: METADATA,
      spec: { initContainers: [{ name: 'mesh', image: 'acme/mesh:1', ...entry }], containers: [WEB] },
    }),
    hole: { HOLE: 'HOLE' },
    want: { restartPolicy: 'Always' },
    typed: 'res',
    label: 'restartPolicy: Always',
  },
  {
    name: 'annotations: what asks for an injector',
    on: 'entry',
    pod: (entry: object) => ({ metadata: { annotations: { team: 'shop', ...entry } }, spec: { containers: [WEB] } }),
    hole: { HOLE: 'HOLE' },
    want: { 'dapr.io/enabled': 'true' },
    typed: 'dap',
    label: 'dapr.io/enabled',
  },
  {
    name: 'annotations: the default container of kubectl',
    on: 'entry',
    pod: (entry: object) => ({ metadata: { annotations: { team: 'shop', ...entry } }, spec: { containers: [WEB] } }),
    hole: { HOLE: 'HOLE' },
    want: { 'kubectl.kubernetes.io/default-container': 'web' },
    typed: 'kub',
    label: 'kubectl.kubernetes.io/default-container',
  },
  {
    name: 'annotations: our own, for one container',
    on: 'entry',
    pod: (entry: object) => ({ metadata: { annotations: { team: 'shop', ...entry } }, spec: { containers: [WEB] } }),
    hole: { HOLE: 'HOLE' },
    want: { 'pod-patterns/role.web': 'app' },
    typed: 'pod-',
    label: 'pod-patterns/role.web',
  },
  {
    name: 'annotations: a value',
    on: 'value',
    pod: (value: string) => ({
      metadata: { annotations: { 'linkerd.io/inject': value } },
      spec: { containers: [WEB] },
    }),
    hole: 'HOLE',
    want: 'ingress',
    typed: 'i',
    label: 'ingress',
  },
  {
    name: 'labels: what asks for an injector',
    on: 'entry',
    pod: (entry: object) => ({
      metadata: { labels: { app: 'web', ...entry }, annotations: { team: 'shop' } },
      spec: { containers: [WEB] },
    }),
    hole: { HOLE: 'HOLE' },
    want: { 'sidecar.istio.io/inject': 'true' },
    typed: 'sid',
    label: 'sidecar.istio.io/inject',
  },
  {
    name: 'image',
    on: 'value',
    pod: (image: string) => ({ metadata: METADATA, spec: { containers: [WEB, { name: 'pool', image }] } }),
    hole: 'HOLE',
    want: 'edoburu/pgbouncer:v1.25.2-p0',
    typed: 'pg',
    label: 'edoburu/pgbouncer:v1.25.2-p0',
  },
];
