import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bodyIn, type HoverOptions, markdownIn, meshed, pod } from './hover-support.ts';

const APP = '{name: shop, image: "acme/shop:1"}';
const POOL = 'image: "edoburu/pgbouncer:1"';
const DIALS = 'args: ["--db=localhost:5432"]';

const added = (annotations: string, text: string) =>
  meshed(text).replace('metadata: {', `metadata: {annotations: {${annotations}}, `);
const CLASSIC = 'sidecar.istio.io/nativeSidecar: "false"';

suite('what a card says, and what it leaves out', () => {
  const cases: readonly {
    readonly name: string;
    readonly text: string;
    readonly says?: readonly (string | RegExp)[];
    readonly not?: readonly (string | RegExp)[];
    readonly options?: HoverOptions;
  }[] = [
    {
      name: 'weak evidence is said to be weak',
      text: pod({ containers: `${APP}, {name: «sql-proxy», image: acme/own}` }),
      says: ['**`sql-proxy`** · probably an ambassador ·', 'Nothing stronger tells it'],
    },
    {
      name: 'an init container is one by its list; its helper may be a guess',
      text: pod({ init: '{name: «istio-init», image: acme/own}', containers: APP }),
      says: ['**`istio-init`** · init container · probably [Istio init]'],
    },
    {
      name: 'no evidence is said to be none',
      text: pod({ containers: `{name: «a», image: acme/a}, {name: b, image: acme/b}` }),
      says: ['here `a` and `b` are taken for it', '*Why:* nothing marks it as a helper.'],
    },
    {
      name: 'a database is as often the application',
      text: pod({ containers: `${APP}, {name: «db», image: "mysql:8"}` }),
      says: ['**`db`** · sidecar or application ·'],
      not: ['A sidecar helps'],
    },
    {
      name: "the user's own word",
      text: pod({ containers: `${APP}, {name: «b», image: acme/b}` }).replace(
        'name: shop,',
        'name: shop, annotations: {pod-patterns/role.b: adapter},',
      ),
      says: ['**`b`** · adapter', '*Why:* the annotation pod-patterns/role says so (line 3).'],
    },
    {
      name: 'a native sidecar that others dial, without a startup probe',
      text: pod({
        init: `{name: «pool», restartPolicy: Always, ${POOL}}`,
        containers: `{name: a, image: a, ${DIALS}}`,
      }),
      says: [
        '`a` waits only until it runs, not until it is ready: it has no startup probe.',
        'Without a startup probe, `a` may dial it before it listens.',
      ],
    },
    {
      name: 'the same, before native sidecars',
      text: pod({
        init: `{name: «pool», restartPolicy: Always, ${POOL}}`,
        containers: `{name: a, image: a, ${DIALS}}`,
      }),
      says: ['**Starts** as a native sidecar only since Kubernetes 1.29; 1.27 does not know the form.'],
      not: ['**Stops**', 'Without a startup probe'],
      options: { kubernetes: 27 },
    },
    {
      name: 'behind a feature gate',
      text: pod({ init: `{name: «pool», restartPolicy: Always, ${POOL}}`, containers: APP }),
      says: ['in 1.28 it is behind a feature gate that is off'],
      options: { kubernetes: 28 },
    },
    {
      name: 'a postStart hook is waited for',
      text: pod({
        init: `{name: «pool», restartPolicy: Always, ${POOL}, lifecycle: {postStart: {exec: {command: [wait]}}}}`,
        containers: `{name: a, image: a, ${DIALS}}`,
      }),
      says: ['`a` waits only until it runs and its postStart hook is done'],
      not: ['may dial it before it listens'],
    },
    {
      name: 'several native sidecars stop in reverse order',
      text: pod({
        init: '{name: «a», image: a, restartPolicy: Always}, {name: b, image: b, restartPolicy: Always}, {name: c, image: c, restartPolicy: Always}',
        containers: APP,
      }),
      says: ['**Stops** at the end of the pod, after `shop`, then `c` then `b`, behind it in the list.'],
    },
    {
      name: 'a native sidecar does not keep a pod from completing',
      text: pod({
        init: '{name: «a», image: a, restartPolicy: Always}',
        containers: APP,
        more: '  restartPolicy: Never',
      }),
      says: ['The pod completes without it.'],
    },
    {
      name: 'a pod that is always restarted has no end of its own',
      text: pod({ init: '{name: «a», image: a, restartPolicy: Always}', containers: APP }),
      not: ['completes'],
    },
    {
      name: 'an init container that fails ends a pod that is never restarted',
      text: pod({ init: '{name: «a», image: a}', containers: APP, more: '  restartPolicy: Never' }),
      says: ['If it fails, the pod fails.'],
    },
    {
      name: 'a probe cannot reach loopback',
      text: pod({
        containers: `${APP}, {name: «proxy», image: "gcr.io/x/cloud-sql-proxy:2", args: [--health-check, "p:r:d"], livenessProbe: {httpGet: {port: 9090}}}`,
      }),
      says: ["Its probe asks 9090 at the pod's address, but it listens there on loopback only: such a probe fails."],
    },
    {
      name: 'unless the probe names a host',
      text: pod({
        containers: `${APP}, {name: «proxy», image: "gcr.io/x/cloud-sql-proxy:2", args: [--health-check, "p:r:d"], livenessProbe: {httpGet: {port: 9090, host: 127.0.0.1}}}`,
      }),
      not: ['such a probe fails'],
    },
    {
      name: 'the readiness of a helper counts for the pod',
      text: pod({ containers: `${APP}, {name: «pool», ${POOL}, readinessProbe: {tcpSocket: {port: 5432}}}` }),
      says: ['Its readiness counts for the whole pod'],
    },
    {
      name: 'a helper that may write where it reads',
      text: pod({
        containers: `{name: a, image: a, volumeMounts: [{name: logs, mountPath: /l}]}, {name: «ship», image: "fluent/fluent-bit:3", volumeMounts: [{name: logs, mountPath: /l}]}`,
        more: '  volumes: [{name: logs, emptyDir: {}}]',
      }),
      says: [
        '**Shares** `logs` (`/l`, reads, though it may write): `a` writes it.',
        'It can write to `logs`, where it seems to read only',
      ],
    },
    {
      name: 'not where programs write by themselves',
      text: pod({
        containers: `{name: «a», image: a, volumeMounts: [{name: work, mountPath: /tmp}]}, {name: sync, image: "registry.k8s.io/git-sync/git-sync:v4", volumeMounts: [{name: work, mountPath: /tmp}]}`,
        more: '  volumes: [{name: work, emptyDir: {}}]',
      }),
      not: ['It can write to'],
    },
    {
      name: 'an agent that sees the logs of the node can read standard output',
      text: pod({
        containers: `{name: a, image: a}, {name: «ship», image: "fluent/fluent-bit:3", volumeMounts: [{name: logs, mountPath: /l}]}`,
        more: '  volumes: [{name: logs, hostPath: {path: /var/log}}]',
      }),
      not: ['standard output'],
    },
    {
      name: 'half a request',
      text: pod({ containers: `${APP}, {name: «pool», ${POOL}, resources: {limits: {memory: 1Gi}}}` }),
      says: ['It requests no CPU:'],
    },
    {
      name: 'a mesh set-up needs more than the baseline allows',
      text: pod({
        init: '{name: «i», image: a, securityContext: {capabilities: {add: [NET_ADMIN, CHOWN]}}}',
        containers: APP,
      }),
      says: ['It adds `NET_ADMIN`: namespaces with Pod Security `baseline` refuse that.'],
    },
    {
      name: 'a port that only its probe tells of is not its own if another one listens there',
      text: pod({
        containers: `{name: «a», image: a, livenessProbe: {httpGet: {port: 9808}}}, {name: p, image: "registry.k8s.io/sig-storage/livenessprobe:v2", ports: [{containerPort: 9808}]}`,
      }),
      not: ['**Listens**'],
    },
    {
      name: 'a socket is not written as a file is',
      text: pod({
        containers: `{name: «a», image: "registry.k8s.io/sig-storage/csi-resizer:v2", volumeMounts: [{name: s, mountPath: /csi}]}, {name: d, image: driver, args: [--endpoint=unix:///csi/csi.sock], volumeMounts: [{name: s, mountPath: /csi}]}`,
        more: '  volumes: [{name: s, emptyDir: {}}]',
      }),
      not: ['readOnly: true'],
    },
    {
      name: 'somebody dials nobody',
      text: pod({ containers: `{name: «a», image: a, ${DIALS}}` }),
      says: ['**Calls** localhost:5432, where no container here is known to listen.'],
    },
    {
      name: 'of many volumes only the names',
      text: pod({
        containers: `{name: «a», image: a, volumeMounts: [${[1, 2, 3, 4, 5, 6, 7].map((n) => `{name: v${n}, mountPath: /v${n}}`).join(', ')}]}`,
        more: `  volumes: [${[1, 2, 3, 4, 5, 6, 7].map((n) => `{name: v${n}, emptyDir: {}}`).join(', ')}]`,
      }),
      says: ['**Mounts** alone `v1`, `v2`, `v3`, `v4`, `v5` and 2 more.'],
    },
    {
      name: 'a template: nothing is concluded from what is missing',
      text: pod({
        init: `{name: «pool», restartPolicy: Always, ${POOL}}`,
        containers: `{name: a, image: a, ${DIALS}}`,
        more: '  {{- toYaml .Values.more | nindent 2 }}',
      }),
      says: [
        '**Starts** first of those that are written here.',
        'no startup probe is written here',
        '*Only a part of this pod is written here (a template fills in parts of it); the rest may differ.*',
      ],
      not: ['Watch for'],
    },
    {
      name: 'a patch',
      text: pod({ containers: '{name: «a», args: [x]}' }),
      says: ['(it is laid over another manifest)'],
    },
    {
      name: 'the step of a task',
      text: 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec:\n  steps: [{name: «a», image: a}, {name: b, image: b}]\n',
      says: ['**`a`** · step', 'Tekton runs the steps one after the other'],
      not: ['SIGTERM', 'same time'],
    },
    {
      name: 'a sidecar of a workflow',
      text: 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: w}\nspec:\n  templates: [{name: t, container: {image: a}, sidecars: [{name: «s», image: b}]}]\n',
      says: ['**`s`** · sidecar', 'it stands in `sidecars`', 'the controller of Workflow decides'],
    },
    {
      name: 'what is added starts first',
      text: meshed(pod({ containers: '{name: «shop», image: s}' })),
      says: ['**Starts** after `istio-init` and `istio-proxy`, which Istio adds.'],
      not: ['with the pod', 'before it', 'completes'],
    },
    {
      name: 'the same before what is written',
      text: meshed(pod({ init: '{name: «i», image: i}', containers: APP })),
      says: [
        '**Starts** first of those that are written here. `istio-init` and `istio-proxy`, which Istio adds, start before it. `shop` waits until it has ended with exit code 0.',
      ],
    },
    {
      name: 'and before the application behind them',
      text: meshed(pod({ init: '{name: i, image: i}', containers: '{name: «shop», image: s}, {name: b, image: b}' })),
      says: [
        '**Starts** as soon as `i` has ended with exit code 0, at the same time as `b`, in no guaranteed order. `istio-init` and `istio-proxy`, which Istio adds, start before it.',
      ],
    },
    {
      name: 'a classic one that is added starts at the same time, its init container behind those that are written',
      text: added(CLASSIC, pod({ containers: '{name: «shop», image: s}, {name: b, image: b}' })),
      says: [
        '**Starts** at the same time as `b` and the added `istio-proxy`, in no guaranteed order. `istio-init`, which Istio adds, starts before it.',
      ],
    },
    {
      name: 'so that an init container comes before it',
      text: added(CLASSIC, pod({ init: '{name: «i», image: i}', containers: APP })),
      says: ['**Starts** first. `shop` waits'],
      not: ['istio'],
    },
    {
      name: 'what comes at a place that is not known is not said to come first',
      text: pod({ init: '{name: «i», image: i}', containers: APP }).replace(
        'name: shop,',
        'name: shop, annotations: {linkerd.io/inject: enabled},',
      ),
      says: ['**Starts** first. `shop` waits'],
      not: ['linkerd'],
    },
    {
      name: 'a classic one that is added keeps a pod from completing',
      text: added(CLASSIC, pod({ containers: '{name: «shop», image: s}', more: '  restartPolicy: Never' })),
      says: ['**Stops:** The pod does not complete while `istio-proxy` runs, which Istio adds.'],
    },
    {
      name: 'a Job, too, whatever native sidecars are written',
      text: `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  template:\n    metadata: {labels: {sidecar.istio.io/inject: "true"}}\n    spec: {initContainers: [{name: n, image: n, restartPolicy: Always}], containers: [{name: «shop», image: s}]}\n`,
      says: ['The Job does not complete while `istio-proxy` runs, which Istio adds.'],
      not: ['completes when it has ended'],
      options: { kubernetes: 31 },
    },
    {
      name: 'a native one that is added does not',
      text: meshed(pod({ containers: '{name: «shop», image: s}', more: '  restartPolicy: Never' })),
      not: ['complete'],
    },
    {
      name: 'a box of tools has no summary, no page and no way to stop',
      text: pod({
        containers: `${APP}, {name: «box», image: busybox, command: [tail, -F, /l], volumeMounts: [{name: l, mountPath: /l}]}`,
        more: '  volumes: [{name: l, emptyDir: {}}]',
      }),
      says: ['**`box`** · '],
      not: ['As the first process', 'As a native sidecar', 'Follows a log file'],
    },
    {
      name: 'nor a user: that of its image tells nothing of the one that it runs as',
      text: pod({
        init: '{name: «fix-permissions», image: busybox, command: [chown, -R, "1", /d]}',
        containers: APP,
      }),
      says: ['**`fix-permissions`** · init container'],
      not: ['its user is', 'Gives the files'],
    },
    {
      name: 'nor a note',
      text: pod({ containers: `${APP}, {name: «netshoot», image: nicolaka/netshoot}` }),
      says: ['**`netshoot`** · '],
      not: ['**Note:**', 'Holds tools'],
    },
    {
      name: 'a new image of a helper replaces the pod of a Deployment',
      text: `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {}\n  template:\n    spec:\n      containers: [${APP}, {name: p, «image»: "edoburu/pgbouncer:1"}]\n`,
      says: ['A new image here replaces the whole pod: the application starts anew, too.'],
    },
  ];
  for (const { name, text, says = [], not = [], options } of cases) {
    test(name, () => {
      const body = bodyIn(text, options);
      for (const wanted of says) {
        assert.ok(typeof wanted === 'string' ? body.includes(wanted) : wanted.test(body), `${wanted}\nnot in\n${body}`);
      }
      for (const unwanted of not) {
        assert.ok(
          !(typeof unwanted === 'string' ? body.includes(unwanted) : unwanted.test(body)),
          `${unwanted}\nin\n${body}`,
        );
      }
    });
  }

  test('a box of tools has no link to its page', () => {
    const links = (image: string) =>
      markdownIn(pod({ containers: `${APP}, {name: «x», image: ${image}}` }))
        .split('\n')
        .at(-1) ?? '';
    assert.match(links('fluent/fluent-bit'), /^\[Fluent Bit\]/);
    assert.match(links('nicolaka/netshoot'), /^\[Containers of a Pod\]/);
  });

  test('it stays short, whatever the pod holds', () => {
    const many = Array.from(
      { length: 60 },
      (_, i) =>
        `{name: c${i}, image: "edoburu/pgbouncer:1", args: ["localhost:${5000 + i}"], ports: [{containerPort: ${5001 + i}}], volumeMounts: [${Array.from({ length: 30 }, (_, v) => `{name: v${v}, mountPath: /v${v}}`).join(', ')}]}`,
    );
    const body = bodyIn(pod({ containers: many.join(', ').replace('name: c7,', 'name: «c7»,') }));
    assert.ok(body.split('\n').length <= 25, body);
    assert.ok(body.length < 3000, String(body.length));
  });
});
