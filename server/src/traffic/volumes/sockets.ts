import { writtenWords } from '../../helpers/commands/command.ts';
import { mountOf, pathInVolume } from '../../kubernetes/mounts.ts';
import type { Located, Span } from '../../yaml/span.ts';
import { plainName } from '../calls/address-names.ts';
import { commandLinesOf } from '../calls/command-lines.ts';
import { remembered } from '../remembered.ts';
import type { Team, Teammate } from '../team.ts';
import { expanded, expandedWords } from '../variables.ts';

/** What a container does with a Unix socket; `names` where nothing tells which. */
export type SocketSide = 'serves' | 'dials' | 'names';

export interface SocketUse {
  readonly member: Teammate;
  readonly side: SocketSide;
  /** The path as the container sees it. */
  readonly path: string;
  readonly at: Span;
}

/** A Unix socket on a volume of a pod, at which containers meet. */
export interface Socket {
  readonly volume: string;
  /** The path within the volume; empty where the mount is the socket itself. */
  readonly path: string;
  /** Each container once. */
  readonly uses: readonly SocketUse[];
}

/** The sockets that containers name in arguments and variables, as far as they lie on volumes they mount. */
export const socketsOf = remembered(findSockets);

function findSockets(team: Team): Socket[] {
  const sockets = new Map<string, { volume: string; path: string; uses: Map<Teammate, SocketUse> }>();
  for (const member of team.members) {
    for (const { path, side, at } of namedBy(member)) {
      const mount = mountOf(member.container, path);
      if (!mount) continue;
      const inVolume = pathInVolume(mount, path);
      const key = JSON.stringify([mount.volume.value, inVolume]);
      const socket = sockets.get(key) ?? { volume: mount.volume.value, path: inVolume, uses: new Map() };
      const known = socket.uses.get(member);
      // What an argument does with it tells more than the variable it comes from.
      if (!known || known.side === 'names') socket.uses.set(member, { member, side, path, at });
      sockets.set(key, socket);
    }
  }
  return [...sockets.values()].map(({ volume, path, uses }) => ({ volume, path, uses: [...uses.values()] }));
}

interface Named {
  readonly path: string;
  readonly side: SocketSide;
  readonly at: Span;
}

/** `unix:///run/app.sock`, `unix:/run/app`, `/run/app.sock`. */
const SOCKET = /\bunix(?:gram)?:(?:\/\/)?(\/[^\s"',;:=]+)|(?<![\w.~/-])(\/[^\s"',;:=]+\.sock(?:et)?)(?![\w.-])/g;
/** A cheap look; a name may be put together of variables. */
const MAY_NAME = /unix|sock|\$\(/;
const MAX_TEXT = 2000;
const MAX_WORDS = 500;

function namedBy(member: Teammate): Named[] {
  const { container, command } = member;
  const mayName = (word: Located<string> | null) => word !== null && MAY_NAME.test(word.value);
  // Nearly all containers are told of none.
  if (!writtenWords(container).some(mayName) && !container.env.some(({ value }) => mayName(value))) return [];
  // The first argument of an entrypoint may be the socket.
  const whole = expandedWords(writtenWords(container).slice(0, MAX_WORDS), container);
  const lines = command.script ? commandLinesOf(member).map(({ words }) => words) : [whole];
  const inWords = lines.flatMap((words) =>
    words.flatMap((word, i) => {
      const before = words[i - 1]?.value ?? '';
      const [own = ''] = word.value.startsWith('-') ? word.value.split('=', 1) : [before.startsWith('-') ? before : ''];
      return pathsIn(word.value).map(
        (path): Named => ({ path, side: sideOf(member, own, word.value, path), at: word.at }),
      );
    }),
  );
  const inVariables = container.env.flatMap(({ name, value }) => {
    if (!value) return [];
    return pathsIn(expanded(value.value, container)).map((path): Named => {
      return { path, side: sideOf(member, name.value, value.value, path), at: value.at };
    });
  });
  return [...inWords, ...inVariables];
}

function pathsIn(text: string): string[] {
  return [...text.slice(0, MAX_TEXT).matchAll(SOCKET)].map(([, url, path]) =>
    (url ?? path ?? '').replace(/\/{2,}/g, '/'),
  );
}

/** Flags and variables of servers; a CSI driver serves its `--endpoint`, and its sidecars dial it as `--csi-address`. */
const SERVES = /LISTEN|BIND|SERVE|^(?:CSI_)?ENDPOINT$|UNIX_SOCKET$|SOCKET_PATH$/;
const DIALS = /CSI_ADDRESS|CONNECT|DOCKER_HOST|UPSTREAM|TARGET|BACKEND|URL|DSN|HOST|REMOTE|RUNTIME_ENDPOINT/;

function sideOf({ role }: Teammate, name: string, text: string, path: string): SocketSide {
  if (/UNIX-LISTEN:/i.test(text)) return 'serves';
  if (/UNIX-(?:CONNECT|CLIENT):/i.test(text) || /^UNIX:\//.test(text)) return 'dials';
  if (role.function === 'dind' && /docker\.sock$/.test(path)) return 'serves';
  const plain = plainName(name);
  if (DIALS.test(plain)) return 'dials';
  return SERVES.test(plain) ? 'serves' : 'names';
}
