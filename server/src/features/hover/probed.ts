import type { Handler, ProbeKind } from '../../kubernetes/pod.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code } from './markdown.ts';
import { nameOf, type View } from './view.ts';

/** The port of a probe or hook as a number; null if it has none, or names a port that the container does not have. */
export function portOf({ container }: Teammate, handler: Handler | null): number | null {
  const port = handler?.port?.value;
  if (port === undefined) return null;
  if (typeof port === 'number') return port;
  return container.ports.find(({ name }) => name?.value === port)?.containerPort.value ?? null;
}

/** That a container has no port of the name that its probe or hook asks for; '' where it has, or that is not known. */
export function missingPort({ partial }: View, member: Teammate, handler: Handler | null): string {
  const written = handler?.port?.value;
  if (partial || typeof written !== 'string' || portOf(member, handler) !== null) return '';
  return `No port of ${nameOf(member)} is called ${code(written)}: names of other containers do not count here.`;
}

/** Whether the kubelet asks at the pod's address: an HTTP, TCP or gRPC probe that names no `host` of its own. */
export function asksPodAddress(member: Teammate, kind: ProbeKind): boolean {
  const handler = member.container.probes.find((probe) => probe.kind === kind)?.handler ?? null;
  if (!handler || handler.type === 'exec' || handler.type === 'sleep') return false;
  return handler.host === null;
}

/** The ports that the kubelet asks at the pod's address for this container. */
export function probedPorts(member: Teammate): number[] {
  return member.container.probes.flatMap((probe) => {
    const port = asksPodAddress(member, probe.kind) ? portOf(member, probe.handler) : null;
    return port === null ? [] : [port];
  });
}
