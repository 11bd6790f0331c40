import { FALSE } from '../../helpers/injector.ts';
import { type Handler, type ProbeKind, portOfHandler } from '../../kubernetes/pod.ts';
import { isLoopback, LOOPBACK } from '../../traffic/calls/loopback.ts';
import { isClosed } from '../../traffic/ports/listens.ts';
import type { Teammate } from '../../traffic/team.ts';
import { missingWords } from './image.ts';
import { bullets, code, paragraphs } from './markdown.ts';
import { missingPort } from './probed.ts';
import { answersFor } from './sharing.ts';
import { sources } from './sources.ts';
import { answerLine } from './talk.ts';
import { nameOf, partialNote, type View } from './view.ts';

/** Where a probe or hook asks, and what for. */
interface Asking {
  readonly member: Teammate;
  readonly kind: string;
  readonly handler: Handler;
}

/** On the handler of a probe, or one of its keys: which container it really reaches, and from where. */
export function probeHandler(view: View, member: Teammate, kind: ProbeKind, key: string | null): string | null {
  const handler = member.container.probes.find((own) => own.kind === kind)?.handler ?? null;
  return handler && handlerHover(view, { member, kind, handler }, key);
}

/** The same for a hook. */
export function hookHandler(view: View, member: Teammate, kind: string, key: string | null): string | null {
  const handler = member.container.hooks.find((own) => own.kind === kind)?.handler ?? null;
  return handler && handlerHover(view, { member, kind, handler }, key);
}

function handlerHover(view: View, asking: Asking, key: string | null): string | null {
  const { member, kind, handler } = asking;
  if (member.container.lifecycle === 'init' || handler.type === 'sleep') return null;
  const host = handler.host?.value ?? null;
  const lines = linesFor(view, asking, host, key);
  if (lines.length === 0) return null;
  return paragraphs(
    `**${handler.type} of the ${kind} of ${nameOf(member)}**`,
    bullets(lines),
    partialNote(view),
    sources(kind.endsWith('Probe') ? ['probes', 'network'] : ['hooks', 'network']),
  );
}

function linesFor(view: View, asking: Asking, host: string | null, key: string | null): string[] {
  const { handler } = asking;
  if (handler.type === 'exec') return key === null || key === 'command' ? execLines(view, asking) : [];
  if (key === 'host') return hostLines(view, host);
  if (key !== null && key !== 'port') return [];
  return [...whoLines(view, asking, host), ...askingLines(view, asking, host)];
}

/** An exec runs where its container is; what it dials may be another. */
function execLines(view: View, { member, handler }: Asking): string[] {
  const line = handler.command.map(({ value }) => value).join(' ');
  const ports = [...line.matchAll(LOCAL_PORT)].map((match) => Number(match[1]));
  const missing = missingWords(view, member, handler);
  return [
    `It runs in ${nameOf(member)} itself, with its files, its user and within its limits; it also gets to what listens on localhost only.`,
    ...[...new Set(ports)].slice(0, 3).map((port) => localAnswer(view, member, port)),
    ...(missing === '' ? [] : [missing]),
  ];
}

/** As `localhost:8080`, or the two words of `nc -z localhost 8080`. */
const LOCAL_PORT = new RegExp(String.raw`${LOOPBACK}[: ](\d{2,5})(?!\d)`, 'g');

function localAnswer(view: View, member: Teammate, port: number): string {
  const other = answersFor(view, port, member);
  const own = member.listens.some((listen) => listen.port === port && listen.how !== 'probe');
  if (other) return `On localhost:${port} answers ${nameOf(other)}.`;
  return own ? `On localhost:${port} it asks itself.` : answerLine(view, member, port);
}

/** Which container listens where a probe or hook asks. */
function whoLines(view: View, { member, handler }: Asking, host: string | null): string[] {
  const port = portOfHandler(member.container, handler);
  const written = handler.port?.value;
  if (host !== null) return [];
  if (port === null) return [missingPort(view, member, handler)].filter(Boolean);
  const own = member.listens.some((listen) => listen.port === port && listen.how !== 'probe');
  const other = answersFor(view, port, member);
  const name = typeof written === 'string' ? `${code(written)} is its port ${port}.` : '';
  if (other) return [`${name} On port ${port} listens ${nameOf(other)}, not this container.`.trim()];
  return name ? [name] : own ? [`This container listens on port ${port}.`] : [];
}

function askingLines(view: View, asking: Asking, host: string | null): string[] {
  const { member, handler } = asking;
  if (host !== null) return hostLines(view, host);
  const port = portOfHandler(member.container, handler);
  const loopback = member.listens.some((listen) => listen.port === port && isClosed(listen));
  return [
    `The kubelet asks, at the address of the pod. ${loopback ? 'Here it listens on loopback only, so that this fails.' : 'What listens on 127.0.0.1 only does not answer.'}`,
    ...rewritten(view, asking),
    ...(handler.type === 'tcpSocket' && !asking.kind.endsWith('Probe')
      ? ['A hook of type `tcpSocket` fails when it runs: Kubernetes has dropped it.']
      : []),
  ];
}

/** The kubelet runs on the node. Pod Security baseline refuses a host since 1.34. */
function hostLines({ pod }: View, host: string | null): string[] {
  const local = host !== null && !pod.hostNetwork && isLoopback(host);
  return [
    local
      ? `The kubelet asks, and it runs on the node: ${code(host)} is then the node itself, not the pod.`
      : 'The kubelet asks there instead of at the address of the pod.',
    'Namespaces with Pod Security `baseline` refuse a `host` since Kubernetes 1.34.',
  ];
}

/** Istio points HTTP, TCP and gRPC probes, and HTTP hooks, at its agent unless it is told not to. */
function rewritten(view: View, { member, handler }: Asking): string[] {
  if (handler.path?.startsWith('/app-health/')) {
    return ['Istio has rewritten it: its agent in `istio-proxy` answers, and asks this container in turn.'];
  }
  const { pod, team } = view;
  const port = portOfHandler(member.container, handler);
  // It has been done already, in a manifest that was taken from a cluster.
  if (port !== null && OF_ISTIO.has(port)) return [];
  const off = FALSE.includes(pod.annotations.get('sidecar.istio.io/rewriteAppHTTPProbers')?.value ?? '');
  const isProxy = (id: string | undefined) => id === 'istio-proxy';
  const written = team.members.find(({ role }) => isProxy(role.helper?.id));
  if (off || written === member) return [];
  if (!written && !view.expected().some(({ helper }) => isProxy(helper?.id))) return [];
  return [
    'Istio rewrites it by default: the agent in `istio-proxy` is asked on port 15020, and asks this container in turn. So mutual TLS does not stand in the way.',
  ];
}

/** Ports of the agent: merged metrics and rewritten probes, its own health. */
const OF_ISTIO: ReadonlySet<number> = new Set([15020, 15021]);
