import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { HELPERS } from '../../server/src/helpers/catalog.ts';
import { basename } from '../../server/src/helpers/command.ts';
import type { Helper } from '../../server/src/helpers/helper.ts';
import { globMatcher, parseImage } from '../../server/src/helpers/image.ts';

const MATCHERS = HELPERS.map((helper) => ({
  helper,
  globs: helper.images.map((glob) => ({ glob, matches: globMatcher(glob) })),
  tag: helper.tag === undefined ? () => true : globMatcher(helper.tag),
}));

/** Every entry that has the image, with the longest glob that matched. */
function candidates(reference: string): { helper: Helper; glob: string }[] {
  const { repository, tag } = parseImage(reference);
  return MATCHERS.filter((entry) => entry.tag(tag ?? '')).flatMap(({ helper, globs }) => {
    const matched = globs.filter(({ matches }) => matches(repository)).map(({ glob }) => glob);
    const longest = matched.sort((a, b) => weight(b) - weight(a))[0];
    return longest === undefined ? [] : [{ helper, glob: longest }];
  });
}

/** How much of a glob is fixed text. */
function weight(glob: string): number {
  return glob.replaceAll('*', '').length;
}

function hasWords(helper: Helper, words: readonly string[]): boolean {
  return helper.words === undefined || words.some((word) => helper.words?.includes(basename(word)));
}

