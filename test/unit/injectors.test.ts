import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { expectedFor } from '../../server/src/features/expected.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { CATALOG } from '../../server/src/helpers/catalog.ts';
import { type Expected, expectedOf } from '../../server/src/helpers/expected.ts';
import { INJECTORS } from '../../server/src/helpers/injectors.ts';
import { mayHoldAsker } from '../../server/src/kubernetes/askers.ts';
import type { Pod } from '../../server/src/kubernetes/pod.ts';
import { ALONE, analysisOf, settings } from '../support.ts';

interface Meta {
  readonly labels?: string;
  readonly annotations?: string;
}

/** A Deployment whose pod template has the given labels and annotations, in flow style. */
function deploymentWith(
  { labels = '', annotations = '' }: Meta,
  spec = 'containers: [{name: web, image: acme/web}]',
): Pod {
  const metadata = `{labels: {${labels}}, annotations: {${annotations}}}`;
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {}\n  template:\n    metadata: ${metadata}\n    spec: {${spec}}\n`;
  const [team] = analysisOf(text).teams;
  assert.ok(team, text);
  return team.pod;
}

function short({ name, lifecycle, end }: Expected): string {
  return [name, lifecycle, ...(end ? [end] : [])].join(' ');
}

const ISTIO = 'sidecar.istio.io/inject: "true"';
const LINKERD = 'linkerd.io/inject: enabled';
const VAULT = 'vault.hashicorp.com/agent-inject: "true"';

suite('containers that injectors will add', () => {
  const cases: readonly {
    readonly name: string;
    readonly meta: Meta;
    readonly spec?: string;
    readonly kubernetes?: number;
    readonly meshNative?: boolean;
    readonly expected: readonly string[];
  }[] = [
    { name: 'nothing', meta: {}, expected: [] },
    {
      name: 'Istio, native: redirection and proxy before all else',
      meta: { labels: ISTIO },
      expected: ['istio-init init first', 'istio-proxy native-sidecar first'],
    },
    {
      name: 'Istio before 1.33: classic',
      meta: { labels: ISTIO },
      kubernetes: 32,
      expected: ['istio-init init last', 'istio-proxy container last'],
    },
    {
      name: 'Istio before 1.33, asked for a native sidecar',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/nativeSidecar: "true"' },
      kubernetes: 30,
      expected: ['istio-init init first', 'istio-proxy native-sidecar first'],
    },
    {
      name: 'no native sidecars before 1.29, whatever is asked',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/nativeSidecar: "true"' },
      kubernetes: 28,
      expected: ['istio-init init last', 'istio-proxy container last'],
    },
    {
      name: 'Istio, asked for no native sidecar',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/nativeSidecar: "false"' },
      expected: ['istio-init init last', 'istio-proxy container last'],
    },
    {
      name: 'Istio, where the people know that it injects classic ones',
      meta: { labels: ISTIO },
      meshNative: false,
      expected: ['istio-init init last', 'istio-proxy container last'],
    },
    {
      name: 'a pod asks louder than the people',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/nativeSidecar: "true"' },
      meshNative: false,
      expected: ['istio-init init first', 'istio-proxy native-sidecar first'],
    },
    {
      name: 'Istio, holding the application back',
      meta: { labels: ISTIO, annotations: 'proxy.istio.io/config: \'{"holdApplicationUntilProxyStarts": true}\'' },
      kubernetes: 31,
      expected: ['istio-init init last', 'istio-proxy container first'],
    },
    {
      name: 'Istio without interception',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/interceptionMode: NONE' },
      expected: ['istio-proxy native-sidecar first'],
    },
    { name: 'Istio: an annotation where a label is needed', meta: { annotations: ISTIO }, expected: [] },
    {
      name: 'Istio: the label wins over the annotation',
      meta: { labels: 'sidecar.istio.io/inject: "false"', annotations: ISTIO },
      expected: [],
    },
    {
      name: 'Istio: a revision asks, too',
      meta: { labels: 'istio.io/rev: canary' },
      expected: ['istio-init init first', 'istio-proxy native-sidecar first'],
    },
    {
      name: 'Istio: but not against the switch',
      meta: { labels: 'istio.io/rev: canary, sidecar.istio.io/inject: "false"' },
      expected: [],
    },
    {
      name: 'Istio: nor in the ambient mode',
      meta: { labels: 'istio.io/rev: canary, istio.io/dataplane-mode: ambient' },
      expected: [],
    },
    {
      name: 'Istio: pods on the network of the node get nothing',
      meta: { labels: ISTIO },
      spec: 'hostNetwork: true, containers: [{name: web, image: acme/web}]',
      expected: [],
    },
    {
      name: 'Istio: a gateway is its own proxy',
      meta: { labels: ISTIO, annotations: 'inject.istio.io/templates: gateway' },
      expected: [],
    },
    {
      name: 'Istio: what is written is not expected',
      meta: { labels: ISTIO },
      spec: 'containers: [{name: web, image: acme/web}, {name: istio-proxy, image: auto}]',
      expected: ['istio-init init first'],
    },
    {
      name: 'Istio: nor what stands in for it',
      meta: { labels: ISTIO },
      spec: 'initContainers: [{name: istio-validation, image: i}], containers: [{name: web, image: acme/web}]',
      expected: ['istio-proxy native-sidecar first'],
    },
    { name: 'a value that is filled in later', meta: { labels: `sidecar.istio.io/inject: "\${MESH}"` }, expected: [] },
    {
      name: 'Linkerd',
      meta: { annotations: LINKERD },
      expected: ['linkerd-init init', 'linkerd-proxy native-sidecar'],
    },
    {
      name: 'Linkerd, by the older name of the annotation, with its tools',
      meta: {
        annotations: `linkerd.io/inject: ingress, config.alpha.linkerd.io/proxy-enable-native-sidecar: "false", config.linkerd.io/enable-debug-sidecar: "true"`,
      },
      expected: ['linkerd-init init', 'linkerd-proxy container', 'linkerd-debug container'],
    },
    {
      name: 'Linkerd: the newest name of the annotation wins',
      meta: {
        annotations: `${LINKERD}, config.alpha.linkerd.io/proxy-enable-native-sidecar: "false", config.linkerd.io/proxy-enable-native-sidecar: "true"`,
      },
      expected: ['linkerd-init init', 'linkerd-proxy native-sidecar'],
    },
    { name: 'Linkerd, off', meta: { annotations: 'linkerd.io/inject: disabled' }, expected: [] },
    { name: 'Linkerd: a label does nothing', meta: { labels: LINKERD }, expected: [] },
    {
      name: 'Kuma',
      meta: { labels: 'kuma.io/sidecar-injection: enabled' },
      expected: ['kuma-init init first', 'kuma-sidecar native-sidecar first'],
    },
    {
      name: 'Kuma, classic',
      meta: { labels: 'kuma.io/sidecar-injection: enabled' },
      kubernetes: 28,
      expected: ['kuma-init init last', 'kuma-sidecar container first'],
    },
    {
      name: 'Kuma, classic, its init container first',
      meta: { labels: 'kuma.io/sidecar-injection: enabled', annotations: 'kuma.io/init-first: "true"' },
      kubernetes: 28,
      expected: ['kuma-init init first', 'kuma-sidecar container first'],
    },
    {
      name: 'Kuma: an annotation does nothing',
      meta: { annotations: 'kuma.io/sidecar-injection: enabled' },
      expected: [],
    },
    {
      name: 'Consul: native only where it is asked',
      meta: { annotations: 'consul.hashicorp.com/connect-inject: "true"' },
      expected: ['consul-connect-inject-init init', 'consul-dataplane container'],
    },
    {
      name: 'Consul, asked',
      meta: {
        annotations:
          'consul.hashicorp.com/connect-inject: "true", consul.hashicorp.com/enable-consul-dataplane-as-sidecar: "true"',
      },
      expected: ['consul-connect-inject-init init', 'consul-dataplane native-sidecar'],
    },
    { name: 'Dapr', meta: { annotations: 'dapr.io/enabled: "true"' }, expected: ['daprd container'] },
    { name: 'Dapr, off', meta: { annotations: 'dapr.io/enabled: "false"' }, expected: [] },
    {
      name: 'Vault: never native',
      meta: { annotations: VAULT },
      expected: ['vault-agent-init init last', 'vault-agent container last'],
    },
    {
      name: 'Vault, for a Job, before the other init containers',
      meta: {
        annotations: `${VAULT}, vault.hashicorp.com/agent-pre-populate-only: "true", vault.hashicorp.com/agent-init-first: "true"`,
      },
      expected: ['vault-agent-init init first'],
    },
    {
      name: 'Vault, without its init container',
      meta: { annotations: `${VAULT}, vault.hashicorp.com/agent-pre-populate: "false"` },
      expected: ['vault-agent container last'],
    },
    {
      name: 'Vault, in a pod that it has been at',
      meta: { annotations: `${VAULT}, vault.hashicorp.com/agent-inject-status: injected` },
      expected: [],
    },
    {
      name: 'Bank-Vaults: a variable that only it can read',
      meta: {},
      spec: 'containers: [{name: web, image: w, env: [{name: PASSWORD, value: "vault:secret/data/db#password"}]}]',
      expected: ['copy-vault-env init first'],
    },
    {
      name: 'Bank-Vaults, told to leave the pod alone',
      meta: { annotations: 'vault.security.banzaicloud.io/mutate: skip' },
      spec: 'containers: [{name: web, image: w, env: [{name: PASSWORD, value: "vault:secret/data/db#password"}]}]',
      expected: [],
    },
    {
      name: 'Bank-Vaults: consul-template once, or all the time',
      meta: {
        annotations:
          'vault.security.banzaicloud.io/vault-ct-configmap: c, vault.security.banzaicloud.io/vault-ct-once: "true"',
      },
      expected: ['vault-agent init first', 'consul-template init first'],
    },
    {
      name: 'OpenTelemetry: any collector but false',
      meta: { annotations: 'sidecar.opentelemetry.io/inject: my-collector' },
      expected: ['otc-container native-sidecar last'],
    },
    {
      name: 'OpenTelemetry, classic, off, and auto-instrumentation of two languages',
      meta: {
        annotations:
          'sidecar.opentelemetry.io/inject: "false", instrumentation.opentelemetry.io/inject-java: "true", instrumentation.opentelemetry.io/inject-go: ns/name',
      },
      expected: [
        'opentelemetry-auto-instrumentation-java init last',
        'opentelemetry-auto-instrumentation container last',
      ],
    },
    {
      name: 'Datadog: a library only with the label',
      meta: { annotations: 'admission.datadoghq.com/java-lib.version: v1' },
      expected: [],
    },
    {
      name: 'Datadog: two libraries, one injector',
      meta: {
        labels: 'admission.datadoghq.com/enabled: "true"',
        annotations: 'admission.datadoghq.com/java-lib.version: v1, admission.datadoghq.com/js-lib.custom-image: i',
      },
      expected: ['datadog-init-apm-inject init', 'datadog-lib-java-init init', 'datadog-lib-js-init init'],
    },
    {
      name: 'Datadog: the agent',
      meta: { labels: 'agent.datadoghq.com/sidecar: fargate' },
      expected: ['datadog-agent-injected container last'],
    },
    {
      name: 'Cloud Storage FUSE, against native sidecars',
      meta: { annotations: 'gke-gcsfuse/volumes: "true", gke-gcsfuse/enable-native-sidecar: "false"' },
      expected: ['gke-gcsfuse-sidecar container first'],
    },
    {
      name: 'Azure: the annotation alone counts, with the label',
      meta: {
        labels: 'azure.workload.identity/use: "true"',
        annotations: 'azure.workload.identity/inject-proxy-sidecar: "false"',
      },
      expected: ['azwi-proxy-init init last', 'azwi-proxy native-sidecar first'],
    },
    {
      name: 'Azure before 1.32',
      meta: {
        labels: 'azure.workload.identity/use: "true"',
        annotations: 'azure.workload.identity/inject-proxy-sidecar: "true"',
      },
      kubernetes: 31,
      expected: ['azwi-proxy-init init last', 'azwi-proxy container first'],
    },
    {
      name: 'several at once',
      meta: { labels: ISTIO, annotations: VAULT },
      expected: [
        'istio-init init first',
        'istio-proxy native-sidecar first',
        'vault-agent-init init last',
        'vault-agent container last',
      ],
    },
    {
      name: 'names of objects',
      meta: { labels: 'constructor: "true"', annotations: '__proto__: "true"' },
      expected: [],
    },
  ];
  for (const { name, meta, spec, kubernetes = 35, meshNative = null, expected } of cases) {
    test(name, () => {
      assert.deepEqual(expectedOf(deploymentWith(meta, spec), CATALOG, kubernetes, meshNative).map(short), expected);
    });
  }
});

suite('what added containers ask for', () => {
  const cases: readonly {
    readonly name: string;
    readonly meta: Meta;
    readonly container: string;
    readonly requests: Readonly<Record<string, string>>;
    readonly limits: Readonly<Record<string, string>>;
  }[] = [
    {
      name: 'Istio, its defaults',
      meta: { labels: ISTIO },
      container: 'istio-proxy',
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '2000m', memory: '1024Mi' },
    },
    {
      name: 'Istio: one annotation drops all defaults',
      meta: { labels: ISTIO, annotations: 'sidecar.istio.io/proxyMemoryLimit: 256Mi' },
      container: 'istio-proxy',
      requests: {},
      limits: { memory: '256Mi' },
    },
    {
      name: 'Linkerd asks for nothing unless it is told to',
      meta: { annotations: `${LINKERD}, config.linkerd.io/proxy-cpu-request: 20m` },
      container: 'linkerd-proxy',
      requests: { cpu: '20m' },
      limits: {},
    },
    {
      name: 'Vault: each annotation by itself',
      meta: { annotations: `${VAULT}, vault.hashicorp.com/agent-limits-mem: 64Mi` },
      container: 'vault-agent',
      requests: { cpu: '250m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '64Mi' },
    },
    {
      name: 'FUSE: a limit is the request, too; 0 is no limit',
      meta: { annotations: 'gke-gcsfuse/volumes: "true", gke-gcsfuse/cpu-limit: "1", gke-gcsfuse/memory-limit: "0"' },
      container: 'gke-gcsfuse-sidecar',
      requests: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '5Gi' },
      limits: { cpu: '1', 'ephemeral-storage': '5Gi' },
    },
  ];
  for (const { name, meta, container, requests, limits } of cases) {
    test(name, () => {
      const found = expectedOf(deploymentWith(meta), CATALOG, 35).find((one) => one.name === container);
      assert.ok(found);
      assert.deepEqual(Object.fromEntries(found.requests), requests);
      assert.deepEqual(Object.fromEntries(found.limits), limits);
    });
  }
});

suite('how injection is proven', () => {
  test('by the label and the annotations, with their places', () => {
    const pod = deploymentWith({
      labels: ISTIO,
      annotations: 'sidecar.istio.io/nativeSidecar: "true", sidecar.istio.io/proxyCPU: 1',
    });
    const proxy = expectedOf(pod, CATALOG, 35).find(({ name }) => name === 'istio-proxy');
    const { text } = pod.document;
    const told = proxy?.evidence.map(({ text: why, at }) => [why, at && text.slice(at.start, at.end)]);
    assert.deepEqual(told, [
      ['the label sidecar.istio.io/inject is "true"', 'sidecar.istio.io/inject'],
      ['the annotation sidecar.istio.io/nativeSidecar is "true"', 'sidecar.istio.io/nativeSidecar'],
      ['the annotation sidecar.istio.io/proxyCPU is "1"', 'sidecar.istio.io/proxyCPU'],
    ]);
    assert.deepEqual(proxy?.at, pod.labels.get('sidecar.istio.io/inject')?.key);
    assert.deepEqual(proxy?.depends, []);
    assert.equal(proxy?.helper?.id, 'istio-proxy');
  });

  test('labels of the workload itself do not count', () => {
    const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {${ISTIO}}, annotations: {${VAULT}}}\nspec:\n  selector: {}\n  template:\n    spec: {containers: [{name: web, image: w}]}\n`;
    const [team] = analysisOf(text).teams;
    assert.ok(team);
    assert.deepEqual(expectedOf(team.pod, CATALOG, 35), []);
  });

  test('nor those of the object of an operator', () => {
    const text = `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p, labels: {${ISTIO}}}\nspec: {containers: [{name: a, image: a}]}\n`;
    for (const { pod } of analysisOf(text).teams) assert.deepEqual(expectedOf(pod, CATALOG, 35), []);
  });

  for (const value of ['ambient', 'none', 'sidecar']) {
    test(`the ambient mode: ${value}`, () => {
      const pod = deploymentWith({ labels: `istio.io/dataplane-mode: ${value}` });
      assert.deepEqual(expectedOf(pod, CATALOG, 35), []);
    });
  }
});

