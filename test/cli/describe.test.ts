import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { badPod, GOOD_POD, podPatterns, type RunOptions, scratch } from './command.ts';

const SHOP = `# The shop
apiVersion: v1
kind: Service
metadata: { name: shop }
spec:
  selector: { app: shop }
  ports: [{ port: 80, targetPort: http }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: default }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      initContainers:
        - name: sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
          restartPolicy: Always
          args: [--port=5432, --structured-logs, shop-prod:europe-west1:orders]
          startupProbe: { httpGet: { path: /startup, port: 9090 } }
          resources: { requests: { cpu: 100m, memory: 64Mi } }
        - image: acme/migrate:1
          name: migrate
          command: [sh, -c, "alembic upgrade head"]
      containers:
        - name: web
          image: acme/web:1
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: DATABASE_URL, value: "postgres://u@localhost:5432/shop" }]
          resources: { requests: { cpu: 500m, memory: 256Mi } }
          volumeMounts: [{ name: logs, mountPath: /var/log/app }]
        - name: log-shipper
          image: fluent/fluent-bit:3.2.2
          volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]
      volumes: [{ name: logs, emptyDir: {} }]
`;

async function described(args: readonly string[], options: RunOptions) {
  const ran = await podPatterns(['describe', '--format', 'json', ...args], options);
  assert.deepEqual([ran.status, ran.stderr], [0, '']);
  return JSON.parse(ran.stdout);
}

