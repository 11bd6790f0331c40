import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { teamOf } from '../../server/src/traffic/assemble.ts';
import { callsOf } from '../../server/src/traffic/calls/calls.ts';
import { outboundOf } from '../../server/src/traffic/calls/outbound.ts';
import { costOf } from '../../server/src/traffic/cost.ts';
import { holdsOf, stepsOf } from '../../server/src/traffic/order/steps.ts';
import { inboundOf } from '../../server/src/traffic/ports/inbound.ts';
import type { Team } from '../../server/src/traffic/team.ts';
import { vicinityOf } from '../../server/src/traffic/vicinity.ts';
import { flows, isExchange, sharesOf } from '../../server/src/traffic/volumes/shares.ts';
import { analysisOf } from '../support.ts';

interface Lists {
  readonly init?: readonly string[];
  readonly list?: readonly string[];
  readonly volumes?: string;
  readonly more?: string;
  readonly kind?: string;
}

/** A pod of containers in flow style: `a, ports: [...]` is `{name: a, image: acme/a, ports: [...]}`. */
function team({ init = [], list = ['app'], volumes = '', more = '' }: Lists): Team {
  const item = (text: string) => {
    const [, name = '', rest = ''] = /^([\w-]+)(.*)$/s.exec(text) ?? [];
    return `{name: ${name}${rest.includes('image:') ? '' : `, image: acme/${name}`}${rest}}`;
  };
  const items = (texts: readonly string[]) => texts.map(item).join(', ');
  const text = `apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec: {initContainers: [${items(init)}], containers: [${items(list)}], volumes: [${volumes}]${more}}
`;
  const [found] = analysisOf(text).teams;
  assert.ok(found, text);
  assert.equal(found.members.length, init.length + list.length, text);
  return found;
}

const NATIVE = ', restartPolicy: Always';
const env = (...pairs: readonly string[]) => {
  const items = pairs.map((pair) => {
    const at = pair.indexOf('=');
    return `{name: ${pair.slice(0, at)}, value: ${JSON.stringify(pair.slice(at + 1))}}`;
  });
  return `, env: [${items.join(', ')}]`;
};
const args = (...words: readonly string[]) => `, args: ${JSON.stringify(words)}`;
const script = (text: string) => `, command: [sh, -c, ${JSON.stringify(text)}]`;
const ports = (...numbers: readonly number[]) =>
  `, ports: [${numbers.map((port) => `{containerPort: ${port}}`).join(', ')}]`;
const mounts = (...all: readonly string[]) => {
  const items = all.map((one) => {
    const [name, path, mode, subPath] = one.split(' ');
    return `{name: ${name}, mountPath: ${path}${mode === 'ro' ? ', readOnly: true' : ''}${subPath ? `, subPath: ${subPath}` : ''}}`;
  });
  return `, volumeMounts: [${items.join(', ')}]`;
};

