import { cpuText, memoryText } from '../kubernetes/quantity.ts';
import { meshesOf } from '../traffic/mesh-facts.ts';
import { keepersOf } from '../traffic/order/completion.ts';
import { graceOf } from '../traffic/order/grace.ts';
import { holdsOf } from '../traffic/order/steps.ts';
import { appList } from '../traffic/team.ts';
import type { Fact } from './diagram.ts';
import type { Subject } from './subject.ts';

/** Kinds whose number of replicas is 1 if it is not set (apps/v1, core/v1 ReplicationController). */
const ONE_BY_DEFAULT: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'ReplicationController',
]);

/** How many pods there are; null where the file does not tell. */
export function replicasOf({ team: { pod } }: Subject): number | null {
  if (pod.replicas !== null || pod.partial !== null) return pod.replicas;
  return ONE_BY_DEFAULT.has(pod.manifest.kind) ? 1 : null;
}

/** What stands in the head of the picture, the most important first. */
export function factsOf(subject: Subject): Fact[] {
  const { team, expected } = subject;
  const facts: (Fact | null)[] = [
    howMany(subject),
    ...costFacts(subject),
    meshFact(subject),
    team.pod.runs === 'job' ? { label: 'Ends', value: ends(subject) } : null,
    team.members.length + expected.length >= 9 ? { label: 'Containers', value: containersIn(subject) } : null,
  ];
  return facts.filter((fact) => fact !== null);
}

/** What the pod costs, as far as it is written; nothing that may be otherwise with what is injected. */
function costFacts(subject: Subject): (Fact | null)[] {
  const { team, cost, expected } = subject;
  const { cpu, memory } = cost.requests;
  const helpsUntold = expected.some(({ lifecycle }) => lifecycle !== 'init');
  const isShareKnown = cost.share !== null && team.members.length > 1 && !helpsUntold;
  const isQosKnown = cost.qos !== null && (expected.length === 0 || cost.qos === 'Burstable');
  return [
    cpu === null ? null : { label: 'CPU request', value: withInjected(subject, cpuText(cpu)) },
    memory === null ? null : { label: 'Memory request', value: withInjected(subject, memoryText(memory)) },
    isShareKnown ? { label: 'Helpers’ share', value: `${Math.round(cost.share * 100)} %`, share: cost.share } : null,
    isQosKnown ? { label: 'QoS', value: cost.qos } : null,
  ];
}

/** `Istio 1.24`, `Linkerd`; that there is none is told of pods that serve: of the others nobody asks. */
function meshFact({ team, expected }: Subject): Fact | null {
  const [mesh, ...others] = meshesOf(team, expected);
  if (others.length > 0) return null;
  if (mesh) return { label: 'Mesh', value: mesh.version === null ? mesh.title : `${mesh.title} ${mesh.version}` };
  const { runs, partial } = team.pod;
  return runs === 'service' && (partial === null || partial === 'broken') ? { label: 'Mesh', value: 'none' } : null;
}

/** `12`, `10 + 2 injected`. */
function containersIn({ team, expected }: Subject): string {
  const { length } = team.members;
  return expected.length > 0 ? `${length} + ${expected.length} injected` : String(length);
}

/** `250m`, `250m + injected`. */
function withInjected({ expected }: Subject, written: string): string {
  return expected.length > 0 ? `${written} + injected` : written;
}

function howMany(subject: Subject): Fact | null {
  const { pod } = subject.team;
  if (pod.runs === 'job') {
    if (pod.completions !== null) return { label: 'Completions', value: String(pod.completions) };
    if (pod.parallelism !== null && pod.parallelism !== 1)
      return { label: 'Parallelism', value: String(pod.parallelism) };
    return pod.partial === null ? { label: 'Completions', value: '1' } : null;
  }
  if (pod.manifest.kind === 'DaemonSet') return { label: 'Replicas', value: 'one per node' };
  const replicas = replicasOf(subject);
  return replicas === null ? null : { label: 'Replicas', value: String(replicas) };
}

/** A Job ends when all containers of the app list have ended; native sidecars are stopped then (KEP-753). */
function ends({ team, expected }: Subject): string {
  if (team.pod.partial === null && keepersOf(team).some(({ asked }) => !asked)) return 'never by itself';
  const [first, ...others] = appList(team);
  const joined = expected.some(({ lifecycle }) => lifecycle === 'container');
  if (!first || others.length > 0 || joined) return 'when all containers end';
  return first.role.pattern === 'app' ? 'when the app ends' : 'when its container ends';
}

/**
 * How all of it starts and ends, where nothing waits for anything; null where there is an order to see, or one container.
 * How injected ones end is not known.
 */
export function closingSentence({ team, steps, expected }: Subject): string | null {
  const { members, pod } = team;
  if (expected.length > 0) return null;
  if (members.length < 2 || steps.some(({ gate }) => gate !== null) || pod.partial !== null) return null;
  const grace = graceOf(pod);
  if (grace === null || holdsOf(team).length > 0) return null;
  const hooks = members.some(({ container }) => container.hooks.some(({ kind }) => kind === 'preStop'));
  const start = `${members.length === 2 ? 'Both' : `All ${members.length}`} start together. No init containers, no gates.`;
  if (grace === 0) return `${start} At shut-down they are killed at once.`;
  const term = hooks ? 'preStop hooks run first, then SIGTERM' : 'all get SIGTERM at once';
  return `${start} At shut-down ${term}; SIGKILL after ${grace} s.`;
}