/** What is expected of the pods of a file, as far as it comes from a namespace or an object that selects them. */
function expectedIn(...documents: readonly string[]): readonly Expected[] {
  const file = analyseFile(documents.join('\n---\n'), ALONE);
  return file.flatMap(({ analysis }) => analysis.teams.flatMap((team) => expectedFor(team, settings())));
}

function namesIn(...documents: readonly string[]): string[] {
  return expectedIn(...documents).map(({ name }) => name);
}

const namespace = (name: string, { labels = '', annotations = '' }: Meta) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}, annotations: {${annotations}}}`;

const deployment = (metadata: string, { labels = '', annotations = '' }: Meta = {}) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {${metadata}}\nspec: {template: {metadata: {labels: {${labels}}, annotations: {${annotations}}}, spec: {containers: [{name: web, image: acme/web}]}}}`;

const listOf = (...objects: readonly string[]) =>
  `apiVersion: v1\nkind: List\nitems:\n${objects.map((object) => `  - ${object.replaceAll('\n', '\n    ')}`).join('\n')}`;

suite('what the Namespace of a pod asks for', () => {
  const WEB = deployment('name: web, namespace: shop');
  const ISTIO_ADDS = ['istio-init', 'istio-proxy'];
  const cases: readonly {
    readonly name: string;
    readonly labels?: string;
    readonly annotations?: string;
    readonly of?: string;
    readonly pod?: string;
    readonly expected: readonly string[];
  }[] = [
    { name: 'Istio', labels: 'istio-injection: enabled', expected: ISTIO_ADDS },
    { name: 'Istio, by a revision', labels: 'istio.io/rev: canary', expected: ISTIO_ADDS },
    { name: 'Istio: the ambient mode needs no sidecar', labels: 'istio.io/dataplane-mode: ambient', expected: [] },
    {
      name: 'Istio: a revision asks for none in the ambient mode',
      labels: 'istio.io/rev: canary, istio.io/dataplane-mode: ambient',
      expected: [],
    },
    {
      name: 'Istio: injection goes before the revision',
      labels: 'istio-injection: disabled, istio.io/rev: canary',
      expected: [],
    },
    { name: 'Istio: an annotation where a label is needed', annotations: 'istio-injection: enabled', expected: [] },
    { name: 'another namespace', labels: 'istio-injection: enabled', of: 'store', expected: [] },
    {
      name: 'none is the one that a cluster starts with',
      labels: 'istio-injection: enabled',
      of: 'default',
      pod: deployment('name: web'),
      expected: ISTIO_ADDS,
    },
    {
      name: 'and no other',
      labels: 'istio-injection: enabled',
      pod: deployment('name: web'),
      expected: [],
    },
    {
      name: 'Istio: a pod may refuse',
      labels: 'istio-injection: enabled',
      pod: deployment('name: web, namespace: shop', { labels: 'sidecar.istio.io/inject: "false"' }),
      expected: [],
    },
    {
      name: 'Istio: by the annotation, too, once the webhook was called',
      labels: 'istio-injection: enabled',
      pod: deployment('name: web, namespace: shop', { annotations: 'sidecar.istio.io/inject: "false"' }),
      expected: [],
    },
    {
      name: 'Istio: but a pod gets none where its namespace forbids it',
      labels: 'istio-injection: disabled',
      pod: deployment('name: web, namespace: shop', { labels: ISTIO }),
      expected: [],
    },
    { name: 'Linkerd', annotations: LINKERD, expected: ['linkerd-init', 'linkerd-proxy'] },
    {
      name: 'Linkerd: a pod may refuse',
      annotations: LINKERD,
      pod: deployment('name: web, namespace: shop', { annotations: 'linkerd.io/inject: disabled' }),
      expected: [],
    },
    {
      name: 'Linkerd: or ask where its namespace does not',
      annotations: 'linkerd.io/inject: disabled',
      pod: deployment('name: web, namespace: shop', { annotations: LINKERD }),
      expected: ['linkerd-init', 'linkerd-proxy'],
    },
  ];
  for (const { name, labels = '', annotations = '', of = 'shop', pod = WEB, expected } of cases) {
    test(name, () => {
      const asking = namespace(of, { labels, annotations });
      assert.deepEqual(namesIn(asking, pod), expected);
      assert.deepEqual(namesIn(pod, asking), expected);
      assert.deepEqual(namesIn(listOf(asking, pod)), expected);
    });
  }

  test('is told with its place', () => {
    const proxy = expectedIn(WEB, namespace('shop', { labels: 'istio-injection: enabled' }))[1];
    const [reason] = proxy?.evidence ?? [];
    assert.equal(reason?.text, 'the label istio-injection of the Namespace shop is "enabled"');
    assert.equal(reason.at && reason.document?.text.slice(reason.at.start, reason.at.end), 'istio-injection');
    assert.equal(proxy && WEB.slice(proxy.at.start, proxy.at.end), 'spec');
  });

  test('is told at its place in the same document', () => {
    const list = listOf(WEB, namespace('shop', { labels: 'istio-injection: enabled' }));
    const proxy = expectedIn(list)[1];
    assert.equal(proxy && list.slice(proxy.at.start, proxy.at.end), 'istio-injection');
    assert.equal(proxy?.evidence[0]?.document, undefined);
  });
});