suite('calls', () => {
  const PROXY = ', image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2';
  const DIALS = env('URL=http://localhost:9000');
  const cases: readonly (readonly [says: string, pod: Lists, calls: readonly string[]])[] = [
    ['a port is declared', { list: [`a${DIALS}`, `b${ports(9000)}`] }, ['a>b:9000']],
    ['nobody listens', { list: [`a${DIALS}`, `b${ports(9001)}`] }, []],
    ['each pair and port once', { list: [`a${DIALS}${args('--x=localhost:9000')}`, `b${ports(9000)}`] }, ['a>b:9000']],
    ['two may be meant', { list: [`a${DIALS}`, `b${ports(9000)}`, `c${ports(9000)}`] }, []],
    [
      'a flag wins over a copied port',
      { list: [`a${DIALS}`, `b${ports(9000)}`, `c${args('--port=9000')}`] },
      ['a>c:9000'],
    ],
    [
      'a default wins over what is usual',
      { list: [`a${env('R=localhost:5432')}`, `p${PROXY}`, `b${args('--port=5432')}`] },
      ['a>b:5432'],
    ],
    ['what is usual will do', { list: [`a${env('R=localhost:5432')}`, `p${PROXY}`] }, ['a>p:5432']],
    ['itself', { list: [`a${DIALS}${ports(9000)}`, `b${ports(9000)}`] }, []],
    ['its own probe', { list: [`a${DIALS}, livenessProbe: {tcpSocket: {port: 9000}}`, 'b'] }, []],
    [
      'an init container reaches an earlier native sidecar',
      { init: [`n${NATIVE}${ports(9000)}`, `a${DIALS}`] },
      ['a>n:9000'],
    ],
    ['but no later one', { init: [`a${DIALS}`, `n${NATIVE}${ports(9000)}`] }, []],
    ['nor the app list', { init: [`a${DIALS}`], list: [`b${ports(9000)}`] }, []],
    ['nobody reaches an init container', { init: [`i${ports(9000)}`], list: [`a${DIALS}`] }, []],
    [
      'a native sidecar reaches the app list',
      { init: [`n${NATIVE}${DIALS}`], list: [`b${ports(9000)}`] },
      ['n>b:9000'],
    ],
    // Found in real manifests:
    ['dnsmasq writes #', { list: [`a${args('--server=127.0.0.1#10053')}`, `b${ports(10053)}`] }, ['a>b:10053']],
    [
      'INSTANCE_HOST with DB_PORT',
      { list: [`a${env('INSTANCE_HOST=127.0.0.1', 'DB_PORT=5432')}`, `b${args('--port', '5432')}`] },
      ['a>b:5432'],
    ],
    [
      'the port is one of several',
      { list: [`a${env('INSTANCE_HOST=127.0.0.1', 'DB_PORT=5432', 'X_PORT=9000')}`, `b${ports(5432)}`] },
      [],
    ],
    [
      'flags of host and port',
      { list: [`a${args('--db-host=localhost', '--db-port=5432')}`, `b${ports(5432)}`] },
      ['a>b:5432'],
    ],
    [
      'a client without a port',
      { list: [`a${script('until mysql -h 127.0.0.1 -e "SELECT 1"; do sleep 1; done')}`, `b${ports(3306)}`] },
      ['a>b:3306'],
    ],
    ['a client with another port', { list: [`a${script('mysql -h 127.0.0.1 -P 3307')}`, `b${ports(3306)}`] }, []],
    ['a URL without a port', { list: [`a${script('curl -s http://localhost/ready')}`, `b${ports(80)}`] }, ['a>b:80']],
    [
      'a variable in the arguments',
      { list: [`a${args('--to=http://localhost:$(P)')}${env('P=9000')}`, `b${ports(9000)}`] },
      ['a>b:9000'],
    ],
    [
      'an exporter knows where to ask',
      { list: [`m, image: oliver006/redis_exporter`, `r, image: redis`] },
      ['m>r:6379'],
    ],
    [
      'unless it is told',
      { list: [`m, image: oliver006/redis_exporter${env('REDIS_ADDR=redis://other:6379')}`, `r, image: redis`] },
      [],
    ],
    [
      '--telemetry-port',
      { list: [`a${args('--upstream=http://127.0.0.1:8082/')}`, `b${args('--telemetry-port=8082')}`] },
      ['a>b:8082'],
    ],
    [
      'the HTTP endpoint of a storage helper',
      {
        list: [
          `a${args('--upstream=http://127.0.0.1:8091/')}`,
          `b, image: registry.k8s.io/sig-storage/csi-provisioner:v6${args('--http-endpoint=localhost:8091')}`,
        ],
      },
      ['a>b:8091'],
    ],
    ['a manager is dialled', { list: [`a${args('--resource_manager_address=x:9000')}`, `b${DIALS}`] }, []],
    [
      'an instance of a Cloud SQL proxy that is filled in later',
      {
        list: [
          `a${env('H=127.0.0.1:3306')}`,
          `p, image: gcr.io/cloudsql-docker/gce-proxy:1.11, command: [/cloud_sql_proxy, "-instances=\${INSTANCE}=tcp:3306"]`,
        ],
      },
      ['a>p:3306'],
    ],
    ['a list of addresses', { list: [`a${DIALS}`, `b${env('LISTEN_ADDRS=127.0.0.1:9000,[::1]:9000')}`] }, ['a>b:9000']],
  ];
  for (const [says, pod, calls] of cases) {
    test(says, () => {
      const found = callsOf(team(pod)).map(({ from, to, port }) => {
        return `${from.container.label}>${to.container.label}:${port}`;
      });
      assert.deepEqual(found, calls);
    });
  }

  test('a variable moves a port as its flag does', () => {
    const variables = env(
      'CSQL_PROXY_HEALTH_CHECK=true',
      'CSQL_PROXY_HTTP_PORT=9801',
      'CSQL_PROXY_HTTP_ADDRESS=0.0.0.0',
    );
    const [proxy] = team({ list: [`p${PROXY}${variables}`] }).members;
    const known = proxy?.listens.filter(({ how }) => how === 'default') ?? [];
    assert.deepEqual(
      known.map(({ port, loopbackOnly }) => [port, loopbackOnly]),
      [[9801, false]],
    );
  });

  test('the steps of a Tekton task run one after the other', () => {
    const text = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: t}
spec:
  steps: [{name: a, image: x, args: ["localhost:9000", "localhost:9001"]}, {name: b, image: x, ports: [{containerPort: 9000}]}]
  sidecars: [{name: c, image: x, ports: [{containerPort: 9001}]}]
`;
    const [task] = analysisOf(text).teams;
    assert.ok(task);
    assert.deepEqual(
      callsOf(task).map(({ to, port }) => [to.container.label, port]),
      [['c', 9001]],
    );
  });

  test('hostile command lines are read in no time', () => {
    const started = performance.now();
    for (const word of ['psql '.repeat(20_000), 'a'.repeat(200_000), 'a:'.repeat(50_000), '$(A)'.repeat(20_000)]) {
      const found = team({
        list: [`a${args(word, `-h localhost ${word}`)}${env(`URL=${word}`, `A=${'x'.repeat(250)}`)}`, 'b'],
      });
      assert.deepEqual([callsOf(found), outboundOf(found)], [[], []]);
    }
    assert.ok(performance.now() - started < 4000);
  });
});

suite('shares', () => {
  const EMPTY = '{name: v, emptyDir: {}}';
  const FLUENT = ', image: fluent/fluent-bit:3';
  const SYNC = ', image: registry.k8s.io/git-sync/git-sync:v4';
  const rw = mounts('v /v');
  const ro = mounts('v /v ro');
  const cases: readonly (readonly [says: string, pod: Lists, uses: string, flow: string])[] = [
    ['nothing tells', { list: [`a${rw}`, `b${rw}`], volumes: EMPTY }, 'a:both b:both', 'a>b b>a'],
    ['read-only', { list: [`a${rw}`, `b${ro}`], volumes: EMPTY }, 'a:writes b:reads', 'a>b'],
    ['alone', { list: [`a${rw}`], volumes: EMPTY }, 'a:both', ''],
    ['a ConfigMap', { list: [`a${rw}`, `b${rw}`], volumes: '{name: v, configMap: {name: c}}' }, 'a:reads b:reads', ''],
    ['an image', { list: [`a${rw}`, `b${ro}`], volumes: '{name: v, image: {reference: x}}' }, 'a:reads b:reads', ''],
    ['a log shipper', { list: [`a${rw}`, `f${FLUENT}${rw}`], volumes: EMPTY }, 'a:writes f:reads', 'a>f'],
    [
      'a log shipper, the application, and one more of which nothing is known',
      { list: [`shop${rw}`, `f${FLUENT}${ro}`, `x${rw}`], volumes: EMPTY },
      'shop:writes f:reads x:both',
      'shop>f shop>x x>f',
    ],
    ['two log shippers', { list: [`e${FLUENT}${rw}`, `f${FLUENT}${rw}`], volumes: EMPTY }, 'e:both f:both', 'e>f f>e'],
    ['an init container', { init: [`i${rw}`], list: [`a${rw}`], volumes: EMPTY }, 'i:writes a:both', 'i>a'],
    [
      'an init container of configuration for a shipper',
      { init: [`i${rw}`], list: [`f${FLUENT}${ro}`, 'a'], volumes: EMPTY },
      'i:writes f:reads',
      'i>f',
    ],
    ['an init container that is gone', { init: [`i${ro}`], list: [`a${rw}`], volumes: EMPTY }, 'i:reads a:writes', ''],
    ['the last init container', { init: [`i${rw}`, `j${rw}`], volumes: EMPTY }, 'i:writes j:both', 'i>j'],
    [
      'a native sidecar before an init container',
      { init: [`n${NATIVE}${rw}`, `i${rw}`], volumes: EMPTY },
      'n:both i:both',
      'n>i i>n',
    ],
    ['content', { list: [`s${SYNC}${rw}`, `a${rw}`], volumes: EMPTY }, 's:writes a:reads', 's>a'],
    [
      'different directories',
      { list: [`a${mounts('v /v rw x')}`, `b${mounts('v /v rw y')}`], volumes: EMPTY },
      'a:both b:both',
      '',
    ],
    [
      'directories within each other',
      { list: [`a${mounts('v /v rw x/')}`, `b${mounts('v /v rw ./x/y')}`], volumes: EMPTY },
      'a:both b:both',
      'a>b b>a',
    ],
    [
      'temporary files of several',
      { list: [`a${mounts('v /tmp')}`, `b${mounts('v /tmp')}`], volumes: EMPTY },
      'a:both b:both',
      '',
    ],
    [
      'a place for temporary files of one',
      { list: [`a${mounts('v /tmp')}`, `b${mounts('v /v ro')}`], volumes: EMPTY },
      'a:writes b:reads',
      'a>b',
    ],
    ['undeclared', { list: [`a${rw}`, `b${ro}`] }, 'a:writes b:reads', 'a>b'],
    [
      'a socket of the node',
      { list: [`a${rw}`, `b${rw}`], volumes: '{name: v, hostPath: {path: /var/run/docker.sock}}' },
      'a:both b:both',
      '',
    ],
    [
      'the tree of the kubelet on Windows',
      { list: [`a${rw}`, `b${rw}`], volumes: "{name: v, hostPath: {path: 'C:\\var\\lib\\kubelet'}}" },
      'a:both b:both',
      '',
    ],
    [
      'the socket of a driver',
      {
        list: [
          `d${rw}`,
          `p, image: registry.k8s.io/sig-storage/csi-provisioner:v5${rw}`,
          `l, image: registry.k8s.io/sig-storage/livenessprobe:v2${rw}`,
        ],
        volumes: '{name: v, hostPath: {path: /var/lib/kubelet/plugins/x}}',
      },
      'd:writes p:reads l:reads',
      'd>p d>l',
    ],
  ];
  for (const [says, pod, uses, flow] of cases) {
    test(says, () => {
      const [share] = sharesOf(team(pod));
      assert.ok(share);
      assert.equal(share.uses.map((use) => `${use.member.container.label}:${use.access}`).join(' '), uses);
      const pairs = share.uses.flatMap((from) =>
        share.uses
          .filter((to) => flows(from, to))
          .map((to) => `${from.member.container.label}>${to.member.container.label}`),
      );
      const exchanged = isExchange(share) ? pairs : [];
      assert.equal(exchanged.join(' '), flow);
    });
  }

  test('of hundreds of containers nothing is concluded', () => {
    const crowd = team({ list: Array.from({ length: 250 }, (_, i) => `c${i}${rw}`), volumes: EMPTY });
    const [share] = sharesOf(crowd);
    assert.ok(share);
    assert.ok(share.uses.every(({ access }) => access === 'both'));
    assert.equal(isExchange(share), false);
  });

  test('come in the order of the volumes, then claims, then what is not declared', () => {
    const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  selector: {}
  volumeClaimTemplates: [{metadata: {name: claim}}, {metadata: {name: b}}]
  template:
    spec:
      volumes: [{name: b, emptyDir: {}}, {name: unused, emptyDir: {}}, {name: a, emptyDir: {}}]
      containers: [{name: x, image: x, volumeMounts: [{name: lost, mountPath: /l}, {name: claim, mountPath: /c}, {name: a, mountPath: /a}, {name: b, mountPath: /b}, {name: b, mountPath: /b2}]}]
`;
    const [found] = analysisOf(text).teams;
    assert.ok(found);
    assert.deepEqual(
      sharesOf(found).map(({ name, volume, uses }) => [name, volume !== null, uses.length]),
      [
        ['b', true, 2],
        ['a', true, 1],
        ['claim', false, 1],
        ['lost', false, 1],
      ],
    );
  });
});

