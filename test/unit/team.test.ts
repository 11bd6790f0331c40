import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { teamOf } from '../../server/src/traffic/assemble.ts';
import { analysisOf } from '../support.ts';

/** The team of a Pod with these lists, written in flow style. */
function team(containers: string, initContainers = '', more = '') {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p${more}}\nspec:\n  initContainers: [${initContainers}]\n  containers: [${containers}]\n`;
  const [found] = analysisOf(text).teams;
  assert.ok(found);
  return found;
}

const member = (container: string, init = false) => {
  const found = init
    ? team('{name: app, image: acme/app}', container)
    : team(`${container}, {name: app, image: acme/app}`);
  const [first] = found.members;
  assert.ok(first);
  return first;
};

test('a container that only moves stays what it is', () => {
  const before = team('{name: x, image: acme/x, args: [--port=80]}, {name: y, image: acme/y, args: [--port=81]}');
  const [x, y] = before.pod.containers;
  assert.ok(x && y);
  const pod = {
    ...before.pod,
    containers: [
      { ...y, index: 0 },
      { ...x, index: 1, args: null },
    ],
  };
  const after = teamOf(pod, CATALOG, before, before.members);
  const reused = after.members.map(({ alone }) => before.members.some((member) => member.alone === alone));
  assert.deepEqual(reused, [true, false]);
  assert.deepEqual(
    after.members.map(({ container, listens }) => [container.index, listens.map(({ port }) => port)]),
    [
      [0, [81]],
      [1, []],
    ],
  );
});

suite('roles', () => {
  const cases: readonly (readonly [container: string, pattern: string, helper: string | null, confidence: string])[] = [
    ['{name: x, image: "fluent/fluent-bit:3.0"}', 'sidecar', 'fluent-bit', 'strong'],
    ['{name: x, image: "mirror.example.com/dockerhub/fluent/fluent-bit:3.0"}', 'sidecar', 'fluent-bit', 'strong'],
    ['{name: x, image: acme/app, command: [/fluent-bit/bin/fluent-bit, -c, /x]}', 'sidecar', 'fluent-bit', 'strong'],
    ['{name: x, image: acme/app, command: [sh, -c, "./prepare && exec envoy -c /x"]}', 'ambassador', 'envoy', 'weak'],
    ['{name: x, image: "fluent/fluent-bit:3.0", command: [sleep, "5"]}', 'sidecar', null, 'weak'],
    ['{name: x, image: "postgres:16", args: [pg_isready, -h, db]}', 'sidecar', null, 'weak'],
    ['{name: x, image: "postgres:16", args: [-c, fsync=off]}', 'sidecar', 'postgres', 'strong'],
    ['{name: x, image: "hashicorp/vault:1.15", args: [agent, -config=/x]}', 'config-helper', 'vault-agent', 'strong'],
    ['{name: x, image: "hashicorp/vault:1.15", args: [read, secret/x]}', 'sidecar', null, 'weak'],
    ['{name: sql-proxy, image: acme/own-proxy}', 'ambassador', 'cloud-sql-proxy', 'weak'],
    [
      '{name: x, image: busybox, args: [tail, -F, /l/a.log], volumeMounts: [{name: l, mountPath: /l}]}',
      'sidecar',
      'log-tail-busybox',
      'weak',
    ],
    ['{name: x, image: busybox, args: [tail, -f, /dev/null]}', 'sidecar', 'busybox', 'weak'],
    ['{name: x, image: "{{ .Values.image }}"}', 'sidecar', null, 'weak'],
  ];
  for (const [container, pattern, helper, confidence] of cases) {
    test(container, () => {
      const { role } = member(container);
      assert.deepEqual([role.pattern, role.helper?.id ?? null, role.confidence], [pattern, helper, confidence]);
      assert.equal(role.evidence.length > 0, confidence !== 'none');
    });
  }

  test('init containers stay init, whatever runs in them', () => {
    const { role } = member('{name: x, image: "istio/proxyv2:1.20", args: [istio-iptables, -p, "15001"]}', true);
    assert.deepEqual([role.pattern, role.helper?.id], ['init', 'istio-init']);
  });

  test('a store is the application where it is named like the workload, a helper where it is not', () => {
    const patterns = (name: string) =>
      team(`{name: ${name}, image: "mysql:8"}, {name: xtrabackup, image: acme/xtrabackup}`).members.map(
        ({ role }) => role.pattern,
      );
    assert.deepEqual(patterns('p'), ['app', 'sidecar']);
    assert.deepEqual(patterns('db'), ['sidecar', 'app']);
  });

  test('the user has the last word', () => {
    const found = team(
      '{name: a, image: acme/a}, {name: b, image: acme/b}',
      '',
      ', annotations: {pod-patterns/role.b: proxy/envoy}',
    );
    assert.deepEqual(
      found.members.map(({ role }) => [role.pattern, role.helper?.id ?? null]),
      [
        ['app', null],
        ['proxy', 'envoy'],
      ],
    );
  });

  test('a pod of helpers has an application all the same', () => {
    const cases = [
      ['{name: m, image: oliver006/redis_exporter}, {name: x, image: redis}', ['adapter', 'app']],
      ['{name: x, image: fluent/fluent-bit}, {name: p, image: prom/statsd-exporter}', ['sidecar', 'app']],
      ['{name: only, image: "nginx:1.27"}', ['app']],
    ] as const;
    for (const [containers, patterns] of cases) {
      assert.deepEqual(
        team(containers).members.map(({ role }) => role.pattern),
        patterns,
      );
    }
  });
});

suite('endless members', () => {
  const cases: readonly (readonly [container: string, endless: boolean])[] = [
    ['{name: x, image: "fluent/fluent-bit:3.0"}', true],
    ['{name: x, image: registry.k8s.io/git-sync/git-sync:v4, args: [--repo=x]}', true],
    ['{name: x, image: registry.k8s.io/git-sync/git-sync:v4, args: [--repo=x, --one-time]}', false],
    ['{name: x, image: registry.k8s.io/git-sync/git-sync:v4, args: [--repo=x, --one-time=false]}', true],
    ['{name: x, image: registry.k8s.io/git-sync/git-sync:v4, env: [{name: GITSYNC_ONE_TIME, value: "true"}]}', false],
    ['{name: x, image: "kiwigrid/k8s-sidecar:1.27.0", env: [{name: METHOD, value: LIST}]}', false],
    ['{name: x, image: "kiwigrid/k8s-sidecar:1.27.0"}', true],
    ['{name: x, image: "fluent/fluent-bit:3.0", args: ["{{ .x }}"]}', false],
    ['{name: x, image: acme/unknown}', false],
    ['{name: sql-proxy, image: acme/own-proxy}', false],
  ];
  for (const [container, endless] of cases)
    test(container, () => assert.equal(member(container).endless !== null, endless));
});

suite('who listens', () => {
  const cases: readonly (readonly [container: string, listens: readonly string[]])[] = [
    [
      '{name: x, image: a, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}',
      ['80 TCP declared', '53 UDP declared'],
    ],
    [
      '{name: x, image: a, args: [--port=81, --listen-address, ":82", "--metrics-addr=0.0.0.0:83"]}',
      ['81 TCP flag', '82 TCP flag', '83 TCP flag'],
    ],
    [
      '{name: x, image: a, args: ["--upstream=http://127.0.0.1:84", "--redis.addr=localhost:6379", --sentry-address=x:85]}',
      [],
    ],
    ['{name: x, image: a, args: ["--bind=127.0.0.1:86"]}', ['86 TCP flag loopback']],
    [
      '{name: x, image: a, env: [{name: PORT, value: "87"}, {name: DB_PORT, value: "5432"}, {name: LISTEN_ADDRESS, value: "localhost:88"}]}',
      ['87 TCP flag', '88 TCP flag loopback'],
    ],
    [
      '{name: x, image: a, ports: [{name: web, containerPort: 89}], livenessProbe: {tcpSocket: {port: web}}}',
      ['89 TCP declared', '89 TCP probe'],
    ],
    ['{name: x, image: "redis:7", ports: [{containerPort: 6379}]}', ['6379 TCP declared', '6379 TCP default']],
    ['{name: x, image: "redis:7", ports: [{containerPort: 6380}]}', ['6380 TCP declared']],
    ['{name: x, image: oliver006/redis_exporter, args: ["--redis.addr=redis://localhost:6379"]}', ['9121 TCP default']],
    [
      '{name: x, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2, args: [--port=5432, p:r:db]}',
      ['5432 TCP flag loopback'],
    ],
    [
      '{name: x, image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2, args: ["p:r:db?port=5433", --health-check, --http-address=0.0.0.0, --http-port=8090]}',
      ['5433 TCP flag loopback', '8090 TCP default'],
    ],
    [
      '{name: x, image: gcr.io/cloudsql-docker/gce-proxy:1, args: ["-instances=p:r:db=tcp:0.0.0.0:5434"]}',
      ['5434 TCP flag'],
    ],
    ['{name: x, image: busybox, args: [sh, -c, "nc -lk -p 90 -e cat"]}', ['90 TCP flag']],
    ['{name: x, image: a, args: ["--port={{ .p }}", "--port=x", "--port=99999"]}', []],
  ];
  for (const [container, listens] of cases) {
    test(container, () => {
      const found = member(container).listens;
      assert.deepEqual(
        found.map((l) => `${l.port} ${l.protocol} ${l.how}${l.loopbackOnly ? ' loopback' : ''}`),
        listens,
      );
    });
  }
});

suite('who dials', () => {
  const cases: readonly (readonly [container: string, dials: readonly string[]])[] = [
    [
      '{name: x, image: a, env: [{name: URL, value: "postgres://u@localhost:5432/d?x=127.0.0.1:6432"}]}',
      ['5432 env', '6432 env'],
    ],
    ['{name: x, image: a, env: [{name: DB_HOST, value: 127.0.0.1}, {name: DB_PORT, value: "5432"}]}', ['5432 env']],
    ['{name: x, image: a, env: [{name: LISTEN_ADDRESS, value: "localhost:8000"}]}', []],
    ['{name: x, image: a, args: ["--upstream=http://[::1]:8080/"]}', ['8080 command']],
    ['{name: x, image: a, args: ["--listen-address=127.0.0.1:8080"]}', []],
    ['{name: x, image: a, args: ["--listen-url=http://127.0.0.1:8080/metrics"]}', []],
    ['{name: x, image: a, args: ["-S", "localhost,1433"]}', ['1433 command']],
    [
      '{name: x, image: busybox, args: [sh, -c, "until nc -z -w 2 localhost 5432; do sleep 1; done"]}',
      ['5432 command'],
    ],
    ['{name: x, image: a, command: [psql, -h, localhost, -U, me, -p, "5433"]}', ['5433 command']],
    ['{name: x, image: a, ports: [{containerPort: 80}], args: ["--self=localhost:80"]}', []],
    ['{name: x, image: a, args: ["--url=http://notlocalhost:80"]}', []],
  ];
  for (const [container, dials] of cases) {
    test(container, () =>
      assert.deepEqual(
        member(container).dials.map((d) => `${d.port} ${d.how}`),
        dials,
      ),
    );
  }
});
