import type { Helper, Pattern } from '../../helpers/helper.ts';
import type { Teammate } from '../../traffic/team.ts';
import { engineWord, FUNCTION_WORDS, isEither, PATTERN_WORDS } from '../role-words.ts';
import { link, paragraphs, plain } from './markdown.ts';
import type { Source } from './sources.ts';
import { nameOf, namesOf, type View } from './view.ts';

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

/**
 * `ambassador`, `probably a sidecar`: the pattern of a container in words. The list alone makes an init container one,
 * and an image such as MySQL is as often the application as it helps one.
 */
function patternWord(view: View, member: Teammate): string {
  const { role, container } = member;
  const engine = engineWord(view.pod, member);
  if (engine) return engine.word;
  if (container.lifecycle === 'ephemeral') return 'ephemeral container';
  if (role.pattern === 'unknown' && container.lifecycle === 'native-sidecar') return 'native sidecar';
  const word = PATTERN_WORDS[role.pattern];
  if (['app', 'init', 'unknown'].includes(role.pattern)) return word;
  if (role.confidence === 'weak') return `probably ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
  return isEither(member) ? `${word} or ${PATTERN_WORDS.app}` : word;
}

/** The helper, with `title` for its name, or the task; null where neither is known. */
function taskWord({ role }: Teammate, title: (helper: Helper) => string): string | null {
  if (!role.helper) return role.function && FUNCTION_WORDS[role.function];
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
  const engine = engineWord(view.pod, member);
  if (engine) return engine.word === 'step' ? 'A step does a part of the work of its task.' : MEANING.sidecar;
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
    const doubt =
      role.confidence === 'weak' && role.pattern !== 'app'
        ? ' Nothing stronger tells it: look before you rely on it.'
        : '';
    return `*Why:* ${role.evidence.map(({ text }) => plain(text)).join('; ')}.${doubt}`;
  }
  const engine = engineWord(view.pod, member);
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