suite('steps', () => {
  const told = (pod: Team) =>
    stepsOf(pod).map(({ members, gate }) => `${members.map((m) => m.container.label).join('+')} ${gate}`);

  test('one for each init container, one for the app list', () => {
    const probe = ', startupProbe: {tcpSocket: {port: 1}}';
    const pod = team({ init: ['i', `n${NATIVE}`, `p${NATIVE}${probe}`], list: ['a', 'b'] });
    assert.deepEqual(told(pod), ['i exit', 'n started', 'p startup-probe', 'a+b null']);
  });

  test('a postStart hook holds back what stands behind it', () => {
    const hook = (kind = 'postStart') => `, lifecycle: {${kind}: {exec: {command: [wait]}}}`;
    const held = (pod: Lists) =>
      holdsOf(team(pod)).map(({ by, back, promised }) => {
        return `${by.container.label}>${back.map((one) => one.container.label).join('+')}${promised ? '!' : ''}`;
      });
    assert.deepEqual(held({ list: ['a', `p${hook()}`, 'b', 'c'] }), ['p>b+c']);
    assert.deepEqual(held({ list: ['a', `p${hook()}`] }), []);
    assert.deepEqual(held({ list: [`a${hook('preStop')}`, 'b'] }), []);
    assert.deepEqual(held({ init: [`n${NATIVE}${hook()}`, 'i'], list: ['a'] }), ['n>i!']);
    assert.deepEqual(held({ init: ['i', `n${NATIVE}${hook()}`], list: ['a', 'b'] }), ['n>a+b!']);
    // The API server refuses a hook there.
    assert.deepEqual(held({ init: [`i${hook()}`], list: ['a'] }), []);
  });

  test('ephemeral containers are in none, and a pod without an app list has no last one', () => {
    assert.deepEqual(told(team({ more: ', ephemeralContainers: [5]' })), ['app null']);
    const debugged = analysisOf(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a}], ephemeralContainers: [{name: e, image: e}]}\n',
    ).teams[0];
    assert.ok(debugged);
    assert.deepEqual(told(debugged), ['a null']);
    const ends = analysisOf(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {initContainers: [{name: i, image: a}], containers: [{name: a}]}\n',
    ).teams[0];
    assert.ok(ends);
    assert.deepEqual(told({ ...ends, members: ends.members.slice(0, 1) }), ['i exit']);
  });
});