describe('describe', { concurrency: 4 }, () => {
  test('prints exactly the contract', async () => {
    const cwd = scratch({ 'deploy/shop.yaml': SHOP });
    const none = { direction: null, helper: null, function: null };
    const weak = { confidence: 'weak', evidence: ['the Service shop leads to it'], evidenceLines: [7] };
    assert.deepEqual(await described(['deploy'], { cwd }), {
      version: 1,
      pods: [
        {
          file: 'deploy/shop.yaml',
          line: 16,
          workload: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', namespace: 'default' },
          partial: false,
          containers: [
            {
              name: 'sql-proxy',
              list: 'initContainers',
              lifecycle: 'native-sidecar',
              line: 18,
              image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4',
              pattern: 'ambassador',
              helper: 'cloud-sql-proxy',
              function: 'db-ambassador',
              confidence: 'strong',
              evidence: ['image cloud-sql-proxy is in the catalog', 'web dials localhost:5432, which it serves'],
              evidenceLines: [19, 31],
              direction: 'out',
              longRunning: true,
              listens: [
                { port: 5432, loopbackOnly: true },
                { port: 9090, loopbackOnly: false },
              ],
            },
            {
              ...none,
              name: 'migrate',
              list: 'initContainers',
              lifecycle: 'init',
              line: 24,
              image: 'acme/migrate:1',
              pattern: 'init',
              function: 'migration',
              confidence: 'strong',
              evidence: ['the command runs a migration'],
              evidenceLines: [26],
              longRunning: false,
              listens: [],
            },
            {
              ...none,
              ...weak,
              name: 'web',
              list: 'containers',
              lifecycle: 'container',
              line: 28,
              image: 'acme/web:1',
              pattern: 'app',
              longRunning: true,
              listens: [{ port: 8080, loopbackOnly: false }],
            },
            {
              name: 'log-shipper',
              list: 'containers',
              lifecycle: 'container',
              line: 34,
              image: 'fluent/fluent-bit:3.2.2',
              pattern: 'sidecar',
              helper: 'fluent-bit',
              function: 'log-shipper',
              confidence: 'strong',
              evidence: ['image fluent-bit is in the catalog'],
              evidenceLines: [35],
              direction: 'out',
              longRunning: true,
              listens: [],
            },
          ],
          expected: [],
          resources: {
            requests: { cpu: '600m', memory: '320Mi' },
            helpers: { cpu: '100m', memory: '64Mi' },
            qos: 'Burstable',
          },
          edges: [
            { kind: 'dials', from: 'web', to: 'sql-proxy', port: 5432 },
            { kind: 'volume', from: 'web', to: 'log-shipper', volume: 'logs', path: '/var/log/app' },
            { kind: 'starts-before', from: 'sql-proxy', to: 'migrate' },
            { kind: 'starts-before', from: 'migrate', to: 'web' },
            { kind: 'starts-before', from: 'migrate', to: 'log-shipper' },
          ],
        },
      ],
    });
  });

  test('prints for people who and why', async () => {
    const cwd = scratch({ 'shop.yaml': SHOP });
    const ran = await podPatterns(['describe', 'shop.yaml'], { cwd });
    assert.deepEqual([ran.status, ran.stderr], [0, '']);
    assert.equal(
      ran.stdout,
      `shop.yaml:16  Deployment shop, namespace default

  Start order
    1. sql-proxy         keeps running; the next step waits for its startup probe
    2. migrate           must end with 0 before the next step
    3. web, log-shipper  start together

  Containers
    sql-proxy    ambassador, Cloud SQL Auth Proxy (native sidecar, line 18)
                 image gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4
                 because image cloud-sql-proxy is in the catalog (line 19)
                     and web dials localhost:5432, which it serves (line 31)
                 listens on 5432 (only within the pod), 9090
    migrate      init, migration (init container, line 24)
                 image acme/migrate:1
                 because the command runs a migration (line 26)
    web          app (container, line 28)
                 image acme/web:1
                 because the Service shop leads to it (line 7)
                 listens on 8080
    log-shipper  sidecar, Fluent Bit (container, line 34)
                 image fluent/fluent-bit:3.2.2
                 because image fluent-bit is in the catalog (line 35)

  Traffic
    Service shop -> web   80 to 8080
    web -> sql-proxy      localhost:5432
    sql-proxy -> outside  shop-prod:europe-west1:orders

  Volumes
    logs  emptyDir
            web writes /var/log/app
            log-shipper reads /logs

  Resources
    requests       CPU 600m, memory 320Mi
    of it helpers  CPU 100m, memory 64Mi (20 %)
    QoS class      Burstable

1 pod in 1 file.
`,
    );
  });

  test('nulls where nothing is known', async () => {
    const { pods } = await described(['-'], { input: GOOD_POD });
    const [{ file, partial, containers, resources, edges }] = pods;
    assert.equal(file, '-');
    assert.equal(partial, false);
    assert.deepEqual([containers[0].helper, containers[0].function, containers[0].direction], [null, null, null]);
    const nothing = { cpu: null, memory: null };
    assert.deepEqual(resources, { requests: nothing, helpers: nothing, qos: 'BestEffort' });
    assert.deepEqual(edges, []);
  });

  test('what an injector will add is expected, not there', async () => {
    const input = GOOD_POD.replace('metadata:', 'metadata:\n  labels: { sidecar.istio.io/inject: "true" }');
    const found = async (...args: string[]) => (await described(['-', ...args], { input })).pods[0];
    const pod = await found();
    assert.deepEqual(
      pod.containers.map(({ name }: { name: string }) => name),
      ['web'],
    );
    const [init, proxy] = pod.expected;
    assert.deepEqual(
      [init.name, init.lifecycle, init.pattern, init.helper],
      ['istio-init', 'init', 'init', 'istio-init'],
    );
    const { name, lifecycle, pattern, helper, function: job, line, evidence } = proxy;
    assert.deepEqual([name, lifecycle, pattern], ['istio-proxy', 'native-sidecar', 'proxy']);
    assert.deepEqual([helper, job, line], ['istio-proxy', 'mesh-proxy', 4]);
    assert.match(evidence[0], /sidecar\.istio\.io\/inject/);
    assert.equal((await found('--kubernetes-version', '1.28')).expected[1].lifecycle, 'container');
    const text = await podPatterns(['describe', '-'], { input });
    assert.match(text.stdout, /istio-proxy +proxy, .* \(native sidecar, added by Istio\)/);
  });

  test('both directions where nothing tells who writes', async () => {
    const mount = 'volumeMounts: [{ name: v, mountPath: /';
    const input = `${GOOD_POD}      ${mount}a }]\n    - { name: b, image: acme/b, ${mount}b }] }\n  volumes: [{ name: v, emptyDir: {} }]\n`;
    const { pods } = await described(['-'], { input });
    assert.deepEqual(pods[0].edges, [
      { kind: 'volume', from: 'web', to: 'b', volume: 'v', path: '/a' },
      { kind: 'volume', from: 'b', to: 'web', volume: 'v', path: '/b' },
    ]);
  });

  test('a port that is only usual counts where somebody dials it', async () => {
    const proxy = '    - { name: p, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2, args: [a:b-1:c] }\n';
    const listens = async (input: string) => (await described(['-'], { input })).pods[0].containers[1].listens;
    assert.deepEqual(await listens(`${GOOD_POD}${proxy}`), []);
    const dialling = `${GOOD_POD}      args: ["--db=localhost:3306"]\n${proxy}`;
    assert.deepEqual(await listens(dialling), [{ port: 3306, loopbackOnly: true }]);
  });

  test('lines are those of the file', async () => {
    const cwd = scratch({ 'crlf.yaml': `${GOOD_POD}---\n${GOOD_POD}`.replaceAll('\n', '\r\n') });
    const { pods } = await described(['crlf.yaml'], { cwd });
    assert.deepEqual(
      pods.map((pod: { line: number; containers: { line: number }[] }) => [pod.line, pod.containers[0]?.line]),
      [
        [5, 7],
        [14, 16],
      ],
    );
  });

  test('templates are partial, and nothing is concluded from what they do not show', async () => {
    const input = SHOP.replace('      volumes:', '      {{- include "more" . | nindent 6 }}\n      volumes:');
    const { pods } = await described(['-'], { input });
    assert.deepEqual([pods[0].partial, pods[0].resources.qos], [true, null]);
    const { stdout } = await podPatterns(['describe', '-', '--quiet'], { input });
    assert.match(stdout, /Not all of it is here: a template fills in parts of it\./);
    assert.doesNotMatch(stdout, /QoS|1 pod in/);
  });

  test('says so where there is nothing', async () => {
    const cwd = scratch({
      'a.yaml': 'a: 1\n',
      'b.yaml': 'no: [yaml, "',
      'c.json': '{}',
      'd.yaml': new Uint8Array([0, 255]),
    });
    assert.deepEqual(await podPatterns(['describe'], { cwd }), {
      status: 0,
      stdout: 'No pods in 4 files.\n',
      stderr: '',
    });
    assert.deepEqual(await described([], { cwd }), { version: 1, pods: [] });
    assert.deepEqual(await podPatterns(['describe', 'a.yaml', '--quiet'], { cwd }), {
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('a missing path is refused in one line', async () => {
    const ran = await podPatterns(['describe', 'nowhere.yaml']);
    assert.deepEqual(ran, { status: 2, stdout: '', stderr: 'pod-patterns: nowhere.yaml: no such file or folder\n' });
  });

  test('text from a file never steers the terminal', async () => {
    const evil = '"\\u001b[2J\\nname: x"';
    const input = badPod().replace('name: shop', `name: ${evil}`).replace('acme/web:1.0', evil).replace('lost', evil);
    const { status, stdout } = await podPatterns(['describe', '-'], { input });
    assert.equal(status, 0);
    assert.ok(!stdout.includes('\u001b'));
    assert.match(stdout, /Pod \[2J name: x\n/);
  });
});
