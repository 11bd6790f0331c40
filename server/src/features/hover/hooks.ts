import type { Expected } from '../../helpers/expected.ts';
import type { Hook } from '../../kubernetes/pod.ts';
import { DEFAULT_GRACE_SECONDS, NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { inboundOf } from '../../traffic/ports/inbound.ts';
import type { Teammate } from '../../traffic/team.ts';
import { addedBeside, theAdded } from './expected.ts';
import { missingProgram, missingWords } from './image.ts';
import { bullets, code, joined, paragraphs, sentence } from './markdown.ts';
import { sources } from './sources.ts';
import { agree, hasHook, listed, nameOf, namesOf, natives, partialNote, type View, workloadOf } from './view.ts';

type HookKind = Hook['kind'];

/** On `lifecycle` or one of its hooks: when the hooks run, and who waits for them. */
export function hooks(view: View, member: Teammate, only: HookKind | null): string | null {
  const { container } = member;
  const shown = container.hooks.filter(({ kind }) => only === null || kind === only);
  if (shown.length === 0) return null;
  const native = container.lifecycle === 'native-sidecar';
  const lines =
    container.lifecycle === 'init'
      ? ['The API server refuses it: an init container that runs to completion has no hooks.']
      : shown.flatMap((hook) => [
          ...MEANING[hook.kind](view, member),
          ...sleeping(view, hook),
          ...(only === null ? [] : detailLines(view, member, hook)),
        ]);
  return paragraphs(
    `**${only ?? 'lifecycle'} of ${nameOf(member)}**${only ? '' : `: ${shown.map(({ kind }) => code(kind)).join(' and ')}`}`,
    bullets(lines),
    partialNote(view),
    sources(native ? ['hooks', 'sidecarTermination', 'kep753'] : ['hooks', 'termination']),
  );
}

const MEANING: Readonly<Record<HookKind, (view: View, member: Teammate) => string[]>> = {
  postStart: (view, { container }) => {
    const native = container.lifecycle === 'native-sidecar' && view.kubernetes >= NATIVE_SIDECARS_SINCE;
    const waits = native
      ? 'This container counts as started only when the hook is done, so what starts later waits for it.'
      : 'No other container is promised to wait for it.';
    return ['`postStart` runs beside the main process, not before it; if it fails, the container is killed.', waits];
  },
  preStop: (view, member) => {
    const apps = listed(view);
    const whom = apps.length > 0 ? namesOf(apps, 'or') : 'the application';
    const native = member.container.lifecycle === 'native-sidecar' && view.kubernetes >= NATIVE_SIDECARS_SINCE;
    const begin = native
      ? `It begins as soon as the pod begins to terminate, while ${whom} may still need this sidecar; SIGTERM comes only when ${agree(apps, 'that has', 'those have')} ended. A hook that stops its work comes too early.`
      : 'It comes before SIGTERM; at the end of the pod all containers begin with theirs at the same time.';
    const served = inboundOf(view.team).some(({ to }) => to === member);
    return [
      `\`preStop\` runs when Kubernetes stops the container, not when it ends or crashes by itself. ${begin}`,
      `Its time counts against the ${graceWords(view)} that the whole pod has to end.`,
      ...(served
        ? ['Services stop sending requests meanwhile, not before: a short pause here lets the last ones through.']
        : []),
    ];
  },
};

/** What a hook runs, where that cannot go well. */
function detailLines(view: View, member: Teammate, { kind, handler }: Hook): string[] {
  if (handler?.type === 'tcpSocket')
    return ['A hook of type `tcpSocket` fails when it runs: Kubernetes has dropped it.'];
  if (handler?.type !== 'exec') return [];
  const missing = missingProgram(view, member, handler);
  const line = handler.command.map(({ value }) => value).join(' ');
  const [sleeps, fails] = [line.search(/\bsleep\b/), line.search(/healthcheck\/fail|drain_listeners/)];
  const sleep = missing === 'sleep' ? ' The `sleep` action needs no program.' : '';
  return [
    ...(missing === null ? [] : [`${missingWords(view, member, handler)}${sleep}`]),
    ...(kind === 'preStop' && sleeps >= 0 && sleeps < fails
      ? [
          'It sleeps first and drains then: the other way round, what still comes in during the sleep is sent elsewhere.',
        ]
      : []),
    ...(member.role.helper?.id === 'istio-proxy' && /:9901\b/.test(line)
      ? ["The admin interface of Istio's Envoy is on port 15000, not on 9901."]
      : []),
  ];
}

/** The `sleep` action: alpha in 1.29, on by default since 1.30. */
function sleeping(view: View, { handler }: Hook): string[] {
  if (handler?.type !== 'sleep') return [];
  const seconds = handler.seconds ? `It sleeps ${handler.seconds.value} s of them, without a shell in the image.` : '';
  const old = view.kubernetes < 30 ? `The \`sleep\` action is on by default only since Kubernetes 1.30.` : '';
  return [seconds, old].filter(Boolean);
}

function graceWords({ pod, partial }: View): string {
  const own = pod.terminationGracePeriodSeconds?.value;
  return own === undefined
    ? `${DEFAULT_GRACE_SECONDS} s (the default${partial ? ', unless it is set elsewhere' : ''})`
    : `${own} s`;
}

function afterHook(apps: readonly Teammate[], hooked: readonly Teammate[]): string {
  if (!apps.some((member) => hooked.includes(member))) return '';
  return apps.length === 1 ? ' when its hook is done' : ', a container with a hook when that is done';
}

/** On `terminationGracePeriodSeconds`: the end of this pod, step by step. */
export function gracePeriod(view: View): string | null {
  const seconds = view.pod.terminationGracePeriodSeconds?.value;
  if (seconds === undefined) return null;
  const whole = `**The end of ${workloadOf(view)}**`;
  if (seconds === 0) {
    return paragraphs(
      `${whole}: 0 s, so all containers are killed at once, without preStop hooks.`,
      partialNote(view),
      sources(['termination']),
    );
  }
  const apps = listed(view);
  const sidecars = view.kubernetes >= NATIVE_SIDECARS_SINCE ? natives(view) : [];
  const hooked = [...sidecars, ...apps].filter((member) => hasHook(member, 'preStop'));
  const steps: string[] = [];
  if (hooked.length > 0) {
    const run = agree(hooked, 'hook', 'hooks');
    steps.push(
      `At once the preStop ${run} of ${namesOf(hooked)} ${agree(hooked, 'runs', 'run, all at the same time')}.`,
    );
  }
  const beside = [...apps.map(nameOf), ...addedBeside(view, 'container').map(theAdded)];
  if (beside.length > 0) {
    const order = agree(beside, '', '; in no guaranteed order');
    steps.push(
      `${sentence(joined(beside))} ${agree(beside, 'gets', 'get')} SIGTERM${afterHook(apps, hooked)}${order}.`,
    );
  }
  const { turns, unplaced } = lastTurns(view, sidecars);
  if (turns.length > 0) {
    const ended = beside.length > 0 ? `When ${agree(beside, 'that has', 'those have')} ended, ` : '';
    const late =
      unplaced.length > 0
        ? ` ${sentence(joined(unplaced))} ${agree(unplaced, 'has its', 'have their')} turn there, too.`
        : '';
    steps.push(
      sentence(
        `${ended}${joined(turns, 'then')} ${agree(turns, 'gets SIGTERM', 'get SIGTERM, one after the other')}.${late}`,
      ),
    );
  }
  // A negative value counts as 1 (core/v1 PodSpec).
  const budget = Math.max(1, seconds);
  steps.push(`After ${budget} s in all, whatever still runs is killed.`);
  return paragraphs(
    `${whole}: ${budget} s, one budget for all containers and their hooks together.`,
    bullets(steps, '1.'),
    partialNote(view),
    sources(turns.length > 0 ? ['termination', 'sidecarTermination'] : ['termination', 'hooks']),
  );
}

/** Native sidecars in the order in which they stop, with those that injectors will add; and those whose place is not known. */
function lastTurns(view: View, sidecars: readonly Teammate[]): { turns: string[]; unplaced: string[] } {
  const added = addedBeside(view, 'native-sidecar');
  const at = (end: Expected['end']) => added.filter((one) => one.end === end).map(theAdded);
  const turns = [...at('first'), ...sidecars.map(nameOf), ...at('last')].reverse();
  const unplaced = at(null);
  // A single one has no place to know.
  return turns.length === 0 && unplaced.length === 1 ? { turns: unplaced, unplaced: [] } : { turns, unplaced };
}
