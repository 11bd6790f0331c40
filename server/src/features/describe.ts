import { type Expected, patternOf } from '../helpers/expected.ts';
import type { Evidence } from '../helpers/role.ts';
import { cpuText, memoryText, readCpu, readMemory } from '../kubernetes/quantity.ts';
import type { Settings } from '../settings.ts';
import { type Call, callsOf } from '../traffic/calls/calls.ts';
import { outboundOf } from '../traffic/calls/outbound.ts';
import { type Amounts, costOf, requestsOf } from '../traffic/cost.ts';
import { holdsOf, stepsOf } from '../traffic/order/steps.ts';
import { inboundOf } from '../traffic/ports/inbound.ts';
import { servedBy } from '../traffic/ports/serves.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { flows, isExchange, type Share, sharesOf } from '../traffic/volumes/shares.ts';
import { lineIndexAt } from '../yaml/lines.ts';
import type { AmountTexts, ContainerDescription, Edge, EvidenceDescription, PodDescription } from './description.ts';
import { expectedFor } from './expected.ts';
import { type AnalysedFile, type Part, placeOf } from './file.ts';
import { ingressesNear } from './neighbours.ts';

/** Describes a pod of a document of a file. */
export function describePod(file: AnalysedFile, part: Part, team: Team, settings: Settings): PodDescription {
  const { manifest, at, partial, claims } = team.pod;
  const calls = callsOf(team);
  const shares = sharesOf(team);
  const cost = costOf(team);
  const holds = holdsOf(team);
  const line = (offset: number) => part.firstLine + lineIndexAt(part.lineStarts, offset) + 1;
  const { apiVersion, kind, name, namespace } = manifest;
  const told = (all: readonly Evidence[]) =>
    all.map(({ text, at: own, document }): EvidenceDescription => {
      const place = own && document ? (placeOf(file, document, own)?.line ?? null) : null;
      return { text, line: document ? place : own && line(own.start) };
    });
  return {
    line: line(at.start),
    workload: { apiVersion, kind, name, namespace },
    partial,
    containers: team.members.map((member) => ({
      ...describeMember(team, member, calls),
      evidence: told(member.role.evidence),
      line: line(member.container.at.start),
    })),
    expected: expectedFor(team, settings).map((one) => ({
      name: one.name,
      injector: one.injector.title,
      lifecycle: one.lifecycle,
      end: one.end,
      line: line(one.at.start),
      pattern: patternOf(one),
      helper: one.helper?.id ?? null,
      title: one.helper?.title ?? null,
      function: one.helper?.function ?? null,
      requests: addedAmounts(one),
      evidence: told(one.evidence),
      depends: one.depends,
    })),
    resources: {
      requests: amountTexts(cost.requests),
      helpers: amountTexts(cost.helpers),
      share: cost.share,
      qos: cost.qos,
    },
    edges: [...dialEdges(calls), ...volumeEdges(shares), ...startEdges(team)],
    steps: stepsOf(team).map(({ members, gate }) => ({
      containers: members.map(nameOf),
      gate,
      holding: holds.filter(({ by }) => members.includes(by)).map(({ by }) => nameOf(by)),
    })),
    ingresses: ingressesNear(part.analysis, team).map(({ ingress, backend, inbound }) => ({
      kind: ingress.kind,
      name: ingress.name,
      host: backend.host,
      path: backend.path,
      service: backend.service,
      port: inbound.port.port,
    })),
    inbound: inboundOf(team).map(({ service, port, target, to }) => {
      const leadsTo = target ?? port.target.value;
      return { service: service.name, port: port.port, target: leadsTo, to: to && nameOf(to) };
    }),
    outbound: outboundOf(team).map(({ from, host, port }) => ({ from: nameOf(from), host, port })),
    volumes: shares.map(({ name: of, volume, uses }) => ({
      name: of,
      source: volume?.source ?? (claims.includes(of) ? 'volumeClaimTemplate' : null),
      refersTo: volume?.refersTo ?? null,
      uses: uses.map(({ member, mount, access }) => ({ container: nameOf(member), path: mount.path, access })),
    })),
  };
}

function nameOf({ container }: Teammate): string {
  return container.label;
}

function describeMember(
  team: Team,
  member: Teammate,
  calls: readonly Call[],
): Omit<ContainerDescription, 'line' | 'evidence'> {
  const { container, role } = member;
  return {
    name: nameOf(member),
    list: container.list,
    lifecycle: container.lifecycle,
    image: container.image?.value ?? null,
    pattern: role.pattern,
    helper: role.helper?.id ?? null,
    title: role.helper?.title ?? null,
    function: role.function,
    confidence: role.confidence,
    direction: role.helper?.direction ?? null,
    longRunning: isLongRunning(team, member),
    listens: listensOf(team, member, calls),
    requests: amountTexts(requestsOf(container)),
  };
}

function isLongRunning({ pod }: Team, { container, command, role, endless }: Teammate): boolean | null {
  if (endless !== null) return true;
  if (container.lifecycle === 'init') return false;
  if (container.lifecycle === 'native-sidecar') return true;
  if (container.lifecycle === 'ephemeral') return null;
  // The kubelet starts it again whenever it ends.
  const policy = pod.restartPolicy?.value ?? 'Always';
  if (pod.runs === 'service' || (pod.runs === 'pod' && policy === 'Always')) return true;
  if (!role.helper || command.unresolved) return null;
  return role.confidence === 'weak' ? role.helper.longRunning : false;
}

/** The ports a member serves, each once; what is usual for its kind counts only if somebody dials it. */
function listensOf(team: Team, member: Teammate, calls: readonly Call[]): ContainerDescription['listens'] {
  const served = servedBy(team, member, calls).filter(({ how, dialled }) => how !== 'usual' || dialled);
  return [...new Set(served.map(({ port }) => port))].map((port) => {
    return { port, loopbackOnly: served.some((listen) => listen.port === port && listen.loopbackOnly) };
  });
}

function dialEdges(calls: readonly Call[]): Edge[] {
  return calls.map(({ from, to, port }) => ({ kind: 'dials', from: nameOf(from), to: nameOf(to), port }));
}

/** From each container that may write to each that may read it; both ways where nothing tells who does which. */
function volumeEdges(shares: readonly Share[]): Edge[] {
  return shares.filter(isExchange).flatMap(({ name: volume, uses }) => {
    const pairs = new Map<string, Edge>();
    for (const writer of uses) {
      for (const reader of uses) {
        if (!flows(writer, reader)) continue;
        const [from, to] = [nameOf(writer.member), nameOf(reader.member)];
        const key = JSON.stringify([from, to]);
        if (!pairs.has(key)) pairs.set(key, { kind: 'volume', from, to, volume, path: writer.mount.path });
      }
    }
    return [...pairs.values()];
  });
}

/** From each container to those of the next step. */
function startEdges(team: Team): Edge[] {
  const steps = stepsOf(team);
  return steps.flatMap(({ members }, i) =>
    members.flatMap((before) =>
      (steps[i + 1]?.members ?? []).map((after): Edge => {
        return { kind: 'starts-before', from: nameOf(before), to: nameOf(after) };
      }),
    ),
  );
}

function addedAmounts({ requests, limits }: Expected): AmountTexts {
  const asked = (resource: string) => requests.get(resource) ?? limits.get(resource) ?? '';
  return amountTexts({ cpu: readCpu(asked('cpu')), memory: readMemory(asked('memory')) });
}

function amountTexts({ cpu, memory }: Amounts): AmountTexts {
  return { cpu: cpu === null ? null : cpuText(cpu), memory: memory === null ? null : memoryText(memory) };
}