suite('outbound', () => {
  const cases: readonly (readonly [container: string, hosts: readonly string[]])[] = [
    [`a${env('X=http://api.example.com/v1', 'Y=https://api.example.com:8443/')}`, ['https api.example.com:8443']],
    [`a${env('DATABASE_URL=postgres://u:p%40@db.shop.svc:5432/x?a=b')}`, ['postgres db.shop.svc:5432']],
    [`a${env('DATABASE_URL=postgres://$(USER):$(PASSWORD)@db:5432/x')}`, ['postgres db:5432']],
    [
      `a${env('U=jdbc:postgresql://host-a:5432/db', 'V=jdbc:sqlserver://sql:1433;databaseName=x')}`,
      ['postgresql host-a:5432', 'sqlserver sql:1433'],
    ],
    [`a${env('U=jdbc:oracle:thin:@ora:1521:XE')}`, ['oracle ora:1521']],
    [`a${env('MONGO=mongodb://m0:27017,m1:27017/x')}`, ['mongodb m0:27017', 'mongodb m1:27017']],
    [`a${env('PEERS=http://e0:2380,http://e1:2380')}`, ['http e0:2380', 'http e1:2380']],
    [`a${env('DSN=user:pw@tcp(db:3306)/x')}`, ['null db:3306']],
    [`a${env('DSN=host=db port=5433 user=x')}`, ['null db:5433']],
    [`a${env('DB_CONNECTION_STRING=Server=tcp:sql.example.net,1433;Database=x')}`, ['null sql.example.net:1433']],
    [`a${env('KAFKA_BROKERS=k0:9092,k1:9092')}`, ['null k0:9092', 'null k1:9092']],
    [`a${env('REDIS_HOST=redis', 'REDIS_PORT=6380')}`, ['null redis:6380']],
    [`a${env('db.host=redis')}`, ['null redis:null']],
    [
      `a${env('X_ADDR=cart:7070', 'CACHE_ENDPOINT=cache.example.com')}`,
      ['null cart:7070', 'null cache.example.com:null'],
    ],
    [`a${args('--redis=r:6379', '--etcd-servers', 'https://e:2379')}`, ['null r:6379', 'https e:2379']],
    [`a${env('TARGET_ADDR=dns:///svc:50051')}`, ['dns svc:50051']],
    [`a${env('NAME=collector', 'OTLP_ENDPOINT=http://$(NAME):4317')}`, ['http collector:4317']],
    [`a${script('until nc -z -w 2 db 5432; do sleep 1; done')}`, ['null db:5432']],
    [`a${script('until nslookup db.shop; do echo http://x.example.com; done')}`, ['null db.shop:null']],
    [
      `a${script('# curl http://no.example.com\nif true; then curl -s http://yes.example.com/; fi')}`,
      ['http yes.example.com:null'],
    ],
    [`a${script('while [ $(curl -s http://back:9500/v1) != 200 ]; do sleep 2; done')}`, ['http back:9500']],
    [`a, image: alpine/socat:1${args('TCP-LISTEN:80,fork', 'TCP:db:5432')}`, ['null db:5432']],
    [`a${script('psql -h db -p 5433 -c "select 1"')}`, ['null db:5433']],
    [`a${script('./wait-for-it.sh db:5432 -- true')}`, ['null db:5432']],
    [
      `a, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2${args('--port=5432', 'shop-prod:europe-west1:orders?port=5433')}`,
      ['null shop-prod:europe-west1:orders:null'],
    ],
    [
      `a, image: gcr.io/cloudsql-docker/gce-proxy:1${args('-instances=p:r-1:a=tcp:1,p:r-1:b=tcp:2')}`,
      ['null p:r-1:a:null', 'null p:r-1:b:null'],
    ],
    // None of these leads out of the pod:
    [
      `a${env('U=http://localhost:80', 'V=http://127.0.0.1/', 'W=http://[::1]:3', 'X=tcp://0.0.0.0:2375', 'Y=http://:80')}`,
      [],
    ],
    [
      `a${env('CSI_ENDPOINT=unix:///csi/csi.sock', 'S=s3://bucket/x', 'F=file:///etc/x', 'O=kubernetes://apis/apps/v1')}`,
      [],
    ],
    [
      `a${env('U=http://$(HOST_IP):80', `V=http://$${'{HOST}'}:80`, 'W=http://{{ .host }}:80', 'X=http://HOST:80')}`,
      [],
    ],
    [
      `a${env('LISTEN_ADDR=db:80', 'ADVERTISED_LISTENERS=PLAINTEXT://k:9092', 'CORS_ORIGIN=https://x.example.com')}`,
      [],
    ],
    [
      `a${env('GF_SERVER_ROOT_URL=https://x.example.com', 'ALLOWED_HOSTS=x.example.com', 'NO_PROXY=x.example.com')}`,
      [],
    ],
    [
      `a${env('X_SERVER=true', 'Y_HOST=0.0.0.0', 'Z_HOST=*', 'API_SERVER=v1.2', 'K_ADDR=/run/x.sock', 'C_URL=config.yaml', 'DD_HOSTNAME=me')}`,
      [],
    ],
    [`a${env('IMAGE_URL=quay.io/x/y:v1.2.3', 'TIME=10:30', 'MAP=a:80', 'VERSION_URL=1.2.3')}`, []],
    [
      `a${args('--config-reloader=quay.io/x/y:1', '--listen-client-urls=http://e:2379', '--v=2', 'chown', 'app:1000')}`,
      [],
    ],
    [`a${env('NS=http://www.w3.org/2001/XMLSchema')}`, []],
    // Its own names:
    [`a${env('A_URL=http://a:80', 'SHOP_URL=http://shop.default.svc:80')}`, []],
  ];
  for (const [container, hosts] of cases) {
    test(container, () => {
      const found = outboundOf(team({ list: [container] }));
      assert.deepEqual(
        found.map(({ scheme, host, port }) => `${scheme} ${host}:${port}`),
        hosts,
      );
    });
  }

  test('stand where they are written', () => {
    const { pod, ...rest } = team({ list: [`a${args('--pg-dbname=db', '--pg-url=postgres://db:5432/x')}`] });
    const [found] = outboundOf({ pod, ...rest });
    assert.ok(found);
    assert.equal(pod.document.text.slice(found.at.start, found.at.end), '"--pg-url=postgres://db:5432/x"');
  });
});

