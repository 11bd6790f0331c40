import { type Handler, type ProbeKind, portOfHandler } from '../../kubernetes/pod.ts';
import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import { callsOf } from '../../traffic/calls/calls.ts';
import { stepsOf } from '../../traffic/order/steps.ts';
import { isClosed } from '../../traffic/ports/listens.ts';
import type { Teammate } from '../../traffic/team.ts';
import { child, integer } from '../../yaml/read.ts';
import { bullets, code, paragraphs } from './markdown.ts';
import { asksPodAddress, missingPort } from './probed.ts';
import { answersFor } from './sharing.ts';
import { sources } from './sources.ts';
import { agree, hasProbe, nameOf, namesOf, partialNote, type View } from './view.ts';

/** On a probe: what it means for this container, and for the others. */
export function probe(view: View, member: Teammate, kind: ProbeKind): string {
  const { container } = member;
  const handler = container.probes.find((own) => own.kind === kind)?.handler ?? null;
  const native = container.lifecycle === 'native-sidecar';
  const lines =
    container.lifecycle === 'init'
      ? [
          'The API server refuses it: an init container that runs to completion has no probes. `restartPolicy: Always` would make it a native sidecar, which may have them.',
        ]
      : [...MEANING[kind](view, member), ...portLines(view, member, kind, handler)];
  return paragraphs(
    `**${kind} of ${nameOf(member)}**${handler ? `: ${asks(member, handler)}` : ''}`,
    bullets(lines),
    partialNote(view),
    sources(native ? ['probes', 'sidecarOrder', 'kep753'] : ['probes']),
  );
}

/** On a key of a probe beside its handler; null where there is nothing to say about it. */
export function probeKey(view: View, member: Teammate, kind: ProbeKind, key: string): string | null {
  if (key === 'failureThreshold' || key === 'periodSeconds') return probe(view, member, kind);
  if (key !== 'terminationGracePeriodSeconds' || member.container.lifecycle === 'init') return null;
  const seconds = integer(child(member.container.source, kind, key))?.value;
  if (seconds === undefined) return null;
  const line =
    kind === 'readinessProbe'
      ? 'The API server refuses it: a readinessProbe kills nothing.'
      : `When this probe kills ${nameOf(member)}, it has ${seconds} s to end, instead of those of the pod.`;
  return paragraphs(
    `**${key} of the ${kind}**`,
    bullets([line]),
    partialNote(view),
    sources(['probes', 'termination']),
  );
}

function asks(member: Teammate, handler: Handler): string {
  const written = handler.port?.value;
  const number = portOfHandler(member.container, handler);
  const port = number ?? (written === undefined ? '' : code(String(written)));
  if (handler.type === 'httpGet') return `GET ${code(handler.path ?? '/')}${port === '' ? '' : ` on port ${port}`}`;
  if (handler.type === 'exec') return `runs ${code(handler.command.map(({ value }) => value).join(' '))} in it`;
  return `${handler.type === 'grpc' ? 'gRPC health check' : 'connects'}${port === '' ? '' : ` on port ${port}`}`;
}

const MEANING: Readonly<Record<ProbeKind, (view: View, member: Teammate) => string[]>> = {
  startupProbe: (view, member) => {
    const others = (['livenessProbe', 'readinessProbe'] as const).filter((kind) => hasProbe(member, kind));
    const rest = others.length > 0 ? `its ${others.join(' and ')} ${agree(others, 'rests', 'rest')}, and ` : '';
    return [
      heldBack(view, member),
      `Until it passes, ${rest}the pod is not ready.`,
      failure(view, member, 'startupProbe'),
    ];
  },
  livenessProbe: (view, member) => {
    const callers = callsOf(view.team).flatMap(({ from, to }) => (to === member ? [from] : []));
    const who = [...new Set(callers)];
    const call = agree(who, 'calls', 'call');
    const away = who.length > 0 ? `: ${namesOf(who)}, which ${call} this one, must bear that it is away` : '';
    return [failure(view, member, 'livenessProbe'), `The other containers run on meanwhile${away}.`];
  },
  readinessProbe: (view, member) => {
    const { members } = view.team;
    const others = members.filter((other) => other !== member && isAsked(other, 'readinessProbe'));
    const also = others.length > 0 ? ` So ${agree(others, 'does that', 'do those')} of ${namesOf(others)}.` : '';
    const native = member.container.lifecycle === 'native-sidecar';
    return [
      `It counts for the whole pod: Services send requests only while all its containers are ready.${also}`,
      'If it fails, nothing is restarted.',
      ...(native ? ['It does not hold back what starts later: that takes a startupProbe.'] : []),
    ];
  },
};

function isAsked(member: Teammate, kind: ProbeKind): boolean {
  return hasProbe(member, kind) && member.container.lifecycle !== 'init';
}

/** Whom a startup probe holds back: of the three probes it is the only one that does (KEP-753). */
function heldBack(view: View, member: Teammate): string {
  if (member.container.lifecycle !== 'native-sidecar' || view.kubernetes < NATIVE_SIDECARS_SINCE) {
    return 'It holds back no other container: that it does in native sidecars only.';
  }
  const later = behind(view, member);
  if (later.length === 0) return 'What starts later waits until it passes.';
  return `${namesOf(later)} ${agree(later, 'waits', 'wait')} until it passes; no other kind of probe does that. As long as it does not pass, the pod stays in its init phase.`;
}

/** The members that start after an entry of `initContainers`. */
function behind(view: View, member: Teammate): Teammate[] {
  const steps = stepsOf(view.team);
  const index = steps.findIndex(({ members }) => members.includes(member));
  return index < 0 ? [] : steps.slice(index + 1).flatMap(({ members }) => members);
}

/** Defaults: every 10 s, three times in a row (core/v1 Probe). */
function failure(view: View, member: Teammate, kind: ProbeKind): string {
  const { container } = member;
  const of = (key: string) => integer(child(container.source, kind, key))?.value ?? null;
  const [times, period] = [of('failureThreshold') ?? 3, of('periodSeconds') ?? 10];
  const policy = container.restartPolicy?.value ?? view.pod.restartPolicy?.value;
  const never = policy === 'Never' && container.lifecycle !== 'native-sidecar';
  const again = never ? 'and, since the restartPolicy is Never, not started again' : 'and started again';
  const row = times === 1 ? 'one failure' : `${times} failures in a row`;
  const rule = container.hasRestartRules ? '' : ` ${again}`;
  return `After ${row}, with one try every ${period} s, this container is killed${rule}.`;
}

function portLines(view: View, member: Teammate, kind: ProbeKind, handler: Handler | null): string[] {
  const port = portOfHandler(member.container, handler);
  if (port === null) return [missingPort(view, member, handler)].filter(Boolean);
  const own = member.listens.filter((listen) => listen.port === port && listen.how !== 'probe');
  const other = answersFor(view, port, member);
  const listens = other ? other.listens.filter((listen) => listen.port === port) : own;
  const lines: string[] = [];
  if (other) {
    lines.push(
      `On port ${port} listens ${nameOf(other)}, not this container: ${nameOf(other)} is asked, ${nameOf(member)} bears what follows.`,
    );
  }
  if (!asksPodAddress(member, kind)) return lines;
  const refused = listens.some(isClosed);
  const why = refused
    ? `Here it listens on loopback only, so the probe fails.`
    : 'A server that listens on 127.0.0.1 only does not answer.';
  return [...lines, `The kubelet asks at the address of the pod, not on localhost. ${why}`];
}
