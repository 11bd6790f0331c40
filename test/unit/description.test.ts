import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describedPods } from '../../server/src/cli/formats/description.ts';
import { describePod } from '../../server/src/features/describe.ts';
import { analyseFile } from '../../server/src/features/file.ts';
import { ALONE, settings } from '../support.ts';

const HOOK = 'lifecycle: {postStart: {exec: {command: [wait]}}}';
const PROBE = 'startupProbe: {tcpSocket: {port: 80}}';

const POD = (spec: string, metadata = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p${metadata}}\nspec: {${spec}}\n`;

/** The lines of a section of what is printed of the only pod. */
function sectionOf(text: string, heading: string): string[] {
  const file = analyseFile(text, ALONE);
  const [part] = file;
  const team = part?.analysis.teams[0];
  assert.ok(part && team);
  const told = describedPods([{ file: 'p.yaml', pod: describePod(file, part, team, settings()) }], false);
  const found = new RegExp(`  ${heading}\\n([\\s\\S]*?)\\n(?:\\n|$)`).exec(told)?.[1]?.split('\n') ?? [];
  return found.map((line) => line.trim());
}

suite('the start order in words', () => {
  const rows: readonly (readonly [says: string, init: string, list: string, lines: readonly string[]])[] = [
    ['no hook', '', '{name: a}, {name: b}', ['1. a, b  start together']],
    [
      'a hook before others',
      '',
      `{name: a, ${HOOK}}, {name: b}`,
      ['1. a, b  start together; those behind a usually wait for its postStart hook'],
    ],
    ['a hook of the last one', '', `{name: a}, {name: b, ${HOOK}}`, ['1. a, b  start together']],
    [
      'native sidecars with hooks',
      `{name: n, restartPolicy: Always, ${HOOK}}, {name: m, restartPolicy: Always, ${HOOK}, ${PROBE}}`,
      '{name: a}',
      [
        '1. n  keeps running; the next step waits only until its postStart hook is done',
        '2. m  keeps running; the next step waits for its startup probe and postStart hook',
        '3. a',
      ],
    ],
  ];
  for (const [says, init, list, lines] of rows) {
    test(says, () => {
      assert.deepEqual(sectionOf(POD(`initContainers: [${init}], containers: [${list}]`), 'Start order'), lines);
    });
  }
});

suite('the order of a Tekton task in words', () => {
  const task = (spec: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec: {${spec}}\n`;
  const rows: readonly (readonly [says: string, spec: string, lines: readonly string[]])[] = [
    [
      'sidecars, then one step after the other',
      'steps: [{name: a}, {name: b}], sidecars: [{name: s}, {name: r}]',
      [
        '1. s, r  run beside the steps; the first step waits for them',
        '2. a     must end before the next step',
        '3. b',
      ],
    ],
    ['steps alone', 'steps: [{name: a}, {name: b}]', ['1. a  must end before the next step', '2. b']],
    [
      'one sidecar',
      'steps: [{name: a}], sidecars: [{name: s}]',
      ['1. s  runs beside the steps; the first step waits for it', '2. a'],
    ],
    ['one step', 'steps: [{name: a}]', []],
  ];
  for (const [says, spec, lines] of rows) {
    test(says, () => assert.deepEqual(sectionOf(task(spec), 'Start order'), lines));
  }
});

suite('what a container is in words', () => {
  const APP = '{name: shop, args: ["--db=localhost:5432"]}';
  const rows: readonly (readonly [says: string, init: string, list: string, line: RegExp])[] = [
    ['a name only suggests it', '', '{name: sql-proxy}', /^sql-proxy +probably an ambassador, Cloud SQL Auth Proxy \(/],
    ['an image proves it', '', '{name: x, image: fluent/fluent-bit}', /^x +sidecar, Fluent Bit \(/],
    [
      'the function where no helper is known',
      '',
      '{name: log-agent}',
      /^log-agent +probably a sidecar, log shipper \(/,
    ],
    ['an init container is one by its list', '{name: istio-init}', '', /^istio-init +init, probably Istio init \(/],
    [
      'what its command does, in a box of tools',
      '{name: w, image: busybox, command: [sh, -c, "until nc -z db 1; do sleep 1; done"]}',
      '',
      /^w +init, waits for something \(/,
    ],
    ['a box of tools that nothing is known of', '{name: k, image: bitnami/kubectl}', '', /^k +init, kubectl \(/],
    ['but where it speaks of preparing', '{name: content-sync}', '', /^content-sync +init, probably content sync \(/],
    ['a name tells little of an init container', '{name: copy-metrics}', '', /^copy-metrics +init \(/],
    ['the application is what remains', '', '{name: y}', /^shop +app \(/],
  ];
  for (const [says, init, list, line] of rows) {
    test(says, () => {
      const told = sectionOf(
        POD(`initContainers: [${init}], containers: [${APP}${list ? `, ${list}` : ''}]`),
        'Containers',
      );
      assert.ok(
        told.some((one) => line.test(one)),
        told.join('\n'),
      );
    });
  }
});

suite('resources in words, with what is added', () => {
  const bound = 'resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}';
  const ASKING = ', labels: {sidecar.istio.io/inject: "true"}';
  const ADDED = 'not counted  istio-init, istio-proxy (added by Istio)';
  const rows: readonly (readonly [says: string, metadata: string, resources: string, lines: readonly string[]])[] = [
    ['nothing', '', bound, ['requests   CPU 1, memory 1Gi', 'QoS class  Guaranteed']],
    [
      'Guaranteed',
      ASKING,
      bound,
      ['requests     CPU 1, memory 1Gi', ADDED, 'QoS class    Guaranteed as written here; what is added may change it'],
    ],
    [
      'BestEffort',
      ASKING,
      'ports: []',
      ['requests     none', ADDED, 'QoS class    BestEffort as written here; what is added may change it'],
    ],
    ['Burstable', ASKING, 'resources: {requests: {cpu: 1}}', ['requests     CPU 1', ADDED, 'QoS class    Burstable']],
    [
      'of several injectors',
      `${ASKING}, annotations: {dapr.io/enabled: "true"}`,
      'resources: {requests: {cpu: 1}}',
      [
        'requests     CPU 1',
        'not counted  istio-init, istio-proxy (added by Istio), daprd (added by Dapr)',
        'QoS class    Burstable',
      ],
    ],
  ];
  for (const [says, metadata, resources, lines] of rows) {
    test(says, () => {
      assert.deepEqual(sectionOf(POD(`containers: [{name: a, image: a, ${resources}}]`, metadata), 'Resources'), lines);
    });
  }
});
