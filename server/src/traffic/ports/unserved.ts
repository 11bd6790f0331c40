import { commandText, writtenWords } from '../../helpers/commands/command.ts';
import { isProven, provenHelper } from '../../helpers/role.ts';
import { hostName, plainName } from '../calls/address-names.ts';
import type { Dial } from '../calls/dial.ts';
import { isFront } from '../fronts.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';
import { type Variable, variablesOf } from '../variables.ts';
import { isFixedTo } from './habits.ts';
import type { Listen } from './listens.ts';
import { usualPort, usualPortOf } from './usual-ports.ts';

/** A port on localhost that a container dials although nobody in the pod is known to listen there. */
export interface Unserved {
  readonly from: Teammate;
  readonly dial: Dial;
  /** The container that is probably meant, all of whose ports are known, and where it listens instead. */
  readonly near: { readonly member: Teammate; readonly listen: Listen } | null;
  /** Whether a variable names the port that may be meant for another container, which takes the same ConfigMap. */
  readonly copied: boolean;
}

/**
 * What is dialled on localhost in vain. Says nothing about a pod of which a container may listen anywhere: one of which
 * nothing is known, or a proxy that a file configures.
 */
export function unservedIn(team: Team): Unserved[] {
  const members = concurrent(team);
  const dialling = members.filter(({ dials }) => dials.length > 0);
  if (dialling.length === 0 || members.length > MAX_MEMBERS || !members.every(isReadable)) return [];
  const [unknown = null, ...more] = members.filter((member) => !tellsPorts(member));
  if (more.length > 0) return [];
  return dialling.flatMap((from) => {
    if (unknown !== null && unknown !== from) return [];
    return from.dials.flatMap((dial): Unserved[] => {
      if (members.some((member) => mayServe(team, member, from, dial))) return [];
      const near = members.find((member) => member !== from && isMeant(team, member, from, dial));
      const [listen] = near ? (portsOf(team, near) ?? []) : [];
      // What dials may have a server of its own, unless it is plain who is meant.
      if (unknown !== null && !listen) return [];
      const copied = variableOf(from, dial)?.copied ?? false;
      return [{ from, dial, near: near && listen ? { member: near, listen } : null, copied }];
    });
  });
}

/** Larger pods are no pods that people write. */
const MAX_MEMBERS = 50;

/** Whether what a container does is told in the manifest. A general proxy listens where a file says. */
function isReadable(member: Teammate): boolean {
  const { container } = member;
  if (isFront(member) || member.command.unresolved || TUNNELS.test(commandText(container))) return false;
  return container.image !== null && !variablesOf(member).open;
}

/** Whether a container tells where it listens: by its ports, or by being known. */
function tellsPorts({ container, role }: Teammate): boolean {
  return container.ports.length > 0 || (role.confidence === 'strong' && isProven(role));
}

/** Programs that open ports for others, and those that run several programs. */
const TUNNELS =
  /\bssh\b|\bautossh\b|port-forward|\bsocat\b|\bstunnel\b|\bchisel\b|\biptables\b|\bcloudflared\b|\bproxy\b|supervisord|\bs6-|\bsystemd\b/;

/** Whether a container listens on a dialled port, may do so on request, or anything it is told names the port. */
function mayServe(team: Team, member: Teammate, from: Teammate, { port }: Dial): boolean {
  const { container, listens } = member;
  if (listens.some((listen) => listen.port === port && (member !== from || listen.how !== 'probe'))) return true;
  if (container.probes.some(({ handler }) => handler?.port?.value === port)) return true;
  const known = member === from ? null : portsOf(team, member);
  if (known) return known.some((listen) => listen.port === port);
  if (member.role.helper?.ports.some((own) => own.port === port)) return true;
  if (member === from) {
    // What starts programs of its own may start the one that it dials.
    return /[^&]&(?:[^&]|$)/.test(member.command.script?.text ?? '');
  }
  // What dials the port does not serve it.
  if (member.dials.some((dial) => dial.port === port)) return false;
  const named = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  return textsOf(team, member).some((text) => named.test(text));
}

