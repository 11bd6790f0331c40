import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE } from '../support.ts';

/** A Deployment called shop; lists in flow style. */
interface Given {
  readonly containers: string;
  readonly init?: string;
  readonly volumes?: string;
  /** What stands in the metadata of the template beside its label. */
  readonly metadata?: string;
  readonly kind?: string;
  readonly name?: string;
  /** Further documents. */
  readonly beside?: string;
}

function textOf({
  containers,
  init = '',
  volumes = '',
  metadata = '',
  kind = 'Deployment',
  name = 'shop',
  beside = '',
}: Given): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: store}}
  template:
    metadata: {labels: {app: store}${metadata}}
    spec:
      initContainers: [${init}]
      containers: [${containers}]
      volumes: [${volumes}]
${beside}`;
}

const service = (port: number | string) =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: store}, ports: [{port: 80, targetPort: ${port}}]}\n`;

function members(given: Given) {
  const parts = analyseFile(textOf(given), ALONE);
  return parts.flatMap(({ analysis }) => analysis.teams.flatMap((team) => team.members));
}

/** `name: pattern/function confidence`, the parts that are not there left out. */
function told(given: Given): string[] {
  return members(given).map(({ container, role }) => {
    const own = role.function === null ? '' : `/${role.function}`;
    return `${container.label}: ${role.pattern}${own}${role.confidence === 'none' ? '' : ` ${role.confidence}`}`;
  });
}

const mount = (volume: string, path: string, readOnly = false) =>
  `volumeMounts: [{name: ${volume}, mountPath: ${path}${readOnly ? ', readOnly: true' : ''}}]`;
const script = (text: string) => `command: [sh, -c, ${JSON.stringify(text)}]`;
const env = (name: string, value: string) => `env: [{name: ${name}, value: ${JSON.stringify(value)}}]`;

type Case = readonly [says: string, given: Given, roles: readonly string[]];

function check(name: string, cases: readonly Case[]): void {
  suite(name, () => {
    for (const [says, given, roles] of cases) test(says, () => assert.deepEqual(told(given), roles));
  });
}

const APP = '{name: shop, image: acme/shop}';
const NGINX = '{name: web, image: "nginx:1.29", ports: [{containerPort: 80}]}';
const POLL = script('while true; do curl -s http://localhost:80/; sleep 30; done');
const EMPTY = (name: string) => `{name: ${name}, emptyDir: {}}`;

