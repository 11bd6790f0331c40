import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Helper } from '../../server/src/helpers/helper.ts';
import { ALONE } from '../support.ts';
import { bodyIn, type HoverOptions, markdownIn, pod } from './hover-support.ts';

const APP = '{name: shop, image: "acme/shop:1"}';
const SQL = 'image: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1"';
const ALLOY_DB = 'image: "gcr.io/alloydb-connectors/alloydb-auth-proxy:1.13.0"';
/** Whose base has changed from version to version. */
const UNSURE = 'image: "ghcr.io/jimmidyson/configmap-reload:v0.15.0"';
const NEEDS_SHELL =
  'livenessProbe: {exec: {command: [sh, -c, x]}}, lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}';

const QUIET = {
  id: 'quiet',
  title: 'Quiet',
  summary: 'Listens where nobody said.',
  images: ['**/acme/quiet'],
  pattern: 'sidecar',
  function: null,
  direction: 'local',
  longRunning: true,
  ports: [],
  health: { path: '/ready', port: 8099 },
  docs: 'https://example.com',
  source: 'general knowledge',
} as const satisfies Helper;

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
      name: 'that of its sister for AlloyDB',
      text: pod({ containers: `${APP}, {name: «p», ${ALLOY_DB}}` }),
      says: ['- **Tells its health** at `/readiness` on port 9090, if that is switched on (`--health-check`);'],
    },
    {
      name: 'a health endpoint that is not verified, with a doubt',
      text: pod({ containers: `${APP}, {name: «p», image: "kiwigrid/k8s-sidecar:1.30.0"}` }),
      says: ['- **Tells its health** usually at `/healthz` on port 8080; no probe asks it.'],
    },
    {
      name: 'of version 2 it is verified',
      text: pod({ containers: `${APP}, {name: «p», image: "kiwigrid/k8s-sidecar:2.1.0"}` }),
      says: ['- **Tells its health** at `/healthz` on port 8080; no probe asks it.'],
    },
    {
      name: 'by convention only, a flag opens it',
      text: pod({
        containers: `${APP}, {name: «p», image: "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.16.0"}`,
      }),
      says: ['- **Tells its health** usually at `/healthz` on port 9809, if that is switched on;'],
    },
    {
      name: 'what is not verified is not said of a port that the helper is not known to have',
      text: pod({ containers: `${APP}, {name: «p», image: acme/quiet}` }),
      options: { around: { ...ALONE, helpers: [QUIET] } },
      says: ['**`p`** · sidecar · [Quiet]'],
      not: ['**Tells its health**'],
    },
    {
      name: 'but what is verified is',
      text: pod({ containers: `${APP}, {name: «p», image: acme/quiet}` }),
      options: { around: { ...ALONE, helpers: [{ ...QUIET, health: { ...QUIET.health, verified: true } }] } },
      says: ['- **Tells its health** at `/ready` on port 8099;'],
    },
    {
      name: 'nor is what is verified said of a port that has been moved',
      text: pod({
        containers: `${APP}, {name: «p», image: "prometheuscommunity/elasticsearch-exporter:v1.9.0", args: ["--web.listen-address=:9999"]}`,
      }),
      not: ['**Tells its health**'],
    },
    {
      name: 'as it is where it has not been moved',
      text: pod({ containers: `${APP}, {name: «p», image: "prometheuscommunity/elasticsearch-exporter:v1.9.0"}` }),
      says: ['- **Tells its health** at `/healthz` on port 9114;'],
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
      name: 'another image of the same program has a user of its own',
      text: pod({ containers: '{name: «web», image: "bitnamilegacy/nginx:1.29"}' }),
      not: ['its user is'],
    },
    {
      name: 'that of the project is told',
      text: pod({ containers: '{name: «web», image: "nginxinc/nginx-unprivileged:1.29"}' }),
      says: ['- **Image:** its user is 101.'],
    },
    {
      name: 'the user that the manifest sets is another',
      text: pod({ containers: `${APP}, {name: «p», ${SQL}, securityContext: {runAsUser: 1}}` }),
      not: ['its user is'],
    },
    {
      name: 'what cannot run without a shell',
      text: pod({
        containers: `${APP}, {name: «p», ${SQL}, ${NEEDS_SHELL}}`,
      }),
      says: ['no shell and no tools of a system: `sh` in its livenessProbe and `sleep` in its preStop cannot run.'],
      not: ['**Image:** without'],
    },
    {
      name: 'a shell that is not known for certain to be missing is nothing to watch for',
      text: pod({ containers: `${APP}, {name: «p», ${UNSURE}, ${NEEDS_SHELL}}` }),
      says: ['- **Image:** usually without a shell'],
      not: ['can then not run', 'cannot run', 'no shell and no tools'],
    },
    {
      name: 'at the probe itself it is told with a doubt',
      text: pod({
        containers: `${APP}, {name: p, ${UNSURE}, livenessProbe: {exec: {«command»: [sh, -c, x]}}}`,
      }),
      says: ['`sh` is probably missing in the image, which usually has no shell and no tools of a system.'],
    },
    {
      name: 'and without one where it is certain',
      text: pod({ containers: `${APP}, {name: p, ${SQL}, livenessProbe: {exec: {«command»: [sh, -c, x]}}}` }),
      says: ['`sh` is missing in the image, which has no shell and no tools of a system.'],
    },
    {
      name: 'a command that needs a shell, where none is known for certain to be missing',
      text: pod({ containers: `${APP}, {name: p, ${UNSURE}, «command»: [sh, -c, x]}` }),
      says: ['It needs a shell, and the image usually has none.'],
    },
    {
      name: 'what needs no shell changes nothing in that',
      text: pod({ containers: `${APP}, {name: «p», ${UNSURE}}` }),
      says: ['- **Image:** usually without a shell'],
    },
    {
      name: 'a probe of a port that is on loopback for certain fails',
      text: pod({
        containers: `${APP}, {name: «p», image: "daprio/daprd:1.16.1", livenessProbe: {httpGet: {path: /v1.0/healthz, port: 3500}}}`,
      }),
      says: ["Its probe asks 3500 at the pod's address, but it listens there on loopback only: such a probe fails."],
    },
    {
      name: 'of one that is not verified nobody knows',
      text: pod({
        containers: `${APP}, {name: «p», image: "grafana/alloy:v1.11", livenessProbe: {httpGet: {path: /-/ready, port: 12345}}}`,
      }),
      not: ['such a probe fails'],
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
