import { parseImage } from '../../helpers/image.ts';
import { provenHelper } from '../../helpers/role.ts';
import { concurrent, startsBefore, type Team, type Teammate } from '../team.ts';
import type { Dial } from './dial.ts';

/** The Docker daemons that run in a pod. */
export function daemonsIn(team: Team): Teammate[] {
  return concurrent(team).filter((member) => {
    const { container, command } = member;
    // With another command the image only lends its client.
    return (
      provenHelper(member)?.id === 'dind' &&
      (container.command === null || command.program?.startsWith('dockerd') === true)
    );
  });
}

/** Whether a daemon is of an image that starts it as another user than root. */
export function isRootless({ container: { image } }: Teammate): boolean {
  return image?.value.includes('rootless') ?? false;
}

/**
 * Whether a daemon serves TLS on 2376, and nothing on 2375: so does the entrypoint of the image since 19.03, unless
 * `DOCKER_TLS_CERTDIR` is empty or the arguments begin with `dockerd`; flags alone are added to its own (docker-library).
 */
export function servesTls({ container }: Teammate): boolean {
  const { image, command, args, env, envFrom } = container;
  const folder = env.findLast(({ name }) => name.value === 'DOCKER_TLS_CERTDIR');
  if (!image || envFrom.length > 0 || (folder && !isPath(folder.value?.value ?? ''))) return false;
  if (command && !(command.length === 1 && /(?:^|\/)dockerd-entrypoint\.sh$/.test(command[0]?.value ?? '')))
    return false;
  const first = args?.[0]?.value;
  return (first === undefined || first.startsWith('-')) && sinceTls(parseImage(image.value).tag ?? '');
}

/** Whether a value is certainly not empty when the container starts. */
function isPath(value: string): boolean {
  return /^\/[\w./-]+$/.test(value);
}

/** Whether a daemon refuses what is dialled on a port because it serves TLS elsewhere, whatever its flags say. */
export function refuses(member: Teammate, port: number): boolean {
  return port === PLAIN && provenHelper(member)?.id === 'dind' && servesTls(member);
}

/** Where a daemon serves without TLS, if it does. */
export const PLAIN = 2375;

function sinceTls(tag: string): boolean {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  if (major === undefined) return /^(?:stable|latest|edge|test|rc)?-?dind(?:-|$)/.test(tag);
  return Number(major) > 19 || (Number(major) === 19 && (minor === undefined || Number(minor) >= 3));
}

/** Who dials a port on localhost where some daemons, and nobody else, could answer. */
export function dialsTo(team: Team, daemons: readonly Teammate[], port: number): { from: Teammate; dial: Dial }[] {
  const known = new Set(daemons);
  const others = team.members.filter((member) => !known.has(member) && member.container.lifecycle !== 'ephemeral');
  const isServed = others.some(
    ({ container, listens }) => container.lifecycle !== 'init' && listens.some((listen) => listen.port === port),
  );
  const [first] = daemons;
  if (isServed || !first) return [];
  const callers = others.filter((member) => member.container.lifecycle !== 'init' || startsBefore(first, member));
  return callers.flatMap((from) =>
    from.dials.filter((dial) => dial.port === port && dial.how !== 'default').map((dial) => ({ from, dial })),
  );
}
