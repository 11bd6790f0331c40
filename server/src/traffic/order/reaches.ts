import { basename, unwrap } from '../../helpers/commands/command.ts';
import { allLines } from '../../helpers/commands/lines.ts';
import { provenHelper } from '../../helpers/role.ts';
import { outboundOf } from '../calls/outbound.ts';
import type { Team, Teammate } from '../team.ts';

/** How a container needs the network outside the pod, by TCP. */
export interface Reach {
  /** The program or helper that does. */
  readonly by: string;
  /** `certain`: it fails without. `likely`: a migration of an application whose database is not told. */
  readonly how: 'certain' | 'likely';
  /** The ports that it reaches, as far as they are told; empty where none is. */
  readonly ports: readonly number[];
}

/** Programs that do nothing but reach others, and of which words they do. */
const PROGRAMS: readonly (readonly [program: RegExp, word: RegExp | null])[] = [
  [/^(?:curl|wget|telnet|grpcurl|psql|pg_isready|pg_dump|pg_restore|pg_basebackup)$/, null],
  [/^(?:mysql|mysqladmin|mysqldump|mariadb|mariadb-admin|mongo|mongosh|mongodump|redis-cli|cqlsh|amqp-\w+)$/, null],
  [/^(?:wait-for(?:-it)?|wait_for.*|wait4x|waitfor|wait-port|dockerize)(?:\.sh)?$/, null],
  [/^(?:nc|ncat|netcat)$/, null],
  [/^git$/, /^(?:clone|fetch|pull|ls-remote|submodule)$/],
  [/^(?:aws|gsutil|gcloud|az|mc|s3cmd|s5cmd|rclone|oras|crane|skopeo|huggingface-cli|hf)$/, null],
  [/^(?:pip3?|npm|yarn|apt-get|apt|apk|dnf|yum)$/, /^(?:install|ci|add|update|download)$/],
  [/^kubectl$/, /^(?:get|apply|wait|rollout|create|patch|delete|annotate|label)$/],
];

/** What images run by themselves, to which arguments alone are given. */
const ENTRYPOINTS: ReadonlyMap<string | undefined, string> = new Map([
  ['curl', 'curl'],
  ['aws-cli', 'aws'],
  ['minio-mc', 'mc'],
  ['kubectl', 'kubectl'],
  ['dockerize', 'dockerize'],
  ['wait4x', 'wait4x'],
  ['k8s-wait-for', 'wait_for.sh'],
]);

/** Helpers that cannot do without the network. */
const FETCHING: ReadonlySet<string | null> = new Set(['content-sync', 'secret-agent']);

/** How a container needs the network outside the pod; null if it does not, as far as its manifest tells. */
export function reachOf(team: Team, member: Teammate): Reach | null {
  const { command, container, role } = member;
  const { script, program, words } = command;
  const helper = provenHelper(member);
  const plain = program === null ? words : [program, ...words];
  const lines = script ? allLines(script.statements) : [plain];
  const entrypoint = container.command === null && !script ? ENTRYPOINTS.get(role.helper?.id) : undefined;
  for (const line of entrypoint === undefined ? lines : [...lines, [entrypoint, ...plain]]) {
    const by = reachedBy(unwrap(line).words);
    if (by) return { by, how: 'certain', ports: portsOf(team, member) };
  }
  if (FETCHING.has(role.function) && helper && !helper.toolbox) {
    return { by: helper.title, how: 'certain', ports: portsOf(team, member) };
  }
  // Where it is told of localhost, the database may be a neighbour, or behind a proxy.
  if (role.function !== 'migration' || member.dials.length > 0) return null;
  // The images of tools of their own are made for servers; an application may have its database in a file.
  const isServer =
    (role.proof === 'image' && helper?.function === 'migration') ||
    outboundOf(team).some(({ from, scheme }) => from === member && DATABASES.test(scheme ?? ''));
  return { by: helper?.title ?? 'a migration', how: isServer ? 'certain' : 'likely', ports: portsOf(team, member) };
}

const OWN = /(?:^|[/@=\s"'])(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|::1)(?![\w.])|--version$|^--help$/;

function reachedBy([first = '', ...words]: readonly string[]): string | null {
  const program = basename(first);
  const row = PROGRAMS.find(([own]) => own.test(program));
  if (!row || words.length === 0 || words.some((word) => OWN.test(word))) return null;
  if (/^(?:nc|ncat|netcat)$/.test(program) && words.some((word) => /^-[a-z]*[lu]|^--(?:listen|udp)$/.test(word))) {
    return null;
  }
  return row[1] === null || words.some((word) => row[1]?.test(word)) ? program : null;
}

/** Schemes of URLs of databases that are servers. */
const DATABASES =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|sqlserver|mssql|oracle|mongodb|cockroachdb|clickhouse)\b/;

const USUAL: ReadonlyMap<string | null, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function portsOf(team: Team, member: Teammate): number[] {
  const found = outboundOf(team).filter(({ from }) => from === member);
  return found.flatMap(({ port, scheme }) => port ?? USUAL.get(scheme) ?? []);
}
