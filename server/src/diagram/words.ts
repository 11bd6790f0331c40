import type { Pattern } from '../helpers/helper.ts';
import { cpuText, memoryText, readCpu, readMemory } from '../kubernetes/quantity.ts';
import type { Step } from '../traffic/steps.ts';
import type { Teammate } from '../traffic/team.ts';
import { plain } from './measure.ts';

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

/** What the next step waits for, and the same in short. */
export function gateTexts({ gate, members }: Step): readonly [string, string] {
  if (gate === 'startup-probe') return ['until the startup probe passes', 'until its probe passes'];
  if (gate === 'started') return ['started: it has no startup probe', 'started: no startup probe'];
  return [`until ${plain(members[0]?.container.label ?? 'it')} has exited 0`, 'until it has exited 0'];
}

/** What a container asks for: `100m CPU · 64Mi`, in short `100m · 64Mi`; null if it asks for nothing that can be read. */
export function requestsText({ container }: Teammate, short: boolean): string | null {
  const asked = (resource: string) => container.requests.get(resource) ?? container.limits.get(resource);
  const cpu = readCpu(asked('cpu')?.value ?? '');
  const memory = readMemory(asked('memory')?.value ?? '');
  const parts = [
    cpu === null ? null : `${cpuText(cpu)}${short && memory !== null ? '' : ' CPU'}`,
    memory === null ? null : memoryText(memory),
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return cpu === null && !short ? `${parts[0]} memory` : parts.join(' · ');
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1 helper`, `2 helpers`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
