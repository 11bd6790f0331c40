import { cpuText, memoryText } from '../../kubernetes/quantity.ts';
import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { type Amounts, costOf, isBoundAsWhole } from '../../traffic/cost.ts';
import type { Teammate } from '../../traffic/team.ts';
import { addedBeside, uncountedLine } from './expected.ts';
import { bullets, code, paragraphs, table } from './markdown.ts';
import { sources } from './sources.ts';
import { listed, nameOf, natives, partialNote, type View, workloadOf } from './view.ts';

/** On the `resources` of a container: what it asks for, and what that makes of the pod. */
export function resources(view: View, member: Teammate): string {
  const { container } = member;
  const ask = (of: typeof container.requests) =>
    ['cpu', 'memory'].flatMap((key) =>
      of.has(key) ? [`${code(of.get(key)?.value ?? '')} ${key === 'cpu' ? 'CPU' : 'memory'}`] : [],
    );
  const [requests, limits] = [ask(container.requests), ask(container.limits)];
  const asked = [
    ...(requests.length > 0 ? [`requests ${requests.join(' and ')}`] : []),
    ...(limits.length > 0 ? [`is limited to ${limits.join(' and ')}`] : []),
  ];
  return paragraphs(
    `**Resources of ${nameOf(member)}**${asked.length > 0 ? `: it ${asked.join(', and ')}` : ''}`,
    bullets([part(view, member), ...podLines(view), ...memoryLines(view, member)]),
    amountTable(view),
    partialNote(view),
    sources(natives(view).length > 0 ? ['resources', 'sidecarResources', 'qos'] : ['resources', 'qos']),
  );
}

/** Memory limits hold for each container by itself, unless the pod has one (KEP-2837). */
function memoryLines(view: View, { container }: Teammate): string[] {
  if (container.lifecycle === 'init' || listed(view).length + natives(view).length < 2) return [];
  if (view.pod.limits.has('memory')) return ['The memory limit of the pod holds for all its containers together.'];
  if (container.limits.has('memory'))
    return ['Beyond its memory limit this container alone is killed, not the others.'];
  if (view.partial) return [];
  return ['It has no memory limit: it cannot use up what is set for the others, but the memory of the node.'];
}

/** With so many containers a table shows best who asks for what. */
const TABLED = 3;

/** What each container requests and is limited to; null where they are few, or nothing is asked for. */
function amountTable({ team }: View): string | null {
  const asking = team.members.filter(({ container }) => container.requests.size + container.limits.size > 0);
  if (team.members.length < TABLED || asking.length < 2) return null;
  const cell = ({ container }: Teammate, key: string) => {
    const [request, limit] = [container.requests.get(key), container.limits.get(key)];
    const asked = request ?? limit;
    return asked ? `${code(asked.value)}${limit && limit !== asked ? `, at most ${code(limit.value)}` : ''}` : '';
  };
  const rows = team.members.map((member) => [
    `${nameOf(member)}${SHORT[member.container.lifecycle]}`,
    cell(member, 'cpu'),
    cell(member, 'memory'),
  ]);
  return table(['Container', 'CPU', 'Memory'], rows);
}

const SHORT = { init: ', init', 'native-sidecar': ', native sidecar', container: '', ephemeral: '' } as const;

/** How a request counts for the pod (component-helpers resource.PodRequests, KEP-753). */
function part(view: View, { container }: Teammate): string {
  if (view.pod.requests.size > 0)
    return 'The pod has requests of its own, which count for the scheduler instead of those of its containers.';
  if (container.lifecycle === 'init')
    return 'It runs before the application: its requests count only where it, with the native sidecars started before it, needs more than all that run later.';
  if (container.lifecycle === 'native-sidecar' && view.kubernetes >= NATIVE_SIDECARS_SINCE)
    return 'As a native sidecar it runs all the time: its requests are added to those of the application.';
  const beside = [...addedBeside(view, 'container'), ...addedBeside(view, 'native-sidecar')];
  return listed(view).length + natives(view).length + beside.length > 1
    ? 'Its requests are added to those of the containers beside it.'
    : 'Its requests are those of the pod, unless an init container needs more.';
}

function podLines(view: View): string[] {
  const { requests, helpers, share, qos } = costOf(view.team);
  const [all, helping] = [amountWords(requests), amountWords(helpers)];
  const percent = share === null || share === 0 ? '' : `, up to ${Math.round(share * 100)} %`;
  return [
    ...(all
      ? [
          `The scheduler reserves ${all} for each pod${view.partial ? ', as far as it is written here' : ''}${helping ? `; helpers ask for ${helping} of it${percent}` : ''}.`,
        ]
      : []),
    ...[uncountedLine(view)].filter(Boolean),
    ...(qos ? [classLine(view, qos)] : []),
  ];
}

/** A pod that is Burstable remains so whatever is added, and so does one that is judged as a whole (ComputePodQOS). */
function classLine({ pod, expected }: View, qos: keyof typeof QOS): string {
  if (isBoundAsWhole(pod)) return `The pod is *${qos}*: ${QOS_OF_POD[qos]}`;
  if (qos === 'Burstable' || expected().length === 0) return `The pod is *${qos}*: ${QOS[qos]}`;
  return `As it is written here, the pod is *${qos}*: ${QOS[qos]} What is added may change that.`;
}

function amountWords({ cpu, memory }: Amounts): string {
  return [
    ...(cpu === null ? [] : [`${cpuText(cpu)} CPU`]),
    ...(memory === null ? [] : [`${memoryText(memory)} memory`]),
  ].join(' and ');
}

const EQUAL = 'CPU and memory limits equal to its requests';

/** By the containers, init containers included (ComputePodQOS). */
const QOS = {
  Guaranteed: `every container, init containers included, has ${EQUAL}. One without would make it Burstable.`,
  Burstable: `not every container, init containers included, has ${EQUAL}.`,
  BestEffort: 'no container requests anything.',
} as const;

/** By the resources of the pod as a whole, where it has some (KEP-2837). */
const QOS_OF_POD = {
  Guaranteed: `as a whole it has ${EQUAL}.`,
  Burstable: `as a whole it does not have ${EQUAL}.`,
  BestEffort: 'it requests nothing.',
} as const;

/** On the `resources` of the pod: what its containers share. */
export function podResources(view: View): string | null {
  if (!view.pod.hasResources) return null;
  return paragraphs(
    `**Resources of ${workloadOf(view)} as a whole**: its containers share them.`,
    bullets([
      'For the scheduler, requests here count instead of those of the containers.',
      ...podLines(view),
      view.kubernetes >= 34
        ? 'On by default since Kubernetes 1.34, not yet stable in 1.37.'
        : `On by default since Kubernetes 1.34; this is read for 1.${view.kubernetes}.`,
    ]),
    partialNote(view),
    sources(['resources', 'qos']),
  );
}
