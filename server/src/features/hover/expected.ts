import type { Expected } from '../../helpers/expected.ts';
import { bullets, code, joined, link, paragraphs, plain, sentence } from './markdown.ts';
import { endsWith, partialNote, type View } from './view.ts';

/** The name as code, with that of its stand-in: `a` (or `b`). */
export function addedName({ name, or }: Expected): string {
  return or === null ? code(name) : `${code(name)} (or ${code(or)})`;
}

/** The card of a container that is not written: what it is, who adds it and why, when it runs, what it asks for. */
export function expectedCard(view: View, expected: Expected): string {
  const { injector, helper, evidence, depends } = expected;
  const title = [`**${addedName(expected)}**`, `added by ${plain(injector.title)}`];
  if (helper) title.push(link(helper.title, helper.docs));
  return paragraphs(
    title.join(' · '),
    helper ? plain(helper.summary) : '',
    `*Why:* ${evidence.map(({ text }) => plain(text)).join('; ')}. It is not written here: ${plain(injector.title)} adds it when a pod is created.`,
    bullets([
      `**Comes** as ${placeWords(expected)}. ${orderWords(view, expected)}`.trim(),
      ...amountLines(expected),
      ...depends.map((clause) => `**Depends:** ${plain(clause)}.`),
      ...(injector.deprecated ? [plain(injector.deprecated)] : []),
    ]),
    partialNote(view),
    link(injector.title, injector.docs),
  );
}

const KIND = { init: 'init container', 'native-sidecar': 'native sidecar', container: 'ordinary container' } as const;

/** `a native sidecar, first in initContainers`. */
export function placeWords({ lifecycle, end }: Expected): string {
  const kind = KIND[lifecycle];
  const list = lifecycle === 'container' ? '`containers`' : '`initContainers`';
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}${end ? `, ${end}` : ''} in ${list}`;
}

/** When an added container starts and stops, as far as its form decides it. */
export function orderWords(view: View, { lifecycle }: Expected): string {
  const ends = endsWith(view);
  const whole = ends === 'job' ? 'the Job' : 'the pod';
  if (lifecycle === 'init') return 'It ends before the application starts.';
  if (lifecycle === 'native-sidecar') {
    const free = ends === 'job' || ends === 'pod' ? `, and ${whole} completes without it` : '';
    return `It starts before the application and stops after it${free}.`;
  }
  const holds = ends === 'job' || ends === 'pod' ? `; ${whole} does not complete while it runs` : '';
  return `It starts and stops beside the application, in no guaranteed order${holds}.`;
}

/** What an added container requests and is limited to; nothing where that is not known. */
export function amountLines({ requests, limits }: Expected): string[] {
  return [
    ...(requests.size > 0 ? [`**Requests** ${amountWords(requests)}, on top of what is written here.`] : []),
    ...(limits.size > 0 ? [`**Is limited** to ${amountWords(limits)}.`] : []),
  ];
}

const RESOURCE_WORDS: ReadonlyMap<string, string> = new Map([
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['ephemeral-storage', 'storage'],
]);

/** `100m CPU and 128Mi memory`. */
export function amountWords(amounts: ReadonlyMap<string, string>): string {
  return joined(
    [...amounts].map(([resource, value]) => `${code(value)} ${RESOURCE_WORDS.get(resource) ?? plain(resource)}`),
  );
}

/** Lines for the hover of a list: what injectors will add to it, one for each of them. */
export function addedLines(view: View, list: 'initContainers' | 'containers'): string[] {
  const all = view.expected().filter(({ lifecycle }) => (lifecycle === 'container') === (list === 'containers'));
  const injectors = [...new Set(all.map(({ injector }) => injector))];
  return injectors.map((injector) => {
    const own = all.filter((one) => one.injector === injector);
    const parts = own.map((one) => {
      const words = [...(list === 'containers' ? [] : [KIND[one.lifecycle]]), ...(one.end ? [END[one.end]] : [])];
      return words.length > 0 ? `${code(one.name)} (${words.join(', ')})` : code(one.name);
    });
    return `Not written here: ${plain(injector.title)} adds ${joined(parts)}.${dependsNote(own)}`;
  });
}

const END = { first: 'before what is written here', last: 'behind what is written here' } as const;

function dependsNote(own: readonly Expected[]): string {
  const clauses = [...new Set(own.flatMap(({ depends }) => depends))].map((clause) => plain(clause));
  return clauses.length > 0 ? ` ${sentence(clauses.join('; '))}.` : '';
}
