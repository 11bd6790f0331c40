import { HELPERS } from './catalog/list.ts';
import { basename } from './commands/command.ts';
import { type Found, globIndex } from './globs.ts';
import type { Helper, Variant } from './helper.ts';
import { globMatcher } from './image.ts';
import { later, remembering } from './remembering.ts';

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

function catalogOf(helpers: readonly Helper[]): Catalog {
  const ids = later(() => new Map(helpers.map((helper) => [helper.id, helper])));
  const programs = later(() => programsOf(helpers));
  const named = later(() => globIndex(helpers.flatMap((helper) => (helper.names ?? []).map((glob) => [glob, helper]))));
  const formsFor = later(() => globIndex(helpers.flatMap(formsOf)));
  const withTag = remembering((repository) => byTag(formsFor()(repository)));
  return {
    helpers,
    byId: (id) => ids().get(id) ?? null,
    byImage: (repository, tag) => withTag(repository)(tag ?? ''),
    byProgram: (program, words) =>
      programs()
        .get(program)
        ?.find((helper) => hasWords(helper, words)) ?? null,
    byName: remembering((name) => named()(name)[0]?.value ?? null),
  };
}

function programsOf(helpers: readonly Helper[]): ReadonlyMap<string, readonly Helper[]> {
  const found = new Map<string, Helper[]>();
  for (const helper of helpers) {
    for (const program of helper.programs ?? []) {
      const known = found.get(program);
      if (known) known.push(helper);
      else found.set(program, [helper]);
    }
  }
  return found;
}

/** A helper as one of its images is. */
interface Form {
  /** The same for all forms of a helper. */
  readonly of: Helper;
  /** Most forms are never met, so that they are made late. */
  readonly helper: () => Helper;
  /** Null where any tag fits. */
  readonly fits: ((tag: string) => boolean) | null;
}

function formsOf(helper: Helper): (readonly [glob: string, form: Form])[] {
  const { images, tag, variants = [] } = helper;
  const own = formsWith(images, tag, { of: helper, helper: () => helper });
  const others = variants.flatMap((one) =>
    formsWith(one.images ?? images, one.tag ?? tag, { of: helper, helper: later(() => varied(helper, one)) }),
  );
  return [...own, ...others];
}

function formsWith(images: readonly string[], tag: string | undefined, form: Omit<Form, 'fits'>) {
  const fits = tag === undefined ? null : globMatcher(tag);
  return images.map((glob) => [glob, { ...form, fits }] as const);
}

function varied(helper: Helper, { images = helper.images, what: _, source: __, ...facts }: Variant): Helper {
  const all = { ...helper, images, ...facts };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as Helper;
}

/** The helpers of a repository by tag; of most the tag says nothing. */
function byTag(found: readonly Found<Form>[]): (tag: string) => readonly Helper[] {
  if (found.some(({ value }) => value.fits)) return (tag) => bestOf(found, tag);
  const best = bestOf(found, '');
  return () => best;
}

/** Of each helper the form that says most about an image: the tag, or else the most of its repository. */
function bestOf(found: readonly Found<Form>[], tag: string): readonly Helper[] {
  const best = new Map<Helper, { helper: Helper; weight: number }>();
  for (const { value, length } of found) {
    if (value.fits?.(tag) === false) continue;
    const weight = length + (value.fits ? TAGGED : 0);
    const known = best.get(value.of);
    if (!known || known.weight < weight) best.set(value.of, { helper: value.helper(), weight });
  }
  return [...best.values()].map(({ helper }) => helper);
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

/** Our own helpers. */
export const CATALOG: Catalog = catalogOf(HELPERS);
