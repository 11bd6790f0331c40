import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import type { Direction, Helper, Pattern, Variant } from '../../server/src/helpers/helper.ts';
import { parseImage } from '../../server/src/helpers/image.ts';
import { readShared, shared } from '../support.ts';

/** An entry of the facts, as far as it is checked here. */
interface Fact {
  readonly id: string;
  readonly patterns: readonly string[];
  readonly role: string;
  readonly direction: string;
  readonly tagGlob?: readonly string[];
  readonly defaultPorts: readonly { readonly port: number; readonly protocol?: string }[];
  readonly healthEndpoint?: { readonly path: string; readonly port: number };
  readonly typicalResources?: Helper['resources'];
  readonly runAsUser?: number;
  readonly gracefulShutdown?: string;
  readonly nativeSidecarNotes?: string;
  readonly deprecated?: string;
  readonly verified: boolean;
  /** Names of fields, or `*` for all. */
  readonly unverifiedFields?: readonly string[];
}

/** What a role of the facts may be with us. */
const PATTERNS: Readonly<Record<string, readonly Pattern[]>> = {
  'mesh-proxy': ['proxy'],
  'ambassador in': ['proxy'],
  'ambassador out': ['ambassador'],
  'ambassador both': ['ambassador', 'proxy'],
  // Who only forwards what it finds is a sidecar.
  adapter: ['adapter', 'sidecar'],
  sidecar: ['sidecar'],
  init: ['init'],
  'config-helper': ['config-helper'],
};

/** Entries whose pattern the facts have otherwise. */
const OTHERWISE: Readonly<Record<string, Pattern>> = {
  // The application dials it and is called by it.
  daprd: 'proxy',
};

/**
 * Image patterns of the facts that are another entry of ours, or none: `-`. The image of an application, which only its
 * arguments make a helper, proves nothing.
 */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '**/istio/proxy_init': 'istio-proxy-init',
  'registry.istio.io/release/proxy_init': 'istio-proxy-init',
  'gcr.io/istio-release/proxy_init': 'istio-proxy-init',
  'cr.l5d.io/linkerd/proxy': 'linkerd-proxy',
  '**/kuma-dp': 'kuma-sidecar',
  'bitnami/nginx': 'nginx-unprivileged',
  ubuntu: 'ubuntu',
  'docker.io/library/ubuntu': 'ubuntu',
  'ghcr.io/zalando/spilo*': 'spilo',
  'docker.elastic.co/beats/metricbeat*': 'metricbeat',
  'docker.elastic.co/beats/filebeat*': 'filebeat',
  '**/goose': '-',
  '**/grpc-gateway*': '-',
  'velero/velero': '-',
  'public.ecr.aws/eks-distro/**/external-external-health-monitor-controller': '-',
  'public.ecr.aws/eks-distro/**/external-external-health-monitor-agent': '-',
  'public.ecr.aws/eks-distro/**/external-cluster-driver-registrar': '-',
};

/** Entries whose direction the facts have otherwise. */
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  // Like all who ship logs.
  logstash: 'out',
  // Its other half, which saves the results, is an entry of its own.
  argoexec: 'out',
  // Backup programs outside the pod call it.
  'csi-snapshot-metadata': 'in',
};

/** Ports that stand here and not in the facts. */
const MORE_PORTS: Readonly<Record<string, readonly string[]>> = {
  'istio-proxy': ['15009'],
  promtail: ['9080'],
  'statsd-exporter': ['9125'],
  'graphite-exporter': ['9109/UDP'],
  'collectd-exporter': ['25826/UDP'],
  'prometheus-to-sd': ['6061'],
  'csi-livenessprobe': ['9808'],
};

/** Ports of the facts that do not stand here. */
const FEWER_PORTS: Readonly<Record<string, readonly string[]>> = {
  // Its chart moves it there by the configuration file; the program itself listens on 9080.
  promtail: ['3101'],
  // The chart declares it without telling the program, whose own code has 6061.
  'prometheus-to-sd': ['6060'],
  // An example moves it there by a flag.
  'csi-livenessprobe': ['9898'],
  // The liveness probe container beside them listens there.
  'spiffe-csi-driver': ['9809'],
  'secrets-store-csi-driver': ['9808'],
  // The chart of its flow mode moves it there.
  'grafana-agent': ['80'],
};