suite('inbound', () => {
  const PROXY = `p, image: quay.io/oauth2-proxy/oauth2-proxy${args('--http-address=0.0.0.0:4180')}`;
  const cases: readonly (readonly [says: string, pod: Lists, port: string, to: string])[] = [
    ['a number', { list: ['a', `b${ports(8080)}`] }, 'port: 80, targetPort: 8080', '8080 b'],
    [
      'a name',
      { list: ['a', 'b, ports: [{name: http, containerPort: 8080}]'] },
      'port: 80, targetPort: http',
      '8080 b',
    ],
    [
      'a name of a native sidecar',
      { init: [`n${NATIVE}, ports: [{name: http, containerPort: 81}]`] },
      'port: 80, targetPort: http',
      '81 n',
    ],
    [
      'an init container',
      { init: ['i, ports: [{name: http, containerPort: 81}]'] },
      'port: 80, targetPort: http',
      'null null',
    ],
    ['no target', { list: [`a${ports(80)}`] }, 'port: 80', '80 a'],
    ['nobody listens', { list: ['a'] }, 'port: 80', '80 null'],
    ['a flag', { list: [`a${ports(8080)}`, PROXY] }, 'port: 80, targetPort: 4180', '4180 p'],
    ['loopback only', { list: [`a${args('--listen=127.0.0.1:8080')}`] }, 'port: 80, targetPort: 8080', '8080 null'],
    ['another protocol', { list: [`a${ports(53)}`] }, 'port: 53, protocol: UDP', '53 null'],
    [
      'a port that a neighbour serves',
      { list: [`a${ports(9808)}`, `b${args('--health-port=9808')}`] },
      'port: 9808',
      '9808 b',
    ],
  ];
  for (const [says, pod, port, to] of cases) {
    test(says, () => {
      const service = `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: shop}, ports: [{${port}}]}\n`;
      const other = service.replace('app: shop', 'app: other');
      const near = [analysisOf(other).objects, analysisOf(service).objects];
      const own = team(pod).pod;
      const found = inboundOf(teamOf(own, CATALOG, vicinityOf(own, near)));
      assert.deepEqual(
        found.map((inbound) => `${inbound.target} ${inbound.to?.container.label ?? null}`),
        [to],
      );
    });
  }
});

