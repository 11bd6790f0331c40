import type { Helper, Pattern } from '../../helpers/helper.ts';
import { type Evidence, isLent, isProven } from '../../helpers/role.ts';
import type { Teammate } from '../../traffic/team.ts';
import { contains } from '../../yaml/span.ts';
import { placeOf } from '../file.ts';
import { FUNCTION_WORDS, isEither, isStep, PATTERN_WORDS, PREPARES, TASK_WORDS } from '../role-words.ts';
import { link, paragraphs, plain, prose } from './markdown.ts';
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
  if (isStep(view.pod, member)) return 'step';
  if (container.lifecycle === 'ephemeral') return 'ephemeral container';
  if (role.confidence === 'none' && container.lifecycle === 'native-sidecar') return 'native sidecar';
  const word = PATTERN_WORDS[role.pattern];
  if (['app', 'init', 'unknown'].includes(role.pattern)) return word;
  if (role.confidence === 'weak') return `probably ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
  return isEither(member) ? `${word} or ${PATTERN_WORDS.app}` : word;
}

/**
 * What its command does, where the image only lends it a program; else the helper, with `title` for its name, or the
 * function. Null where none is known: that an image is a box of tools tells nothing of what is done with them.
 */
function taskWord(member: Teammate, title: (helper: Helper) => string): string | null {
  const { role } = member;
  const { helper, task } = role;
  if (task && (helper === null || isLent(member)) && (role.pattern !== 'app' || task === 'idle'))
    return TASK_WORDS[task];
  const unsure = !isProven(role) && (role.pattern === 'init' || role.pattern === 'app') ? 'probably ' : '';
  if (!helper || (helper.toolbox && !isProven(role))) {
    const known = role.function && (unsure === '' || PREPARES.has(role.function)) ? role.function : null;
    return known && `${unsure}${FUNCTION_WORDS[known]}`;
  }
  return `${unsure}${title(helper)}`;
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
  const summary = role.helper && !role.helper.toolbox && role.pattern !== 'app' ? prose(role.helper.summary) : '';
  return paragraphs(title, [summary, meaningOf(view, member)].filter(Boolean).join(' '), why(view, member));
}

function meaningOf(view: View, member: Teammate): string {
  const { role, container } = member;
  if (isStep(view.pod, member)) return 'A step does a part of the work of its task.';
  if (container.lifecycle === 'ephemeral') return 'An ephemeral container is added by hand, to look for faults.';
  if (role.confidence === 'none' && container.lifecycle === 'native-sidecar') {
    return 'It runs beside the application for as long as the pod lives.';
  }
  if (role.pattern !== 'app') return isEither(member) ? '' : MEANING[role.pattern];
  const apps = view.team.members.filter(
    ({ role, container }) => role.pattern === 'app' && container.lifecycle === 'container',
  );
  const whole = 'The application is what the pod is for';
  if (apps.length > 1) return `${whole}; here ${namesOf(apps)} are taken for it.`;
  return view.team.members.length > 1 ? MEANING.app : `${whole}.`;
}

const MOST_REASONS = 3;

function why(view: View, member: Teammate): string {
  const { role } = member;
  if (role.evidence.length === 0) return `*Why:* ${whyByList(view, member)}`;
  const doubt =
    role.confidence === 'weak' && role.pattern !== 'app' && role.pattern !== 'init'
      ? ' Nothing stronger tells it: look before you rely on it.'
      : '';
  return `*Why:* ${role.evidence
    .slice(0, MOST_REASONS)
    .map((one) => evidenceWords(view, member, one))
    .join('; ')}.${doubt}`;
}

/** A reason, with the line of the file where it is not written at the container itself. */
function evidenceWords({ file, pod }: View, { container }: Teammate, { text, at, document }: Evidence): string {
  if (!at || (!document && contains(container.at, at))) return plain(text);
  const line = placeOf(file, document ?? pod.document, at)?.line;
  return line === undefined ? plain(text) : `${plain(text)} (line ${line})`;
}

/** Where nothing but its list tells what a container is. */
function whyByList({ pod }: View, { container, role }: Teammate): string {
  const { list, lifecycle } = container;
  const open = 'what it is for, the manifest does not tell.';
  if (list === 'steps' || list === 'sidecars') return `it stands in \`${list}\`; ${open}`;
  if (lifecycle === 'ephemeral') return 'it stands in `ephemeralContainers`.';
  if (lifecycle === 'init') return 'it stands in `initContainers`; what it prepares, the manifest does not tell.';
  if (lifecycle === 'native-sidecar') {
    return `\`restartPolicy: Always\` in \`initContainers\` makes it a sidecar; ${open}`;
  }
  if (pod.manifest.kind === 'SidecarSet') return `a SidecarSet adds it to other pods; ${open}`;
  return role.pattern === 'app' ? 'nothing marks it as a helper.' : 'nothing in the manifest tells what it is for.';
}

/** The pages about a container's pattern. */
export function sourcesOfRole({ role, container }: Teammate): Source[] {
  if (container.lifecycle === 'init') return ['init'];
  const list: Source = container.lifecycle === 'native-sidecar' ? 'sidecar' : 'containers';
  return ['ambassador', 'adapter', 'sidecar'].includes(role.pattern) && list === 'containers'
    ? [list, 'patterns']
    : [list];
}
