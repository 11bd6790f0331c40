import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { INJECTORS } from '../../server/src/helpers/injectors.ts';
import { hoverIn, markdownIn } from './hover-support.ts';

interface Made {
  readonly labels?: string;
  readonly annotations?: string;
  readonly spec?: string;
  readonly kind?: 'Deployment' | 'Job';
}

/** A workload in flow style; the mark stands wherever the parts have it. */
function made({ labels = 'app: web', annotations = '', spec, kind = 'Deployment' }: Made): string {
  const pod = spec ?? 'containers: [{name: web, image: acme/web, ports: [{containerPort: 8080}]}]';
  const [group, more] = kind === 'Job' ? ['batch', ''] : ['apps', '  selector: {}\n'];
  return `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${more}  template:\n    metadata:\n      labels: {${labels}}\n      annotations: {${annotations}}\n    spec: {${pod}}\n`;
}

const JOB = { kind: 'Job', spec: 'restartPolicy: Never, containers: [{name: web, image: acme/web}]' } as const;

suite('what hovers say about labels and annotations', () => {
  const cases: readonly {
    readonly name: string;
    readonly of: Made;
    readonly kubernetes?: number;
    readonly says: readonly string[];
    readonly not?: readonly string[];
  }[] = [
    {
      name: 'Istio, on: what comes, where, and what it costs',
      of: {
        labels: '«sidecar.istio.io/inject»: "true"',
        spec: 'initContainers: [{name: migrate, image: m}], containers: [{name: web, image: w}]',
      },
      says: [
        '**Istio** · `sidecar.istio.io/inject`: `true`',
        '`istio-init` (or `istio-validation`) is added',
        'a native sidecar, first in `initContainers`. It starts before the application and stops after it. It requests `100m` CPU and `128Mi` memory.',
        '`migrate` starts behind it, and uses the mesh already.',
        'It depends: Istio injects native sidecars by default since 1.27.',
      ],
    },
    {
      name: 'Istio, classic, in a Job',
      of: { ...JOB, labels: 'sidecar.istio.io/inject: «"true"»' },
      kubernetes: 31,
      says: [
        'an ordinary container, last in `containers`',
        'the Job does not complete while it runs',
        '`/quitquitquit`',
      ],
    },
    {
      name: 'Istio, off',
      of: { labels: '«sidecar.istio.io/inject»: "false"' },
      says: ['Istio adds nothing to this pod'],
    },
    {
      name: 'a gateway of Kuma',
      of: { annotations: '«kuma.io/gateway»: enabled' },
      says: ['`enabled` makes the pod a gateway: what comes in reaches the application past the proxy'],
    },
    {
      name: 'where the proxy of Istio gets its configuration',
      of: { annotations: '«sidecar.istio.io/discoveryAddress»: "istiod:15012"' },
      says: ['The address of the control plane from which `istio-proxy` gets its configuration.'],
    },
    {
      name: 'what the proxy of Istio counts',
      of: { annotations: '«sidecar.istio.io/statsInclusionPrefixes»: "cluster.outbound"' },
      says: ['Statistics of Envoy whose names begin so are kept, too'],
    },
    {
      name: 'Istio, as an annotation',
      of: { annotations: '«sidecar.istio.io/inject»: "true"' },
      says: ['Istio selects pods by the *label* of this name', 'none is expected here'],
    },
    {
      name: 'Istio, on the network of the node',
      of: {
        labels: '«sidecar.istio.io/inject»: "true"',
        spec: 'hostNetwork: true, containers: [{name: web, image: w}]',
      },
      says: ['`hostNetwork`', 'leaves such pods alone'],
      not: ['is added'],
    },
    {
      name: 'Istio, laid over what is written',
      of: {
        labels: '«sidecar.istio.io/inject»: "true"',
        spec: 'containers: [{name: web, image: w}, {name: istio-proxy, image: auto}]',
      },
      says: ['`istio-proxy` is written here: Istio does not add a second one'],
    },
    {
      name: 'a value that is none',
      of: { labels: '«sidecar.istio.io/inject»: maybe' },
      says: ['is not known here. It knows `true`.'],
    },
    {
      name: 'the four annotations of Istio: one drops the defaults',
      of: { labels: 'sidecar.istio.io/inject: "true"', annotations: '«sidecar.istio.io/proxyCPU»: 50m' },
      says: ['`istio-proxy` then requests `50m` CPU, and has no limits.', 'none of these is left'],
    },
    {
      name: 'resources of a proxy that nothing asks for',
      of: { annotations: '«config.linkerd.io/proxy-cpu-request»: 50m' },
      says: ['which nothing in this pod asks for; its namespace may'],
    },
    {
      name: 'native by annotation',
      of: {
        labels: 'sidecar.istio.io/inject: "true"',
        annotations: '«sidecar.istio.io/nativeSidecar»: "true"',
      },
      kubernetes: 30,
      says: ['`istio-proxy` comes as a native sidecar, first', '`holdApplicationUntilProxyStarts` is ignored then'],
    },
    {
      name: 'native by annotation, too early',
      of: { annotations: '«sidecar.istio.io/nativeSidecar»: "true"' },
      kubernetes: 28,
      says: ['since Kubernetes 1.29; this is read for 1.28'],
    },
    {
      name: 'holding the application back, native',
      of: { annotations: '«proxy.istio.io/config»: "holdApplicationUntilProxyStarts: true"' },
      says: [
        '`holdApplicationUntilProxyStarts` is ignored where the proxy comes as a native sidecar, as is expected here: then the order of the list and its startup probe hold the application back.',
        'It depends: Istio injects native sidecars by default since 1.27.',
      ],
      not: ['moves `istio-proxy`'],
    },
    {
      name: 'the same, where the pod decides it',
      of: {
        labels: 'sidecar.istio.io/inject: "true"',
        annotations:
          'sidecar.istio.io/nativeSidecar: "true", «proxy.istio.io/config»: "holdApplicationUntilProxyStarts: true"',
      },
      says: ['`holdApplicationUntilProxyStarts` is ignored: the proxy comes as a native sidecar, so that'],
      not: ['It depends'],
    },
    {
      name: 'the same, where the proxy is written',
      of: {
        annotations: '«proxy.istio.io/config»: "holdApplicationUntilProxyStarts: true"',
        spec: 'initContainers: [{name: istio-proxy, image: auto, restartPolicy: Always}], containers: [{name: web, image: w}]',
      },
      says: ['is ignored: the proxy comes as a native sidecar'],
      not: ['It depends'],
    },
    {
      name: 'holding the application back, classic',
      of: { annotations: '«proxy.istio.io/config»: "holdApplicationUntilProxyStarts: true"' },
      kubernetes: 31,
      says: ['moves `istio-proxy` to the front of `containers`', 'no feature gate'],
      not: ['is ignored', 'It depends'],
    },
    {
      name: 'ports past the proxy: who listens there',
      of: { annotations: '«traffic.sidecar.istio.io/excludeInboundPorts»: "8080,9"' },
      says: ['past the proxy', 'Here listens `web` on 8080.'],
    },
    {
      name: 'probes, rewritten or not',
      of: { annotations: '«sidecar.istio.io/rewriteAppHTTPProbers»: "false"' },
      says: ['where mutual TLS is strict'],
    },
    {
      name: 'probes: what Go takes for true',
      of: { annotations: '«sidecar.istio.io/rewriteAppHTTPProbers»: "T"' },
      says: [],
      not: ['where mutual TLS is strict'],
    },
    {
      name: 'ambient: no sidecar',
      of: { labels: '«istio.io/dataplane-mode»: ambient' },
      says: ['without a sidecar: no container is added', 'waypoint'],
    },
    {
      name: 'Linkerd, off',
      of: { annotations: '«linkerd.io/inject»: disabled' },
      says: ['Linkerd adds nothing to this pod'],
    },
    {
      name: 'Linkerd as a label',
      of: { labels: '«linkerd.io/inject»: enabled' },
      says: ['reads it as an annotation of the pod template; as a label it adds no container'],
    },
    {
      name: 'Linkerd: waiting is for classic proxies',
      of: {
        annotations: 'config.linkerd.io/proxy-enable-native-sidecar: "false", «config.linkerd.io/proxy-await»: enabled',
      },
      says: ['first in `containers`'],
    },
    {
      name: 'Vault in a Job',
      of: { ...JOB, annotations: '«vault.hashicorp.com/agent-inject»: "true"' },
      says: ['the Job does not complete while it runs', '`vault.hashicorp.com/agent-pre-populate-only`'],
    },
    {
      name: 'a secret of Vault: where it is, who reads it',
      of: {
        annotations:
          'vault.hashicorp.com/agent-inject-file-db: pw, «vault.hashicorp.com/agent-inject-secret-db»: kv/db',
        spec: 'containers: [{name: web, image: w, args: ["--password=/vault/secrets/pw"]}]',
      },
      says: ['`/vault/secrets/pw`', '`web` names this file', 'one in memory'],
    },
    {
      name: 'Dapr: who answers',
      of: { annotations: 'dapr.io/enabled: "true", «dapr.io/app-port»: "8080"' },
      says: ['Here `web` listens on 8080.', '`/v1.0/healthz/outbound`'],
    },
    {
      name: 'Dapr: nobody answers',
      of: { annotations: '«dapr.io/app-port»: "9999"' },
      says: ['No container here is known to listen on 9999.'],
    },
    {
      name: 'Datadog: the label that a library needs',
      of: {
        labels: '«admission.datadoghq.com/enabled»: "true"',
        annotations: 'admission.datadoghq.com/java-lib.version: v1',
      },
      says: ['`datadog-lib-java-init` is added'],
    },
    {
      name: 'Datadog: a library without its label',
      of: { annotations: '«admission.datadoghq.com/java-lib.version»: v1' },
      says: ['only if the label `admission.datadoghq.com/enabled: "true"`'],
    },
    {
      name: 'containers that an annotation names',
      of: { annotations: '«instrumentation.opentelemetry.io/container-names»: "web,nope"' },
      says: ['It means `web`. No container here is called `nope`.'],
    },
    {
      name: 'the default container',
      of: { annotations: '«kubectl.kubernetes.io/default-container»: nope' },
      says: ['No container here is called `nope`.', 'Without it, it would be `web`'],
    },
    {
      name: 'Prometheus: who answers',
      of: { annotations: 'prometheus.io/scrape: "true", «prometheus.io/port»: "8080"' },
      says: ['Port 8080: here it is `web`'],
    },
    {
      name: 'Prometheus in a mesh: the agent of Istio takes over',
      of: { labels: 'sidecar.istio.io/inject: "true"', annotations: '«prometheus.io/port»: "8080"' },
      says: ['Istio points them to its own agent (port 15020)'],
    },
    {
      name: 'Prometheus, and no sidecar',
      of: { labels: 'sidecar.istio.io/inject: "false"', annotations: '«prometheus.io/port»: "8080"' },
      says: ['Port 8080: here it is `web`'],
      not: ['Istio'],
    },
    {
      name: 'Prometheus in a mesh that leaves metrics alone',
      of: {
        labels: 'sidecar.istio.io/inject: "true"',
        annotations: '«prometheus.io/port»: "8080", prometheus.istio.io/merge-metrics: "false"',
      },
      says: ['Port 8080: here it is `web`'],
      not: ['Istio'],
    },
    {
      name: 'our own: a role',
      of: { annotations: '«pod-patterns/role.web»: ambassador' },
      says: ['`web` is taken for what it says here: ambassador'],
    },
    {
      name: 'our own: a role that is none',
      of: { annotations: '«pod-patterns/role.web»: butler' },
      says: ['It is not understood'],
    },
    {
      name: 'our own: silence',
      of: { annotations: '«pod-patterns/ignore.web»: "port-conflict, nope"' },
      says: ['It means `web`.', '`port-conflict`: ', '`nope`: there is no such rule.'],
    },
    {
      name: 'App Mesh is gone',
      of: { annotations: '«appmesh.k8s.aws/sidecarInjectorWebhook»: enabled' },
      says: ['AWS ended App Mesh on 30 September 2026'],
    },
  ];
  for (const { name, of, kubernetes, says, not = [] } of cases) {
    test(name, () => {
      const markdown = markdownIn(made(of), kubernetes === undefined ? {} : { kubernetes });
      for (const line of says) assert.ok(markdown.includes(line), `"${line}" is not in\n${markdown}`);
      for (const line of not) assert.ok(!markdown.includes(line), `"${line}" is in\n${markdown}`);
    });
  }
});

