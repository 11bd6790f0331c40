import { type Handler, type ProbeKind, portOfHandler } from '../../kubernetes/pod.ts';
import { askedPort } from '../../traffic/ports/probed.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code } from './markdown.ts';
import { nameOf, type View } from './view.ts';

/** That a container has no port of the name that its probe or hook asks for; '' where it has, or that is not known. */
export function missingPort({ partial }: View, member: Teammate, handler: Handler | null): string {
  const written = handler?.port?.value;
  if (partial || typeof written !== 'string' || portOfHandler(member.container, handler) !== null) return '';
  return `No port of ${nameOf(member)} is called ${code(written)}: names of other containers do not count here.`;
}

/** Whether the kubelet asks at the pod's address: an HTTP, TCP or gRPC probe that names no `host` of its own. */
export function asksPodAddress(member: Teammate, kind: ProbeKind): boolean {
  const handler = member.container.probes.find((probe) => probe.kind === kind)?.handler ?? null;
  if (!handler || handler.type === 'exec' || handler.type === 'sleep') return false;
  return handler.host === null;
}

/** The ports that the kubelet asks at the pod's address for this container. */
export function probedPorts({ container }: Teammate): number[] {
  return container.probes.flatMap(({ handler }) => (handler && askedPort(container, handler)?.number) ?? []);
}
