import type { Expected } from '../helpers/expected.ts';
import type { StepGate } from '../traffic/order/steps.ts';
import type { Teammate } from '../traffic/team.ts';
import type { Subject } from './subject.ts';

/** Somebody who will stand in the picture: a container of the file, or one that an injector adds. */
export type Someone = Teammate | Expected;

/** What the next lane waits for. `start`: of an injected native sidecar it is not known whether it has a startup probe. */
export type Gate = StepGate | 'start';

/** Who begins together, and what the next ones wait for; null of the last, in which the application runs. */
export interface Start {
  readonly who: readonly Someone[];
  readonly gate: Gate | null;
}

/** Whether somebody is not in the file. */
export function isInjected(one: Someone): one is Expected {
  return 'injector' in one;
}

/**
 * The steps of the start, with what injectors add: at the end of its list that is known, else behind what is written.
 * Containers that are in no step stand with the last. There is always one.
 */
export function startsOf({ team, steps, expected }: Subject): Start[] {
  const written = steps.filter(({ gate }) => gate !== null).map(({ members, gate }): Start => ({ who: members, gate }));
  const early = new Set(written.flatMap(({ who }) => who));
  const last = steps.flatMap(({ members, gate }) => (gate === null ? members : []));
  const others = team.members.filter((member) => !early.has(member) && !last.includes(member));
  const added = expected.filter(({ lifecycle }) => lifecycle === 'container');
  return [
    ...addedAt(expected, true),
    ...written,
    ...addedAt(expected, false),
    { who: [...last, ...others, ...added], gate: null },
  ];
}

function addedAt(expected: readonly Expected[], first: boolean): Start[] {
  return expected
    .filter(({ lifecycle, end }) => lifecycle !== 'container' && (end === 'first') === first)
    .map((one) => ({ who: [one], gate: one.lifecycle === 'init' ? 'exit' : 'start' }));
}

/** Whether what stands behind it in its list waits for its postStart hook. */
export function hasPostStart(member: Teammate | null): boolean {
  return member?.container.hooks.some(({ kind, handler }) => kind === 'postStart' && handler) ?? false;
}