suite('what an AuthProxyWorkload asks for', () => {
  const WEB = deployment('name: web, namespace: shop, labels: {app: web, tier: front}');
  const proxying = (selector: string, metadata = 'name: db, namespace: shop', version = 'v1') =>
    `apiVersion: cloudsql.cloud.google.com/${version}\nkind: AuthProxyWorkload\nmetadata: {${metadata}}\nspec: {workloadSelector: {${selector}}, instances: [{connectionString: "p:r:i", port: 5432}]}`;
  const cases: readonly { readonly name: string; readonly asking: string; readonly expected: readonly string[] }[] = [
    { name: 'by kind and name', asking: proxying('kind: Deployment, name: web'), expected: ['csql-shop-db'] },
    { name: 'another name', asking: proxying('kind: Deployment, name: api'), expected: [] },
    { name: 'another kind', asking: proxying('kind: StatefulSet, name: web'), expected: [] },
    {
      name: 'by labels of the workload',
      asking: proxying('kind: Deployment, selector: {matchLabels: {app: web, tier: front}}'),
      expected: ['csql-shop-db'],
    },
    {
      name: 'all of them must be there',
      asking: proxying('kind: Deployment, selector: {matchLabels: {app: web, tier: back}}'),
      expected: [],
    },
    {
      name: 'nothing is concluded from expressions',
      asking: proxying(
        'kind: Deployment, selector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}',
      ),
      expected: [],
    },
    { name: 'a selector without name and labels', asking: proxying('kind: Deployment'), expected: [] },
    {
      name: 'another namespace',
      asking: proxying('kind: Deployment, name: web', 'name: db, namespace: store'),
      expected: [],
    },
    {
      name: 'the namespace that the selector names',
      asking: proxying('kind: Deployment, name: web, namespace: shop', 'name: db, namespace: store'),
      expected: ['csql-store-db'],
    },
    {
      name: 'a kind of another group',
      asking: proxying('kind: Deployment, name: web').replace('apiVersion: ', 'apiVersion: example.com/v1 # no '),
      expected: [],
    },
  ];
  for (const { name, asking, expected } of cases) {
    test(name, () => {
      assert.deepEqual(namesIn(asking, WEB), expected);
      assert.deepEqual(namesIn(WEB, asking), expected);
      assert.deepEqual(namesIn(listOf(WEB, asking)), expected);
    });
  }

  test('is told with its place, and the ports', () => {
    const [proxy] = expectedIn(WEB, proxying('kind: Deployment, name: web'));
    assert.equal(proxy?.helper?.id, 'cloud-sql-proxy');
    assert.deepEqual(
      proxy.evidence.map(({ text, at, document }) => [text, at && document?.text.slice(at.start, at.end)]),
      [
        ['the AuthProxyWorkload db selects it', 'workloadSelector'],
        ['an instance is served on port 5432', '5432'],
      ],
    );
  });

  test('comes once for each of them', () => {
    const asking = ['db', 'users'].map((name) =>
      proxying('kind: Deployment, name: web', `name: ${name}, namespace: shop`),
    );
    assert.deepEqual(namesIn(...asking, WEB), ['csql-shop-db', 'csql-shop-users']);
  });

  test('is not expected where it is written', () => {
    const written = WEB.replace('image: acme/web}', 'image: acme/web}, {name: csql-shop-db, image: p}');
    assert.deepEqual(namesIn(proxying('kind: Deployment, name: web'), written), []);
  });
});

