import type { HelperFunction, Pattern } from '../helpers/helper.ts';
import { isLent, isProven, type TaskName } from '../helpers/role.ts';
import type { PartialReason, Pod } from '../kubernetes/pod.ts';
import type { Teammate } from '../traffic/team.ts';

/** The word for each pattern in a sentence. */
export const PATTERN_WORDS: Readonly<Record<Pattern, string>> = {
  app: 'application',
  init: 'init container',
  sidecar: 'sidecar',
  ambassador: 'ambassador',
  adapter: 'adapter',
  'config-helper': 'configuration helper',
  proxy: 'proxy',
  unknown: 'purpose unknown',
};

/** The word for each job of a helper. */
export const FUNCTION_WORDS: Readonly<Record<HelperFunction, string>> = {
  'db-ambassador': 'database proxy',
  'http-ambassador': 'HTTP proxy',
  'mesh-proxy': 'mesh proxy',
  'mesh-init': 'mesh set-up',
  'inbound-proxy': 'inbound proxy',
  'log-shipper': 'log shipper',
  'telemetry-collector': 'telemetry collector',
  exporter: 'metrics exporter',
  'config-reloader': 'configuration reloader',
  'secret-agent': 'secret agent',
  'content-sync': 'content sync',
  'storage-driver': 'storage driver',
  dind: 'Docker daemon',
  cache: 'cache',
  store: 'data store',
  migration: 'migration',
  waiter: 'waits for something',
};

/** What an init container may be for by its name alone: one called `copy-metrics` is no exporter. */
export const PREPARES: ReadonlySet<HelperFunction> = new Set([
  'migration',
  'waiter',
  'mesh-init',
  'content-sync',
  'secret-agent',
]);

/** What a command does, in a word or two. */
export const TASK_WORDS: Readonly<Record<TaskName, string>> = {
  follow: 'log shipper',
  transform: 'log converter',
  produce: 'writes files',
  fetch: 'fetches files',
  signal: 'signals a process',
  idle: 'sleeps',
  migrate: 'migration',
  wait: 'waits',
  clone: 'fetches a repository',
  download: 'downloads files',
  own: 'sets file owners',
  tune: 'tunes the kernel',
  copy: 'copies files',
  write: 'writes files',
};

/** Why a part of a pod is not in its document. */
export const PARTIAL_WORDS: Readonly<Record<PartialReason, string>> = {
  template: 'a template fills in parts of it',
  broken: 'the text is not valid YAML at the moment',
  patch: 'it is laid over another manifest',
  fragment: 'its controller adds containers of its own',
  injected: 'an injector fills in containers',
};

/** Whether a container is a step of a Tekton task of which nothing more is known. */
export function isStep(pod: Pod, { container, role }: Teammate): boolean {
  return role.confidence === 'none' && pod.shape === 'tekton-task' && container.list === 'steps';
}

/** Whether an image proves what it is, and not whether it helps: a data store is as often the application. */
export function isEither({ role }: Teammate): boolean {
  return role.function === 'store' && role.pattern === 'sidecar' && role.proof !== 'override' && isProven(role);
}

/** The words of a label, which has less room than a sentence. */
const SHORT_PATTERNS = { ...PATTERN_WORDS, init: 'init', 'config-helper': 'config helper', unknown: '' };
const SHORT_FUNCTIONS = { ...FUNCTION_WORDS, 'config-reloader': 'config reloader', waiter: 'waits' };

/**
 * The role of a container as a label: `ambassador · Cloud SQL Auth Proxy`, `init · waits`, `application`; with a question
 * mark where it is a guess, empty where no more is known than the list it stands in. Plain text on one line.
 */
export function roleLabel(pod: Pod, member: Teammate): string {
  if (isUntold(pod, member)) return member.container.lifecycle === 'native-sidecar' ? 'native sidecar' : '';
  return labelOf(member, SHORT_PATTERNS[member.role.pattern]);
}

/** The same with how the container runs, where its role does not tell: `native sidecar · ambassador · PgBouncer`. */
export function lifecycleLabel(pod: Pod, member: Teammate): string {
  const { container, role } = member;
  if (container.lifecycle === 'ephemeral') return 'ephemeral container';
  const label = roleLabel(pod, member);
  if (container.lifecycle !== 'native-sidecar' || isUntold(pod, member)) return label;
  return role.pattern === 'sidecar' ? labelOf(member, 'native sidecar') : `native sidecar · ${label}`;
}

/** Whether nothing but the list tells what it is. */
function isUntold(pod: Pod, member: Teammate): boolean {
  const { role, container } = member;
  if (role.pattern === 'unknown' || container.lifecycle === 'ephemeral') return true;
  return isStep(pod, member) || (role.confidence === 'none' && role.pattern === 'sidecar');
}

function labelOf(member: Teammate, word: string): string {
  const { pattern } = member.role;
  // What remains when all helpers are known is not worth a question.
  if (pattern === 'app') return word;
  const task = taskOf(member);
  return `${task ? `${word} · ${task}` : word}${isGuess(member, task) ? '?' : ''}`;
}

function isGuess(member: Teammate, task: string | null): boolean {
  const { pattern, confidence } = member.role;
  // That it prepares something is certain; what its command does, too.
  if (pattern === 'init') return task !== null && confidence === 'weak' && !isProven(member.role);
  return confidence === 'weak' || isEither(member);
}

/** The helper's title; what its command does where the image only lends it a program. */
function taskOf(member: Teammate): string | null {
  const { role } = member;
  const { helper, task } = role;
  if (task && (helper === null || isLent(member))) return TASK_WORDS[task];
  if (helper && !helper.toolbox) return shortTitle(helper.title);
  return role.function && SHORT_FUNCTIONS[role.function];
}

/** In characters: longer titles go without what stands in parentheses, and are cut if they must be. */
const LONG_TITLE = 24;
const LONGEST_TITLE = 40;

/** Titles of the user's own helpers may hold anything. */
function shortTitle(title: string): string {
  const line = title.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const short = line.length > LONG_TITLE ? line.replace(/ \([^()]*\)/g, '') : line;
  const units = [...short];
  return units.length > LONGEST_TITLE ? `${units.slice(0, LONGEST_TITLE - 1).join('')}…` : short;
}
