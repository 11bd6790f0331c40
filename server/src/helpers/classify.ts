import { type Container, type Pod, workloadName } from '../kubernetes/pod.ts';
import { HELPERS } from './catalog.ts';
import { basename, type Command, commandOf, unwrap } from './command.ts';
import { endlessCommand } from './endless.ts';
import type { Helper, HelperFunction, Pattern } from './helper.ts';
import { globMatcher, parseImage } from './image.ts';
import type { Script } from './shell.ts';

/** What a container is to its pod, and why we think so. */
export interface Role {
  readonly pattern: Pattern;
  /** The entry of the catalogue, if it is a known helper. */
  readonly helper: Helper | null;
  readonly function: HelperFunction | null;
  /** `strong`: image, binary or the user's own word. `weak`: name. `none`: what remains. */
  readonly confidence: 'strong' | 'weak' | 'none';
  /** Whether the user says so. */
  readonly overridden: boolean;
  /** Short sentences for people. */
  readonly evidence: readonly string[];
}

/** A container of a pod with what it runs and what it is. */
export interface Member {
  readonly container: Container;
  readonly command: Command;
  readonly role: Role;
  /** Why it never ends by itself, for a message; null if it may end, or nothing is known. */
  readonly endless: string | null;
}

/** Classifies the containers of a pod, in their order. */
export function membersOf(pod: Pod): Member[] {
  const members = pod.containers.map((container): Member => {
    const command = commandOf(container);
    const role = roleOf(pod, container, command);
    return { container, command, role, endless: whyEndless(container, command, role) };
  });
  return withApp(pod, members);
}

/**
 * Whether a member certainly helps others rather than being the application: the user says so, or the catalogue, unless
 * the image is often the application itself (a store, a web server without further evidence).
 */
export function isHelper({ role }: Member): boolean {
  if (role.confidence !== 'strong' || ['app', 'init', 'unknown'].includes(role.pattern)) return false;
  return role.overridden || (role.function !== null && role.function !== 'store');
}

function roleOf(pod: Pod, container: Container, command: Command): Role {
  const own = overridden(pod, container);
  if (own) return own;
  const known = knownHelper(container, command);
  const isInit = container.lifecycle === 'init';
  if (known) {
    const { helper, evidence } = known;
    const pattern = isInit ? 'init' : helper.pattern;
    return { ...NO_ROLE, pattern, helper, function: helper.function, confidence: 'strong', evidence: [evidence] };
  }
  const task = taskOf(container, command);
  if (task) {
    const pattern = isInit ? 'init' : task.function === 'log-shipper' ? 'sidecar' : 'unknown';
    return { ...NO_ROLE, pattern, function: task.function, confidence: 'strong', evidence: [task.evidence] };
  }
  const named =
    command.program === null ? HELPERS.find((h) => h.names?.includes(container.name?.value ?? '')) : undefined;
  if (named) {
    const pattern = isInit ? 'init' : named.pattern;
    const evidence = [`its name is usual for ${named.title}`];
    return { ...NO_ROLE, pattern, helper: named, function: named.function, confidence: 'weak', evidence };
  }
  const pattern = isInit ? 'init' : container.lifecycle === 'native-sidecar' ? 'sidecar' : 'app';
  return { ...NO_ROLE, pattern };
}

const NO_ROLE: Role = {
  pattern: 'unknown',
  helper: null,
  function: null,
  confidence: 'none',
  overridden: false,
  evidence: [],
};

const PATTERNS: readonly string[] = [
  'app',
  'init',
  'sidecar',
  'ambassador',
  'adapter',
  'config-helper',
  'proxy',
  'unknown',
];

/** The user's word: annotation `pod-patterns/role.<container>: <pattern>[/<helper id>]`. */
function overridden(pod: Pod, container: Container): Role | null {
  const value = pod.annotations.get(`pod-patterns/role.${container.name?.value}`)?.value;
  const [pattern = '', id] = value?.split('/') ?? [];
  if (!PATTERNS.includes(pattern)) return null;
  const helper = HELPERS.find((entry) => entry.id === id) ?? null;
  return {
    pattern: pattern as Pattern,
    helper,
    function: helper?.function ?? null,
    confidence: 'strong',
    overridden: true,
    evidence: ['the annotation pod-patterns/role says so'],
  };
}

