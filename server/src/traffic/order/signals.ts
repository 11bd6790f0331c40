import { basename, commandText } from '../../helpers/commands/command.ts';
import { parseImage } from '../../helpers/image.ts';
import { provenHelper } from '../../helpers/role.ts';
import { type CommandLine, commandLinesOf } from '../calls/command-lines.ts';
import { concurrent, type Team, type Teammate } from '../team.ts';

/** A container looks for a process, to send it a signal, by its name. */
export interface Signal {
  readonly from: Teammate;
  /** The container that runs it; null where only the name of the process is told. */
  readonly to: Teammate | null;
  readonly process: string;
}

/** The processes of other containers that the containers of a pod look for; each container and process once. */
export function signalsOf(team: Team): Signal[] {
  const members = concurrent(team);
  const seeking = members.flatMap((from) => {
    const sought = soughtBy(from);
    return sought.length > 0 ? [{ from, sought }] : [];
  });
  if (seeking.length === 0) return [];
  const named = byName(members);
  return seeking.flatMap(({ from, sought }) => {
    return sought.flatMap((process): Signal[] => {
      const running = named.get(process.toLowerCase()) ?? [];
      if (running.includes(from) || RUNTIMES.test(process)) return [];
      const to = running.find((other) => !isSameImage(other, from));
      return to ? [{ from, to, process }] : isReloader(from) ? [{ from, to: null, process }] : [];
    });
  });
}

/** A name that so many containers have tells nothing. */
const MAX_NAMESAKES = 20;

function byName(members: readonly Teammate[]): ReadonlyMap<string, readonly Teammate[]> {
  const named = new Map<string, Teammate[]>();
  for (const member of members) {
    for (const name of namesOf(member)) {
      const others = named.get(name);
      if (!others) named.set(name, [member]);
      else if (others.length < MAX_NAMESAKES) others.push(member);
    }
  }
  return named;
}

/** What several containers run, each its own: started by scripts that are not seen here. */
const RUNTIMES =
  /^(?:java|python[\d.]*|node|nodejs|ruby|perl|php[\d.]*|dotnet|sh|bash|sleep|tail|curl|tini|dumb-init)$/i;

/** Two containers of one image may run the same programs. */
function isSameImage(a: Teammate, b: Teammate): boolean {
  const [one, two] = [a, b].map(({ container }) => container.image && parseImage(container.image.value).repository);
  return one !== null && one === two;
}

const LOOKS = /^(?:pkill|killall5?|pidof|pgrep)$/;
/** The same in a text, for a cheap look. */
const SEEKS = /pkill|killall|pidof|pgrep/;
/** Flags whose next word is their value; those of `pidof` are others. */
const WITH_VALUE = /^(?:-[sgGPuUtF]|--(?:signal|pgroup|group|parent|session|terminal|euid|uid|pidfile|ns|nslist))$/;
const WITH_VALUE_OF_PIDOF = /^(?:-[oS]|--omit-pid)$/;

const MAX_SOUGHT = 20;

function soughtBy(member: Teammate): string[] {
  const told = isReloader(member)
    ? member.container.env.flatMap(({ name, value }) =>
        name.value === 'PROCESS_TO_KILL' && value ? [value.value] : [],
      )
    : [];
  const lines = SEEKS.test(commandText(member.container))
    ? commandLinesOf(member).filter(({ program }) => LOOKS.test(program))
    : [];
  const names = [...new Set([...lines.flatMap(nameIn), ...told])];
  return names.filter((name) => /^[\w.+-]+$/.test(name)).slice(0, MAX_SOUGHT);
}

/** The name of the process: the last word that is no flag, nor the value of one. */
function nameIn({ program, words }: CommandLine): string[] {
  const withValue = program === 'pidof' ? WITH_VALUE_OF_PIDOF : WITH_VALUE;
  const redirected = words.findIndex(({ value }) => /^\d?>|^<$/.test(value));
  const own = redirected < 0 ? words : words.slice(0, redirected);
  const plain = own.filter(({ value }, i) => !/^[-\d]/.test(value) && !withValue.test(own[i - 1]?.value ?? ''));
  const [name] = plain;
  return name && plain.length === 1 ? [basename(name.value)] : [];
}

/** The one helper that is told of a process in a variable. */
function isReloader(member: Teammate): boolean {
  return provenHelper(member)?.id === 'config-reloader-sidecar';
}

/** What the processes of a container may be called: itself, its image, the programs that it runs. */
function namesOf(member: Teammate): ReadonlySet<string> {
  const { container, command } = member;
  const image = container.image && basename(parseImage(container.image.value).repository);
  const programs = commandLinesOf(member).flatMap(({ program }) => (LOOKS.test(program) ? [] : [program]));
  const helper = command.program === null ? (provenHelper(member)?.programs ?? []) : [];
  const names = [container.name?.value, image, command.program, ...programs, ...helper];
  return new Set(names.flatMap((name) => (name ? [name.toLowerCase()] : [])));
}