suite('the table of injectors', () => {
  test('has each id once, and something to add', () => {
    assert.equal(new Set(INJECTORS.map(({ id }) => id)).size, INJECTORS.length);
    for (const { id, containers, switches, selectedBy } of INJECTORS) {
      assert.ok(containers.length > 0 && (switches.length > 0 || selectedBy), id);
    }
  });

  test('says where each fact comes from', () => {
    for (const { id, source, docs } of INJECTORS) {
      assert.match(docs, /^https:\/\//, id);
      assert.ok(source.length > 10, id);
    }
  });

  test('asks a Namespace for nothing that a look at its text does not find', () => {
    const switches = INJECTORS.flatMap((injector) => injector.namespace?.switches ?? []);
    assert.ok(switches.length > 0);
    for (const { key } of switches) assert.ok(mayHoldAsker(namespace('shop', { labels: `${key}: a` })), key);
    assert.ok(!mayHoldAsker(namespace('istio', {})));
  });

  test('knows the helpers of the meshes', () => {
    for (const id of ['istio', 'linkerd', 'kuma', 'consul', 'dapr', 'vault']) {
      const injector = INJECTORS.find((one) => one.id === id);
      const helping = injector?.containers.filter(({ kind, when }) => kind === 'helper' && !(id === 'linkerd' && when));
      for (const { helper } of helping ?? []) assert.ok(helper && CATALOG.byId(helper), `${id}: ${helper}`);
    }
  });
});