/** Image, arguments, expected id of the first entry (null: nobody we know). */
const IMAGES: readonly (readonly [string, string, string | null])[] = [
  ['docker.io/istio/proxyv2:1.29.0', 'proxy sidecar --domain $(POD_NAMESPACE).svc.cluster.local', 'istio-proxy'],
  ['registry.istio.io/release/proxyv2:1.29.0-distroless', 'proxy sidecar', 'istio-proxy'],
  ['gcr.io/istio-release/proxyv2:1.22.1', 'istio-iptables -p 15001 -z 15006 -u 1337 -i * -b *', 'istio-init'],
  ['istio/proxyv2:1.29.0', 'istio-iptables -p 15001 --run-validation --skip-rule-apply', 'istio-validation'],
  ['registry.redhat.io/openshift-service-mesh/istio-proxyv2-rhel9@sha256:0a1b', 'proxy sidecar', 'istio-proxy'],
  ['us-docker.pkg.dev/gloo-mesh/istio-0123456789ab/proxyv2:1.24.2-solo', 'proxy sidecar', 'istio-proxy'],
  ['gcr.io/istio-release/proxy_init:1.4.10', '-p 15001', 'istio-proxy-init'],
  ['auto', '', 'istio-proxy'],
  ['acme/proxyv2:1', '', null],
  ['cr.l5d.io/linkerd/proxy:edge-26.5.1', '', 'linkerd-proxy'],
  ['ghcr.io/linkerd/proxy:stable-2.14.10', '', 'linkerd-proxy'],
  ['cr.l5d.io/linkerd/proxy-init:v2.4.2', '--incoming-proxy-port 4143', 'linkerd-init'],
  ['gcr.io/acme/proxy:1.0', '', null],
  ['hashicorp/consul-dataplane:1.7.0', '-proxy-service-id-path=/x', 'consul-dataplane'],
  ['docker.io/kumahq/kuma-dp:2.11.0', 'run', 'kuma-sidecar'],
  ['registry.example.com:5000/kong/kuma-init:2.11.0', '', 'kuma-init'],
  ['ghcr.io/dapr/daprd:1.16.1', '', 'daprd'],
  ['mcr.microsoft.com/oss/dapr/daprd:1.15.4', '', 'daprd'],
  ['envoyproxy/envoy:v1.35-latest', '-c /etc/envoy.yaml', 'envoy'],
  ['docker.io/envoyproxy/envoy:distroless-v1.35.0', '', 'envoy'],
  ['envoyproxy/envoy-build-ubuntu:1', '', null],
  ['envoyproxy/gateway:v1.5.0', '', null],
  ['nginx', '', 'nginx'],
  ['nginx:1.29-alpine@sha256:abc', '', 'nginx'],
  ['public.ecr.aws/docker/library/nginx:1.29', '', 'nginx'],
  ['nginxinc/nginx-unprivileged:1.29', '', 'nginx-unprivileged'],
  ['bitnamilegacy/nginx:1.27', '', 'nginx-unprivileged'],
  ['registry.example.com/mirror/nginx:1', '', null],
  ['acme/nginx-config:2', '', null],
  ['haproxy:3.2-alpine', '', 'haproxy'],
  ['haproxytech/haproxy-alpine:3.2', '', 'haproxy'],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.12.0', '', 'oauth2-proxy'],
  ['docker.io/bitnami/oauth2-proxy:7', '', 'oauth2-proxy-rebuilt'],
  ['quay.io/pusher/oauth2_proxy:v3.2.0', '', 'oauth2-proxy-rebuilt'],
  ['registry.redhat.io/openshift4/ose-oauth-proxy-rhel9:v4.18', '', 'openshift-oauth-proxy'],
  ['quay.io/brancz/kube-rbac-proxy:v0.20.0', '', 'kube-rbac-proxy'],
  ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.2', '--port 5432 p:r:i', 'cloud-sql-proxy'],
  ['europe-docker.pkg.dev/acme/mirror/cloud-sql-proxy:2-alpine', '', 'cloud-sql-proxy'],
  ['gcr.io/cloudsql-docker/gce-proxy:1.33.2', '', 'cloud-sql-proxy-v1'],
  ['us.gcr.io/alloydb-connectors/alloydb-auth-proxy:1.13', '', 'alloydb-auth-proxy'],
  ['edoburu/pgbouncer:v1.24.1-p1', '', 'pgbouncer-edoburu'],
  ['bitnami/pgbouncer:1.24', '', 'pgbouncer'],
  ['ghcr.io/cloudnative-pg/pgbouncer:1.24.1', '', 'pgbouncer'],
  ['ghcr.io/postgresml/pgcat:v1.2.0', '', 'pgcat'],
  ['proxysql/proxysql:3.0.2', '', 'proxysql'],
  ['acme/twemproxy:0.5', '', 'twemproxy'],
  ['redis:8-alpine', '', 'redis'],
  ['docker.io/redis/redis-stack-server:7.4.0-v3', '', 'redis'],
  ['acme/redis-tools:1', '', null],
  ['acme/redis:7', '', null],
  ['memcached:1.6', '', 'memcached'],
  ['postgres:17', '', 'postgres'],
  ['bitnami/postgresql:17', '', 'postgres'],
  ['mariadb:11', '', 'mysql'],
  ['mongo:8', '', 'mongo'],
  ['rabbitmq:4-management', '', 'rabbitmq'],
  ['fluent/fluent-bit:4.1', '', 'fluent-bit'],
  ['registry.example.com/mirror/fluent/fluent-bit:3.0', '', 'fluent-bit'],
  ['rancher/mirrored-fluent-fluent-bit:3.2.8', '', 'fluent-bit'],
  ['fluentd:v1.19', '', 'fluentd'],
  ['fluent/fluentd-kubernetes-daemonset:v1.19-debian-elasticsearch8-1', '', 'fluentd-daemonset'],
  ['docker.elastic.co/beats/filebeat-wolfi:9.1.0', '', 'filebeat'],
  ['grafana/promtail:3.5.0', '', 'promtail'],
  ['timberio/vector:0.50.0-alpine', '', 'vector'],
  ['acme/vector:1', '', null],
  ['docker.elastic.co/logstash/logstash:9.1.0', '', 'logstash'],
  ['otel/opentelemetry-collector-contrib:0.140.0', '', 'otel-collector'],
  ['ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.140.0', '', 'otel-collector'],
  ['public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0', '', 'otel-collector'],
  ['grafana/alloy:v1.11.0', '', 'grafana-alloy'],
  ['gcr.io/datadoghq/agent:7', '', 'datadog-agent'],
  ['registry.datadoghq.com/agent:7.70.0', '', 'datadog-agent'],
  ['acme/agent:7', '', null],
  ['oliver006/redis_exporter:v1.77.0', '', 'redis-exporter'],
  ['quay.io/prometheuscommunity/postgres-exporter:v0.18.1', '', 'postgres-exporter'],
  ['prom/mysqld-exporter', '', 'mysqld-exporter'],
  ['nginx/nginx-prometheus-exporter:1.5', '', 'nginx-exporter'],
  ['prom/statsd-exporter:v0.28.0', '', 'statsd-exporter'],
  ['quay.io/prometheus/memcached-exporter:v0.15.3', '', 'memcached-exporter'],
  ['hipages/php-fpm_exporter:2', '', 'php-fpm-exporter'],
  ['bitnamilegacy/jmx-exporter:1.4.0', '', 'jmx-exporter'],
  ['acme/orders-exporter:1', '', null],
  ['quay.io/prometheus-operator/prometheus-config-reloader:v0.85.0', '', 'prometheus-config-reloader'],
  ['ghcr.io/jimmidyson/configmap-reload:v0.15.0', '', 'configmap-reload'],
  ['quay.io/kiwigrid/k8s-sidecar:1.30.9', '', 'k8s-sidecar'],
  ['docker.io/kiwigrid/k8s-sidecar:2.1.4', '', 'k8s-sidecar-v2'],
  ['registry.k8s.io/git-sync/git-sync:v4.4.2', '', 'git-sync'],
  ['hashicorp/consul-template:0.41', '', 'consul-template'],
  ['hashicorp/vault:1.20', 'agent -config=/vault/config/agent.hcl', 'vault-agent'],
  ['hashicorp/vault:1.20', 'agent -config=/vault/config/agent.hcl -exit-after-auth', 'vault-agent-init'],
  ['hashicorp/vault:1.20', 'server -dev', null],
  ['acme/vault-migrator:3', 'agent', null],
  ['flyway/flyway:11-alpine', 'migrate', 'flyway'],
  ['liquibase/liquibase:5.0', 'update', 'liquibase'],
  ['migrate/migrate:v4.19.0', '-path /m up', 'golang-migrate'],
  ['arigaio/atlas:latest-alpine', 'migrate apply', 'atlas'],
  ['groundnuty/k8s-wait-for:v2.0', 'job migrate', 'k8s-wait-for'],
  ['willwill/wait-for-it', 'db:5432', 'wait-for-it'],
  ['jwilder/dockerize:0.6.1', '-wait tcp://db:5432', 'dockerize'],
  ['docker:28-dind', '', 'dind'],
  ['registry.example.com/library/docker:28.3-dind-rootless', '', 'dind'],
  ['docker:28-cli', '', null],
  ['registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.14.0', '', 'csi-node-driver-registrar'],
  ['public.ecr.aws/eks-distro/kubernetes-csi/external-provisioner:v5.3.0-eks-1-34', '', 'csi-provisioner'],
  ['mcr.microsoft.com/oss/v2/kubernetes-csi/csi-attacher:v4.9.0', '', 'csi-attacher'],
  ['quay.io/k8scsi/csi-resizer:v1.1.0', '', 'csi-resizer'],
  ['rancher/mirrored-sig-storage-csi-snapshotter:v8.2.0', '', 'csi-snapshotter'],
  ['registry.k8s.io/sig-storage/livenessprobe:v2.16.0', '', 'csi-livenessprobe'],
  ['acme/csi-provisioner:1', '', null],
  ['myregistry/payments:1.2.3', '', null],
  ['registry/team/kafka:initutils', '', null],
  ['localhost:5000/shop', '', null],
  ['', '', null],
];

