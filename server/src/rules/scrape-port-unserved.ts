import { replaceText } from '../edits/pod.ts';
import { isProven } from '../helpers/role.ts';
import type { Pod } from '../kubernetes/pod.ts';
import { concurrent, type Teammate } from '../traffic/team.ts';
import { type Located, usedAt } from '../yaml/span.ts';
import type { Fix, Rule } from './rule.ts';

const PORT = 'prometheus.io/port';

export const scrapePortUnserved: Rule = {
  id: 'scrape-port-unserved',
  title: 'Prometheus is sent to a port that no container declares',
  severity: 'hint',
  group: 'networking',
  fix: 'choice',
  messages: {
    default: 'prometheus.io/port is {p}, which no container declares; "{c}" has {own}.',
  },
  why: 'The annotation `prometheus.io/port` is a convention of many Prometheus installations: they scrape the address of the Pod at that port. Where an exporter stands beside the application and the annotation still has another port, Prometheus finds nothing, or the metrics of something else. Nothing fails, and the graphs stay empty.',
  silent:
    'Silent where a container declares no ports, so that nobody can tell, without a known exporter, for ports that a mesh adds, and where `prometheus.io/scrape` is "false".',
  references: [
    'https://kubernetes.io/docs/concepts/cluster-administration/system-metrics/',
    'https://github.com/prometheus/prometheus/blob/main/documentation/examples/prometheus-kubernetes.yml',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: cache
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: «"9102"»
spec:
  containers:
    - name: cache
      image: redis:7.2
      ports:
        - containerPort: 6379
    - name: metrics
      image: oliver006/redis_exporter:v1.62.0
      ports:
        - containerPort: 9121
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: cache
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9121"
spec:
  containers:
    - name: cache
      image: redis:7.2
      ports:
        - containerPort: 6379
    - name: metrics
      image: oliver006/redis_exporter:v1.62.0
      ports:
        - containerPort: 9121
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    const written = pod.annotations.get(PORT);
    const port = Number(written?.value);
    if (
      !written ||
      !/^\d{1,5}$/.test(written.value) ||
      pod.annotations.get('prometheus.io/scrape')?.value === 'false'
    ) {
      return;
    }
    const members = concurrent(team);
    // The agent of a mesh merges what it scrapes on a port of its own.
    if (MESH_PORTS.has(port) || target.expected().some((added) => added.lifecycle !== 'init')) return;
    if (
      members.some(({ container, listens }) => container.ports.length === 0 || listens.some((own) => own.port === port))
    ) {
      return;
    }
    const exporter = members.find(({ role }) => role.pattern === 'adapter' && isProven(role));
    const own = exporter?.container.ports[0]?.containerPort.value;
    if (!exporter || own === undefined) return;
    yield {
      at: usedAt(written),
      message: 'default',
      args: { p: port, c: exporter.container.label, own },
      container: null,
      fixes: fixes(pod, written, exporter),
    };
  },
};

/** Istio's merged metrics and its proxy's, Consul's, Kuma's, Linkerd's. */
const MESH_PORTS: ReadonlySet<number> = new Set([15020, 15090, 20100, 20200, 5670, 4191]);

function fixes(pod: Pod, written: Located<string>, { container }: Teammate): Fix[] {
  return container.ports.map(({ containerPort: { value } }): Fix => {
    const edits = () => replaceText(pod, written, String(value));
    return { title: `Scrape port ${value} of "${container.label}"`, safe: false, edits };
  });
}
