import type { Container } from '../kubernetes/pod.ts';
import type { Catalog } from './catalog.ts';
import { hasWords } from './catalog.ts';
import { basename, type Command, unwrap } from './commands/command.ts';
import { topLevelLines } from './commands/lines.ts';
import type { Helper } from './helper.ts';
import { parseImage } from './image.ts';
import type { Evidence } from './role.ts';

/** A helper that a container certainly is, and what proves it. */
export interface Known {
  readonly helper: Helper;
  readonly proof: 'command' | 'image';
  readonly evidence: Evidence;
}

/** The helper that a container is by the binary it runs, or by its image where nothing else is run in it. */
export function knownHelper(container: Container, command: Command, catalog: Catalog): Known | null {
  const { program } = command;
  if (program !== null) return program.includes('{{') ? null : byCommand(container, command, catalog);
  const { image } = container;
  if (!image || (container.command?.length ?? 0) > 0) return null;
  const { repository, tag } = parseImage(image.value);
  const found = catalog.byImage(repository, tag).find((helper) => hasWords(helper, command.words));
  if (!found || found.toolbox || runsAnother(found, repository, command.words)) return null;
  const text = `image ${basename(repository)} is in the catalog`;
  return { helper: found, proof: 'image', evidence: { text, at: image.at } };
}

function byCommand(container: Container, command: Command, catalog: Catalog): Known | null {
  const own: readonly (readonly string[])[] = [[command.program ?? '', ...command.words]];
  const lines = command.script ? topLevelLines(command.script.statements) : own;
  for (const line of lines) {
    const { words } = unwrap(line);
    const program = basename(words[0] ?? '');
    const helper = catalog.byProgram(program, words.slice(1));
    if (!helper) continue;
    const evidence = { text: `the command runs ${program}`, at: placeOfWord(container, program) };
    return { helper, proof: 'command', evidence };
  }
  return null;
}

/** The word of a command line that holds a text, else its first word. */
export function placeOfWord({ command, args }: Container, text: string): Evidence['at'] {
  const words = [...(command ?? []), ...(args ?? [])];
  return (words.find((word) => word.value.includes(text)) ?? words[0])?.at ?? null;
}

/** Images whose entrypoint runs its first argument if that is no flag: `postgres` with `args: [pg_isready]`. */
const RUNS_ARGUMENTS =
  /^docker\.io\/bitnami(?:legacy)?\/|\/(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|valkey|rabbitmq|memcached|nginx(?:-unprivileged)?|haproxy|httpd|docker|envoy|etcd|traefik|fluentd|telegraf|pgbouncer)$/;

function runsAnother(helper: Helper, repository: string, words: readonly string[]): boolean {
  const first = words[0];
  if (first === undefined || first.startsWith('-') || !RUNS_ARGUMENTS.test(repository)) return false;
  return !helper.programs?.includes(basename(first));
}
