import { commandText } from '../helpers/commands/command.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Container, Hook, Pod, Probe } from '../kubernetes/pod.ts';
import { NATIVE_PORT_NAMES_SINCE, NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import { stopIn } from '../traffic/order/stops.ts';
import { dialsOfHandler } from '../traffic/order/waiting.ts';
import { flagValue } from '../traffic/ports/listens.ts';
import { remembered } from '../traffic/remembered.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { insertEntry, insertItem, moveItem, replaceScalar } from '../yaml/edit.ts';
import type { Edit } from '../yaml/span.ts';
import { booleanOf, type Mapping, type Node, numberOf } from '../yaml/tree.ts';
import { ownMapping, removeField } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { inSteps, type Step } from './steps.ts';

/** Making a container a native sidecar: whether it may be done unattended, and how. */
export interface NativeChange {
  readonly safe: boolean;
  readonly edits: () => readonly Edit[] | null;
}

/**
 * Makes a container a native sidecar, wholly: in `initContainers`, with `restartPolicy: Always`, and with the startup
 * probe and flags that the catalogue knows for it, so that what starts later waits until it answers. Its other probes and
 * hooks are allowed there too (KEP-753), but a preStop hook that stops it is left out, see `hookThatStops`.
 * Null where the target has no native sidecars, or no application container would be left.
 * `before`: the init container that needs it; it goes directly before that one, else to the end of the list.
 */
export function makeNative(
  team: Team,
  member: Teammate,
  kubernetes: number,
  before: Teammate | null,
): NativeChange | null {
  const { pod } = team;
  const { container } = member;
  if (kubernetes < NATIVE_SIDECARS_SINCE || pod.shape !== 'pod-spec') return null;
  const moves = container.list === 'containers';
  if (moves && !pod.containers.some((other) => other.list === 'containers' && other !== container)) return null;
  const gate = startupGate(team, member);
  const safe =
    gate !== 'unknown' &&
    !container.hooks.some((hook) => hook.kind === 'preStop') &&
    !(container.lifecycle === 'init' && mayDisturb(team, member)) &&
    // Overlays find a container by its list and name.
    !(moves && (pod.kustomized || waitsForApp(team, member))) &&
    (kubernetes >= NATIVE_PORT_NAMES_SINCE || container.ports.every((port) => port.name === null));
  return { safe, edits: () => edits(pod, container, gate, before) };
}

/**
 * Whether an init container may meet others when it no longer ends: on a port. Of its probes and hooks, which are refused as
 * long as it should end, nothing is known.
 */
function mayDisturb(team: Team, member: Teammate): boolean {
  const { probes, hooks } = member.container;
  if (probes.length + hooks.length > 0) return true;
  return member.listens.some(({ port }) => concurrentPortsOf(team).has(port));
}

const concurrentPortsOf = remembered(
  (team) => new Set(concurrent(team).flatMap(({ listens }) => listens.map(({ port }) => port))),
);

/** Who dials which port. */
const dialledOf = remembered((team) =>
  team.members.flatMap(({ container, dials }) => dials.map(({ port }) => ({ container, port }))),
);

/**
 * The preStop hook of a container that stops or drains it. That of a native sidecar runs when the pod begins to end, while
 * the application still needs it (KEP-753, termination of containers); without it, it is stopped after the application.
 */
export function hookThatStops({ hooks }: Container): Hook | null {
  return (
    hooks.find(({ kind, handler }) => {
      const what = kind === 'preStop' ? stopIn(handler)?.what : undefined;
      // A proxy in front of the application gets no new requests then, and goes on with those it has.
      return what !== undefined && !/healthcheck\/fail/.test(what);
    }) ?? null
  );
}

/** Whether its startup probe or postStart hook asks a container of the app list, which would never start then. */
export function waitsForApp({ members }: Team, member: Teammate): boolean {
  const { probes, hooks } = member.container;
  const handlers = [...probes.filter(({ kind }) => kind === 'startupProbe'), ...hooks].flatMap(({ handler }) => {
    return handler ? [handler] : [];
  });
  const own = new Set(member.listens.filter(({ how }) => how !== 'probe').map(({ port }) => port));
  const asked = handlers.flatMap((handler) => [
    ...(typeof handler.port?.value === 'number' ? [handler.port.value] : []),
    ...dialsOfHandler(member, handler).map(({ port }) => port),
  ]);
  const others = members.filter((other) => other !== member && other.container.lifecycle === 'container');
  return asked.some((port) => !own.has(port) && others.some(({ listens }) => listens.some((one) => one.port === port)));
}

/** The first entry of `initContainers` that dials a member: as a native sidecar it must stand before that one. */
export function firstToNeed({ members }: Team, member: Teammate): Teammate | null {
  const ports = new Set(member.listens.map(({ port }) => port));
  const needs = ({ container, dials }: Teammate) =>
    container.list === 'initContainers' && dials.some(({ port }) => ports.has(port));
  return members.find((other) => other !== member && needs(other)) ?? null;
}

/** What tells that a helper has started: nothing needed, its own endpoint, its port; or nobody knows. */
export type Gate = 'none' | 'unknown' | { readonly probe: Value; readonly args: readonly string[] };

/** The startup probe that a native sidecar needs. */
export function startupGate(team: Team, member: Teammate): Gate {
  const { container, listens } = member;
  if (container.probes.some((probe) => probe.kind === 'startupProbe')) return 'none';
  const helper = provenHelper(member);
  if (helper?.startup) {
    const { path, port, args } = helper.startup;
    const movedBy = helper.ports.find((own) => own.port === port)?.movedBy;
    const moved = movedBy && flagValue(member, movedBy);
    return { probe: { httpGet: { path, port: moved ? Number(moved) : port } }, args };
  }
  const ports = new Set(listens.map((listen) => listen.port));
  const dialled = dialledOf(team).find((dial) => dial.container !== container && ports.has(dial.port))?.port;
  if (dialled === undefined) return 'none';
  const open = listens.some(
    (listen) => listen.port === dialled && /^(?:0\.0\.0\.0|\[::\]|\*)$/.test(listen.host ?? ''),
  );
  const usual = helper?.ports.some((port) => port.port === dialled && !port.loopbackOnly && port.verified === true);
  // A server that is told of loopback may listen there only, where the kubelet does not reach it.
  const loopback = listens.some((listen) => listen.port === dialled && listen.loopbackOnly);
  const mayBeBound = loopback || /\blocalhost\b|\b127\.0\.0\.1\b|::1/.test(commandText(container));
  return (open || usual) && !mayBeBound ? { probe: { tcpSocket: { port: dialled } }, args: [] } : 'unknown';
}

function edits(pod: Pod, container: Container, gate: Gate, before: Teammate | null): readonly Edit[] | null {
  const mapping = ownMapping(container.source);
  const spec = ownMapping(pod.spec);
  const from = spec && writtenValue(spec, container.list);
  if (!mapping || !spec || from?.kind !== 'sequence') return null;
  const steps: Step[] = [...nativeSteps(mapping, gate)];
  if (hookThatStops(container)) {
    steps.push((document, find) => {
      const node = find(mapping);
      return node && removeField(document, { node, via: null }, ['lifecycle', 'preStop']);
    });
  }
  if (container.list === 'containers' || before) {
    steps.push((document, find) => {
      const today = find(spec);
      const source = today && writtenValue(today, container.list);
      if (!today || source?.kind !== 'sequence') return null;
      const list = writtenValue(today, 'initContainers');
      const index = before?.container.index ?? (list?.kind === 'sequence' ? list.items.length : 0);
      const item = { sequence: source, index: container.index };
      if (list?.kind === 'sequence') return moveItem(document, item, { sequence: list, index });
      return list ? null : moveItem(document, item, { mapping: today, key: 'initContainers', before: ['containers'] });
    });
  }
  return inSteps(pod.document, steps);
}

/** `restartPolicy: Always`, the flags and the startup probe, one step each, in the container where it stands. */
function nativeSteps(mapping: Mapping, gate: Gate): Step[] {
  const steps: Step[] = [
    (document, find) => {
      const today = find(mapping);
      const policy = today && writtenValue(today, 'restartPolicy');
      if (policy?.kind === 'scalar') return [replaceScalar(document, policy, 'Always')];
      const edit =
        today && insertEntry(document, today, 'restartPolicy', 'Always', { after: keysBefore('restartPolicy') });
      return edit && [edit];
    },
  ];
  if (gate === 'none' || gate === 'unknown') return steps;
  for (const flag of gate.args) steps.push((document, find) => addFlag(document, find(mapping), flag));
  steps.push((document, find) => {
    const today = find(mapping);
    const edit =
      today && insertEntry(document, today, 'startupProbe', gate.probe, { after: keysBefore('startupProbe') });
    return edit && [edit];
  });
  return steps;
}

/** Adds a flag behind the last flag of `args`, or replaces its value. */
function addFlag(document: Parameters<Step>[0], mapping: Mapping | null, flag: string): readonly Edit[] | null {
  if (!mapping) return null;
  const args = writtenValue(mapping, 'args');
  if (!args) {
    // Without arguments of its own the container runs those of its command line.
    const edit = insertEntry(document, mapping, 'args', [flag], { after: keysBefore('args') });
    return edit && [edit];
  }
  if (args.kind !== 'sequence') return null;
  const name = (word: string) => word.replace(/^-+/, '').split('=', 1)[0];
  const words = args.items.map(({ value }) => (value?.kind === 'scalar' ? value : null));
  const same = words.find((word) => word?.text.startsWith('-') && name(word.text) === name(flag));
  if (same) return same.text === flag ? [] : flag.includes('=') ? [replaceScalar(document, same, flag)] : [];
  const last = words.findLastIndex((word) => word?.text.startsWith('-'));
  const edit = insertItem(document, args, flag, last + 1);
  return edit && [edit];
}

/** Adds a startup probe to a native sidecar: a known one, or the handler of one of its probes, copied as it is written. */
export function addStartupProbe(pod: Pod, container: Container, from: Gate | Probe): readonly Edit[] | null {
  const mapping = ownMapping(container.source);
  if (!mapping || typeof from === 'string') return null;
  if (!('handler' in from)) return inSteps(pod.document, nativeSteps(mapping, from));
  const probe = writtenValue(mapping, from.kind);
  const handler = probe?.kind === 'mapping' && from.handler ? writtenValue(probe, from.handler.type) : null;
  if (!handler) return null;
  const value = { [from.handler?.type ?? '']: plain(handler) };
  const before = [from.kind];
  const edit = insertEntry(pod.document, mapping, 'startupProbe', value, { before });
  return edit && [edit];
}

/** The plain value of a node, for printing it elsewhere. A node may hold an alias to itself, so the depth is bounded. */
function plain(node: Node | null, depth = 0): Value {
  if (!node || depth > 20) return null;
  if (node.kind === 'mapping') {
    return Object.fromEntries(node.entries.map((entry) => [entry.key.text, plain(entry.value, depth + 1)]));
  }
  if (node.kind === 'sequence') return node.items.map((item) => plain(item.value, depth + 1));
  if (node.kind === 'alias') return plain(node.target, depth + 1);
  return numberOf(node) ?? booleanOf(node) ?? node.text;
}