suite('where labels and annotations are read', () => {
  const pod = 'spec: {restartPolicy: Never, containers: [{name: a, image: a}]}';
  const places: readonly { readonly name: string; readonly text: string }[] = [
    {
      name: "a Pod's own metadata",
      text: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations:\n    «linkerd.io/inject»: enabled\n${pod}\n`,
    },
    {
      name: 'a CronJob',
      text: `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {jobTemplate: {spec: {template: {metadata: {annotations: {linkerd.io/inject: «enabled»}}, ${pod}}}}}\n`,
    },
    {
      name: 'an item of a List',
      text: `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a, annotations: {«linkerd.io/inject»: enabled}}\n    ${pod}\n`,
    },
    {
      name: 'an alias',
      text: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  annotations: &meta {«linkerd.io/inject»: enabled}\nspec:\n  selector: {}\n  template:\n    metadata: {annotations: *meta}\n    ${pod}\n`,
    },
  ];
  for (const { name, text } of places) {
    test(name, () => assert.match(markdownIn(text), /^\*\*Linkerd\*\*/));
  }

  const nowhere: readonly { readonly name: string; readonly text: string }[] = [
    { name: 'a key that means nothing', text: made({ annotations: '«acme.example/team»: a' }) },
    { name: 'a key that objects have', text: made({ annotations: '«constructor»: a' }) },
    {
      name: 'the metadata of the workload itself',
      text: made({}).replace(
        'metadata: {name: web}',
        'metadata: {name: web, annotations: {«linkerd.io/inject»: enabled}}',
      ),
    },
    {
      name: 'the object of an operator',
      text: `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p, annotations: {«linkerd.io/inject»: enabled}}\nspec: {containers: [{name: a, image: a}]}\n`,
    },
  ];
  for (const { name, text } of nowhere) {
    test(`not: ${name}`, () => assert.equal(hoverIn(text), null));
  }

  test('an annotation of the workload that silences rules', () => {
    const text = made({}).replace('{name: web}', '{name: web, annotations: {«pod-patterns/ignore»: port-conflict}}');
    assert.match(markdownIn(text), /^\*\*Pod Patterns\*\*/);
  });
});

