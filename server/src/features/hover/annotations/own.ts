import { FALSE } from '../../../helpers/injector.ts';
import { RULES_BY_ID } from '../../../rules/index.ts';
import { code, joined, link, plain } from '../markdown.ts';
import { roleWord } from '../roles.ts';
import { listed, nameOf, namesOf, type View } from '../view.ts';
import { about, called, containersLine, type Explain, isOn, listenersOn, portNumbers, type Topics } from './written.ts';

const OWN = 'Pod Patterns';

/** On an override of a container's role. */
const role: Explain = (view, written) => {
  const member = called(view, written.rest);
  const line = !member
    ? containersLine(view, [written.rest])
    : member.role.proof === 'override'
      ? `${nameOf(member)} is taken for what it says here: ${roleWord(view, member)}.`
      : 'It is not understood: a pattern is wanted, and where you like a helper behind a slash, as `ambassador/envoy`.';
  return about(
    view,
    written,
    OWN,
    [
      line,
      'It wins over what image, command, traffic and name tell: hovers, findings and pictures follow it. Kubernetes does not read it.',
    ],
    [],
  );
};

const MAX_RULES = 10;

/** On an annotation that silences rules. */
const ignore: Explain = (view, written) => {
  const ids = written.value.value
    .split(/[\s,]+/)
    .filter(Boolean)
    .slice(0, MAX_RULES);
  const scope = written.rest === written.key ? 'It holds for the whole pod.' : containersLine(view, [written.rest]);
  const rules = ids.map((id) => {
    const rule = RULES_BY_ID.get(id);
    return rule ? `${code(id)}: ${plain(rule.title)}` : `${code(id)}: there is no such rule.`;
  });
  return about(view, written, OWN, ['Findings of these rules are silenced.', scope, ...rules], []);
};

const defaultContainer: Explain = (view, written) => {
  const name = written.value.value;
  const member = called(view, name);
  const [first] = listed(view);
  return about(
    view,
    written,
    'kubectl',
    [
      '`kubectl logs`, `exec` and `attach` take this container where none is named; nothing else follows from it.',
      member
        ? `It means ${nameOf(member)} (${roleWord(view, member)}).`
        : view.partial
          ? null
          : containersLine(view, [name]),
      first && first !== member ? `Without it, it would be ${nameOf(first)}, the first of the list.` : null,
    ],
    ['wellKnown'],
  );
};

/** Which container answers on the port that Prometheus is told of. */
const scrape: Explain = (view, written) => {
  const [port] = portNumbers(view.pod.annotations.get('prometheus.io/port')?.value ?? '');
  return about(
    view,
    written,
    'Prometheus',
    [
      'A convention, nothing built in: it works where the configuration of Prometheus looks for it. A ServiceMonitor or PodMonitor does not need it.',
      port === undefined
        ? 'Without `prometheus.io/port`, each declared port of the pod is asked.'
        : answerLine(view, port),
      'There is one set of these annotations for a pod: of several containers with metrics only one is asked.',
      mergesMetrics(view)
        ? 'Istio points them to its own agent (port 15020), which serves the metrics of the application, too.'
        : null,
    ],
    [],
    [
      link(
        'Scrape configuration',
        'https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config',
      ),
    ],
  );
};

/** Whether the sidecar of Istio takes the annotations over; it does so unless it is told not to. */
function mergesMetrics(view: View): boolean {
  const comes = view.expected().some(({ injector }) => injector.id === 'istio');
  return comes && !FALSE.includes(view.pod.annotations.get('prometheus.istio.io/merge-metrics')?.value ?? '');
}

/** Where the agent of Istio serves merged metrics. */
const ISTIO_AGENT = 15020;

function answerLine(view: View, port: number): string {
  const agent = port === ISTIO_AGENT && view.team.members.find(({ role }) => role.helper?.id === 'istio-proxy');
  if (agent)
    return `Port ${port}: here it is the agent in ${nameOf(agent)}, which serves the metrics of the application, too.`;
  const listening = listenersOn(view, port);
  if (listening.length > 0) {
    const [first] = listening;
    const who = first && listening.length === 1 ? `${nameOf(first)} (${roleWord(view, first)})` : namesOf(listening);
    return `Port ${port}: here it is ${who} that answers.`;
  }
  return view.partial ? `Port ${port} is asked.` : `No container here is known to listen on ${port}.`;
}

/** On what the cluster autoscaler may do with the pod. */
const evict: Explain = (view, written) => {
  const lost = view.pod.volumes.filter(({ source }) => source === 'emptyDir').map(({ name }) => code(name.value));
  const lines = isOn(written)
    ? [
        'The cluster autoscaler may end the pod to empty its node, even where a volume of the node would hold it back.',
        lost.length > 0 ? `What is in ${joined(lost)} goes with it.` : null,
      ]
    : ['The cluster autoscaler does not empty the node of this pod while it runs.'];
  return about(view, written, 'Cluster autoscaler', lines, ['wellKnown']);
};

/** Our own annotations, and those of kubectl and Prometheus. */
export const own: Topics = {
  by: 'kubectl, Prometheus, Pod Patterns',
  injector: null,
  keys: {
    'kubectl.kubernetes.io/default-container': defaultContainer,
    'kubectl.kubernetes.io/default-logs-container': defaultContainer,
    'cluster-autoscaler.kubernetes.io/safe-to-evict': evict,
    'prometheus.io/scrape': scrape,
    'prometheus.io/port': scrape,
    'prometheus.io/path': scrape,
    'prometheus.io/scheme': scrape,
    'pod-patterns/ignore': ignore,
  },
  prefixes: { 'pod-patterns/role.': role, 'pod-patterns/ignore.': ignore },
};
