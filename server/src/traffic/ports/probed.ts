import { type Container, type Handler, type ProbeKind, portOfHandler } from '../../kubernetes/pod.ts';
import { type Span, usedAt } from '../../yaml/span.ts';
import { remembered } from '../remembered.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';

/** A port that the kubelet asks. */
export interface Probed {
  /** Who answers: the container of the probe, or a neighbour that is known to listen there. */
  readonly to: Teammate;
  readonly port: number;
  readonly kinds: readonly ProbeKind[];
  /** Where the first of the probes names it. */
  readonly at: Span;
}

/** The ports that the kubelet asks by `httpGet`, `tcpSocket` and `grpc` at the pod's own address, each once. */
export const probedOf = remembered(findProbed);

function findProbed(team: Team): Probed[] {
  const found = new Map<string, Probed & { readonly kinds: ProbeKind[] }>();
  for (const member of concurrent(team)) {
    for (const { kind, handler } of member.container.probes) {
      const asked = handler && askedPort(member.container, handler);
      if (!asked) continue;
      const to = answers(team, member, asked.number);
      const id = `${team.members.indexOf(to)}:${asked.number}`;
      const known = found.get(id);
      if (!known) found.set(id, { to, port: asked.number, kinds: [kind], at: asked.at });
      else if (!known.kinds.includes(kind)) known.kinds.push(kind);
    }
  }
  return [...found.values()];
}

/** The port that the kubelet asks at the address of the pod; null for other handlers, and for a host of its own. */
export function askedPort(container: Container, handler: Handler): { number: number; at: Span } | null {
  const { type, port, host } = handler;
  if (!port || host || !['httpGet', 'tcpSocket', 'grpc'].includes(type)) return null;
  const number = portOfHandler(container, handler);
  return number === null ? null : { number, at: usedAt(port) };
}

/** All containers have one address: a probe may ask another one than its own. */
function answers(team: Team, member: Teammate, port: number): Teammate {
  const serves = ({ listens }: Teammate) => listens.some((own) => own.port === port && own.how !== 'probe');
  if (serves(member)) return member;
  const others = concurrent(team).filter((other) => other !== member && serves(other));
  return others.length === 1 ? (others[0] ?? member) : member;
}
