import type { Helper, HelperFunction, Pattern } from '../../helpers/helper.ts';
import { isHelper } from '../../helpers/role.ts';
import type { Teammate } from '../../traffic/team.ts';
import { link, paragraphs, plain } from './markdown.ts';
import type { Source } from './sources.ts';
import { nameOf, namesOf, type View } from './view.ts';

const WORDS: Readonly<Record<Pattern, string>> = {
  app: 'application',
  init: 'init container',
  sidecar: 'sidecar',
  ambassador: 'ambassador',
  adapter: 'adapter',
  'config-helper': 'configuration helper',
  proxy: 'proxy',
  unknown: 'purpose unknown',
};

/** What each pattern is, for somebody who meets the word for the first time. */
const MEANING: Readonly<Record<Pattern, string>> = {
  app: 'The application is what the pod is for; the other containers serve it.',
  init: 'An init container prepares something and ends, before the application starts.',
  sidecar: 'A sidecar helps the application for as long as the pod lives, without a change to its code.',
  ambassador:
    'With an ambassador the application only talks to localhost; the ambassador finds, secures and keeps the connection to something outside the pod.',
  adapter: 'An adapter turns what the application offers into the form that the platform expects.',
  'config-helper': 'A configuration helper brings configuration, secrets or content to the application as files.',
  proxy:
    'A proxy stands in the way of the traffic: requests pass it before they reach the application, or also on the way out.',
  unknown: '',
};

const FUNCTIONS: Readonly<Record<HelperFunction, string>> = {
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

/** What the list of an engine makes of a container about which nothing else is known. */
function ofEngine({ pod }: View, { container, role }: Teammate): { word: string; meaning: string; why: string } | null {
  if (role.confidence !== 'none') return null;
  const { list } = container;
  if (pod.shape === 'tekton-task' && list === 'steps') {
    return { word: 'step', meaning: 'A step does a part of the work of its task.', why: 'it stands in `steps`' };
  }
  const joins = pod.manifest.kind === 'SidecarSet' && list === 'containers';
  if (list !== 'sidecars' && !joins) return null;
  const why = joins ? 'a SidecarSet adds it to other pods' : 'it stands in `sidecars`';
  return { word: WORDS.sidecar, meaning: MEANING.sidecar, why };
}

/**
 * `ambassador`, `probably a sidecar`: the pattern of a container in words. The list alone makes an init container one,
 * and an image such as MySQL is as often the application as it helps one.
 */
function patternWord(view: View, member: Teammate): string {
  const { role, container } = member;
  const engine = ofEngine(view, member);
  if (engine) return engine.word;
  if (container.lifecycle === 'ephemeral') return 'ephemeral container';
  if (role.pattern === 'unknown' && container.lifecycle === 'native-sidecar') return 'native sidecar';
  const word = WORDS[role.pattern];
  if (['app', 'init', 'unknown'].includes(role.pattern)) return word;
  if (role.confidence === 'weak') return `probably ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
  return isEither(member) ? `${word} or ${WORDS.app}` : word;
}

function isEither(member: Teammate): boolean {
  return member.role.confidence === 'strong' && !isHelper(member) && member.role.helper !== null;
}

/** The helper, with `title` for its name, or the task; null where neither is known. */
function taskWord({ role }: Teammate, title: (helper: Helper) => string): string | null {
  if (!role.helper) return role.function && FUNCTIONS[role.function];
  const unsure = role.confidence === 'weak' && (role.pattern === 'init' || role.pattern === 'app');
  return `${unsure ? 'probably ' : ''}${title(role.helper)}`;
}

/** The pattern, and the helper's title or task where they are known: `ambassador, Cloud SQL Auth Proxy`. */
export function roleWord(view: View, member: Teammate): string {
  const task = taskWord(member, (helper) => plain(helper.title));
  const word = patternWord(view, member);
  return task === null ? word : `${word}, ${task}`;
}

/** The first lines of a card: name and role, what the helper does, what its pattern is, why we think so. */
export function introduction(view: View, member: Teammate): string {
  const { role } = member;
  const task = taskWord(member, (helper) => link(helper.title, helper.docs));
  const title = [`**${nameOf(member)}**`, patternWord(view, member), ...(task ? [task] : [])].join(' · ');
  const summary = role.helper && role.pattern !== 'app' ? plain(role.helper.summary) : '';
  return paragraphs(title, [summary, meaningOf(view, member)].filter(Boolean).join(' '), why(view, member));
}

function meaningOf(view: View, member: Teammate): string {
  const { role, container } = member;
  const engine = ofEngine(view, member);
  if (engine) return engine.meaning;
  if (container.lifecycle === 'ephemeral') return 'An ephemeral container is added by hand, to look for faults.';
  if (role.pattern === 'unknown') {
    return container.lifecycle === 'native-sidecar'
      ? 'It runs beside the application for as long as the pod lives.'
      : '';
  }
  if (role.pattern !== 'app') return role.pattern !== 'init' && isEither(member) ? '' : MEANING[role.pattern];
  const apps = view.team.members.filter(
    ({ role, container }) => role.pattern === 'app' && container.lifecycle === 'container',
  );
  const whole = 'The application is what the pod is for';
  if (apps.length > 1) return `${whole}; here ${namesOf(apps)} are taken for it.`;
  return view.team.members.length > 1 ? MEANING.app : `${whole}.`;
}

function why(view: View, member: Teammate): string {
  const { role, container } = member;
  if (role.evidence.length > 0) {
    const doubt = role.confidence === 'weak' ? ' Nothing stronger tells it: look before you rely on it.' : '';
    return `*Why:* ${role.evidence.map(({ text }) => plain(text)).join('; ')}.${doubt}`;
  }
  const engine = ofEngine(view, member);
  if (engine) return `*Why:* ${engine.why}; what it is for, the manifest does not tell.`;
  if (role.pattern === 'init')
    return '*Why:* it stands in `initContainers`; what it prepares, the manifest does not tell.';
  if (container.lifecycle === 'native-sidecar')
    return '*Why:* `restartPolicy: Always` in `initContainers` makes it a sidecar; what it is for, the manifest does not tell.';
  if (container.lifecycle === 'ephemeral') return '*Why:* it stands in `ephemeralContainers`.';
  if (role.pattern !== 'app') return '*Why:* nothing in the manifest tells what it is for.';
  return '*Why:* nothing marks it as a helper.';
}

/** The pages about a container's pattern. */
export function sourcesOfRole({ role, container }: Teammate): Source[] {
  if (container.lifecycle === 'init') return ['init'];
  const list: Source = container.lifecycle === 'native-sidecar' ? 'sidecar' : 'containers';
  return ['ambassador', 'adapter', 'sidecar'].includes(role.pattern) && list === 'containers'
    ? [list, 'patterns']
    : [list];
}
