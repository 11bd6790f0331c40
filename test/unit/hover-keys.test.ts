import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bodyIn, type HoverOptions, markdownIn, meshed, pod } from './hover-support.ts';

/** Init container, native sidecar with a startup probe, application and log shipper: a whole Pod but for what a test asks. */
const TEAM = {
  init: '{name: wait, image: a, command: [sh, -c, "until nc -z db 5432; do sleep 1; done"]}, {name: proxy, image: "gcr.io/x/cloud-sql-proxy:2", restartPolicy: Always, args: [--port=5432, "p:r:d"], startupProbe: {exec: {command: [ok]}}}',
  containers: '{name: shop, image: acme/shop, args: ["localhost:5432"]}, {name: ship, image: "fluent/fluent-bit:3"}',
};
const marked = (text: string, word: string) => text.replace(word, `«${word}»`);

interface Case {
  readonly name: string;
  readonly text: string;
  readonly body: string;
  readonly options?: HoverOptions;
}

const BOUND = 'resources: {requests: {cpu: 500m, memory: 64Mi}, limits: {cpu: 500m, memory: 64Mi}}';
const asks = (resources: string, more = '') =>
  meshed(pod({ containers: `{name: a, image: a, ${resources.replace('resources', '«resources»')}}`, more }));
const grace = (kubernetes: number, added: string, init = '') => ({
  text: meshed(pod({ init, containers: '{name: a, image: a}', more: '  «terminationGracePeriodSeconds»: 60' })).replace(
    'metadata: {',
    `metadata: {annotations: {${added}}, `,
  ),
  options: { kubernetes },
});

/** Pods to which injectors will add containers. */
const WITH_ADDED: readonly Case[] = [
  {
    name: 'resources: what is added is not counted, and may change the class',
    text: asks(BOUND),
    body: `**Resources of \`a\`**: it requests \`500m\` CPU and \`64Mi\` memory, and is limited to \`500m\` CPU and \`64Mi\` memory

- Its requests are added to those of the containers beside it.
- The scheduler reserves 500m CPU and 64Mi memory for each pod.
- Not counted: \`istio-init\` and \`istio-proxy\` (\`100m\` CPU and \`128Mi\` memory), which Istio adds.
- As it is written here, the pod is *Guaranteed*: every container, init containers included, has CPU and memory limits equal to its requests. One without would make it Burstable. What is added may change that.`,
  },
  {
    name: 'resources: a pod that is Burstable stays so',
    text: asks('resources: {requests: {cpu: 1}}'),
    body: `**Resources of \`a\`**: it requests \`1\` CPU

- Its requests are added to those of the containers beside it.
- The scheduler reserves 1 CPU for each pod.
- Not counted: \`istio-init\` and \`istio-proxy\` (\`100m\` CPU and \`128Mi\` memory), which Istio adds.
- The pod is *Burstable*: not every container, init containers included, has CPU and memory limits equal to its requests.`,
  },
  {
    name: 'resources: a limit alone is the request; what nobody asks for has no amount',
    text: asks('resources: {}').replace(
      'metadata: {',
      'metadata: {annotations: {sidecar.istio.io/proxyCPULimit: "1", dapr.io/enabled: "true"}, ',
    ),
    body: `**Resources of \`a\`**

- Its requests are added to those of the containers beside it.
- Not counted: \`istio-init\`, \`istio-proxy\` (\`1\` CPU) and \`daprd\`, which Istio and Dapr add.
- As it is written here, the pod is *BestEffort*: no container requests anything. What is added may change that.`,
  },
  {
    name: 'resources: where the pod has its own, they count whatever is added',
    text: asks('resources: {}', `  ${BOUND}`),
    body: `**Resources of \`a\`**

- The pod has requests of its own, which count for the scheduler instead of those of its containers.
- The scheduler reserves 500m CPU and 64Mi memory for each pod.
- The pod is *Guaranteed*: as a whole it has CPU and memory limits equal to its requests.`,
  },
  {
    name: 'the end, with a native sidecar that is added in front of those that are written',
    ...grace(35, '', '{name: p, image: p, restartPolicy: Always}'),
    body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. \`a\` gets SIGTERM.
2. When that has ended, \`p\` then the added \`istio-proxy\` get SIGTERM, one after the other.
3. After 60 s in all, whatever still runs is killed.`,
  },
  {
    name: 'the end, with native sidecars behind them, and at a place that is not known',
    ...grace(
      35,
      'sidecar.opentelemetry.io/inject: "true", linkerd.io/inject: enabled, config.linkerd.io/proxy-enable-native-sidecar: "true"',
      '{name: p, image: p, restartPolicy: Always}',
    ),
    body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. \`a\` gets SIGTERM.
2. When that has ended, the added \`otc-container\`, \`p\` then the added \`istio-proxy\` get SIGTERM, one after the other. The added \`linkerd-proxy\` has its turn there, too.
3. After 60 s in all, whatever still runs is killed.`,
  },
  {
    name: 'the end, with a native sidecar only by injection',
    ...grace(35, ''),
    body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. \`a\` gets SIGTERM.
2. When that has ended, the added \`istio-proxy\` gets SIGTERM.
3. After 60 s in all, whatever still runs is killed.`,
  },
  {
    name: 'the end, with a single one, whose place does not matter',
    text: pod({ containers: '{name: a, image: a}', more: '  «terminationGracePeriodSeconds»: 60' }).replace(
      'metadata: {',
      'metadata: {annotations: {linkerd.io/inject: enabled, config.linkerd.io/proxy-enable-native-sidecar: "true"}, ',
    ),
    body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. \`a\` gets SIGTERM.
2. When that has ended, the added \`linkerd-proxy\` gets SIGTERM.
3. After 60 s in all, whatever still runs is killed.`,
  },
  {
    name: 'the end, with an added container beside the application',
    ...grace(31, ''),
    body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. \`a\` and the added \`istio-proxy\` get SIGTERM; in no guaranteed order.
2. After 60 s in all, whatever still runs is killed.`,
  },
];

