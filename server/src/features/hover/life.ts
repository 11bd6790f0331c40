import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { type Step, type StepGate, stepsOf } from '../../traffic/order/steps.ts';
import type { Teammate } from '../../traffic/team.ts';
import { addedBefore, addedBeside, addedWords, theAdded, whoAdds } from './expected.ts';
import { stopHabit } from './facts.ts';
import { code, joined, plain } from './markdown.ts';
import { agree, endsWith, hasHook, listed, nameOf, namesOf, natives, type View } from './view.ts';

/** What must have happened at an entry of `initContainers` before the next one starts, in a few words. */
export function gateWords(member: Teammate, gate: StepGate): string {
  if (gate === 'exit') return 'has ended with exit code 0';
  const hook = hasHook(member, 'postStart') ? ' and its postStart hook is done' : '';
  return gate === 'startup-probe' ? `has passed its startup probe${hook}` : `runs${hook}`;
}

/** The lines of a card about when a container starts, restarts and stops, as far as Kubernetes decides it. */
export function lifeLines(view: View, member: Teammate): string[] {
  const { pod } = view;
  if (member.container.lifecycle === 'ephemeral') {
    return ['**Starts** only in a pod that runs already: a manifest cannot bring it along.'];
  }
  if (pod.shape === 'tekton-task') {
    return ['**Order:** Tekton runs the steps one after the other, and stops the sidecars when the last step is done.'];
  }
  if (pod.shape !== 'pod-spec') {
    return [`**Order:** when it starts and stops, the controller of ${plain(pod.manifest.kind)} decides.`];
  }
  if (member.container.lifecycle === 'native-sidecar' && view.kubernetes < NATIVE_SIDECARS_SINCE) {
    return [`**Starts** as a native sidecar only since Kubernetes 1.29; ${before129(view)}.`];
  }
  const lines = [`**Starts** ${startWords(view, member)}`];
  const stop = [stopWords(view, member), stopHabit(member)].filter(Boolean).join(' ');
  return stop ? [...lines, stop.startsWith('**') ? stop : `**Stops:** ${stop}`] : lines;
}

function before129({ kubernetes }: View): string {
  return kubernetes === 28
    ? 'in 1.28 it is behind a feature gate that is off'
    : `1.${kubernetes} does not know the form`;
}

function startWords(view: View, member: Teammate): string {
  const steps = stepsOf(view.team);
  const index = steps.findIndex(({ members }) => members.includes(member));
  const after = steps.slice(index + 1).flatMap(({ members }) => members);
  const others = member.container.lifecycle === 'container' ? besideWords(view, member) : '';
  const together = others ? `at the same time as ${others}, in no guaranteed order` : '';
  const words = [turnWords(view, member, steps.slice(0, Math.max(index, 0))), together].filter(Boolean).join(', ');
  const added = addedBefore(view, member);
  const first = added.length > 0 ? addedWords(added) : '';
  const alone = view.partial ? 'when the init containers are done' : first ? `after ${first}` : 'with the pod';
  const before = first && (words || view.partial) ? `${first}, ${agree(added, 'starts', 'start')} before it.` : '';
  const sentences = [`${words || alone}.`, before, waiting(view, member, steps[index]?.gate ?? null, after)];
  return [...sentences, retries(view, member)].filter(Boolean).join(' ');
}

/** The others of `containers`, with those that injectors will add. */
function besideWords(view: View, member: Teammate): string {
  return joined([...listed(view, member).map(nameOf), ...addedBeside(view, 'container').map(theAdded)]);
}

/** Which turn it is, by the steps before it; '' where nothing of `initContainers` comes before. */
function turnWords(view: View, member: Teammate, before: readonly Step[]): string {
  const { container } = member;
  const last = before.at(-1);
  const [gated] = last?.members ?? [];
  if (last?.gate && gated) {
    const earlier = before.slice(0, -1).flatMap(({ members }) => members);
    const more = earlier.length > 0 ? ` (before that: ${namesOf(earlier)})` : '';
    return `as soon as ${nameOf(gated)} ${gateWords(gated, last.gate)}${more}`;
  }
  if (container.lifecycle === 'container') return '';
  return view.partial || addedBefore(view, member).length > 0 ? 'first of those that are written here' : 'first';
}

