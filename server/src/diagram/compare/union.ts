import type { Step } from '../../traffic/order/steps.ts';
import type { Entrance, Inbound } from '../../traffic/ports/inbound.ts';
import { appOf, type Team, type Teammate } from '../../traffic/team.ts';
import type { Share } from '../../traffic/volumes/shares.ts';
import type { ContainerChange, Subject } from '../subject.ts';
import { changeOf } from './containers.ts';
import { counterpartsOf, merged } from './counterparts.ts';

/** Two states of a pod as one: everything of the later one, and at its place what only the earlier one has. */
export interface Union {
  readonly subject: Subject;
  /** What a container of the earlier state is in the union. */
  readonly now: (member: Teammate) => Teammate;
}

/** Brings two states of a pod together. Problems, costs and places in the file are those of the later one. */
export function unionOf(before: Subject, after: Subject): Union {
  const same = counterpartsOf(before.team, after.team);
  const now = (member: Teammate) => same.get(member) ?? member;
  const subject: Subject = {
    ...after,
    team: { ...after.team, members: merged(before.team.members, after.team.members, (one) => same.get(one)) },
    steps: stepsIn(before, after, same),
    expected: merged(before.expected, after.expected, (one) => after.expected.find(({ name }) => name === one.name)),
    calls: merged(
      before.calls.map((call) => ({ ...call, from: now(call.from), to: now(call.to) })),
      after.calls,
      (one) => after.calls.find(({ from, to, port }) => from === one.from && to === one.to && port === one.port),
    ),
    shares: sharesIn(before, after, now),
    inbound: inboundIn(before, after, now),
    entrances: entrancesIn(before, after, now),
    scrapes: portsIn(before.scrapes, after.scrapes, now),
    probed: portsIn(before.probed, after.probed, now),
    outbound: merged(
      before.outbound.map((one) => ({ ...one, from: now(one.from) })),
      after.outbound,
      (one) =>
        after.outbound.find(({ from, host, port }) => from === one.from && host === one.host && port === one.port),
    ),
    app: appOf(after.team) ?? appIn(before, now),
    compared: changesIn(before.team, after.team, same),
  };
  return { subject, now };
}

function appIn({ team }: Subject, now: (member: Teammate) => Teammate): Teammate | null {
  const was = appOf(team);
  const app = was && now(was);
  // It may be a native sidecar now.
  return app?.container.lifecycle === 'container' ? app : null;
}

/** Steps that are gone stand where they stood; a container that has moved is in its new step only. */
function stepsIn(before: Subject, after: Subject, same: ReadonlyMap<Teammate, Teammate>): Step[] {
  const early = ({ steps }: Subject) => steps.filter(({ gate }) => gate !== null);
  const last = ({ steps }: Subject) => steps.filter(({ gate }) => gate === null).flatMap(({ members }) => members);
  const stepOf = (member: Teammate | undefined) =>
    early(after).find(({ members }) => members.some((one) => one === member));
  const stays = ({ members }: Step) => members.every((one) => !same.has(one) || stepOf(same.get(one)));
  const steps = merged(early(before).filter(stays), early(after), ({ members: [one] }) => stepOf(one && same.get(one)));
  const [were, are] = [last(before), last(after)];
  const lasting = merged(
    were.filter((one) => !same.has(one) || are.includes(same.get(one) as Teammate)),
    are,
    (one) => same.get(one),
  );
  return lasting.length > 0 ? [...steps, { members: lasting, gate: null }] : steps;
}

function sharesIn(before: Subject, after: Subject, now: (member: Teammate) => Teammate): Share[] {
  const old = before.shares.map((share) => ({
    ...share,
    uses: share.uses.map((use) => ({ ...use, member: now(use.member) })),
  }));
  const shares = merged(old, after.shares, ({ name }) => after.shares.find((share) => share.name === name));
  return shares.map((share) => {
    const was = old.find(({ name }) => name === share.name);
    if (!was || was === share) return share;
    const gone = was.uses.filter(({ member }) => share.uses.every((use) => use.member !== member));
    return gone.length > 0 ? { ...share, uses: [...share.uses, ...gone] } : share;
  });
}

function inboundIn(before: Subject, after: Subject, now: (member: Teammate) => Teammate): Inbound[] {
  const old = before.inbound.map((one) => inboundNow(one, after, now));
  return merged(old, after.inbound, (one) =>
    after.inbound.find(
      ({ service, port, target, to }) =>
        service === one.service && port.port === one.port.port && target === one.target && to === one.to,
    ),
  );
}

/** A Service that both states know is one, whichever text it was read from. */
function inboundNow(one: Inbound, after: Subject, now: (member: Teammate) => Teammate): Inbound {
  const { name, namespace } = one.service;
  const known = after.inbound.find(({ service }) => service.name === name && service.namespace === namespace);
  return { ...one, service: known?.service ?? one.service, to: one.to && now(one.to) };
}

function entrancesIn(before: Subject, after: Subject, now: (member: Teammate) => Teammate): Entrance[] {
  const old = before.entrances.map((one) => ({ ...one, inbound: inboundNow(one.inbound, after, now) }));
  const wayOf = ({ ingress, backend, inbound: { service } }: Entrance) =>
    JSON.stringify([ingress.kind, ingress.name, backend.host, backend.path, service.name]);
  return merged(old, after.entrances, (one) => after.entrances.find((other) => wayOf(other) === wayOf(one)));
}

/** Who asks a port of a container. */
function portsIn<T extends { readonly to: Teammate | null; readonly port: number | null }>(
  before: readonly T[],
  after: readonly T[],
  now: (member: Teammate) => Teammate,
): T[] {
  const old = before.map((one): T => ({ ...one, to: one.to && now(one.to) }));
  return merged(old, after, (one) => after.find(({ to, port }) => to === one.to && port === one.port));
}

/** The containers that differ: those that have come or are gone, and those that are not what they were. */
function changesIn(before: Team, after: Team, same: ReadonlyMap<Teammate, Teammate>): Map<Teammate, ContainerChange> {
  const changes = new Map<Teammate, ContainerChange>();
  const old = new Map([...same].map(([was, is]) => [is, was]));
  const moved = reordered(before, same);
  for (const member of after.members) {
    const was = old.get(member);
    const change = was ? changeOf(was, member, moved.has(member)) : only('added');
    if (change) changes.set(member, change);
  }
  for (const member of before.members) if (!same.has(member)) changes.set(member, only('removed'));
  return changes;
}

function only(change: 'added' | 'removed'): ContainerChange {
  return { change, notes: [], was: { image: null, requests: null }, lines: [] };
}

/** Of the containers that start one after the other in both states those that stand at another place among them. */
function reordered({ members }: Team, same: ReadonlyMap<Teammate, Teammate>): Set<Teammate> {
  const isStep = ({ container: { lifecycle } }: Teammate) => lifecycle === 'init' || lifecycle === 'native-sidecar';
  const pairs = members.flatMap((was) => {
    const is = same.get(was);
    return is && isStep(was) && isStep(is) ? [is] : [];
  });
  const sorted = [...pairs].sort((a, b) => a.container.index - b.container.index);
  return new Set(pairs.filter((one, i) => sorted[i] !== one));
}