/** A helper by its binary, or by its image where nothing else is run in it. */
function knownHelper(container: Container, command: Command): { helper: Helper; evidence: string } | null {
  if (command.unresolved) return null;
  if (command.program !== null) {
    const lines = command.script ? topLevelLines(command.script.statements) : [[command.program, ...command.words]];
    for (const line of lines) {
      const { words } = unwrap(line);
      const program = basename(words[0] ?? '');
      const helper = HELPERS.find((entry) => entry.programs?.includes(program) && hasWords(entry, words.slice(1)));
      if (helper) return { helper, evidence: `the command runs ${program}` };
    }
    return null;
  }
  if (!container.image) return null;
  const { repository, tag } = parseImage(container.image.value);
  const found = candidatesFor(repository, tag).find((helper) => hasWords(helper, command.words));
  if (!found || runsAnother(found, repository, command.words)) return null;
  return { helper: found, evidence: `image ${basename(repository)} is in the catalog` };
}

const MATCHERS = HELPERS.map((helper) => {
  const images = helper.images.map(globMatcher);
  const tag = helper.tag === undefined ? null : globMatcher(helper.tag);
  return {
    helper,
    matches: (repository: string, version: string | null) =>
      images.some((matches) => matches(repository)) && (tag === null || tag(version ?? '')),
  };
});

/** The same few images come again with every keystroke. */
const CANDIDATES = new Map<string, readonly Helper[]>();
const MAX_CANDIDATES = 2000;

function candidatesFor(repository: string, tag: string | null): readonly Helper[] {
  const key = `${repository}:${tag}`;
  let candidates = CANDIDATES.get(key);
  if (!candidates) {
    candidates = MATCHERS.filter(({ matches }) => matches(repository, tag)).map(({ helper }) => helper);
    if (CANDIDATES.size >= MAX_CANDIDATES) CANDIDATES.clear();
    CANDIDATES.set(key, candidates);
  }
  return candidates;
}

function hasWords(helper: Helper, words: readonly string[]): boolean {
  return helper.words === undefined || helper.words.some((wanted) => words.some((word) => basename(word) === wanted));
}

/** Images whose entrypoint runs its first argument if that is no flag: `postgres` with `args: [pg_isready]`. */
const RUNS_ARGUMENTS =
  /\/(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|valkey|rabbitmq|memcached|nginx(?:-unprivileged)?|haproxy|httpd|docker)$/;

function runsAnother(helper: Helper, repository: string, words: readonly string[]): boolean {
  const first = words[0];
  if (first === undefined || first.startsWith('-') || !RUNS_ARGUMENTS.test(repository)) return false;
  return !helper.programs?.includes(basename(first));
}

/** The commands of a script that run one after the other in the foreground. */
function topLevelLines(script: Script): (readonly string[])[] {
  return script.flatMap((statement) => {
    if (statement.background) return [];
    if (statement.kind === 'command') return [statement.words];
    if (statement.kind === 'chain') return topLevelLines(statement.parts.map((part) => part.statement));
    return statement.kind === 'group' ? topLevelLines(statement.body) : [];
  });
}

const MIGRATION =
  /\bmigrat(?:e|ion|ions)\b|\balembic upgrade\b|\bdb:migrate\b|\bmigrate\.sh\b|\bprisma migrate deploy\b/;