/** Health endpoints that the facts have otherwise. */
const HEALTHS: Readonly<Record<string, string>> = {
  // That of the facts, /startup, is its startup endpoint.
  'cloud-sql-proxy': '/readiness:9090',
  // Only newer versions have that of the facts, /api/v2/health.
  'fluent-bit': '/api/v1/health:2020',
  // See their ports.
  promtail: '/ready:9080',
  'csi-livenessprobe': '/healthz:9808',
};

/** What is verified here and not in the facts, because the file that `source` names was read for it. */
const READ_SINCE: Readonly<Record<string, readonly string[]>> = {
  // The page of the flags, for the ports and the health; the Dockerfile.
  'alloydb-auth-proxy': ['port 5432', 'port 9090', 'port 9091', 'health', 'shell'],
  // The constants of the networking package.
  'knative-queue-proxy': ['port 8012', 'port 8022', 'port 9090'],
  // The page on bootstrapping, for these two.
  'mysql-router': ['port 6446', 'port 6447'],
  // The Dockerfile of edoburu, whose variant it is.
  pgbouncer: ['port 5432'],
  // The flags in main.go.
  'azure-workload-identity-proxy': ['port 8000'],
  // Its chart probes it there: templates/daemonset.yaml.
  'node-exporter': ['health'],
  // The maintainers in its issue 317.
  'cloud-sql-proxy-v1': ['shell'],
  // Their Dockerfiles.
  'process-exporter': ['shell'],
  flyway: ['shell'],
  'golang-migrate': ['shell'],
  dbmate: ['shell'],
};

/** How many entries of the facts are sure of a field, at least. */
const FLOORS = { ports: 86, healths: 23, users: 11, resources: 4 };

/** What may stand for a star in the name of an image. */
const STARS = ['', 'x', '-17', 'entrypoint', 'entrypoint-0a1b'];

const file = shared('facts', 'helper-catalog.json');
const facts: readonly Fact[] = file === null ? [] : JSON.parse(readShared('facts', 'helper-catalog.json'));

/** Whether the facts are sure of one of their fields. */
function isSure({ verified, unverifiedFields = [] }: Fact, field: keyof Fact): boolean {
  return verified && !unverifiedFields.includes('*') && !unverifiedFields.includes(field);
}

/** Facts with a field they are sure of, and our entry for each. */
function sureOf<F extends keyof Fact>(field: F): { fact: Fact; value: NonNullable<Fact[F]>; helper: Helper }[] {
  return facts.flatMap((fact) => {
    const { [field]: value } = fact;
    const helper = CATALOG.byId(fact.id);
    return value !== undefined && value !== null && helper && isSure(fact, field) ? [{ fact, value, helper }] : [];
  });
}

function portTexts(ports: Fact['defaultPorts']): string[] {
  return ports.map(({ port, protocol }) => (protocol === 'UDP' ? `${port}/UDP` : String(port)));
}

/** The fields that no warning may rest on unless they were read in a source. */
function verifiedOf({ ports = [], health, shell }: Helper | Variant): string[] {
  return [
    ...ports.filter(({ verified }) => verified).map(({ port }) => `port ${port}`),
    ...(health?.verified ? ['health'] : []),
    ...(shell?.verified ? ['shell'] : []),
  ];
}

