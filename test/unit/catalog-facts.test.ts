import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import type { Pattern } from '../../server/src/helpers/helper.ts';
import { parseImage } from '../../server/src/helpers/image.ts';
import { readShared, shared } from '../support.ts';

/** An entry of the facts, as far as it is checked here. */
interface Fact {
  readonly id: string;
  readonly patterns: readonly string[];
  readonly role: string;
  readonly direction: string;
  readonly tagGlob?: readonly string[];
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

/** What may stand for a star in the name of an image. */
const STARS = ['', 'x', '-17', 'entrypoint', 'entrypoint-0a1b'];

const file = shared('facts', 'helper-catalog.json');
const facts: readonly Fact[] = file === null ? [] : JSON.parse(readShared('facts', 'helper-catalog.json'));

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
});