/** What waits for an entry of `initContainers`, and for what. */
function waiting(view: View, member: Teammate, gate: StepGate | null, after: readonly Teammate[]): string {
  if (gate === null || after.length === 0) return '';
  const who = namesOf(after);
  const wait = agree(after, 'waits', 'wait');
  if (gate === 'exit') return `${who} ${wait} until it has ended with exit code 0.`;
  if (gate === 'startup-probe') return `${who} ${wait} until it ${gateWords(member, gate)}.`;
  const none = view.partial ? 'no startup probe is written here' : 'it has no startup probe';
  return `${who} ${wait} only until it ${gateWords(member, gate)}, not until it is ready: ${none}.`;
}

/** What becomes of an init container that fails (pod lifecycle, `restartPolicy`). */
function retries(view: View, { container }: Teammate): string {
  if (container.lifecycle !== 'init' || container.hasRestartRules) return '';
  const policy = container.restartPolicy?.value ?? view.pod.restartPolicy?.value ?? (view.partial ? null : 'Always');
  if (policy === 'Never') return 'If it fails, the pod fails.';
  return policy === 'Always' || policy === 'OnFailure' ? 'If it fails, it is run again.' : '';
}

function stopWords(view: View, member: Teammate): string {
  const { lifecycle } = member.container;
  if (lifecycle === 'init') return '';
  return lifecycle === 'native-sidecar' ? nativeStop(view, member) : listStop(view, member);
}

function nativeStop(view: View, member: Teammate): string {
  const apps = listed(view);
  const all = natives(view);
  const later = all.slice(all.indexOf(member) + 1).reverse();
  const first = apps.length > 0 ? namesOf(apps) : 'the containers of `containers`';
  const then = later.length > 0 ? `, then ${namesOf(later, 'then')}, behind it in the list` : '';
  const hook = hasHook(member, 'preStop')
    ? ' Its preStop hook does not wait for its turn: it runs as soon as the pod begins to terminate.'
    : '';
  const ends = endsWith(view);
  const free =
    ends === 'job' ? ' The Job does not wait for it.' : ends === 'pod' ? ' The pod completes without it.' : '';
  return `**Stops** at the end of the pod, after ${first}${then}.${hook} If it ends before, it is restarted, whatever the restartPolicy of the pod.${free}`;
}

function listStop(view: View, member: Teammate): string {
  const sidecars = natives(view);
  const after = sidecars.length > 0 ? `, ${namesOf(sidecars)} only after that` : '';
  const together = listed(view, member).length > 0;
  const order = 'when the others do: at the end of the pod all of `containers` get SIGTERM, in no guaranteed order';
  const stop = together || after ? `**Stops** ${together ? order : 'when the pod ends'}${after}.` : '';
  return [stop, completion(view, member)].filter(Boolean).join(' ');
}

/** What a container of the app list does to the end of a Job, or of a pod that is not restarted. */
function completion(view: View, member: Teammate): string {
  const ends = endsWith(view);
  if (ends !== 'job' && ends !== 'pod') return '';
  const who = ends === 'job' ? 'The Job' : 'The pod';
  const added = addedBeside(view, 'container');
  const run = `${joined(added.map(({ name }) => code(name)))} ${agree(added, 'runs', 'run')}`;
  const held = added.length > 0 ? `${who} does not complete while ${run}, ${whoAdds(added)}.` : '';
  return [endWords(view, member, who, held !== ''), held].filter(Boolean).join(' ');
}

function endWords(view: View, { endless, role }: Teammate, who: string, held: boolean): string {
  if (listed(view).length + natives(view).length < 2) return '';
  if (endless !== null && role.pattern !== 'app')
    return `${who} completes only when this container has ended, and it ends only when told to.`;
  if (listed(view).length > 1) return `${who} completes only when every container of \`containers\` has ended.`;
  return held ? '' : `${who} completes when it has ended, without ${namesOf(natives(view), 'or')}.`;
}
