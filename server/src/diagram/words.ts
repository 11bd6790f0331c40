import type { Pattern } from '../helpers/helper.ts';
import type { ProbeKind } from '../kubernetes/pod.ts';
import { cpuText, memoryText, readCpu, readMemory } from '../kubernetes/quantity.ts';
import { cutMiddle, plain } from './measure.ts';
import type { Actor, Lane } from './scene.ts';
import { hasPostStart } from './starts.ts';

/** The word for a role on a card. */
export const ROLE_WORDS: Readonly<Record<Pattern, string>> = {
  app: 'App',
  init: 'Init',
  sidecar: 'Sidecar',
  ambassador: 'Ambassador',
  adapter: 'Adapter',
  'config-helper': 'Config',
  proxy: 'Proxy',
  unknown: 'Unknown',
};

/** A longer name in a sentence loses its middle: the card tells it in full. */
const LONG_NAME = 170;

/** What the next step waits for, and the same in short. */
export function gateTexts({ gate, actors }: Lane): readonly [string, string] {
  const name = cutMiddle('muted', actors[0]?.label ?? 'it', LONG_NAME);
  if (gate === 'startup-probe') return ['until the startup probe passes', 'until its probe passes'];
  if (gate === 'started' && hasPostStart(actors[0]?.member ?? null))
    return ['until its postStart hook is done', 'until its hook is done'];
  if (gate === 'started') return ['started: it has no startup probe', 'started: no startup probe'];
  if (gate === 'start') return [`until ${name} has started`, 'until it has started'];
  return [`until ${name} has exited 0`, 'until it has exited 0'];
}

/** What a container asks for: `100m CPU · 64Mi`, in short `100m · 64Mi`; null if it asks for nothing that can be read. */
export function requestsText(actor: Asking, short: boolean): string | null {
  const cpu = readCpu(asked(actor, 'cpu'));
  const memory = readMemory(asked(actor, 'memory'));
  const parts = [
    cpu === null ? null : `${cpuText(cpu)}${short && memory !== null ? '' : ' CPU'}`,
    memory === null ? null : memoryText(memory),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return cpu === null && !short ? `${parts[0]} memory` : parts.join(' · ');
}

/** Who asks for resources. */
type Asking = Pick<Actor, 'member' | 'injected'>;

/** A container with a limit only requests the limit. */
function asked({ member, injected }: Asking, resource: string): string {
  if (injected) return injected.requests.get(resource) ?? injected.limits.get(resource) ?? '';
  const { requests, limits } = member?.container ?? {};
  return (requests?.get(resource) ?? limits?.get(resource))?.value ?? '';
}

/** `startup probe`, `liveness and readiness probes`. */
export function probeWords(kinds: readonly ProbeKind[]): string {
  const words = kinds.map((kind) => kind.replace('Probe', ''));
  return `${list(words)} ${words.length > 1 ? 'probes' : 'probe'}`;
}

/** The name of a container in a sentence. */
export function actorLabel({ label }: Actor): string {
  return plain(label);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1 helper`, `2 helpers`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** A message without what it is about at its beginning, where that stands before it already. */
export function withoutSubject(message: string, about: string | null): string {
  const subjects = about === null ? [] : [`"${about}" `, `${about.replace(/ (.*)$/, ' "$1"')} `];
  const subject = subjects.find((one) => message.startsWith(one)) ?? '';
  return message.slice(subject.length);
}