suite('cost', () => {
  const requests = (cpu: string, memory = '') =>
    `, resources: {requests: {${[cpu && `cpu: ${cpu}`, memory && `memory: ${memory}`].filter(Boolean).join(', ')}}}`;
  const both = (amounts: string) => `, resources: {requests: {${amounts}}, limits: {${amounts}}}`;
  const FLUENT = ', image: fluent/fluent-bit:3';
  const GUARANTEED = both('cpu: 100m, memory: 64Mi');
  const cases: readonly (readonly [says: string, pod: Lists, cost: string])[] = [
    ['nothing', {}, 'null/null null/null null BestEffort'],
    [
      'the app list',
      { list: [`a${requests('250m', '64Mi')}`, `b${requests('0.5')}`] },
      '750/67108864 null/null 0 Burstable',
    ],
    [
      'a hungry init container',
      { init: [`i${requests('2')}`], list: [`a${requests('250m')}`] },
      '2000/null null/null 0 Burstable',
    ],
    [
      'beside an earlier native sidecar',
      { init: [`n${NATIVE}${requests('200m')}`, `i${requests('1')}`], list: [`a${requests('1')}`] },
      '1200/null 200/null 0.17 Burstable',
    ],
    [
      'before a native sidecar',
      { init: [`i${requests('1300m')}`, `n${NATIVE}${requests('200m')}`], list: [`a${requests('1')}`] },
      '1300/null 200/null 0.15 Burstable',
    ],
    [
      'between native sidecars, of which the later one does not count',
      {
        init: [`n${NATIVE}${requests('200m')}`, `i${requests('1')}`, `m${NATIVE}${requests('700m')}`],
        list: [`a${requests('250m')}`],
      },
      '1200/null 900/null 0.75 Burstable',
    ],
    [
      'the start of a native sidecar alone is not the most',
      { init: [`n${NATIVE}${requests('600m')}`, `m${NATIVE}${requests('500m')}`], list: [`a${requests('1m')}`] },
      '1101/null 1100/null 1 Burstable',
    ],
    [
      'each resource by itself',
      { init: [`i${requests('2', '1Ki')}`], list: [`a${requests('250m', '4Ki')}`] },
      '2000/4096 null/null 0 Burstable',
    ],
    [
      'a limit without a request, in an init container',
      { init: ['i, resources: {limits: {cpu: 3}}'], list: [`a${requests('1')}`] },
      '3000/null null/null 0 Burstable',
    ],
    [
      'overhead on top of what the init container needs',
      { init: [`i${requests('2')}`], list: [`a${requests('1')}`], more: ', overhead: {cpu: 250m, memory: 1Ki}' },
      '2250/1024 null/null 0 Burstable',
    ],
    [
      'overhead on top of pod-level requests',
      { list: [`a${requests('1')}`], more: ', resources: {requests: {cpu: 2}}, overhead: {cpu: 250m}' },
      '2250/null null/null 0 Burstable',
    ],
    [
      'pod-level requests of one resource only',
      { list: [`a${requests('1', '1Ki')}`], more: ', resources: {requests: {cpu: 2}}' },
      '2000/1024 null/null 0 Burstable',
    ],
    ['only limits', { list: ['a, resources: {limits: {cpu: 1}}'] }, '1000/null null/null 0 Burstable'],
    [
      'helpers',
      { list: [`a${requests('300m', '192Mi')}`, `f${FLUENT}${requests('100m', '192Mi')}`] },
      `400/${384 * 2 ** 20} 100/${192 * 2 ** 20} 0.5 Burstable`,
    ],
    ['overhead', { list: [`a${requests('100m')}`], more: ', overhead: {cpu: 250m}' }, '350/null null/null 0 Burstable'],
    [
      'pod-level requests',
      { list: [`a${requests('100m')}`], more: ', resources: {requests: {cpu: 1}}' },
      '1000/null null/null 0 Burstable',
    ],
    [
      'pod-level limits, containers ask',
      { list: [`a${requests('100m')}`], more: ', resources: {limits: {cpu: 1}}' },
      '100/null null/null 0 Burstable',
    ],
    [
      'pod-level limits alone',
      { more: ', resources: {limits: {cpu: 1, memory: 1Ki}}' },
      '1000/1024 null/null null Guaranteed',
    ],
    ['guaranteed', { list: [`a${GUARANTEED}`] }, '100/67108864 null/null 0 Guaranteed'],
    [
      'an init container without resources',
      { init: ['i'], list: [`a${GUARANTEED}`] },
      '100/67108864 null/null 0 Burstable',
    ],
    [
      'limits above requests',
      { list: ['a, resources: {requests: {cpu: 1, memory: 1Mi}, limits: {cpu: 2, memory: 1Mi}}'] },
      '1000/1048576 null/null 0 Burstable',
    ],
    [
      'equal in another form',
      { list: ['a, resources: {requests: {cpu: 1, memory: 1Ki}, limits: {cpu: 1000m, memory: 1024}}'] },
      '1000/1024 null/null 0 Guaranteed',
    ],
    ['zero', { list: [`a${requests('0')}`] }, '0/null null/null null BestEffort'],
    ['no quantity', { list: [`a${requests('lots', '1Mi')}`] }, 'null/1048576 null/null 0 null'],
    ['partial', { list: ['a, image: auto'] }, 'null/null null/null null null'],
  ];
  for (const [says, pod, cost] of cases) {
    test(says, () => {
      const found = costOf(team(pod));
      const amounts = [found.requests, found.helpers].map(({ cpu, memory }) => `${cpu}/${memory}`).join(' ');
      const share = found.share === null ? null : Math.round(found.share * 100) / 100;
      assert.equal(`${amounts} ${share} ${found.qos}`, cost);
    });
  }
});
