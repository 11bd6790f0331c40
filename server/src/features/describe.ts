import { patternOf } from '../helpers/expected.ts';
import type { Direction, HelperFunction, Pattern } from '../helpers/helper.ts';
import type { Evidence } from '../helpers/role.ts';
import type { Lifecycle, PartialReason } from '../kubernetes/pod.ts';
import { cpuText, memoryText } from '../kubernetes/quantity.ts';
import type { Settings } from '../settings.ts';
import { type Call, callsOf } from '../traffic/calls.ts';
import { type Amounts, type Cost, costOf } from '../traffic/cost.ts';
import { inboundOf } from '../traffic/inbound.ts';
import { outboundOf } from '../traffic/outbound.ts';
import { servedBy } from '../traffic/serves.ts';
import { type Access, flows, isExchange, type Share, sharesOf } from '../traffic/shares.ts';
import { holdsOf, type StepGate, stepsOf } from '../traffic/steps.ts';
import type { Team, Teammate } from '../traffic/team.ts';
import { lineIndexAt } from '../yaml/lines.ts';
import { expectedFor } from './expected.ts';
import { type AnalysedFile, ingressesNear, type Part, placeOf } from './file.ts';

/** A pod as plain values: what `describe` prints. Lines are those of the file, from 1. */
export interface PodDescription {
  readonly line: number;
  readonly workload: {
    readonly apiVersion: string | null;
    readonly kind: string;
    readonly name: string | null;
    readonly namespace: string | null;
  };
  readonly partial: PartialReason | null;
  readonly containers: readonly ContainerDescription[];
  readonly expected: readonly ExpectedDescription[];
  readonly resources: {
    readonly requests: AmountTexts;
    readonly helpers: AmountTexts;
    /** 0 to 1; null where nothing is requested. */
    readonly share: number | null;
    readonly qos: Cost['qos'];
  };
  readonly edges: readonly Edge[];
  /** How the pod starts: the names of the containers of each step, and what ends it. */
  readonly steps: readonly StepDescription[];
  readonly ingresses: readonly IngressDescription[];
  readonly inbound: readonly InboundDescription[];
  readonly outbound: readonly OutboundDescription[];
  readonly volumes: readonly VolumeDescription[];
}

export interface StepDescription {
  readonly containers: readonly string[];
  readonly gate: StepGate | null;
  /** Those whose postStart hook holds back what comes after them. */
  readonly holding: readonly string[];
}

export interface ContainerDescription {
  readonly name: string;
  readonly list: string;
  readonly lifecycle: Lifecycle;
  readonly line: number;
  readonly image: string | null;
  readonly pattern: Pattern;
  /** The id of the catalogue's entry. */
  readonly helper: string | null;
  readonly title: string | null;
  readonly function: HelperFunction | null;
  readonly confidence: 'strong' | 'weak' | 'none';
  readonly evidence: readonly EvidenceDescription[];
  /** Which way traffic passes a helper; null for what is none. */
  readonly direction: Direction | null;
  /** Whether it runs until it is stopped; null where nothing tells. */
  readonly longRunning: boolean | null;
  readonly listens: readonly { readonly port: number; readonly loopbackOnly: boolean }[];
}

/** A reason, and the line of the file on which it is written; null for what is concluded from something missing. */
export interface EvidenceDescription {
  readonly text: string;
  readonly line: number | null;
}

/** A container that an injector will add. */
export interface ExpectedDescription {
  readonly name: string;
  /** The title of the injector. */
  readonly injector: string;
  readonly lifecycle: Lifecycle;
  /** The line of what asks for it. */
  readonly line: number;
  readonly pattern: Pattern;
  readonly helper: string | null;
  readonly title: string | null;
  readonly function: HelperFunction | null;
  readonly evidence: readonly EvidenceDescription[];
  /** What it depends on beside the manifest. */
  readonly depends: readonly string[];
}

/** Quantities as text; null where nothing is requested. */
export interface AmountTexts {
  readonly cpu: string | null;
  readonly memory: string | null;
}

/** Names of containers; `path` is where the writer mounts the volume. */
export type Edge =
  | { readonly kind: 'dials'; readonly from: string; readonly to: string; readonly port: number }
  | {
      readonly kind: 'volume';
      readonly from: string;
      readonly to: string;
      readonly volume: string;
      readonly path: string | null;
    }
  | { readonly kind: 'starts-before'; readonly from: string; readonly to: string };

export interface InboundDescription {
  readonly service: string;
  readonly port: number;
  readonly target: number | string;
  /** Null where no container is known to listen there. */
  readonly to: string | null;
}

/** A way from outside the cluster to a Service of the pod. */
export interface IngressDescription {
  /** `Ingress`, `HTTPRoute` … */
  readonly kind: string;
  readonly name: string;
  /** Null for any. */
  readonly host: string | null;
  readonly path: string | null;
  readonly service: string;
  readonly port: number;
}

export interface OutboundDescription {
  readonly from: string;
  readonly host: string;
  readonly port: number | null;
}

export interface VolumeDescription {
  readonly name: string;
  /** `emptyDir`, `configMap` …; null where it is not declared. */
  readonly source: string | null;
  readonly refersTo: string | null;
  readonly uses: readonly { readonly container: string; readonly path: string | null; readonly access: Access }[];
}

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
    all.map(({ text, at: own, document = team.pod.document }): EvidenceDescription => {
      return { text, line: own && (placeOf(file, document, own)?.line ?? null) };
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
      line: line(one.at.start),
      pattern: patternOf(one),
      helper: one.helper?.id ?? null,
      title: one.helper?.title ?? null,
      function: one.helper?.function ?? null,
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
    ingresses: ingressesNear(file, team).map(({ ingress, backend, inbound }) => ({
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

function amountTexts({ cpu, memory }: Amounts): AmountTexts {
  return { cpu: cpu === null ? null : cpuText(cpu), memory: memory === null ? null : memoryText(memory) };
}