suite('hostile labels and annotations', () => {
  const keys = [
    ...INJECTORS.flatMap(({ switches, native }) => [...switches.map(({ key }) => key), ...(native?.keys ?? [])]),
    'proxy.istio.io/config',
    'prometheus.io/port',
    'dapr.io/app-port',
    'vault.hashicorp.com/agent-inject-secret-x`](http://evil.example)',
    'pod-patterns/role.[x](http://evil.example)',
    'pod-patterns/ignore.<b>',
  ];
  const values = ['', '"[a](http://evil.example)"', '"`<img src=x>`"', '{a: b}', `"${'9,'.repeat(5000)}"`, '1.5', '~'];
  test('never throw, and say nothing that is a link or markup of the file', () => {
    for (const key of keys) {
      for (const value of values) {
        for (const place of ['labels', 'annotations'] as const) {
          const text = made({ [place]: `«${JSON.stringify(key)}»: ${value}` });
          const markdown = hoverIn(text)?.markdown ?? '';
          const prose = markdown.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
          assert.ok(!prose.includes('](http://evil') && !prose.includes('<'), `${key}: ${value}\n${markdown}`);
          assert.ok(markdown.length < 5000, `${key}: ${markdown.length}`);
        }
      }
    }
  });
});

suite('what lists say about containers that are not written', () => {
  test('initContainers', () => {
    const text = made({
      labels: 'sidecar.istio.io/inject: "true"',
      spec: '«initContainers»: [{name: m, image: m}], containers: [{name: web, image: w}]',
    });
    assert.ok(
      markdownIn(text).includes(
        'Not written here: Istio adds `istio-init` (init container, before what is written here) and `istio-proxy` (native sidecar, before what is written here). Istio injects native sidecars by default since 1.27.',
      ),
    );
  });

  test('containers, and what comes before them where there is no other list', () => {
    const text = made({
      annotations: 'vault.hashicorp.com/agent-inject: "true"',
      spec: '«containers»: [{name: web, image: w}]',
    });
    const markdown = markdownIn(text);
    assert.ok(markdown.includes('Vault Agent Injector adds `vault-agent` (behind what is written here).'));
    assert.ok(markdown.includes('adds `vault-agent-init` (init container, behind what is written here).'));
  });
});
