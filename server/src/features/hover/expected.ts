import type { Expected } from '../../helpers/expected.ts';
import type { Teammate } from '../../traffic/team.ts';
import { code, joined, plain, sentence } from './markdown.ts';
import { agree, endsWith, type View } from './view.ts';

/** The name as code, with that of its stand-in: `a` (or `b`). */
export function addedName({ name, or }: Expected): string {
  return or === null ? code(name) : `${code(name)} (or ${code(or)})`;
}

/** `istio-init and istio-proxy, which Istio adds`. */
export function addedWords(all: readonly Expected[], wordsOf = (one: Expected) => code(one.name)): string {
  return `${joined(all.map(wordsOf))}, ${whoAdds(all)}`;
}

/** `which Istio adds`. */
export function whoAdds(all: readonly Expected[]): string {
  const titles = [...new Set(all.map(({ injector }) => plain(injector.title)))];
  return `which ${joined(titles)} ${agree(titles, 'adds', 'add')}`;
}

/** A name among those that are written: `the added istio-proxy`. */
export function theAdded({ name }: Expected): string {
  return `the added ${code(name)}`;
}

/** Those that run beside the application, in the form in which they come. */
export function addedBeside(view: View, form: 'native-sidecar' | 'container'): Expected[] {
  return view.expected().filter(({ lifecycle }) => lifecycle === form);
}

/** Those that start before a container that is written, as far as their place is known. */
export function addedBefore(view: View, { container }: Teammate): Expected[] {
  const early = view.expected().filter(({ lifecycle }) => lifecycle !== 'container');
  return container.lifecycle === 'container' ? early : early.filter(({ end }) => end === 'first');
}

/** What they ask for that is not in the sums of what is written; '' for nothing that counts beside requests of the pod. */
export function uncountedLine(view: View): string {
  const { pod } = view;
  const all = view.expected();
  if (all.length === 0 || RESOURCES.every((resource) => pod.requests.has(resource))) return '';
  const words = (one: Expected) => {
    // A container with a limit only requests the limit.
    const asked = RESOURCES.flatMap((resource): [string, string][] => {
      const amount = one.requests.get(resource) ?? one.limits.get(resource);
      return amount === undefined || pod.requests.has(resource) ? [] : [[resource, amount]];
    });
    return `${code(one.name)}${asked.length > 0 ? ` (${amountWords(new Map(asked))})` : ''}`;
  };
  return `Not counted: ${addedWords(all, words)}.`;
}

const RESOURCES = ['cpu', 'memory'] as const;

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
