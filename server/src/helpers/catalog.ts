import { HELPERS } from './catalog/list.ts';
import { basename } from './command.ts';
import type { Helper, Variant } from './helper.ts';
import { globMatcher } from './image.ts';

/** Helpers, made ready for being asked with every keystroke. */
export interface Catalog {
  readonly helpers: readonly Helper[];
  readonly byId: (id: string) => Helper | null;
  /** Those whose image it is, the most special one first. */
  readonly byImage: (repository: string, tag: string | null) => readonly Helper[];
  /** The one that a binary with its arguments is. */
  readonly byProgram: (program: string, words: readonly string[]) => Helper | null;
  /** The first that is usually called so: weak evidence. */
  readonly byName: (name: string) => Helper | null;
}

/** A catalog of our helpers behind those of the user, which win. */
export function catalogWith(own: readonly Helper[]): Catalog {
  if (own.length === 0) return CATALOG;
  const known = CATALOGS.get(own);
  if (known) return known;
  const catalog = catalogOf([...own, ...HELPERS.filter(({ id }) => !own.some((helper) => helper.id === id))]);
  CATALOGS.set(own, catalog);
  return catalog;
}

/** Settings are immutable, so that their list of helpers stands for its catalog. */
const CATALOGS = new WeakMap<readonly Helper[], Catalog>();

/** The same few images come again with every keystroke. */
const MAX_REMEMBERED = 2000;

function catalogOf(helpers: readonly Helper[]): Catalog {
  const ids = new Map(helpers.map((helper) => [helper.id, helper]));
  const forms = helpers.map((helper) =>
    [helper, ...(helper.variants ?? []).map((one) => varied(helper, one))].map(formOf),
  );
  const names = helpers.map((helper) => ({ helper, matchers: (helper.names ?? []).map(globMatcher) }));
  const programs = new Map<string, Helper[]>();
  for (const helper of helpers) {
    for (const program of helper.programs ?? []) {
      programs.set(program, [...(programs.get(program) ?? []), helper]);
    }
  }
  const images = remembering((key: string) => {
    const [repository = '', version = ''] = key.split(' ', 2);
    return forms.flatMap((of) => {
      const fitting = of.flatMap((form) => form.fits(repository, version) ?? []);
      const [best] = fitting.sort((a, b) => b.weight - a.weight);
      return best ? [best.helper] : [];
    });
  });
  return {
    helpers,
    byId: (id) => ids.get(id) ?? null,
    byImage: (repository, tag) => images(`${repository} ${tag ?? ''}`),
    byProgram: (program, words) => programs.get(program)?.find((helper) => hasWords(helper, words)) ?? null,
    byName: remembering((name) => names.find((of) => of.matchers.some((matches) => matches(name)))?.helper ?? null),
  };
}

/** A helper as one of its images is. */
function varied(helper: Helper, { images = helper.images, what: _, source: __, ...facts }: Variant): Helper {
  const all = { ...helper, images, ...facts };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as Helper;
}

/** A helper with the test of its images; the more of an image a glob spells out, the more it weighs. */
function formOf(helper: Helper) {
  const images = helper.images.map((glob) => ({ matches: globMatcher(glob), weight: glob.replaceAll('*', '').length }));
  const tag = helper.tag === undefined ? null : globMatcher(helper.tag);
  const fits = (repository: string, version: string): { helper: Helper; weight: number } | null => {
    if (tag !== null && !tag(version)) return null;
    const weights = images.filter(({ matches }) => matches(repository)).map(({ weight }) => weight);
    return weights.length > 0 ? { helper, weight: Math.max(...weights) + (tag ? TAGGED : 0) } : null;
  };
  return { fits };
}

/** More than any glob spells out. */
const TAGGED = 1000;

/** Whether the words that tell a helper from others with its image stand in its arguments. */
export function hasWords(helper: Helper, words: readonly string[]): boolean {
  return (
    helper.words === undefined ||
    helper.words.some((wanted) => words.some((word) => word === wanted || basename(word) === wanted))
  );
}

function remembering<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= MAX_REMEMBERED) made.clear();
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Our own helpers. */
export const CATALOG: Catalog = catalogOf(HELPERS);