suite('catalog', () => {
  test('ids are unique and kebab-case', () => {
    const ids = HELPERS.map((helper) => helper.id);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
    for (const id of ids) assert.match(id, /^[a-z\d]+(?:-[a-z\d]+)*$/);
  });

  test('entries have a summary of one short sentence, and documentation', () => {
    for (const { id, summary, docs, title } of HELPERS) {
      assert.match(summary, /^[A-Z][^\n]*[^.]\.$/, id);
      assert.ok(summary.length <= 140, `${id}: ${summary.length}`);
      assert.equal(new URL(docs).protocol, 'https:', id);
      assert.ok(title.length > 0 && title.length <= 40, id);
    }
  });

  for (const { helper, globs } of MATCHERS) {
    test(`globs of ${helper.id} match normalised repositories`, () => {
      assert.ok(globs.length > 0);
      for (const { glob, matches } of globs) {
        // A registry or any prefix, then lower-case path parts; no tag, no digest, no bare name.
        assert.match(glob, /^(?:\*\*|[a-z\d-]+(?:\.[a-z\d-]+)+)(?:\/(?:\*\*|[a-z\d._*-]+))*\/[a-z\d._*-]+$/);
        const repository = glob.replace(/^\*\*\//, 'registry.example.com/').replaceAll(/\*+/g, 'x');
        assert.equal(parseImage(`${repository}:1.2`).repository, repository);
        assert.ok(matches(repository), `${glob} does not match ${repository}`);
        assert.ok(!matches(`${repository}/other`));
        assert.ok(!matches(`${repository}:1.2`) || glob.endsWith('*'));
        assert.ok(!matches(`registry.example.com/acme-${basename(repository)}`));
      }
    });
  }

  test('entries say nothing twice', () => {
    for (const helper of HELPERS) {
      for (const list of [helper.images, helper.programs, helper.names, helper.words, helper.oneShot]) {
        assert.equal(new Set(list).size, list?.length ?? 0, helper.id);
      }
      const ports = helper.ports.map(({ port, protocol }) => `${port}/${protocol ?? 'TCP'}`);
      assert.equal(new Set(ports).size, ports.length, helper.id);
    }
  });

  test('names and programs lead to one entry', () => {
    const names = HELPERS.flatMap((helper) => helper.names ?? []);
    assert.deepEqual(
      names.filter((name, i) => names.indexOf(name) !== i),
      [],
    );
    HELPERS.forEach((helper, i) => {
      for (const program of helper.programs ?? []) {
        const earlier = HELPERS.slice(0, i).filter((other) => other.programs?.includes(program));
        for (const other of earlier) assert.ok(other.words, `${program}: ${other.id} hides ${helper.id}`);
      }
    });
  });

  test('what ends by itself needs no word for it, and has no startup endpoint', () => {
    for (const helper of HELPERS.filter((entry) => !entry.longRunning)) {
      assert.equal(helper.oneShot, undefined, helper.id);
      assert.equal(helper.startup, undefined, helper.id);
      assert.equal(helper.pattern, 'init', helper.id);
    }
    for (const helper of HELPERS.filter((entry) => entry.longRunning)) assert.notEqual(helper.pattern, 'init');
  });

  test('a startup endpoint is on a port that the kubelet reaches', () => {
    for (const { id, startup, ports } of HELPERS) {
      if (!startup) continue;
      const port = ports.find((candidate) => candidate.port === startup.port);
      assert.ok(port, id);
      assert.ok(!port.loopbackOnly || startup.args.some((word) => word.includes('0.0.0.0')), id);
      assert.ok(!port.onRequest || startup.args.some((word) => port.flags?.includes(word)), id);
    }
  });

  for (const [image, args, expected] of IMAGES) {
    test(`${image || 'no image'} ${args} is ${expected ?? 'unknown'}`, () => {
      const words = args.split(' ').filter((word) => word !== '');
      const found = candidates(image).find(({ helper }) => hasWords(helper, words));
      assert.equal(found?.helper.id ?? null, expected);
    });
  }

  test('of two entries with one image the more special one comes first', () => {
    for (const [image] of IMAGES) {
      candidates(image).forEach(({ helper, glob }, i, all) => {
        const later = all.slice(i + 1);
        if (helper.words || helper.tag) return;
        for (const other of later) {
          assert.ok(weight(glob) > weight(other.glob), `${image}: ${helper.id} hides ${other.helper.id}`);
        }
      });
    }
  });

  test('every entry is in the table of images', () => {
    const seen = new Set(IMAGES.map(([, , id]) => id));
    assert.deepEqual(
      HELPERS.map((helper) => helper.id).filter((id) => !seen.has(id)),
      [],
    );
  });
});

suite('image references', () => {
  const REFERENCES: readonly (readonly [string, string, string | null, string | null])[] = [
    ['nginx', 'docker.io/library/nginx', null, null],
    ['nginx:1.29', 'docker.io/library/nginx', '1.29', null],
    ['fluent/fluent-bit:4.1', 'docker.io/fluent/fluent-bit', '4.1', null],
    ['quay.io/acme/shop', 'quay.io/acme/shop', null, null],
    ['registry:5000/shop', 'registry:5000/shop', null, null],
    ['registry:5000/shop:2', 'registry:5000/shop', '2', null],
    ['localhost/shop:2', 'localhost/shop', '2', null],
    ['localhost:5000/a/b/shop', 'localhost:5000/a/b/shop', null, null],
    ['team/sub/shop:2', 'docker.io/team/sub/shop', '2', null],
    ['nginx@sha256:abc', 'docker.io/library/nginx', null, 'sha256:abc'],
    ['ghcr.io/acme/shop:2@sha256:abc', 'ghcr.io/acme/shop', '2', 'sha256:abc'],
    ['GHCR.io/Acme/Shop:V2-RC', 'ghcr.io/acme/shop', 'V2-RC', null],
    ['  nginx:1 ', 'docker.io/library/nginx', '1', null],
  ];
  for (const [reference, repository, tag, digest] of REFERENCES) {
    test(reference, () => assert.deepEqual(parseImage(reference), { repository, tag, digest }));
  }

  const GLOBS: readonly (readonly [string, string, boolean])[] = [
    ['**/fluent/fluent-bit', 'docker.io/fluent/fluent-bit', true],
    ['**/fluent/fluent-bit', 'registry.example.com/mirror/fluent/fluent-bit', true],
    ['**/fluent/fluent-bit', 'docker.io/notfluent/fluent-bit', false],
    ['**/library/nginx', 'docker.io/library/nginx-slim', false],
    ['**/bitnami*/nginx', 'docker.io/bitnamilegacy/nginx', true],
    ['**/bitnami*/nginx', 'docker.io/bitnami/other/nginx', false],
    ['quay.io/a/*', 'quay.io/a/b', true],
    ['quay.io/a/*', 'quay.io/a/b/c', false],
    ['quay.io/a/**', 'quay.io/a/b/c', true],
    ['quay.io/a', 'quayXio/a', false],
    ['a.io/**/x', 'a.io/x', true],
    ['*dind*', '28-dind-rootless', true],
  ];
  for (const [glob, text, expected] of GLOBS) {
    test(`${glob} ${expected ? 'matches' : 'does not match'} ${text}`, () => {
      assert.equal(globMatcher(glob)(text), expected);
    });
  }
});