check('a web server or a general proxy', [
  [
    'that the application dials is an ambassador',
    { containers: `{name: shop, image: acme/shop, ${env('API', 'http://localhost:80')}}, ${NGINX}` },
    ['shop: app weak', 'web: ambassador/http-ambassador strong'],
  ],
  [
    'that the application dials for its database is one for databases',
    {
      containers: `{name: shop, image: acme/shop, ${env('DB', 'postgres://localhost:5432/x')}}, {name: h, image: "haproxy:3.2", ports: [{containerPort: 5432}]}`,
    },
    ['shop: app weak', 'h: ambassador/db-ambassador strong'],
  ],
  [
    'that only a helper looks after is no ambassador',
    {
      containers: `${NGINX}, {name: api, image: acme/api, ports: [{containerPort: 8080}]}, {name: monitor, image: curlimages/curl, ${POLL}}`,
    },
    ['web: proxy weak', 'api: app', 'monitor: sidecar weak'],
  ],
  [
    'that only a box of tools beside the application dials is no ambassador',
    { containers: `${NGINX}, ${APP}, {name: client, image: curlimages/curl, ${POLL}}` },
    ['web: proxy weak', 'shop: app weak', 'client: sidecar weak'],
  ],
  [
    'that a box of tools dials which is the application is an ambassador',
    { containers: `{name: client, image: curlimages/curl, ${POLL}}, ${NGINX}` },
    ['client: app', 'web: ambassador/http-ambassador strong'],
  ],
  [
    'that dials the application is a proxy',
    {
      containers: `{name: shop, image: acme/shop, ports: [{containerPort: 9000}]}, {name: e, image: "caddy:2", args: [reverse-proxy, --to, "localhost:9000"]}`,
    },
    ['shop: app weak', 'e: proxy/inbound-proxy strong'],
  ],
  [
    'to which a Service leads is a proxy',
    { containers: `${APP}, ${NGINX}`, beside: service(80) },
    ['shop: app weak', 'web: proxy strong'],
  ],
  [
    'that serves what another writes is the application',
    {
      containers: `{name: writer, image: debian, ${script('while true; do date > /html/index.html; sleep 1; done')}, ${mount('html', '/html')}}, {name: web, image: nginx, ports: [{containerPort: 80}], ${mount('html', '/usr/share/nginx/html', true)}}`,
      volumes: EMPTY('html'),
      beside: service(80),
    },
    ['writer: config-helper weak', 'web: app strong'],
  ],
  [
    'to which a Service leads is one more application where it shows what the first one makes',
    {
      containers: `{name: shop, image: debian, ${script('while true; do date > /html/index.html; sleep 1; done')}, ${mount('html', '/html')}}, {name: web, image: nginx, ports: [{containerPort: 80}], ${mount('html', '/usr/share/nginx/html', true)}}`,
      volumes: EMPTY('html'),
      beside: service(80),
    },
    ['shop: app weak', 'web: app strong'],
  ],
  [
    'that serves the files of an application is a proxy before it',
    {
      containers: `{name: shop, image: php:8-fpm, ports: [{containerPort: 9000}], ${mount('code', '/var/www')}}, {name: web, image: nginx, ports: [{containerPort: 80}], ${mount('code', '/var/www', true)}}`,
      volumes: EMPTY('code'),
      beside: service(80),
    },
    ['shop: app weak', 'web: proxy strong'],
  ],
  [
    'that shows the logs of the application helps it',
    {
      containers: `{name: shop, image: acme/shop, ${mount('logs', '/var/log')}}, {name: web, image: nginx, ${mount('logs', '/usr/share/nginx/html', true)}}`,
      volumes: EMPTY('logs'),
    },
    ['shop: app weak', 'web: sidecar weak'],
  ],
  [
    'to which an init container redirects traffic is a proxy',
    { init: '{name: proxy-init, image: acme/i}', containers: `${APP}, {name: e, image: envoyproxy/envoy}` },
    ['proxy-init: init', 'shop: app weak', 'e: proxy weak'],
  ],
  [
    'with ports, beside an application without, is more likely a proxy',
    { containers: `${APP}, {name: e, image: envoyproxy/envoy, ports: [{containerPort: 9001}]}` },
    ['shop: app weak', 'e: proxy weak'],
  ],
  [
    'without ports, beside an application with some, is more likely an ambassador',
    { containers: '{name: shop, image: acme/shop, ports: [{containerPort: 80}]}, {name: e, image: envoyproxy/envoy}' },
    ['shop: app weak', 'e: ambassador/http-ambassador weak'],
  ],
  ['alone is the application', { containers: NGINX }, ['web: app strong']],
]);

check('an image that is called like a helper', [
  [
    'may be a copy of it, and who dials whom decides',
    {
      containers: `{name: shop, image: acme/shop, args: ["--api=http://localhost:8081"]}, {name: edge, image: "registry.example.com/nginx:1", ports: [{containerPort: 8081}]}`,
    },
    ['shop: app weak', 'edge: ambassador/http-ambassador weak'],
  ],
  [
    'a store is a sidecar beside the application',
    { containers: '{name: shop, image: acme/shop}, {name: kv, image: "localhost:5000/redis"}' },
    ['shop: app weak', 'kv: sidecar/cache weak'],
  ],
  [
    'says nothing where a command of its own runs in it',
    { containers: '{name: shop, image: acme/shop}, {name: x, image: "acme/redis", command: [/app]}' },
    ['shop: app weak', 'x: sidecar weak'],
  ],
]);

