import { parseImage } from '../../helpers/image.ts';
import type { Container } from '../../kubernetes/pod.ts';
import { concurrent, type Team, type Teammate } from '../../traffic/team.ts';
import type { ContainerPattern } from '../pattern.ts';
import type { InsertRefusal } from './insertion.ts';

/**
 * Why a new container would meet another one on a port; null if it does not. All containers of a pod that run at the
 * same time share one network. Of two parameters with the number of the port, one that nobody has `chosen` is to change.
 */
export function portTaken(
  team: Team,
  newcomer: Teammate,
  { parameters }: ContainerPattern,
  set: ReadonlyMap<string, string>,
  chosen: ReadonlyMap<string, string>,
): InsertRefusal | null {
  if (newcomer.container.lifecycle === 'init') return null;
  for (const { port, protocol } of newcomer.listens) {
    const owner = concurrent(team).find(({ listens }) =>
      listens.some((other) => other.port === port && other.protocol === protocol),
    );
    if (!owner) continue;
    const refusal = `port ${port} is taken by "${owner.container.label}"`;
    const named = parameters.filter(({ key, default: usual }) => (set.get(key) ?? usual) === String(port));
    const parameter = named.find(({ key }) => !chosen.has(key)) ?? named[0];
    const free = parameter && freePort(team, newcomer, port);
    if (!parameter || !free) return { refusal };
    return { refusal, instead: { key: parameter.key, value: String(free) } };
  }
  return null;
}

/** The next port that nobody in the pod listens on or dials. */
function freePort(team: Team, newcomer: Teammate, taken: number): number | null {
  const used = new Set(
    [...team.members, newcomer].flatMap(({ listens, dials }) => [...listens, ...dials].map(({ port }) => port)),
  );
  for (let port = taken + 1; port < 65_536; port++) if (!used.has(port)) return port;
  return null;
}

/**
 * Why a helper is in the pod already; null if it is not. It is the same by the catalogue, or by its image unless that
 * only lends its programs. A helper that runs to completion and one that stays are two different things.
 */
export function alreadyThere(team: Team, app: Teammate | null, newcomer: Teammate): string | null {
  const isInit = ({ container }: Teammate) => container.lifecycle === 'init';
  for (const member of team.members) {
    if (member === app || isInit(member) !== isInit(newcomer) || member.container.lifecycle === 'ephemeral') continue;
    const helper = knownId(newcomer);
    const isSame = helper !== null ? helper === knownId(member) : sameImage(member, newcomer);
    if (isSame || isCopy(member, newcomer)) {
      return `"${member.container.label}" is ${member.role.helper?.title ?? 'the same helper'} already`;
    }
  }
  return null;
}

/** Whether two containers run the same command line of the same image, with the same variables. */
function isCopy({ container: a }: Teammate, { container: b }: Teammate): boolean {
  return a.image?.value === b.image?.value && runOf(a) === runOf(b);
}

function runOf({ image, command, args, env }: Container): string {
  const [program, words] = [command, args].map((list) => list?.map(({ value }) => value) ?? null);
  const variables = env.map(({ name, value, from }) => [name.value, value?.value, from?.key]);
  return JSON.stringify([image?.value, program, words, variables]);
}

function knownId({ role }: Teammate): string | null {
  return role.confidence === 'strong' ? (role.helper?.id ?? null) : null;
}

function sameImage(a: Teammate, b: Teammate): boolean {
  const [one, two] = [a.container.image, b.container.image];
  if (!one || !two || a.container.command || b.container.command || b.container.lifecycle === 'init') return false;
  return parseImage(one.value).repository === parseImage(two.value).repository;
}