/** All that tells a container what to do: words, variables, and the files that ConfigMaps bring. */
function textsOf({ pod, around }: Team, member: Teammate): string[] {
  const { container } = member;
  const brought = new Set(
    container.mounts.map(({ volume }) => pod.volumes.find(({ name }) => name.value === volume.value)?.refersTo),
  );
  const files = around.configMaps
    .filter(({ name }) => brought.has(name))
    .flatMap(({ data }) => [...data.values()].map(({ value }) => value.slice(0, MAX_FILE)));
  return [commandText(container), ...variablesOf(member).all.map(({ value }) => value), ...files];
}

const MAX_FILE = 50_000;

/** The variable that names a dialled port, if it is one. */
function variableOf(from: Teammate, { at, port }: Dial): Variable | undefined {
  const here = variablesOf(from).all.filter((variable) => variable.at.start === at.start);
  return here.find(({ value }) => value.includes(`${port}`)) ?? here[0];
}

/** Whether a container is the one that is meant by a dial, though it listens elsewhere. */
function isMeant(team: Team, member: Teammate, from: Teammate, dial: Dial): boolean {
  if (dial.how === 'default' || !portsOf(team, member)) return false;
  const own = (provenHelper(member)?.ports ?? []).filter((port) => !port.onRequest).map((port) => port.port);
  if (own.includes(dial.port)) return true;
  const variable = variableOf(from, dial);
  const name = plainName(variable?.name ?? '');
  const scheme = /(?:jdbc:)?([a-z][a-z\d+]*):\/\//i.exec(variable?.value ?? '')?.[1] ?? '';
  const usual = usualPort(scheme) ?? usualPortOf(hostName(name)?.of ?? '');
  if (usual !== null) return own.includes(usual) || (member.role.function === 'db-ambassador' && DATABASES.has(usual));
  return member.role.function === 'db-ambassador' && /(?:^|_)(?:DB|DATABASE|SQL)(?:_|$)/.test(name);
}

/** What the proxies of Google's databases lead to, whatever port they are given. */
const DATABASES: ReadonlySet<number> = new Set([1433, 3306, 5432]);

/** All ports for others of a container of which they are all known; null for any other. */
function portsOf({ pod }: Team, member: Teammate): readonly Listen[] | null {
  const { role, container, listens } = member;
  const helper = provenHelper(member);
  if (!helper || role.confidence !== 'strong') return null;
  const told = listens.filter(({ how }) => how === 'flag' || how === 'default');
  if (role.function === 'cache' || role.function === 'store') {
    const isClosed = isFixedTo(pod, member) && !/PORT|LISTEN|CONF/.test(namesOf(member).join(' '));
    return isClosed && told.length > 0 ? told : null;
  }
  if (role.function !== 'db-ambassador' || !GOOGLE.test(helper.id) || variablesOf(member).open) return null;
  const words = writtenWords(container).map(({ value }) => value);
  const isOpen = words.some((word) =>
    /^--?(?:config|unix-socket|u$|u=|fuse|dir|projects|instances_metadata)|\$[({]/.test(word),
  );
  if (isOpen || namesOf(member).some((name) => /^(?:CSQL|ALLOYDB)_PROXY_|PORT|INSTANCE|SOCKET/.test(name))) return null;
  const flags = told.filter(({ port }) => !helper.ports.some((own) => own.port === port && own.onRequest));
  const instances = words.flatMap((word) => word.replace(/^-{1,2}instances=/, '').split(',')).filter(isInstance);
  // Of several the ports are counted up from the flag, unless each has its own.
  const each = instances.every((instance) => /[?&]port=\d|=tcp:/.test(instance));
  return flags.length > 0 && instances.length > 0 && (each || instances.length === 1) ? flags : null;
}

/** The names of all its variables, whether their values are known or not. */
function namesOf(member: Teammate): string[] {
  return [...variablesOf(member).all.map(({ name }) => name), ...member.container.env.map(({ name }) => name.value)];
}

const GOOGLE = /^(?:cloud-sql-proxy|cloud-sql-proxy-v1|alloydb-auth-proxy)$/;

function isInstance(word: string): boolean {
  return !word.startsWith('-') && /^[\w.-]+(?::[\w.-]+){2,3}(?:[?=]|$)|^projects\//.test(word);
}