check('the application', [
  [
    'is what kubectl takes by default',
    {
      containers: '{name: a, image: acme/a}, {name: shop, image: acme/b}',
      metadata: ', annotations: {kubectl.kubernetes.io/default-container: a}',
    },
    ['a: app weak', 'shop: sidecar weak'],
  ],
  [
    'is named like the workload',
    { containers: `{name: x, image: acme/x}, ${APP}` },
    ['x: sidecar weak', 'shop: app weak'],
  ],
  [
    'is named like a label',
    { containers: '{name: x, image: acme/x}, {name: store, image: acme/y}' },
    ['x: sidecar weak', 'store: app weak'],
  ],
  [
    'is named like the chart',
    { containers: '{name: x, image: acme/x}, {name: "{{ .Chart.Name }}", image: acme/y}' },
    ['x: sidecar weak', '{{ .Chart.Name }}: app weak'],
  ],
  [
    'is called main',
    { containers: '{name: x, image: acme/x}, {name: main, image: acme/y}' },
    ['x: sidecar weak', 'main: app weak'],
  ],
  [
    'is named like a part of the workload',
    { containers: '{name: x, image: acme/x}, {name: cart, image: acme/y}', name: 'shop-cart-v2' },
    ['x: sidecar weak', 'cart: app weak'],
  ],
  [
    'is not named like a helper, though the pod may be',
    { containers: '{name: x, image: acme/x}, {name: proxy, image: acme/y}', name: 'proxy' },
    ['x: app', 'proxy: proxy weak'],
  ],
  [
    'is an exporter that is named like the workload, whoever stands beside it',
    { containers: '{name: shop, image: prom/statsd-exporter}, {name: x, image: acme/x}' },
    ['shop: app/exporter strong', 'x: sidecar weak'],
  ],
  [
    'is a web server rather than the store beside it',
    { containers: '{name: c, image: "redis:8"}, {name: web, image: nginx}' },
    ['c: sidecar/cache strong', 'web: app strong'],
  ],
  [
    'may have several agents of its image',
    { containers: '{name: shop, image: acme/a}, {name: trace-agent, image: acme/a}, {name: b-agent, image: acme/b}' },
    ['shop: app weak', 'trace-agent: app', 'b-agent: sidecar weak'],
  ],
  [
    'is not for certain a helper that is alone',
    { containers: '{name: l, image: fluent/fluent-bit}' },
    ['l: app/log-shipper weak'],
  ],
  [
    'of the same image there may be two',
    { containers: `${APP}, {name: worker, image: acme/shop}` },
    ['shop: app weak', 'worker: app'],
  ],
  [
    'is what the Service leads to, perhaps among others',
    {
      containers:
        '{name: a, image: acme/a, ports: [{containerPort: 9100}]}, {name: b, image: acme/b, ports: [{containerPort: 8080}]}',
      beside: service(8080),
    },
    ['a: app', 'b: app weak'],
  ],
  [
    'is what remains, all of it',
    { containers: '{name: a, image: acme/a}, {name: b, image: acme/b}, {name: l, image: fluent/fluent-bit}' },
    ['a: app', 'b: app', 'l: sidecar/log-shipper strong'],
  ],
  ['of which a box of tools tells nothing', { containers: '{name: x, image: busybox}' }, ['x: app']],
  [
    'is no box of tools if there is something else',
    { containers: '{name: a, image: acme/a}, {name: b, image: busybox, command: [sh]}' },
    ['a: app', 'b: sidecar weak'],
  ],
  [
    'is a store where only helpers stand beside it',
    { containers: '{name: db, image: "postgres:17"}, {name: m, image: prometheuscommunity/postgres-exporter}' },
    ['db: app/store strong', 'm: adapter/exporter strong'],
  ],
  [
    'is a helper that is named like the workload',
    { containers: '{name: shop, image: fluent/fluent-bit}, {name: m, image: prom/statsd-exporter}' },
    ['shop: app/log-shipper strong', 'm: adapter/exporter strong'],
  ],
  [
    'may not be in a patch',
    { containers: '{name: l, image: fluent/fluent-bit}, {name: x}' },
    ['l: sidecar/log-shipper strong', 'x: app'],
  ],
]);

const READER = (more: string) => `{name: r, image: acme/r, ${more}}`;

