import type { Expected } from '../../helpers/expected.ts';
import { code, joined, plain, sentence } from './markdown.ts';
import { endsWith, type View } from './view.ts';

/** The name as code, with that of its stand-in: `a` (or `b`). */
export function addedName({ name, or }: Expected): string {
  return or === null ? code(name) : `${code(name)} (or ${code(or)})`;
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
