import { commandText } from '../helpers/commands/command.ts';
import type { Helper, StartupEndpoint } from '../helpers/helper.ts';
import { provenHelper } from '../helpers/role.ts';
import type { Container, Hook, Pod, Probe } from '../kubernetes/pod.ts';
import { NATIVE_PORT_NAMES_SINCE, NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import { isLoopback } from '../traffic/calls/loopback.ts';
import { stopIn } from '../traffic/order/stops.ts';
import { dialsOfHandler } from '../traffic/order/waiting.ts';
import { flagValue } from '../traffic/ports/listens.ts';
import { remembered } from '../traffic/remembered.ts';
import { concurrent, type Team, type Teammate } from '../traffic/team.ts';
import { writtenValue } from '../yaml/edit/find.ts';
import type { Value } from '../yaml/edit/print.ts';
import { insertEntry, moveItem, replaceScalar } from '../yaml/edit.ts';
import type { Edit } from '../yaml/span.ts';
import { booleanOf, type Mapping, type Node, numberOf } from '../yaml/tree.ts';
import { ownMapping, removeField } from './fields.ts';
import { setFlagIn } from './flags.ts';
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
  return { safe, edits: () => edits(pod, member, gate, before) };
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
  const own = helper?.startup ? ownGate(member, helper, helper.startup) : 'unknown';
  if (own !== 'unknown') return own;
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

/** The helper's own endpoint, as its flags have it; unknown where they, or a file, lead it elsewhere than the kubelet can ask. */
function ownGate(member: Teammate, helper: Helper, { path, port, args }: StartupEndpoint): Gate {
  const own = helper.ports.find((one) => one.port === port);
  const { env } = member.container;
  if (env.some(({ name }) => own?.env?.includes(name.value))) return 'unknown';
  const movedBy = own?.movedBy && flagValue(member, own.movedBy);
  let asked = movedBy ? Number(movedBy) : port;
  const missing: string[] = [];
  for (const arg of args) {
    const [flag = '', wanted] = arg.split('=', 2);
    const is = flagValue(member, flag);
    const address = wanted === undefined ? null : ADDRESS.exec(is ?? wanted);
    // What a file of its own says of its address is not known.
    if (is === null && address?.[2] !== undefined && CONFIGS.some((one) => flagValue(member, one) !== null))
      return 'unknown';
    if (is === null) missing.push(arg);
    else if (wanted !== undefined && !address) return 'unknown';
    else if (address) {
      const [, host = '', at] = address;
      if (isLoopback(host)) missing.push(`${flag}=0.0.0.0${at === undefined ? '' : `:${at}`}`);
      else if (!OPEN.test(host)) return 'unknown';
      if (at !== undefined) asked = Number(at);
    }
  }
  return Number.isInteger(asked) ? { probe: { httpGet: { path, port: asked } }, args: missing } : 'unknown';
}

/** `127.0.0.1:4180`, `:4180`, `0.0.0.0`: a host, and a port where there is one. */
const ADDRESS = /^(?:https?:\/\/)?(localhost|[\d.]*|\[[\da-f:]*\])(?::(\d{1,5}))?$/i;
const CONFIGS = ['--config', '--alpha-config'] as const;
const OPEN = /^(?:0\.0\.0\.0|\[::\]|)$/;

function edits(pod: Pod, member: Teammate, gate: Gate, before: Teammate | null): readonly Edit[] | null {
  const { container } = member;
  const mapping = ownMapping(container.source);
  const spec = ownMapping(pod.spec);
  const from = spec && writtenValue(spec, container.list);
  if (!mapping || !spec || from?.kind !== 'sequence') return null;
  const steps: Step[] = [...nativeSteps(mapping, member, gate)];
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
function nativeSteps(mapping: Mapping, member: Teammate, gate: Gate): Step[] {
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
  for (const flag of gate.args) {
    steps.push((document, find) => {
      const today = find(mapping);
      return today && setFlagIn(document, today, member, flag);
    });
  }
  steps.push((document, find) => {
    const today = find(mapping);
    const edit =
      today && insertEntry(document, today, 'startupProbe', gate.probe, { after: keysBefore('startupProbe') });
    return edit && [edit];
  });
  return steps;
}

/** Adds a startup probe to a native sidecar: a known one, or the handler of one of its probes, copied as it is written. */
export function addStartupProbe(pod: Pod, member: Teammate, from: Gate | Probe): readonly Edit[] | null {
  const mapping = ownMapping(member.container.source);
  if (!mapping || typeof from === 'string') return null;
  if (!('handler' in from)) return inSteps(pod.document, nativeSteps(mapping, member, from));
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