check('what the traffic suggests', [
  [
    'metrics of what it dials make an adapter',
    {
      containers: `{name: shop, image: acme/shop, ports: [{containerPort: 8080}]}, {name: r, image: acme/r, args: ["--from=http://localhost:8080"], ports: [{name: metrics, containerPort: 9200}]}`,
    },
    ['shop: app weak', 'r: adapter/exporter weak'],
  ],
  [
    'metrics of a volume that the application writes make one, too',
    {
      containers: `{name: shop, image: acme/shop, ${mount('l', '/var/log/shop')}}, {name: r, image: acme/r, ports: [{name: metrics, containerPort: 9400}], ${mount('l', '/in', true)}}`,
      volumes: '{name: l, emptyDir: {}}',
    },
    ['shop: app weak', 'r: adapter/exporter weak'],
  ],
  [
    'and so does what reads one volume and writes another for a shipper',
    {
      containers: `{name: shop, image: acme/shop, ${mount('l', '/var/log/shop')}}, {name: r, image: acme/r, volumeMounts: [{name: l, mountPath: /in, readOnly: true}, {name: o, mountPath: /out}]}, {name: f, image: fluent/fluent-bit, ${mount('o', '/out', true)}}`,
      volumes: '{name: l, emptyDir: {}}, {name: o, emptyDir: {}}',
    },
    ['shop: app weak', 'r: adapter weak', 'f: sidecar/log-shipper strong'],
  ],
  [
    'what it dials and leads nowhere outside is a sidecar',
    {
      containers: `{name: shop, image: acme/shop, args: ["--to=http://localhost:9200"]}, {name: r, image: acme/r, ports: [{containerPort: 9200}]}`,
    },
    ['shop: app weak', 'r: sidecar weak'],
  ],
  [
    'what is told of the application as its upstream is a proxy before it',
    {
      containers: `{name: a, image: acme/a, ports: [{containerPort: 8080}]}, {name: r, image: acme/r, args: ["--upstream=http://localhost:8080"]}`,
    },
    ['a: app', 'r: proxy/inbound-proxy weak'],
  ],
  [
    'what the application dials, and leads outside, is an ambassador',
    {
      containers: `{name: shop, image: acme/shop, ${env('API', 'http://localhost:7000')}}, {name: r, image: acme/r, args: ["--target=https://api.example.com"], ports: [{containerPort: 7000}]}`,
    },
    ['shop: app weak', 'r: ambassador weak'],
  ],
  [
    'what writes configuration that the application reads brings it',
    {
      containers: `{name: shop, image: acme/shop, ${mount('config', '/etc/shop', true)}}, ${READER(mount('config', '/out'))}`,
      volumes: EMPTY('config'),
    },
    ['shop: app weak', 'r: config-helper weak'],
  ],
  [
    'what writes what the others may only read brings it, whatever it is',
    {
      containers: `{name: shop, image: acme/shop, ${mount('rates', '/rates', true)}}, ${READER(mount('rates', '/out'))}`,
      volumes: EMPTY('rates'),
    },
    ['shop: app weak', 'r: config-helper weak'],
  ],
  [
    'what fills the pages of a web server brings them',
    {
      containers: `${READER(mount('x', '/out'))}, {name: web, image: nginx, ${mount('x', '/usr/share/nginx/html')}}`,
      volumes: EMPTY('x'),
    },
    ['r: config-helper weak', 'web: app strong'],
  ],
  [
    'but not PHP behind it',
    {
      containers: `{name: php, image: "php:8-fpm", ${mount('x', '/var/www/html')}}, {name: web, image: nginx, ${mount('x', '/var/www/html')}}`,
      volumes: EMPTY('x'),
    },
    ['php: app', 'web: proxy weak'],
  ],
  [
    'what reads the logs ships them',
    {
      containers: `{name: shop, image: acme/shop, ${mount('logs', '/var/log/shop')}}, ${READER(mount('logs', '/logs', true))}`,
      volumes: EMPTY('logs'),
    },
    ['shop: app weak', 'r: sidecar/log-shipper weak'],
  ],
  [
    'of what writes the logs nothing is suggested, whatever it is called',
    {
      containers: `{name: logger, image: busybox, ${script('while true; do date >> /l/a.log; done')}, ${mount('logs', '/l')}}, {name: r, image: acme/r, ${mount('logs', '/logs')}}`,
      volumes: EMPTY('logs'),
    },
    ['logger: app', 'r: sidecar/log-shipper weak'],
  ],
]);

check('what a command does', [
  [
    'following a file',
    { containers: `${APP}, {name: l, image: busybox, ${script('tail -F /l/a.log')}, ${mount('logs', '/l')}}` },
    ['shop: app weak', 'l: sidecar/log-shipper weak'],
  ],
  [
    'rewriting what is appended',
    {
      containers: `${APP}, {name: l, image: busybox, ${script('tail -F /l/a.log | jq -R .')}, ${mount('logs', '/l')}}`,
    },
    ['shop: app weak', 'l: adapter weak'],
  ],
  [
    'rewriting what it reads',
    {
      containers: `${APP}, {name: l, image: busybox, ${script('while true; do while read x; do echo $x; done < /l/a.log; sleep 9; done')}, ${mount('logs', '/l')}}`,
    },
    ['shop: app weak', 'l: adapter weak'],
  ],
  [
    'fetching again and again',
    {
      containers: `${APP}, {name: g, image: alpine/git, ${script('while true; do git pull; sleep 60; done')}}, {name: w, image: acme/w, ${script('watch -n 60 git pull')}}`,
    },
    ['shop: app weak', 'g: config-helper/content-sync weak', 'w: config-helper/content-sync strong'],
  ],
  [
    'fetching once, and then something else',
    { containers: `{name: a, image: acme/a, ${script('git clone x y && npm start')}}` },
    ['a: app'],
  ],
  [
    'nothing but sleeping',
    { containers: `${APP}, {name: s, image: acme/shop, ${script('sleep infinity')}}` },
    ['shop: app weak', 's: sidecar weak'],
  ],
]);

