import { graceOf } from '../../traffic/order/grace.ts';
import { sleepOf } from '../../traffic/order/sleeps.ts';
import type { Actor, Scene } from '../scene.ts';
import type { PreStop, ShutDown, Stopping } from './timeline.ts';

/** How a pod is stopped, and each of its containers; null for those of which it is not known. */
export interface Ending extends ShutDown {
  readonly stops: ReadonlyMap<Actor, 'done' | Stopping | null>;
}

/**
 * The end of a pod, container by container (kubelet, KEP-753): every preStop hook begins at once, that of native sidecars too;
 * SIGTERM comes after the hook, to native sidecars only when the others have ended, in the reverse order of their start.
 * Null where the file does not tell: what is missing in a patch or a template may stand elsewhere.
 */
export function endingOf({ subject, actors }: Scene): Ending | null {
  const { pod } = subject.team;
  const grace = pod.partial === null ? graceOf(pod) : null;
  if (grace === null) return null;
  const stops = new Map<Actor, 'done' | Stopping | null>();
  const natives = actors.filter(({ native }) => native).filter(hasTurn);
  for (const actor of actors) if (actor.lifecycle === 'init') stops.set(actor, 'done');
  if (grace === 0) return { grace, marks: [], stops };
  const apps = actors.filter(({ lifecycle, injected }) => lifecycle === 'container' && !injected);
  const told = apps.map((actor) => [actor, hookOf(actor, grace)] as const);
  const moments = turns(
    Math.max(0, ...told.map(([, hook]) => hook?.until ?? 0)),
    natives.toReversed().map((actor) => hookOf(actor, grace)?.until ?? 0),
    grace,
  );
  for (const [actor, hook] of told) {
    const moment = hook === null || hook.exact ? 'known' : 'unknown';
    stops.set(actor, { preStop: hook, sigterm: hook?.until ?? 0, moment, until: moments[0] ?? grace });
  }
  natives.toReversed().forEach((actor, i) => {
    const [sigterm, until] = [moments[i] ?? grace, moments[i + 1] ?? grace];
    stops.set(actor, { preStop: hookOf(actor, grace), sigterm, moment: 'turn', until });
  });
  return { grace, marks: marksOf(grace), stops };
}

/** Where an injector puts a native sidecar is not always known; among several its turn is not known then. */
function hasTurn({ injected }: Actor, _: number, natives: readonly Actor[]): boolean {
  return injected === null || injected.end !== null || natives.length === 1;
}

/** The part of the grace period that a hook is drawn with of which nobody knows how long it takes. */
const UNTOLD = 1 / 6;

function hookOf({ member }: Actor, grace: number): PreStop | null {
  const hook = member?.container.hooks.find(({ kind }) => kind === 'preStop');
  if (!hook) return null;
  const sleep = sleepOf(hook.handler);
  const [seconds, exact] = [sleep?.seconds ?? 0, sleep?.only ?? false];
  return { seconds, exact, until: Math.min(grace, seconds > 0 || exact ? seconds : grace * UNTOLD) };
}

/**
 * When native sidecars get their turn, as it is drawn: two equal parts of what is left belong to the containers before them,
 * one to each of them. Nobody gets SIGTERM before its own hook is done.
 */
function turns(begin: number, hooks: readonly number[], grace: number): number[] {
  const moments: number[] = [];
  let last = begin;
  hooks.forEach((hook, i) => {
    const parts = hooks.length - i + (i === 0 ? 2 : 1);
    last = Math.max(hook, rounded(last + ((grace - last) * (i === 0 ? 2 : 1)) / parts));
    moments.push(last);
  });
  return moments;
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600];
/** More of them would only be a ruler. */
const MOST_PARTS = 4;

function marksOf(grace: number): number[] {
  const step = STEPS.find((one) => grace / one <= MOST_PARTS) ?? 10 ** Math.ceil(Math.log10(grace / MOST_PARTS));
  const marks: number[] = [];
  for (let at = 0; at < grace; at += step) marks.push(at);
  return marks;
}
