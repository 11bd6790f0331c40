import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type HoverOptions, markdownIn, meshed, pod } from './hover-support.ts';

const SHOP = '{name: shop, image: "acme/shop:1"}';
const POOL = 'image: "edoburu/pgbouncer:1"';
const DEPLOYMENT = (spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {}\n  template:\n    metadata: {labels: {app: d}}\n    spec: ${spec}\n`;

interface Claim {
  /** What common articles say, and where a reader meets it here. */
  readonly wrong: string;
  readonly text: string;
  readonly says: readonly (string | RegExp)[];
  readonly never: readonly RegExp[];
  readonly options?: HoverOptions;
}

const CLAIMS: readonly Claim[] = [
  {
    wrong: 'a sidecar ships what the application prints',
    text: pod({ containers: `${SHOP}, {name: «ship», image: "fluent/fluent-bit:3"}` }),
    says: ['It cannot read what `shop` prints to standard output'],
    never: [/ships? .*stdout/],
  },
  {
    wrong: 'the same, with a shared volume',
    text: pod({
      containers: `{name: shop, image: s, volumeMounts: [{name: l, mountPath: /l}]}, {name: «ship», image: "fluent/fluent-bit:3", volumeMounts: [{name: l, mountPath: /l}]}`,
      more: '  volumes: [{name: l, emptyDir: {}}]',
    }),
    says: ['It sees the files in `l`, not what `shop` prints to standard output.'],
    never: [/isolated/],
  },
  {
    wrong: 'a sidecar cannot hurt the application: its readiness',
    text: pod({ containers: `${SHOP}, {name: «pool», ${POOL}, readinessProbe: {tcpSocket: {port: 5432}}}` }),
    says: ['Its readiness counts for the whole pod'],
    never: [/cannot (?:impact|affect|hurt)/, /isolated/],
  },
  {
    wrong: 'its ports',
    text: pod({ containers: `${SHOP}, {name: pool, ${POOL}, ports: [{«containerPort»: 5432}]}` }),
    says: ['All containers of the pod have one network'],
    never: [/opens the port/],
  },
  {
    wrong: 'its memory: it gets the application killed',
    text: pod({
      containers: `{name: shop, image: s, resources: {limits: {memory: 1Gi}}}, {name: pool, ${POOL}, «resources»: {limits: {memory: 64Mi}}}`,
    }),
    says: ['Beyond its memory limit this container alone is killed, not the others.'],
    never: [/application is killed/],
  },
  {
    wrong: 'its memory: without a limit',
    text: pod({
      containers: `{name: shop, image: s, resources: {limits: {memory: 1Gi}}}, {name: pool, ${POOL}, «resources»: {requests: {memory: 64Mi}}}`,
    }),
    says: ['it cannot use up what is set for the others, but the memory of the node'],
    never: [/OOM/],
  },
  {
    wrong: 'its memory: with a limit of the pod',
    text: pod({
      containers: `${SHOP}, {name: pool, ${POOL}, «resources»: {requests: {memory: 64Mi}}}`,
      more: '  resources: {limits: {memory: 1Gi}}',
    }),
    says: ['The memory limit of the pod holds for all its containers together.'],
    never: [/this container alone/],
  },
  {
    wrong: 'a sidecar is updated without touching the application',
    text: DEPLOYMENT(`{containers: [${SHOP}, {name: pool, «image»: "edoburu/pgbouncer:1"}]}`),
    says: ['A new image here replaces the whole pod'],
    never: [/without (?:touching|restarting) the app/],
  },
  {
    wrong: 'a failing readiness probe restarts',
    text: pod({ containers: '{name: shop, image: s, «readinessProbe»: {httpGet: {port: 80}}}' }),
    says: ['If it fails, nothing is restarted.', 'The kubelet asks at the address of the pod, not on localhost.'],
    never: [/killed|started again/],
  },
  {
    wrong: 'probes go to loopback and past the proxy',
    text: meshed(pod({ containers: '{name: shop, image: s, livenessProbe: {«httpGet»: {port: 80}}}' })),
    says: ['at the address of the pod', 'Istio rewrites it by default'],
    never: [/bypass|iptables|past the proxy/, /use .*host: localhost/],
  },
  {
    wrong: '`host: localhost` helps',
    text: pod({ containers: '{name: shop, image: s, livenessProbe: {httpGet: {port: 80, host: «localhost»}}}' }),
    says: ['is then the node itself, not the pod', 'baseline'],
    never: [/reaches the container/],
  },
  {
    wrong: '`holdApplicationUntilProxyStarts` is a feature gate, and always holds',
    text: meshed(
      pod({ containers: SHOP }).replace(
        'labels: {',
        'annotations: {«proxy.istio.io/config»: "holdApplicationUntilProxyStarts: true"}, labels: {',
      ),
    ),
    says: ['`holdApplicationUntilProxyStarts` is ignored where', 'It depends: '],
    never: [/is a feature gate/],
  },
  {
    wrong: "Istio's admin port is 9901; sleep first, then drain",
    text: pod({
      containers: `${SHOP}, {name: istio-proxy, image: "istio/proxyv2:1", args: [proxy, sidecar], lifecycle: {«preStop»: {exec: {command: [sh, -c, "sleep 5 && curl -X POST localhost:9901/healthcheck/fail"]}}}}`,
    }),
    says: ["Istio's Envoy is on port 15000, not on 9901", 'It sleeps first and drains then: the other way round'],
    never: [/on port 9901\./],
  },
  {
    wrong: 'the right order of it is found fault with',
    text: pod({
      containers: `${SHOP}, {name: e, image: "envoyproxy/envoy:v1.30", lifecycle: {«preStop»: {exec: {command: [sh, -c, "curl -X POST localhost:9901/healthcheck/fail; sleep 5"]}}}}`,
    }),
    says: ['`preStop` runs when Kubernetes stops the container'],
    never: [/sleeps first/, /15000/],
  },
  {
    wrong: 'injection is switched by an annotation',
    text: pod({ containers: SHOP }).replace('labels: {', 'annotations: {«sidecar.istio.io/inject»: "true"}, labels: {'),
    says: ['by the *label* of this name'],
    never: [/this annotation (?:adds|injects)/],
  },
  {
    wrong: 'native sidecars run their preStop when their turn comes',
    text: pod({
      init: `{name: pool, ${POOL}, restartPolicy: Always, lifecycle: {«preStop»: {sleep: {seconds: 5}}}}`,
      containers: SHOP,
    }),
    says: ['It begins as soon as the pod begins to terminate', 'SIGTERM comes only when that has ended'],
    never: [/after the application has (?:ended|stopped)/],
  },
  {
    wrong: 'they stop in the order of the list',
    text: pod({
      init: '{name: a, image: a, restartPolicy: Always}, {name: b, image: b, restartPolicy: Always}',
      containers: SHOP,
      more: '  «terminationGracePeriodSeconds»: 30',
    }),
    says: ['`b` then `a` get SIGTERM, one after the other'],
    never: [/`a` then `b`/],
  },
  {
    wrong: 'a readinessProbe holds back what starts later',
    text: pod({
      init: `{name: pool, ${POOL}, restartPolicy: Always, «readinessProbe»: {tcpSocket: {port: 5432}}}`,
      containers: SHOP,
    }),
    says: ['It counts for the whole pod', 'It does not hold back what starts later: that takes a startupProbe.'],
    never: [/`shop` waits/],
  },
  {
    wrong: 'native sidecars are a field of 1.28',
    text: pod({ init: `{name: pool, ${POOL}, «restartPolicy»: Always}`, containers: SHOP }),
    says: ['On by default since Kubernetes 1.29, stable since 1.33.'],
    never: [/sidecarContainers/, /since (?:Kubernetes )?1\.28/],
  },
  {
    wrong: 'Always in `containers` makes a sidecar',
    text: pod({ containers: `${SHOP}, {name: pool, ${POOL}, «restartPolicy»: Always}` }),
    says: ['It makes no sidecar of it'],
    never: [/makes it a \*\*native sidecar/],
  },
  {
    wrong: 'a Job ends a classic sidecar',
    text: `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {template: {spec: {restartPolicy: Never, containers: [${SHOP}, {name: «pool», ${POOL}}]}}}\n`,
    says: ['The Job completes only when this container has ended'],
    never: [/The Job does not wait/],
  },
  {
    wrong: 'an exporter is an ambassador',
    text: pod({ containers: '{name: r, image: "redis:7"}, {name: «m», image: "oliver006/redis_exporter:v1"}' }),
    says: ['**`m`** · adapter'],
    never: [/ambassador/],
  },
  {
    wrong: 'Vault Agent that writes files is an ambassador',
    text: pod({ containers: `${SHOP}, {name: «vault-agent», image: "hashicorp/vault:1", args: [agent, -config=/c]}` }),
    says: ['**`vault-agent`** · configuration helper'],
    never: [/· ambassador/],
  },
  {
    wrong: 'ambient mode adds a sidecar',
    text: pod({ containers: SHOP }).replace('labels: {', 'labels: {«istio.io/dataplane-mode»: ambient, '),
    says: [/ztunnel/, /node/],
    never: [/adds `istio-proxy`/],
  },
  {
    wrong: 'a ConfigMap through a subPath or in variables is updated',
    text: pod({
      containers: '{name: shop, image: s, volumeMounts: [{name: c, mountPath: /c, «subPath»: x}]}',
      more: '  volumes: [{name: c, configMap: {name: c}}]',
    }),
    says: ['Changes of its source never arrive here'],
    never: [/after a while/],
  },
  {
    wrong: 'leaving `containerPort` out closes the port',
    text: pod({ containers: '{name: shop, image: s, ports: [{«containerPort»: 80}]}' }),
    says: ['it opens nothing, and leaving it out closes nothing'],
    never: [/exposes/],
  },
];

suite('what common articles get wrong', () => {
  for (const { wrong, text, says, never, options } of CLAIMS) {
    test(wrong, () => {
      const markdown = markdownIn(text, options);
      for (const wanted of says) {
        const found = typeof wanted === 'string' ? markdown.includes(wanted) : wanted.test(markdown);
        assert.ok(found, `${wanted}\nnot in\n${markdown}`);
      }
      for (const unwanted of never) assert.doesNotMatch(markdown, unwanted);
      assert.doesNotMatch(markdown, /\b(?:three|five|ten|\d+) (?:micro)?services\b/, 'no thresholds');
    });
  }
});
