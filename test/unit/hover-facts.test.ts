import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { bodyIn, type HoverOptions, markdownIn, pod } from './hover-support.ts';

const APP = '{name: shop, image: "acme/shop:1"}';
const SQL = 'image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1"';

suite('what the catalogue adds to a card', () => {
  const cases: readonly {
    readonly name: string;
    readonly text: string;
    readonly says?: readonly string[];
    readonly not?: readonly string[];
    readonly options?: HoverOptions;
  }[] = [
    {
      name: 'how it stops, at its end',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      says: ['in no guaranteed order. With --max-sigterm-delay it waits for open connections'],
    },
    {
      name: 'how it stops, where Kubernetes has nothing to add',
      text: pod({ containers: '{name: «web», image: "nginx:1"}' }),
      says: ['- **Stops:** SIGQUIT, or "nginx -s quit",'],
      not: ['**Note:**', '**As a native sidecar:**', '**Tells its health**'],
    },
    {
      name: 'a program that an init container is lent does not stop so',
      text: pod({ init: '{name: «web», image: "nginx:1"}', containers: APP }),
      not: ['SIGQUIT', '**Note:**'],
    },
    {
      name: 'its health endpoint, and what opens it',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      says: [
        '- **Tells its health** at `/readiness` on port 9090, if that is switched on (`--health-check`); no probe asks it.',
      ],
    },
    {
      name: 'not where a probe asks it already, be it that of another container',
      text: pod({
        containers: `{name: shop, image: s, livenessProbe: {httpGet: {port: 9090}}}, {name: «p», ${SQL}}`,
      }),
      not: ['**Tells its health**'],
    },
    {
      name: 'the native form, where it may be one',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      says: ['- **As a native sidecar:** A startup probe on /startup needs'],
    },
    {
      name: 'not before there are native sidecars',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      options: { kubernetes: 28 },
      not: ['**As a native sidecar:**'],
    },
    {
      name: 'not that a startup probe is missing where there is one',
      text: pod({
        init: `{name: «p», ${SQL}, restartPolicy: Always, startupProbe: {httpGet: {port: 9090}}}`,
        containers: APP,
      }),
      not: ['**As a native sidecar:**'],
    },
    {
      name: 'a deprecated one, first of all',
      text: pod({ containers: `${APP}, {name: «p», image: "grafana/promtail:3"}` }),
      says: ['**Deprecated:** Grafana ended its development'],
    },
    {
      name: 'shell and user of the image',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      says: ['- **Image:** without a shell; its user is 65532.'],
    },
    {
      name: 'another tag has a shell',
      text: pod({ containers: `${APP}, {name: «p», ${SQL.replace('2.14.1', '2.14.1-alpine')}}` }),
      not: ['without a shell'],
    },
    {
      name: 'of a digest nobody knows the tag',
      text: pod({
        containers: `${APP}, {name: «p», image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy@sha256:0"}`,
      }),
      not: ['without a shell'],
    },
    {
      name: 'the user that the manifest sets is another',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}, securityContext: {runAsUser: 1}}` }),
      not: ['its user is'],
    },
    {
      name: 'what cannot run without a shell',
      text: pod({
        containers: `${APP}, {name: «p», ${SQL}, livenessProbe: {exec: {command: [sh, -c, x]}}, lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}}`,
      }),
      says: ['no shell and no tools of a system: `sh` in its livenessProbe and `sleep` in its preStop cannot run.'],
      not: ['**Image:** without'],
    },
    {
      name: 'its own program is there',
      text: pod({
        containers: `${APP}, {name: «p», ${SQL}, livenessProbe: {exec: {command: [/cloud-sql-proxy, wait]}}}`,
      }),
      not: ['cannot run'],
    },
    {
      name: 'what its documentation requests, where nothing is',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}}` }),
      says: ['Its documentation or chart asks for `1` CPU and `2Gi` memory.'],
    },
    {
      name: 'a table where there are several ports, without the sentence',
      text: pod({
        containers: `{name: shop, image: s, args: ["localhost:4317"]}, {name: «c», image: "otel/opentelemetry-collector:0.1", ports: [{containerPort: 4317}, {containerPort: 4318}, {containerPort: 9999, name: mine}]}`,
      }),
      says: [
        '| Port | Serves | Known from | Reached by |\n| --- | --- | --- | --- |\n| 4317 |',
        '| `ports` | `shop` |',
        '| 9999 | `mine` | `ports` |  |',
      ],
      not: ['**Listens**', '**Called**'],
    },
    {
      name: 'a sentence where a table would tell no more',
      text: pod({
        containers: `${APP}, {name: «b», image: b, ports: [{containerPort: 1}, {containerPort: 2}, {containerPort: 3}]}`,
      }),
      says: ['**Listens** on 1, 2 and 3.'],
      not: ['| Port'],
    },
    {
      name: 'a box of tools tells nothing, what is done with it does',
      text: pod({
        init: '{name: «w», image: "busybox:1", command: [sh, -c, "until nc -z db 5432; do sleep 1; done"]}',
        containers: APP,
      }),
      says: ['**`w`** · init container · waits'],
      not: ['BusyBox'],
    },
    {
      name: 'nor for the application',
      text: pod({ containers: '{name: «shop», image: "busybox:1", command: [serve]}' }),
      says: ['**`shop`** · application\n'],
      not: ['BusyBox', 'probably'],
    },
    {
      name: 'a name alone makes no exporter of an init container',
      text: pod({ init: '{name: «copy-metrics», image: acme/x}', containers: APP }),
      not: ['exporter'],
    },
    {
      name: 'an override is the last word, for a store too',
      text: pod({ containers: `${APP}, {name: «db», image: "mysql:8"}` }).replace(
        'name: shop,',
        'name: shop, annotations: {pod-patterns/role.db: sidecar/mysql},',
      ),
      not: ['or application'],
    },
    {
      name: 'parts of a volume that do not meet are not shared',
      text: pod({
        containers:
          '{name: «a», image: a, volumeMounts: [{name: v, mountPath: /a, subPath: a}, {name: v, mountPath: /c, subPath: c}]}, {name: b, image: b, volumeMounts: [{name: v, mountPath: /b, subPath: b}]}',
        more: '  volumes: [{name: v, emptyDir: {}}]',
      }),
      says: ['**Mounts** alone `v` (`/a` and `/c`, read-write).'],
      not: ['**Shares**'],
    },
    {
      name: 'several mounts of one volume are one line',
      text: pod({
        containers:
          '{name: «a», image: a, volumeMounts: [{name: v, mountPath: /a, subPath: a}, {name: v, mountPath: /c, subPath: c}]}, {name: b, image: b, volumeMounts: [{name: v, mountPath: /b}]}',
        more: '  volumes: [{name: v, emptyDir: {}}]',
      }),
      says: ['**Shares** `v` (`/a` and `/c`, read-write): `b` also uses it at `/b`.'],
    },
  ];
  for (const { name, text, says = [], not = [], options } of cases) {
    test(name, () => {
      const body = bodyIn(text, options);
      for (const wanted of says) assert.ok(body.includes(wanted), `${wanted}\nnot in\n${body}`);
      for (const unwanted of not) assert.ok(!body.includes(unwanted), `${unwanted}\nin\n${body}`);
    });
  }

  test('what is deprecated stands before everything else', () => {
    const markdown = markdownIn(pod({ containers: `${APP}, {name: «p», image: "grafana/promtail:3"}` }));
    assert.ok(markdown.startsWith('**Deprecated:**'), markdown);
  });

  test('a reason tells its line where it is written elsewhere, in the file', () => {
    const text = `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: shop}, ports: [{port: 80}]}\n---\n${pod({ containers: '{name: «web», image: "nginx:1", ports: [{containerPort: 80}]}, {name: b, image: b}' })}`;
    assert.match(bodyIn(text), /\*Why:\* image nginx is in the catalog; .*the Service s leads to it \(line 4\)/);
  });
});
