import { isHelper } from '../../helpers/role.ts';
import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import type { Teammate } from '../../traffic/team.ts';
import { child, items, type Reached, text, texts } from '../../yaml/read.ts';
import { bullets, code, joined, paragraphs, plain } from './markdown.ts';
import { sources } from './sources.ts';
import { agree, endsWith, nameOf, namesOf, partialNote, type View, workloadOf } from './view.ts';

/** Restart policies of single containers: alpha in 1.34, on by default since 1.35 (KEP-5307). */
const OWN_POLICY_SINCE = 35;

/** A change of their template makes new pods. */
const REPLACED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/** On the `image` of a helper: a change of the template makes new pods (Deployment, `spec.template`). */
export function replaced({ pod, team }: View, member: Teammate): string | null {
  if (!REPLACED.has(pod.manifest.kind) || team.members.length < 2 || !isHelper(member)) return null;
  return 'A new image here replaces the whole pod: the application starts anew, too.';
}

/** On the `restartPolicy` of a container: what it makes of this one. */
export function ownRestartPolicy(view: View, { container }: Teammate): string | null {
  const value = container.restartPolicy?.value ?? '';
  if (MEANS[value] === undefined || container.lifecycle === 'ephemeral') return null;
  if (container.lifecycle === 'native-sidecar') {
    const form =
      '`restartPolicy: Always` on an entry of `initContainers` makes it a **native sidecar**: it starts in its turn, what is behind it does not wait for its end, and it runs beside the application until the pod ends.';
    return `${form} ${nativeVersion(view.kubernetes)}`;
  }
  const own = `${code(value)} decides for this container alone, instead of the restartPolicy of the pod.`;
  const none =
    container.lifecycle === 'init'
      ? 'It remains an init container: only `Always` makes it a native sidecar.'
      : 'It makes no sidecar of it: only in `initContainers` does `Always` mean that. It starts and stops with the others of `containers`.';
  return `${own} ${none} ${ownVersion(view.kubernetes)}`;
}

/** `RestartAllContainers`: alpha in 1.35, on by default since 1.36 (KEP-5532). */
const RESTART_ALL_SINCE = 36;

/** On `restartPolicyRules` or one of them: what they decide for this container, and for the others. */
export function restartRules(view: View, member: Teammate): string | null {
  const { container } = member;
  if (!container.hasRestartRules || container.lifecycle === 'ephemeral') return null;
  const rules = items(child(container.source, 'restartPolicyRules'));
  const actions = new Set(rules.map((rule) => text(child(rule, 'action'))?.value ?? ''));
  const others = view.team.members.filter((other) => other !== member);
  const all = actions.has('RestartAllContainers');
  return paragraphs(
    `**Restart rules of ${nameOf(member)}**: the first rule that fits its exit code decides.`,
    bullets([
      ...rules.slice(0, MOST_RULES).flatMap(ruleWords),
      container.restartPolicy
        ? `Where none fits, its ${code(`restartPolicy: ${container.restartPolicy.value}`)} does.`
        : 'They need a `restartPolicy` of the container, which decides where none fits: without it the API server refuses them.',
      ...(all
        ? [
            `With \`RestartAllContainers\` ${others.length > 0 ? namesOf(others) : 'all others'} ${agree(others, 'starts', 'start')} anew, too: killed at once, without preStop hooks and grace period, init containers run again; volumes and the address of the pod stay. ${sinceWords(view, RESTART_ALL_SINCE)}`,
          ]
        : []),
      ...(container.lifecycle === 'native-sidecar' && actions.has('Restart')
        ? ['In a native sidecar `Restart` changes nothing: it is restarted in any case.']
        : []),
      ...(endsWith(view) === 'job'
        ? ['The Job knows nothing of it: its `podFailurePolicy` sees only pods that have ended.']
        : []),
      sinceWords(view, OWN_POLICY_SINCE),
    ]),
    partialNote(view),
    sources(['restartRules']),
  );
}

const MOST_RULES = 5;

function ruleWords(rule: Reached): string[] {
  const codes = child(rule, 'exitCodes');
  const [action, operator] = [text(child(rule, 'action'))?.value, text(child(codes, 'operator'))?.value];
  const values = texts(child(codes, 'values')).map(({ value }) => plain(value));
  if (!action || !operator || values.length === 0) return [];
  const which =
    operator === 'NotIn' ? `any exit code but ${joined(values, 'and')}` : `exit code ${joined(values, 'or')}`;
  return [`${code(action)} on ${which}.`];
}

function sinceWords({ kubernetes }: View, since: number): string {
  const here = kubernetes < since ? `; this is read for 1.${kubernetes}` : '';
  return `On by default since Kubernetes 1.${since}${here}.`;
}

function nativeVersion(kubernetes: number): string {
  if (kubernetes >= NATIVE_SIDECARS_SINCE) return 'On by default since Kubernetes 1.29, stable since 1.33.';
  const now = kubernetes === 28 ? 'in 1.28 only with the feature gate SidecarContainers' : `not in 1.${kubernetes}`;
  return `On by default since Kubernetes 1.29; ${now}.`;
}

function ownVersion(kubernetes: number): string {
  if (kubernetes >= OWN_POLICY_SINCE) return 'On by default since Kubernetes 1.35.';
  const now =
    kubernetes === 34 ? 'in 1.34 only with the feature gate ContainerRestartRules' : `1.${kubernetes} refuses it`;
  return `On by default since Kubernetes 1.35; ${now}.`;
}

const MEANS: Readonly<Record<string, string>> = {
  Always: 'restarted after every end, whatever the exit code',
  OnFailure: 'restarted after an end with another exit code than 0',
  Never: 'never restarted',
};

/** On the `restartPolicy` of the pod: what it means for each kind of container in it. */
export function podRestartPolicy(view: View): string | null {
  const value = view.pod.restartPolicy?.value ?? '';
  const means = MEANS[value];
  if (means === undefined) return null;
  const of = (lifecycle: string) => view.team.members.filter(({ container }) => container.lifecycle === lifecycle);
  const own = view.team.members.filter(
    ({ container }) => container.restartPolicy && container.lifecycle !== 'native-sidecar',
  );
  const without = (members: readonly Teammate[]) => members.filter((member) => !own.includes(member));
  const [apps, inits, sidecars] = [without(of('container')), without(of('init')), of('native-sidecar')];
  const lines = [
    ...(apps.length > 0 ? [`${namesOf(apps)}: ${means}.`] : []),
    ...(inits.length > 0
      ? [
          `${namesOf(inits)}: ${value === 'Never' ? 'if one fails, the pod fails.' : 'run again until it succeeds; then not any more.'}`,
        ]
      : []),
    ...(sidecars.length > 0 && view.kubernetes >= NATIVE_SIDECARS_SINCE
      ? [`${namesOf(sidecars)}: restarted in any case; native sidecars have their own policy.`]
      : []),
    ...(own.length > 0 ? [`${namesOf(own)}: ${agree(own, 'its', 'their')} own \`restartPolicy\` counts instead.`] : []),
    ...(endsWith(view) === 'job' && apps.length > 1
      ? ['The Job completes only when all of them have ended, helpers included.']
      : []),
    ...(value === 'Never' ? [] : ['Each further restart waits longer: 10 s, 20 s, 40 s, up to 5 minutes.']),
  ];
  return paragraphs(
    `**Restarts in ${workloadOf(view)}**: ${code(value)}, for each container by itself.`,
    bullets(lines),
    partialNote(view),
    sources(sidecars.length > 0 ? ['restartPolicy', 'sidecar'] : ['restartPolicy']),
  );
}
