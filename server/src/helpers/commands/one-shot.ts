import { basename, type Command, unwrap } from './command.ts';
import { isConstant } from './endless.ts';
import type { Script, Statement } from './shell.ts';

/**
 * What a command does that ends by itself, in a few words for a message: a migration, a wait, the copying of files. Null if
 * any part of it is not known to end, or it does nothing to speak of.
 */
export function oneShotOf({ program, words, script, repeated, unresolved }: Command): string | null {
  if (unresolved || repeated || program === null) return null;
  const found = script ? inScript(script.statements) : inProgram(program, words);
  return found === null || found === '' ? null : found;
}

/** The first thing worth telling; empty if there is none; null if a part may not end. */
function inScript(script: Script): string | null {
  let found = '';
  for (const statement of script) {
    const part = statement.background ? null : inStatement(statement);
    if (part === null) return null;
    found ||= part;
  }
  return found;
}

function inStatement(statement: Statement): string | null {
  switch (statement.kind) {
    case 'command':
      return inLine(statement.words);
    case 'pipe':
      return inScript(statement.parts);
    case 'chain':
      return inScript(statement.parts.map((part) => part.statement));
    case 'loop': {
      if (isConstant(statement.condition, !statement.until)) return null;
      // A loop that does more than wait is what the container is for until something tells it to end.
      return inScript(statement.condition) === null || inScript(statement.body) !== '' ? null : 'a loop that waits';
    }
    case 'for':
      return statement.endless ? null : inScript(statement.body);
    case 'if':
      // The branches of a `case` are not read.
      return statement.branches.length === 0 ? null : inScript(statement.branches.flat());
    case 'group':
      return inScript(statement.body);
    case 'function':
      return null;
  }
}

function inLine(line: readonly string[]): string | null {
  const { words, repeated } = unwrap(line);
  return repeated ? null : inProgram(basename(words[0] ?? ''), words.slice(1));
}

function inProgram(program: string, rest: readonly string[]): string | null {
  if (program === '' || SMALL.has(program)) return '';
  // Behind a long sleep stands the wish to go on.
  if (program === 'dockerize') return waitsOnly(rest) ? 'dockerize -wait' : null;
  if (program === 'sleep') return /^\d{1,2}s?$/.test(rest[0] ?? '') ? '' : null;
  const task = TASKS.find(
    ({ programs, has }) => programs.test(program) && (!has || rest.some((word) => has.test(word))),
  );
  if (!task || rest.some((word) => task.not?.test(word))) return null;
  return task.has ? `${program} ${rest.find((word) => task.has?.test(word))}` : program;
}

/** Whether `dockerize` waits, and then has no program to start. */
function waitsOnly(words: readonly string[]): boolean {
  // Every flag but these has a value, in the next word or behind `=`.
  const left = words.filter((word, i) => !word.startsWith('-') && !/^--?[a-z-]+$/.test(words[i - 1] ?? ''));
  return words.some((word) => /^--?wait(?:=|$)/.test(word)) && left.length === 0;
}

/** Commands beside which a script still does nothing to speak of. They all end. */
const SMALL: ReadonlySet<string> = new Set([
  ...['set', 'export', 'cd', 'echo', 'printf', 'test', '[', '[[', ':', 'date', 'exit', 'umask', 'ls', 'pwd', 'env'],
  ...['break', 'continue', 'unset', 'local', 'id', 'whoami', 'hostname', 'which', 'command', 'let', 'expr', 'seq'],
]);

interface OneShot {
  readonly programs: RegExp;
  /** A word that must be there, where the program does other things too. */
  readonly has?: RegExp;
  /** Words with which it does not end. */
  readonly not?: RegExp;
}

const TASKS: readonly OneShot[] = [
  { programs: /^(?:cp|mv|ln|rm|mkdir|touch|chown|chmod|chgrp|setfacl|install|tar|unzip|gunzip|true)$/ },
  { programs: /^(?:envsubst|base64|md5sum|sha256sum|openssl)$/, not: /^s_(?:server|client)$/ },
  { programs: /^(?:sed|jq|yq)$/ },
  { programs: /^(?:curl|wget)$/, not: /^(?:-N|--no-buffer)$/ },
  { programs: /^git$/, has: /^(?:clone|fetch|pull|checkout|config)$/ },
  { programs: /^(?:aws|gsutil|gcloud|mc|rclone|az|s5cmd)$/, has: /^(?:cp|sync|copy|mirror|rsync)$/, not: /^--watch$/ },
  { programs: /^(?:nslookup|getent|host|dig|pg_isready)$/ },
  { programs: /^(?:nc|ncat)$/, has: /^-[a-zA-Z]*z/, not: /^-[a-zA-Z]*[lk]/ },
  { programs: /^(?:mysqladmin|redis-cli|valkey-cli)$/, has: /^ping$/i },
  { programs: /^(?:wait-for(?:-it)?|wait4x|wait-port)(?:\.sh)?$/ },
  { programs: /^kubectl$/, has: /^(?:wait|get|apply|patch)$/, not: /^(?:-w|--watch)/ },
  { programs: /^(?:sysctl|modprobe)$/ },
  { programs: /^migrate$/, has: /^(?:up|down|goto|force)$/ },
  { programs: /^(?:flyway|atlas|liquibase)$/, has: /^(?:migrate|update|repair|validate|info)$/ },
  { programs: /^alembic$/, has: /^(?:upgrade|downgrade)$/ },
  { programs: /^(?:goose|dbmate|sql-migrate)$/, has: /^up$/ },
  {
    programs: /^(?:rails|rake|bundle|npx|yarn|npm|pnpm|knex|sequelize|prisma)$/,
    has: /^(?:db:migrate|migrate:latest|migrate)$/,
  },
  { programs: /^(?:python\d?|manage\.py)$/, has: /^migrate$/ },
];
