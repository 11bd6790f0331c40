import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { stepsOf } from '../../traffic/order/steps.ts';
import { addedLines } from './expected.ts';
import { gateWords } from './life.ts';
import { bullets, code, paragraphs } from './markdown.ts';
import { roleWord } from './roles.ts';
import { sources } from './sources.ts';
import { agree, endsWith, listed, nameOf, namesOf, natives, partialNote, type View, workloadOf } from './view.ts';

/** On `initContainers`: the start of this pod, step by step. */
export function startOrder(view: View): string {
  const steps = stepsOf(view.team).map(({ members, gate }) => {
    const [member] = members;
    if (!gate || !member) return `${namesOf(members)}: ${agree(members, 'starts last', IN_NO_ORDER)}.`;
    const native = member.container.lifecycle === 'native-sidecar';
    const kind = native ? 'native sidecar; the next starts as soon as it' : 'the next starts when it';
    const ready = gate === 'started' ? ' (no startup probe tells that it is ready)' : '';
    const role = roleWord(view, member);
    return `${nameOf(member)}${role === 'native sidecar' ? '' : ` (${role})`}: ${kind} ${gateWords(member, gate)}${ready}.`;
  });
  return paragraphs(
    `**Start order of ${workloadOf(view)}**: one entry after the other, then \`containers\`.`,
    bullets(steps, '1.'),
    bullets([...failureLines(view), ...nativeLines(view), ...addedLines(view, 'initContainers')]),
    partialNote(view),
    sources(natives(view).length > 0 ? ['init', 'sidecar', 'kep753'] : ['init', 'sidecar']),
  );
}

const IN_NO_ORDER = 'start together, in no guaranteed order';

function failureLines({ team, pod, partial }: View): string[] {
  const policy = pod.restartPolicy?.value ?? (partial ? null : 'Always');
  if (policy === null || !team.members.some(({ container }) => container.lifecycle === 'init')) return [];
  if (policy === 'Never') return ['If an init container fails, the pod fails.'];
  return ['An init container that fails is run again; what is behind it waits.'];
}

function nativeLines(view: View): string[] {
  const all = natives(view);
  if (all.length === 0) return [];
  if (view.kubernetes < NATIVE_SIDECARS_SINCE) {
    return [`Native sidecars are on by default since Kubernetes 1.29; this is read for 1.${view.kubernetes}.`];
  }
  const [run, stop] = [agree(all, 'keeps', 'keep'), agree(all, 'stops', 'stop')];
  const order = agree(all, '', ', the last of the list first');
  return [`${namesOf(all)} ${run} running beside the application, and ${stop} after it${order}.`];
}

/** On `containers`: who is the application, who helps it, and how they start and end. */
export function appContainers(view: View): string {
  const all = listed(view);
  const lines = all.map((member) => `${nameOf(member)}: ${roleWord(view, member)}.`);
  if (all.length > 1) {
    lines.push(`They ${IN_NO_ORDER}. At the end of the pod all get SIGTERM, in no order either.`);
  }
  const beside = natives(view);
  if (beside.length > 0 && view.kubernetes >= NATIVE_SIDECARS_SINCE) {
    const kind = agree(beside, 'a native sidecar', 'native sidecars');
    const [run, stop] = [agree(beside, 'runs', 'run'), agree(beside, 'stops', 'stop')];
    const them = agree(all, 'it', 'them');
    lines.push(`${namesOf(beside)} (${kind} of \`initContainers\`) ${run} beside ${them}, and ${stop} after ${them}.`);
  }
  lines.push(...completionLines(view));
  if (all.length > 1) {
    lines.push('They share the address of the pod, its localhost and its ports; of the files only what they mount.');
  }
  lines.push(...addedLines(view, 'containers'));
  if (!view.team.members.some(({ container }) => container.list === 'initContainers')) {
    lines.push(...addedLines(view, 'initContainers'));
  }
  return paragraphs(
    `**Containers of ${workloadOf(view)}**`,
    bullets(lines),
    partialNote(view),
    sources(endsWith(view) === 'job' ? ['containers', 'sidecar', 'jobs'] : ['containers', 'sidecar']),
  );
}

function completionLines(view: View): string[] {
  const ends = endsWith(view);
  if (ends !== 'job' && ends !== 'pod') return [];
  const all = listed(view);
  const endless = all.filter((member) => member.endless !== null && member.role.pattern !== 'app');
  const never = endless.length > 0 ? ` ${namesOf(endless)} ${agree(endless, 'does', 'do')} so only when told to.` : '';
  const have = agree(all, 'it has', 'all of them have');
  return [`${ends === 'job' ? 'The Job' : 'The pod'} completes only when ${have} ended.${never}`];
}

/** On `shareProcessNamespace`: what the containers can do to each other. */
export function sharedProcesses(view: View): string {
  const running = [...natives(view), ...listed(view)];
  const whole = `**Processes of ${workloadOf(view)}**`;
  if (!view.pod.shareProcessNamespace) {
    return paragraphs(
      whole,
      'Each container sees its own processes only; it cannot signal those of another.',
      sources(['processes']),
    );
  }
  return paragraphs(
    whole,
    `${running.length > 1 ? namesOf(running) : 'The containers of the pod'} see each other's processes.`,
    bullets([
      'A helper can send the application a signal, as SIGHUP to make it read its configuration again.',
      `Through ${code('/proc/<pid>/root')} it also reaches the files of the other, if it runs as the same user or may trace processes.`,
      'Process 1 is then that of the pod: a program that has to be process 1 does not work.',
    ]),
    partialNote(view),
    sources(['processes']),
  );
}
