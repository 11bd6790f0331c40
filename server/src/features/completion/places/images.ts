import type { Catalog } from '../../../helpers/catalog.ts';
import type { Helper } from '../../../helpers/helper.ts';
import { parseImage } from '../../../helpers/image.ts';
import { releaseOf } from '../../../helpers/release.ts';
import { PATTERNS } from '../../../patterns/library.ts';
import { plain, prose } from '../../hover/markdown.ts';
import { PATTERN_WORDS } from '../../role-words.ts';
import type { Completion } from '../completion.ts';
import { type Asking, containerSpot, isAt, type Place } from '../place.ts';
import { valueEdit } from '../write.ts';
import { explained } from './documentation.ts';

/** Images of helpers, each with a version that was tried or released. */
export const images: Place = (asking) => {
  const { cursor } = asking;
  const spot = cursor.on === 'value' ? containerSpot(cursor) : null;
  if (!spot || !isAt(spot.path, 'image')) return [];
  const isInit = spot.container.list === 'initContainers';
  const rank = ({ helper }: Offered) => (isInit === (helper.pattern === 'init') ? 0 : 1);
  return [...imagesIn(spot.team.catalog)].sort((a, b) => rank(a) - rank(b)).flatMap((one) => item(asking, one));
};

interface Offered {
  readonly helper: Helper;
  readonly image: string;
}

const MADE = new WeakMap<Catalog, readonly Offered[]>();

/** The images that our patterns use, and those of which the catalogue knows a release, one for each helper. */
export function imagesIn(catalog: Catalog): readonly Offered[] {
  const known = MADE.get(catalog);
  if (known) return known;
  const found = new Map<string, Offered>();
  for (const image of [...patternImages(), ...catalog.helpers.flatMap(officialImage)]) {
    const { repository, tag } = parseImage(image);
    const helper = usualOf(catalog.byImage(repository, tag), repository);
    if (!helper || helper.deprecated !== undefined || found.has(helper.id)) continue;
    const release = releaseOf(catalog, parseImage(image));
    found.set(helper.id, { helper, image: release === null ? image : withTag(image, release) });
  }
  const made = [...found.values()];
  MADE.set(catalog, made);
  return made;
}

/** What an image is by itself: the helper that is called so, else one that needs no words of its command to be told. */
function usualOf(helpers: readonly Helper[], repository: string): Helper | null {
  const plain = helpers.filter(({ words }) => words === undefined);
  return plain.find(({ id }) => repository.endsWith(`/${id}`)) ?? plain[0] ?? null;
}

function withTag(image: string, tag: string): string {
  return `${image.replace(/(?:@.*|:[^/:@]*(?:@.*)?)$/, '')}:${tag}`;
}

/** Of the images of the catalogue only the official ones of Docker Hub tell where they are. */
function officialImage({ images: [first = ''], release }: Helper): string[] {
  const name = /^\*\*\/library\/([\w.-]+)$/.exec(first)?.[1];
  return name === undefined || release === undefined ? [] : [`${name}:${release}`];
}

function patternImages(): string[] {
  const all = PATTERNS.flatMap((pattern): string[] => {
    if (pattern.scope === 'manifest')
      return [...pattern.text.matchAll(/^\s*(?:- )?image: (\S+)$/gm)].map(([, image = '']) => image);
    return typeof pattern.container?.image === 'string' ? [pattern.container.image] : [];
  });
  return all.filter((image) => !image.includes('${') && parseImage(image).tag !== null);
}

function item({ cursor }: Asking, { helper, image }: Offered): Completion[] {
  const main = valueEdit(cursor, image);
  if (!main) return [];
  const { id, title, summary, deprecated, note, docs } = helper;
  const words = `${image} ${id} ${title} ${PATTERN_WORDS[helper.pattern]} ${summary}`.toLowerCase();
  return [
    {
      kind: 'value',
      label: image,
      detail: title,
      documentation: () =>
        explained(
          main,
          '',
          `**${plain(title)}** (${PATTERN_WORDS[helper.pattern]}). ${prose(summary)}`,
          deprecated === undefined ? null : prose(deprecated),
          note === undefined ? null : prose(note),
          /^https?:\/\/\S+$/.test(docs) ? `[Documentation](${docs})` : null,
        ),
      filter: [...new Set(words.split(/[\s,;.()]+(?=\s|$)|\s+/))].join(' ').slice(0, LONGEST),
      main,
      others: [],
    },
  ];
}

/** Editors compare no more. */
const LONGEST = 120;
