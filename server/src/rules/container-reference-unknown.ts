import type { Edits } from '../edits/fields.ts';
import { replaceText } from '../edits/pod.ts';
import { mayBeInjected } from '../helpers/injected-names.ts';
import type { HorizontalPodAutoscaler, VerticalPodAutoscaler } from '../kubernetes/autoscalers.ts';
import { type Container, type Pod, workloadName } from '../kubernetes/pod.ts';
import type { Severity } from '../severity.ts';
import { appOf, type Team, type Teammate } from '../traffic/team.ts';
import { contains, type Located, usedAt } from '../yaml/span.ts';
import { isUnresolved } from '../yaml/tree.ts';
import { nearest } from './nearest.ts';
import { once } from './once.ts';
import type { Fix, Rule, Target } from './rule.ts';

export const containerReferenceUnknown: Rule = {
  id: 'container-reference-unknown',
  title: 'Something refers to a container that the Pod does not have',
  severity: 'error',
  group: 'correctness',
  fix: 'safe',
  messages: {
    default: '{where} refers to container "{x}", which is not in {pod}, so {effect}.',
    near: '{where} refers to container "{x}", which is not in {pod}; did you mean "{near}"?',
  },
  why: 'Some fields name a container of the same Pod, and nobody follows when it is renamed. The API server refuses a `podFailurePolicy` and an AppArmor annotation whose container is missing. A `resourceFieldRef` is accepted, but the container that asks for it is never created. An annotation such as `kubectl.kubernetes.io/default-container` is ignored. An autoscaler does not scale on a metric of a container it does not find.',
  silent:
    'Silent in patches and templates, where a value is filled in later, and for names of containers that are injected (`istio-proxy`, `vault-agent` and others), unless the Pod forbids it. Information in a file that a kustomization names, since an overlay may add the container.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy',
    'https://kubernetes.io/docs/tasks/inject-data-application/environment-variable-expose-pod-information/',
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
    'https://github.com/kubernetes/enhancements/pull/1609',
    'https://github.com/kubernetes/website/pull/23523',
    'https://github.com/kubernetes/kubernetes/issues/96986',
  ],
  speaksInPartial: false,
  examples: [
    {
      bad: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    kubectl.kubernetes.io/default-container: «web»
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      env:
        - name: LIMITER_MEMORY
          valueFrom:
            resourceFieldRef:
              containerName: «limitr»
              resource: limits.memory
    - name: limiter
      image: acme/limiter:1.0
      resources:
        limits:
          memory: 64Mi
`,
      good: `apiVersion: v1
kind: Pod
metadata:
  name: shop
  annotations:
    kubectl.kubernetes.io/default-container: shop
spec:
  containers:
    - name: shop
      image: acme/shop:1.0
      env:
        - name: LIMITER_MEMORY
          valueFrom:
            resourceFieldRef:
              containerName: limiter
              resource: limits.memory
    - name: limiter
      image: acme/limiter:1.0
      resources:
        limits:
          memory: 64Mi
`,
    },
  ],
  *check(team, target) {
    const { pod } = team;
    if (pod.shape !== 'pod-spec') return;
    const names = once(() => namesOf(team));
    for (const reference of referencesIn(team)) {
      const finding = judge(reference, [team], names, target);
      if (finding) yield { ...finding, container: reference.by };
    }
  },
  *checkReferrer(referrer, teams, target) {
    if (referrer.kind !== 'HorizontalPodAutoscaler' && referrer.kind !== 'VerticalPodAutoscaler') return;
    const names = once(() => teams.flatMap(namesOf));
    for (const reference of referencesOf(referrer)) {
      const finding = judge(reference, teams, names, target);
      if (finding) yield { ...finding, container: null };
    }
  },
};

/** A place that names a container. */
interface Reference {
  /** What names it, for the message. */
  readonly where: string;
  /** What happens if there is none. */
  readonly effect: string;
  readonly name: Located<string>;
  readonly severity: Severity;
  /** The container that it is written in. */
  readonly by: Teammate | null;
  /** Whether the nearest name may be taken unasked. */
  readonly safe: boolean;
  readonly rename: (to: string) => Edits;
}

function judge(
  { where, effect, name, severity, safe, rename }: Reference,
  teams: readonly Team[],
  namesOfAll: () => readonly string[],
  target: Target,
) {
  const { value } = name;
  if (isUnresolved(value) || teams.some((team) => mayHave(team, value, target))) return null;
  const names = namesOfAll();
  const near = nearest(value, names);
  const others = [...new Set([...(near ? [near.name] : []), ...names])].slice(0, MOST);
  const fixes = others.map((to): Fix => {
    const certain = to === near?.name && near.certain;
    return { title: `Name container "${to}"`, safe: safe && certain, edits: () => rename(to) };
  });
  const [team] = teams;
  const pod = team ? workloadName(team.pod) : 'the Pod';
  return {
    at: usedAt(name),
    message: near ? 'near' : 'default',
    args: { where, x: value, pod, near: near?.name ?? '', effect },
    // An overlay may add the container.
    severity: teams.some((one) => one.pod.kustomized) ? ('information' as const) : severity,
    fixes,
  };
}

/** The names of containers, those of the application first. */
function namesOf(team: Team): string[] {
  const app = appOf(team)?.container;
  const containers = [...team.pod.containers].sort((a, b) => rankOf(a, app) - rankOf(b, app));
  return [...new Set(containers.flatMap(({ name }) => name?.value ?? []))].slice(0, MAX_NAMES);
}

/** More containers are no Pod that a person has written. */
const MAX_NAMES = 100;

function rankOf(container: Container, app: Container | undefined): number {
  if (container === app) return 0;
  return container.lifecycle === 'container' ? 1 : 2;
}

/** More choices are no help. */
const MOST = 5;

/** Whether a pod has a container of a name, or may have it when it runs. */
function mayHave({ pod }: Team, name: string, target: Target): boolean {
  // A container without a name, or with one that is filled in later, may be the one.
  if (pod.containers.some((container) => container.name === null || isUnresolved(container.name.value))) return true;
  if (pod.containers.some((container) => container.name?.value === name)) return true;
  return mayBeInjected(name, pod) || target.expected().some((added) => added.name === name || added.or === name);
}

/** Annotations that take the name of a container. */
const ANNOTATIONS: ReadonlyMap<string, string> = new Map([
  ['kubectl.kubernetes.io/default-container', 'kubectl takes another one'],
  ['kubectl.kubernetes.io/default-logs-container', 'kubectl takes another one'],
]);
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

function referencesIn({ pod, members }: Team): Reference[] {
  const rename = (name: Located<string>) => (to: string) => replaceText(pod, name, to);
  const field = (name: Located<string>, where: string, effect: string, by: Teammate | null): Reference => {
    return { where, effect, name, severity: 'error', by, safe: true, rename: rename(name) };
  };
  const variables: Reference[] = [];
  for (const member of members) {
    for (const { name, from } of member.container.env) {
      if (!from?.container) continue;
      const named = written(from.container, name, pod);
      variables.push(field(named, `Variable ${name.value}`, 'its own container is never created', member));
    }
  }
  const volumes = pod.volumes.flatMap(({ name, containers }) =>
    containers.map((container) => field(container, `Volume "${name.value}"`, 'the Pod never starts', null)),
  );
  const policies = pod.failureContainers.map((name) =>
    field(name, 'The podFailurePolicy', 'the API server refuses the Job', null),
  );
  return [...variables, ...volumes, ...policies, ...annotationsOf(pod)];
}

/** A name behind an alias for a whole variable of the same pod: the mistake stands at the anchor, once for all who use it. */
function written(named: Located<string>, variable: Located<string>, { spec }: Pod): Located<string> {
  const whole = named.via !== null && named.via.start === variable.via?.start && contains(spec.node.at, named.at);
  return whole ? { ...named, via: null } : named;
}

function annotationsOf(pod: Pod): Reference[] {
  if (pod.annotations.size === 0) return [];
  return [...pod.annotations].flatMap(([key, entry]): Reference[] => {
    const effect = ANNOTATIONS.get(key);
    if (effect !== undefined) {
      const edits = (to: string) => replaceText(pod, entry, to);
      return [{ where: key, effect, name: entry, severity: 'warning', by: null, safe: true, rename: edits }];
    }
    if (!key.startsWith(APPARMOR)) return [];
    const name = { value: key.slice(APPARMOR.length), at: entry.key, via: entry.via };
    const edits = (to: string) => (pod.annotations.has(APPARMOR + to) ? null : replaceText(pod, name, APPARMOR + to));
    const refused = 'the API server refuses it';
    // A profile is not moved to another container unasked.
    return [
      {
        where: 'The AppArmor annotation',
        effect: refused,
        name,
        severity: 'error',
        by: null,
        safe: false,
        rename: edits,
      },
    ];
  });
}

function referencesOf(referrer: HorizontalPodAutoscaler | VerticalPodAutoscaler): Reference[] {
  const where = `${referrer.kind} "${referrer.name}"`;
  const rename = (name: Located<string>) => (to: string) => replaceText(referrer, name, to);
  if (referrer.kind === 'VerticalPodAutoscaler') {
    const effect = 'its policy is never used';
    return referrer.containers.map((name): Reference => {
      return { where, effect, name, severity: 'warning', by: null, safe: false, rename: rename(name) };
    });
  }
  // With other metrics it can still scale up.
  const severity = referrer.metrics.length > 1 ? 'warning' : 'error';
  return referrer.metrics.flatMap(({ type, container }): Reference[] => {
    if (type !== 'ContainerResource' || !container) return [];
    const effect = 'it does not scale on that metric';
    return [{ where, effect, name: container, severity, by: null, safe: true, rename: rename(container) }];
  });
}