suite('what init containers do', () => {
  const cases: readonly (readonly [command: string, task: string | null])[] = [
    [script('until nc -z db 5432; do sleep 1; done'), 'wait'],
    ['command: [/wait-for-it.sh, "db:5432"]', 'wait'],
    ['command: [kubectl, wait, --for=condition=complete, job/x]', 'wait'],
    ['command: [python, manage.py, migrate]', 'migrate'],
    [script('git clone https://example.com/x /src'), 'clone'],
    [script('wget -O /x/a.jar https://example.com/a.jar'), 'download'],
    ['command: [aws, s3, cp, "s3://a/b", /x]', 'download'],
    [script('mkdir -p /data && chown -R 1000 /data'), 'own'],
    ['command: [sysctl, -w, vm.max_map_count=262144]', 'tune'],
    [script('echo 1 > /proc/sys/vm/x'), 'tune'],
    ['command: [cp, -r, /from, /to]', 'copy'],
    [script('echo "$X" > /etc/shop/conf'), 'write'],
    [script('curl -f http://db/ready'), null],
    ['command: [/prepare]', null],
  ];
  for (const [command, task] of cases) {
    test(command, () => {
      const [first] = members({ init: `{name: i, image: acme/i, ${command}}`, containers: APP });
      assert.equal(first?.role.task ?? null, task);
      assert.equal(first?.role.pattern, 'init');
    });
  }
});

suite('what templates and lent images suggest', () => {
  const cases: readonly (readonly [container: string, role: string])[] = [
    ['{name: m, image: "{{ include \\"redis.metrics.image\\" . }}"}', 'adapter exporter null'],
    [
      '{name: m, image: "{{ .Values.kubeRBACProxy.image.repository }}:{{ .Values.tag }}"}',
      'proxy inbound-proxy kube-rbac-proxy',
    ],
    // The chart's own name says nothing of one of its containers.
    ['{name: m, image: "{{ include \\"redis.image\\" . }}"}', 'sidecar null null'],
    ['{name: m, image: "{{ .Values.kubectl.image }}"}', 'sidecar null kubectl'],
    ['{name: m, image: "busybox:1.36"}', 'sidecar null busybox'],
    ['{name: m, image: "kiwigrid/k8s-sidecar:2.1.0", command: [/own.sh]}', 'config-helper config-reloader k8s-sidecar'],
    ['{name: m, image: "postgres:17", command: [/own.sh]}', 'sidecar null null'],
    ['{name: cloud-sql-proxy, image: busybox, command: [/own.sh]}', 'ambassador db-ambassador busybox'],
  ];
  for (const [container, role] of cases) {
    test(container, () => {
      const found = members({ containers: `${APP}, ${container}` })[1]?.role;
      assert.equal(`${found?.pattern} ${found?.function ?? null} ${found?.helper?.id ?? null}`, role);
      assert.notEqual(found?.confidence, 'strong');
    });
  }
});

suite('reasons', () => {
  test('say where they are written', () => {
    const text = textOf({
      containers: `{name: shop, image: acme/shop, ${env('API', 'http://localhost:80')}}, ${NGINX}`,
      beside: service(80),
    });
    const [part] = analyseFile(text, ALONE);
    const [, web] = part?.analysis.teams[0]?.members ?? [];
    const places = web?.role.evidence.map(({ text: says, at, document }) => {
      const of = document?.text ?? part?.analysis.text ?? '';
      return `${says}: ${at && of.slice(at.start, at.end)}`;
    });
    assert.deepEqual(places, [
      'image nginx is in the catalog: "nginx:1.29"',
      'shop dials localhost:80, which it serves: "http://localhost:80"',
      'the Service front leads to it: {port: 80, targetPort: 80}',
    ]);
  });

  test('of a Service in another document need its selector and its namespace', () => {
    const roles = (beside: string) => told({ containers: `${APP}, ${NGINX}`, beside })[1];
    assert.equal(roles(service(80)), 'web: proxy strong');
    assert.equal(roles(service(80).replace('app: store', 'app: other')), 'web: proxy weak');
    assert.equal(roles(service(80).replace('name: front', 'name: front, namespace: other')), 'web: proxy weak');
  });
});