suite('what hovers say about keys', () => {
  const cases: readonly Case[] = [
    {
      name: 'initContainers: the start order',
      text: marked(pod(TEAM), 'initContainers'),
      body: `**Start order of Pod "shop"**: one entry after the other, then \`containers\`.

1. \`wait\` (init container, waits): the next starts when it has ended with exit code 0.
2. \`proxy\` (ambassador, Cloud SQL Auth Proxy): native sidecar; the next starts as soon as it has passed its startup probe.
3. \`shop\` and \`ship\`: start together, in no guaranteed order.

- An init container that fails is run again; what is behind it waits.
- \`proxy\` keeps running beside the application, and stops after it.`,
    },
    {
      name: 'initContainers, before native sidecars',
      text: marked(
        pod({ init: '{name: a, image: a, restartPolicy: Always}', containers: '{name: b, image: b}' }),
        'initContainers',
      ),
      options: { kubernetes: 28 },
      body: `**Start order of Pod "shop"**: one entry after the other, then \`containers\`.

1. \`a\`: native sidecar; the next starts as soon as it runs (no startup probe tells that it is ready).
2. \`b\`: starts last.

- Native sidecars are on by default since Kubernetes 1.29; this is read for 1.28.`,
    },
    {
      name: 'containers: who is the application, who helps',
      text: marked(pod({ ...TEAM, more: '  restartPolicy: OnFailure' }), ' containers').replace('« ', ' «'),
      body: `**Containers of Pod "shop"**

- \`shop\`: application.
- \`ship\`: sidecar, Fluent Bit.
- They start together, in no guaranteed order. At the end of the pod all get SIGTERM, in no order either.
- \`proxy\` (a native sidecar of \`initContainers\`) runs beside them, and stops after them.
- The pod completes only when all of them have ended. \`ship\` does so only when told to.
- They share the address of the pod, its localhost and its ports; of the files only what they mount.`,
    },
    {
      name: "the pod's restartPolicy",
      text: marked(pod({ ...TEAM, more: '  restartPolicy: OnFailure' }), 'OnFailure'),
      body: `**Restarts in Pod "shop"**: \`OnFailure\`, for each container by itself.

- \`shop\` and \`ship\`: restarted after an end with another exit code than 0.
- \`wait\`: run again until it succeeds; then not any more.
- \`proxy\`: restarted in any case; native sidecars have their own policy.
- Each further restart waits longer: 10 s, 20 s, 40 s, up to 5 minutes.`,
    },
    {
      name: "the pod's restartPolicy, where a container has its own",
      text: marked(
        pod({
          containers: '{name: a, image: a, restartPolicy: Always}, {name: b, image: b}',
          more: '  restartPolicy: Never',
        }),
        'Never',
      ),
      body: `**Restarts in Pod "shop"**: \`Never\`, for each container by itself.

- \`b\`: never restarted.
- \`a\`: its own \`restartPolicy\` counts instead.`,
    },
    {
      name: 'the startup probe of a native sidecar',
      text: marked(pod(TEAM), 'startupProbe'),
      body: `**startupProbe of \`proxy\`**: runs \`ok\` in it

- \`shop\` and \`ship\` wait until it passes; no other kind of probe does that. As long as it does not pass, the pod stays in its init phase.
- Until it passes, the pod is not ready.
- After 3 failures in a row, with one try every 10 s, this container is killed and started again.`,
    },
    {
      name: 'the startup probe of a container',
      text: pod({
        containers:
          '{name: a, image: a, «startupProbe»: {grpc: {port: 9}, periodSeconds: 1, failureThreshold: 1}, livenessProbe: {grpc: {port: 9}}}',
        more: '  restartPolicy: Never',
      }),
      body: `**startupProbe of \`a\`**: gRPC health check on port 9

- It holds back no other container: that it does in native sidecars only.
- Until it passes, its livenessProbe rests, and the pod is not ready.
- After one failure, with one try every 1 s, this container is killed and, since the restartPolicy is Never, not started again.
- The kubelet asks at the address of the pod, not on localhost. A server that listens on 127.0.0.1 only does not answer.`,
    },
    {
      name: 'a liveness probe that asks another container',
      text: pod({
        containers:
          '{name: a, image: a, «livenessProbe»: {httpGet: {path: /ok, port: 9808}}}, {name: b, image: b, args: [--listen=127.0.0.1:9808]}',
      }),
      body: `**livenessProbe of \`a\`**: GET \`/ok\` on port 9808

- After 3 failures in a row, with one try every 10 s, this container is killed and started again.
- The other containers run on meanwhile.
- On port 9808 listens \`b\`, not this container: \`b\` is asked, \`a\` bears what follows.
- The kubelet asks at the address of the pod, not on localhost. Here it listens on loopback only, so the probe fails.`,
    },
    {
      name: 'a readiness probe among others',
      text: pod({
        init: '{name: p, image: p, restartPolicy: Always, «readinessProbe»: {tcpSocket: {port: web}}, ports: [{name: web, containerPort: 80}]}',
        containers: '{name: a, image: a, readinessProbe: {exec: {command: [ok]}}}',
      }),
      body: `**readinessProbe of \`p\`**: connects on port 80

- It counts for the whole pod: Services send requests only while all its containers are ready. So does that of \`a\`.
- If it fails, nothing is restarted.
- It does not hold back what starts later: that takes a startupProbe.
- The kubelet asks at the address of the pod, not on localhost. A server that listens on 127.0.0.1 only does not answer.`,
    },
    {
      name: 'a probe of a port that only another container has',
      text: pod({
        containers:
          '{name: a, image: a, «readinessProbe»: {httpGet: {port: admin}}}, {name: b, image: b, ports: [{name: admin, containerPort: 9}]}',
      }),
      body: `**readinessProbe of \`a\`**: GET \`/\` on port \`admin\`

- It counts for the whole pod: Services send requests only while all its containers are ready.
- If it fails, nothing is restarted.
- No port of \`a\` is called \`admin\`: names of other containers do not count here.`,
    },
    {
      name: 'the same in a part of a pod, where the port may be elsewhere',
      text: pod({
        containers: '{name: a, image: a, «livenessProbe»: {tcpSocket: {port: admin}}}',
        more: '  {{- toYaml .Values.more | nindent 2 }}',
      }),
      body: `**livenessProbe of \`a\`**: connects on port \`admin\`

- After 3 failures in a row, with one try every 10 s, this container is killed and started again.
- The other containers run on meanwhile.

*Only a part of this pod is written here (a template fills in parts of it); the rest may differ.*`,
    },
    {
      name: 'a probe where none may be',
      text: pod({
        init: '{name: i, image: i, «livenessProbe»: {exec: {command: [ok]}}}',
        containers: '{name: a, image: a}',
      }),
      body: `**livenessProbe of \`i\`**: runs \`ok\` in it

- The API server refuses it: an init container that runs to completion has no probes. \`restartPolicy: Always\` would make it a native sidecar, which may have them.`,
    },
    {
      name: 'lifecycle with both hooks',
      text: pod({
        containers:
          '{name: a, image: a, «lifecycle»: {postStart: {exec: {command: [x]}}, preStop: {sleep: {seconds: 7}}}}, {name: b, image: b}',
        more: '  terminationGracePeriodSeconds: 45',
      }),
      options: { kubernetes: 29 },
      body: `**lifecycle of \`a\`**: \`postStart\` and \`preStop\`

- \`postStart\` runs beside the main process, not before it; if it fails, the container is killed.
- No other container is promised to wait for it.
- \`preStop\` runs when Kubernetes stops the container, not when it ends or crashes by itself. It comes before SIGTERM; at the end of the pod all containers begin with theirs at the same time.
- Its time counts against the 45 s that the whole pod has to end.
- It sleeps 7 s of them, without a shell in the image.
- The \`sleep\` action is on by default only since Kubernetes 1.30.`,
    },
    {
      name: 'the preStop hook of a native sidecar',
      text: pod({
        init: '{name: p, image: p, restartPolicy: Always, lifecycle: {«preStop»: {exec: {command: [drain]}}}}',
        containers: '{name: a, image: a}',
      }),
      body: `**preStop of \`p\`**

- \`preStop\` runs when Kubernetes stops the container, not when it ends or crashes by itself. It begins as soon as the pod begins to terminate, while \`a\` may still need this sidecar; SIGTERM comes only when that has ended. A hook that stops its work comes too early.
- Its time counts against the 30 s (the default) that the whole pod has to end.`,
    },
    {
      name: 'a hook where none may be',
      text: pod({
        init: '{name: i, image: i, lifecycle: {«postStart»: {exec: {command: [ok]}}}}',
        containers: '{name: a, image: a}',
      }),
      body: `**postStart of \`i\`**

- The API server refuses it: an init container that runs to completion has no hooks.`,
    },
    {
      name: 'terminationGracePeriodSeconds: the end, step by step',
      text: pod({
        init: '{name: p, image: p, restartPolicy: Always}, {name: q, image: q, restartPolicy: Always, lifecycle: {preStop: {sleep: {seconds: 1}}}}',
        containers: '{name: a, image: a, lifecycle: {preStop: {sleep: {seconds: 1}}}}, {name: b, image: b}',
        more: '  «terminationGracePeriodSeconds»: 60',
      }),
      body: `**The end of Pod "shop"**: 60 s, one budget for all containers and their hooks together.

1. At once the preStop hooks of \`q\` and \`a\` run, all at the same time.
2. \`a\` and \`b\` get SIGTERM, a container with a hook when that is done; in no guaranteed order.
3. When those have ended, \`q\` then \`p\` get SIGTERM, one after the other.
4. After 60 s in all, whatever still runs is killed.`,
    },
    {
      name: 'no grace period',
      text: pod({ containers: '{name: a, image: a}', more: '  terminationGracePeriodSeconds: «0»' }),
      body: '**The end of Pod "shop"**: 0 s, so all containers are killed at once, without preStop hooks.',
    },
    {
      name: 'shareProcessNamespace',
      text: pod({ ...TEAM, more: '  «shareProcessNamespace»: true' }),
      body: `**Processes of Pod "shop"**

\`proxy\`, \`shop\` and \`ship\` see each other's processes.

- A helper can send the application a signal, as SIGHUP to make it read its configuration again.
- Through \`/proc/<pid>/root\` it also reaches the files of the other, if it runs as the same user or may trace processes.
- Process 1 is then that of the pod: a program that has to be process 1 does not work.`,
    },
    {
      name: 'shareProcessNamespace: false',
      text: pod({ containers: '{name: a, image: a}', more: '  shareProcessNamespace: «false»' }),
      body: `**Processes of Pod "shop"**

Each container sees its own processes only; it cannot signal those of another.`,
    },
    {
      name: 'resources of a container',
      text: pod({
        init: '{name: p, image: "edoburu/pgbouncer:1", restartPolicy: Always, resources: {«requests»: {cpu: 100m, memory: 64Mi}}}',
        containers: '{name: a, image: a, resources: {requests: {cpu: 300m, memory: 192Mi}}}',
      }),
      body: `**Resources of \`p\`**: it requests \`100m\` CPU and \`64Mi\` memory

- As a native sidecar it runs all the time: its requests are added to those of the application.
- The scheduler reserves 400m CPU and 256Mi memory for each pod; helpers ask for 100m CPU and 64Mi memory of it, up to 25 %.
- The pod is *Burstable*: not every container, init containers included, has CPU and memory limits equal to its requests.
- It has no memory limit: it cannot use up what is set for the others, but the memory of the node.`,
    },
    {
      name: 'resources of an init container',
      text: pod({
        init: '{name: i, image: i, «resources»: {limits: {cpu: "2", memory: 1Gi}}}',
        containers: '{name: a, image: a, resources: {limits: {cpu: "1", memory: 1Gi}}}',
      }),
      body: `**Resources of \`i\`**: it is limited to \`2\` CPU and \`1Gi\` memory

- It runs before the application: its requests count only where it, with the native sidecars started before it, needs more than all that run later.
- The scheduler reserves 2 CPU and 1Gi memory for each pod.
- The pod is *Guaranteed*: every container, init containers included, has CPU and memory limits equal to its requests. One without would make it Burstable.`,
    },
    {
      name: 'resources of the pod',
      text: pod({
        containers: '{name: a, image: a}, {name: b, image: b}',
        more: '  «resources»: {requests: {cpu: "1", memory: 1Gi}}',
      }),
      options: { kubernetes: 33 },
      body: `**Resources of Pod "shop" as a whole**: its containers share them.

- For the scheduler, requests here count instead of those of the containers.
- The scheduler reserves 1 CPU and 1Gi memory for each pod.
- The pod is *Burstable*: as a whole it does not have CPU and memory limits equal to its requests.
- On by default since Kubernetes 1.34; this is read for 1.33.`,
    },
  ];
  for (const { name, text, body, options } of [...cases, ...WITH_ADDED])
    test(name, () => assert.equal(bodyIn(text, options), body));

  const POLICIES: readonly (readonly [list: 'init' | 'containers', value: string, kubernetes: number, says: string])[] =
    [
      ['init', 'Always', 35, 'On by default since Kubernetes 1.29, stable since 1.33.'],
      [
        'init',
        'Always',
        28,
        'On by default since Kubernetes 1.29; in 1.28 only with the feature gate SidecarContainers.',
      ],
      ['init', 'Always', 27, 'On by default since Kubernetes 1.29; not in 1.27.'],
      [
        'init',
        'Never',
        35,
        'It remains an init container: only `Always` makes it a native sidecar. On by default since',
      ],
      ['containers', 'Always', 35, 'It makes no sidecar of it: only in `initContainers` does `Always` mean that.'],
      ['containers', 'OnFailure', 34, 'in 1.34 only with the feature gate ContainerRestartRules.'],
      ['containers', 'OnFailure', 33, '1.33 refuses it.'],
    ];
  for (const [list, value, kubernetes, says] of POLICIES) {
    test(`restartPolicy: ${value} in ${list}, 1.${kubernetes}`, () => {
      const own = `{name: x, image: x, «restartPolicy»: ${value}}`;
      const text = list === 'init' ? pod({ init: own, containers: '{name: a, image: a}' }) : pod({ containers: own });
      assert.ok(bodyIn(text, { kubernetes }).includes(says), bodyIn(text, { kubernetes }));
    });
  }

  test('every hover ends with links to what it says', () => {
    for (const word of ['initContainers', 'startupProbe', 'name: wait', 'restartPolicy']) {
      const last =
        markdownIn(marked(pod(TEAM), word))
          .split('\n')
          .at(-1) ?? '';
      assert.match(last, /^\[[^\]]+\]\(https:\/\/[^\s)]+\)(?: · \[[^\]]+\]\(https:\/\/[^\s)]+\))*$/);
      assert.ok(last.includes('https://kubernetes.io/docs/'), last);
    }
  });
});