suite('the catalog knows all helpers of the facts', {
  skip: file === null && 'the facts are not on this machine',
}, () => {
  test('all of them', () => {
    assert.equal(facts.length, 225);
    assert.deepEqual(
      facts.map(({ id }) => id).filter((id) => CATALOG.byId(id) === null),
      [],
    );
  });

  test('with their pattern', () => {
    const wrong = facts.filter(({ id, role, direction }) => {
      const helper = CATALOG.byId(id);
      if (!helper || OTHERWISE[id] === helper.pattern) return false;
      if (helper.placement) return !['ambient', 'controller', 'sidecar', 'init'].includes(role);
      return !(PATTERNS[role] ?? PATTERNS[`${role} ${direction}`] ?? []).includes(helper.pattern);
    });
    assert.deepEqual(
      wrong.map(({ id, role, direction }) => `${id}: ${role} ${direction}, here ${CATALOG.byId(id)?.pattern}`),
      [],
    );
  });

  test('with their images', () => {
    const lost = facts.flatMap(({ id, patterns, tagGlob }) =>
      patterns
        .filter((pattern) => {
          const expected = ELSEWHERE[pattern] ?? id;
          const found = STARS.flatMap((star) => {
            const image = pattern.replace(/^\*\*\//, 'registry.example.com/').replaceAll(/\*+/g, star);
            const tag = tagGlob?.[0]?.replaceAll('*', '') ?? '1.0';
            const { repository } = parseImage(`${image}:${tag}`);
            return CATALOG.byImage(repository, tag).map((helper) => helper.id);
          });
          return expected === '-' ? found.length > 0 : !found.includes(expected);
        })
        .map((pattern) => `${id}: ${pattern}`),
    );
    assert.deepEqual(lost, []);
  });

  test('with their direction', () => {
    const wrong = facts.filter(({ id, direction }) => CATALOG.byId(id)?.direction !== (DIRECTIONS[id] ?? direction));
    assert.deepEqual(
      wrong.map(({ id, direction }) => `${id}: ${direction}, here ${CATALOG.byId(id)?.direction}`),
      [],
    );
  });

  test('with their ports, and no others where they are sure', () => {
    const differing = facts.flatMap((fact) => {
      const told = portTexts(fact.defaultPorts).filter((port) => !FEWER_PORTS[fact.id]?.includes(port));
      const here = portTexts(CATALOG.byId(fact.id)?.ports ?? []);
      const more = here.filter((port) => !told.includes(port) && !MORE_PORTS[fact.id]?.includes(port));
      return [
        ...told.filter((port) => !here.includes(port)).map((port) => `${fact.id}: ${port} is missing`),
        ...(isSure(fact, 'defaultPorts') ? more : []).map((port) => `${fact.id}: ${port} is not in the facts`),
      ];
    });
    assert.deepEqual(differing, []);
  });

  test('with their health endpoint', () => {
    const text = (health: Fact['healthEndpoint']) => (health ? `${health.path}:${health.port}` : 'none');
    const differing = sureOf('healthEndpoint').flatMap(({ fact: { id }, value, helper }) => {
      const [told, here] = [HEALTHS[id] ?? text(value), text(helper.health)];
      return told === here ? [] : [`${id}: ${told}, here ${here}`];
    });
    assert.deepEqual(differing, []);
  });

  test('with the user of their image, and what they ask for', () => {
    const differing = [
      ...sureOf('runAsUser').filter(({ value, helper }) => value !== helper.user),
      ...sureOf('typicalResources').filter(({ value, helper }) => !isDeepStrictEqual(value, helper.resources)),
    ];
    assert.deepEqual(
      differing.map(({ fact: { id }, value }) => `${id}: ${JSON.stringify(value)}`),
      [],
    );
  });

  test('which are many', () => {
    const count = (field: keyof Fact) => sureOf(field).length;
    const ports = sureOf('defaultPorts').filter(({ value }) => value.length > 0).length;
    assert.ok(ports >= FLOORS.ports, `${ports} with ports`);
    assert.ok(count('healthEndpoint') >= FLOORS.healths, `${count('healthEndpoint')} with a health endpoint`);
    assert.ok(count('runAsUser') >= FLOORS.users, `${count('runAsUser')} with a user`);
    assert.ok(count('typicalResources') >= FLOORS.resources, `${count('typicalResources')} with resources`);
  });

  test('and says something of all that they say something of', () => {
    const silent = facts.flatMap((fact) => {
      const helper = CATALOG.byId(fact.id);
      const told = {
        stop: fact.gracefulShutdown,
        native: fact.nativeSidecarNotes,
        deprecated: fact.deprecated,
        health: fact.healthEndpoint,
      };
      const names = Object.keys(told) as (keyof typeof told)[];
      return names.filter((name) => told[name] !== undefined && !helper?.[name]).map((name) => `${fact.id}: ${name}`);
    });
    assert.deepEqual(silent, []);
  });

  test('verifies nothing that they doubt, unless it was read since', () => {
    const bold = facts.flatMap((fact) => {
      const helper = CATALOG.byId(fact.id);
      const fields = helper ? [helper, ...(helper.variants ?? [])].flatMap(verifiedOf) : [];
      const doubted = fields.filter((field) => {
        const name = field === 'health' ? 'healthEndpoint' : field === 'shell' ? null : 'defaultPorts';
        // They tell nothing of shells: of those they doubt only what they doubt as a whole.
        return name === null ? !fact.verified : !isSure(fact, name);
      });
      return doubted.map((field) => `${fact.id}: ${field}`);
    });
    const read = Object.entries(READ_SINCE).flatMap(([id, fields]) => fields.map((field) => `${id}: ${field}`));
    assert.deepEqual([...new Set(bold)].sort(), read.sort());
  });
});
