// How long the picture of a pod takes: `node bench/diagram.ts`. Never a timed test.
import { performance } from 'node:perf_hooks';
import type { Diagram } from '../server/src/diagram/diagram.ts';
import { printSvg } from '../server/src/diagram/svg/print.ts';
import { diagramOf } from '../server/src/features/diagram.ts';
import { analyseFile } from '../server/src/features/file.ts';
import { DEFAULT_SETTINGS } from '../server/src/settings.ts';
import { ALONE } from '../test/support.ts';

/** Milliseconds that scene and layout may take, by the number of containers. */
const BUDGETS = new Map([
  [10, 5],
  [40, 30],
]);
const ROUNDS = 200;
const WARM = 100;

console.log(`Node ${process.version}, ${process.platform} ${process.arch}; milliseconds, medians when warm\n`);
console.log('containers  layout  budget     SVG  JSON alone  parsing alone');
for (const count of [2, 10, 20, 40]) {
  const text = teamOf(count);
  const file = analyseFile(text, ALONE);
  const pictures: Diagram[] = [];
  const layout = median(() => {
    pictures.length = 0;
    for (const part of file) {
      for (const team of part.analysis.teams) {
        const picture = diagramOf(file, part, team, DEFAULT_SETTINGS);
        if (picture) pictures.push(picture);
      }
    }
  });
  const [picture] = pictures;
  if (!picture) throw new Error('no pod in the sample');
  const svg = median(() => printSvg(picture));
  // The floors: what sending the picture takes, and what must be done before any of it is known.
  const json = median(() => JSON.stringify(picture));
  const parsing = median(() => analyseFile(text, ALONE).map(({ analysis }) => analysis.teams));
  const budget = BUDGETS.get(count);
  const cells = [String(count), ms(layout), budget === undefined ? '' : String(budget), ms(svg), ms(json), ms(parsing)];
  console.log(cells.map((cell, i) => cell.padStart([10, 8, 8, 8, 12, 15][i] ?? 8)).join(''));
}

function median(run: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < WARM + ROUNDS; i++) {
    const since = performance.now();
    run();
    if (i >= WARM) times.push(performance.now() - since);
  }
  return times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

function ms(time: number): string {
  return time.toFixed(2);
}

/** A Deployment behind a Service: proxies in front of exporters in front of shards that share a volume, and the application. */
function teamOf(count: number): string {
  const container = (i: number): object => {
    const shard = Math.floor(i / 3);
    const resources = { requests: { cpu: '10m', memory: '32Mi' } };
    if (i % 3 === 0) {
      const volumeMounts = [{ name: 'data', mountPath: '/data' }];
      return {
        name: `shard-${shard}`,
        image: 'acme/shard:1.4',
        ports: [{ containerPort: 9000 + shard }],
        resources,
        volumeMounts,
      };
    }
    const [name, own, next] = i % 3 === 1 ? ['exporter', 9200, 9000] : ['kube-rbac-proxy', 9400, 9200];
    const args = [`--secure-listen-address=0.0.0.0:${own + shard}`, `--upstream=http://127.0.0.1:${next + shard}/`];
    const image = i % 3 === 1 ? 'acme/exporter:2.0' : 'quay.io/brancz/kube-rbac-proxy:v0.18.1';
    return { name: `shard-${shard}-${name}`, image, args, ports: [{ containerPort: own + shard }], resources };
  };
  const env = [0, 1, 2].map((i) => ({ name: `SHARD_${i}`, value: `http://localhost:${9000 + i}` }));
  const app = { name: 'web', image: 'acme/web:3.1', ports: [{ containerPort: 8080 }], env };
  const containers = [app, ...Array.from({ length: count - 1 }, (_, i) => container(i))];
  const labels = { app: 'web' };
  const spec = { containers, volumes: [{ name: 'data', emptyDir: {} }] };
  const template = { metadata: { labels }, spec };
  const service = { selector: labels, ports: [{ port: 80, targetPort: 8080 }] };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: service },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template },
    },
  ]
    .map((document) => JSON.stringify(document, null, 2))
    .join('\n---\n');
}