/** What a container is for, told by what its command does. */
function taskOf(container: Container, command: Command): { function: HelperFunction; evidence: string } | null {
  const lines = command.script ? topLevelLines(command.script.statements) : [[command.program ?? '', ...command.words]];
  for (const line of lines) {
    const { words } = unwrap(line);
    if (basename(words[0] ?? '') !== 'tail' || !words.some((word) => /^-[a-z\d]*[fF]|^--follow/.test(word))) continue;
    const file = words.slice(1).find((word) => word.startsWith('/'));
    const mounted = container.mounts.some((mount) => mount.path && file?.startsWith(mount.path));
    if (mounted && file !== '/dev/null') return { function: 'log-shipper', evidence: `the command follows ${file}` };
  }
  if (container.lifecycle === 'container') return null;
  const text = command.script?.text ?? [command.program ?? '', ...command.words].join(' ');
  if (MIGRATION.test(text)) return { function: 'migration', evidence: 'the command runs a migration' };
  const waits = command.script?.statements.some((s) => s.kind === 'loop' && s.body.some((inner) => isSleep(inner)));
  if (waits) return { function: 'waiter', evidence: 'the command waits in a loop' };
  return null;
}

function isSleep(statement: Script[number]): boolean {
  if (statement.kind === 'chain') return statement.parts.some((part) => isSleep(part.statement));
  return statement.kind === 'command' && basename(statement.words[0] ?? '') === 'sleep';
}

function whyEndless(container: Container, command: Command, role: Role): string | null {
  if (command.unresolved) return null;
  if (command.program !== null) {
    return endlessCommand(command, (line) => {
      const program = basename(line[0] ?? '');
      const rest = line.slice(1);
      const helper = HELPERS.find((entry) => entry.programs?.includes(program) && hasWords(entry, rest));
      return helper?.longRunning === true && !endsByItself(helper, container, rest);
    });
  }
  const helper = role.confidence === 'strong' ? role.helper : null;
  return helper?.longRunning && !endsByItself(helper, container, command.words) ? helper.title : null;
}

/** Whether an argument or a variable makes a long-running helper end by itself. */
function endsByItself(helper: Helper, container: Container, words: readonly string[]): boolean {
  return (helper.oneShot ?? []).some((entry) => {
    if (/^[A-Z][A-Z\d_]*(?:=|$)/.test(entry)) {
      const [name, value] = entry.split('=', 2);
      const set = container.env.find((variable) => variable.name.value === name);
      if (!set) return false;
      return value === undefined ? !isOff(set.value?.value) : set.value?.value === value;
    }
    const flag = entry.replace(/^-+/, '');
    return words.some((word) => {
      const [name = '', value] = word.replace(/^-+/, '').split('=', 2);
      return name === flag ? !isOff(value) : word.replace(/^-+/, '') === flag;
    });
  });
}

function isOff(value: string | undefined): boolean {
  return value === 'false' || value === '0';
}

/**
 * A pod has an application. A store, a cache or something that often is one (nginx) is it if it is named like the
 * workload; where all containers of its list are known helpers, the one that is so named, or a store or cache, or one
 * that is often an application, or the first.
 */
function withApp(pod: Pod, members: Member[]): Member[] {
  const listed = members.filter((member) => member.container.lifecycle === 'container');
  const isNamed = (member: Member) => member.container.name?.value === pod.manifest.name;
  const mayBeApp = ({ role }: Member) => role.function === null || ['store', 'cache'].includes(role.function);
  const named = listed.find((member) => isNamed(member) && mayBeApp(member));
  const others = listed.some(({ role }) => role.pattern === 'app' || role.pattern === 'unknown');
  if (listed.length === 0 || (others && !named)) return members;
  const chosen = [
    (member: Member) => member === named,
    isNamed,
    (member: Member) => member.role.function === 'store' || member.role.function === 'cache',
    (member: Member) => member.role.function === null,
    () => true,
  ].reduce<Member | undefined>((found, test) => found ?? listed.find(test), undefined);
  return members.map((member) => {
    if (member !== chosen || member.role.overridden || member.role.pattern === 'app') return member;
    const why = isNamed(member)
      ? `it is named like ${workloadName(pod)}`
      : `nothing else in ${workloadName(pod)} is the application`;
    const evidence = [...member.role.evidence, why];
    return { ...member, role: { ...member.role, pattern: 'app', evidence } };
  });
}
