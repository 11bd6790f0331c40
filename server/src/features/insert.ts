import type { Analysis } from '../analysis.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import type { InsertOptions } from '../patterns/insert/insertion.ts';
import { appsOf, examplesOf, type Insertion, insertPattern } from '../patterns/insert.ts';
import { PATTERNS } from '../patterns/library.ts';
import { type ListedPattern, listed } from '../patterns/list.ts';
import type { Pattern } from '../patterns/pattern.ts';
import type { Settings } from '../settings.ts';
import type { Team } from '../traffic/team.ts';
import { summaryOf } from './completion/preview.ts';
import { faultOf } from './new-problems.ts';

/**
 * Inserts a pattern into a pod of a document. Refused, too, where our own rules would report an error or a warning on
 * the result that was not there before.
 */
export function insertInto(
  analysis: Analysis,
  team: Team,
  pattern: Pattern,
  options: Omit<InsertOptions, 'kubernetes'>,
  settings: Settings,
): Insertion {
  if (pattern.scope === 'manifest') return { refusal: `${pattern.id} is a whole manifest, which no pod takes in` };
  const insertion = insertPattern(team, pattern, { ...options, kubernetes: settings.kubernetesVersion });
  if ('refusal' in insertion) return insertion;
  const fault = faultOf(analysis, team, insertion.edits, settings);
  return fault === null ? insertion : { refusal: fault };
}

/** A pattern for a certain pod. */
export interface OfferedPattern extends ListedPattern {
  readonly purpose: string;
  readonly keywords: readonly string[];
  readonly avoid: string | null;
  /** What it would add beside its container, in a few words; '' for nothing. */
  readonly adds: string;
  /** Why it cannot be inserted, as one sentence without a full stop; null if it can, as far as no rule objects. */
  readonly refusal: string | null;
  /** The containers that it may help, the likeliest first; empty if it needs none. */
  readonly apps: readonly string[];
}

/** All patterns for a pod, in the order of the library; `kubernetes` is the minor version. */
export function offersFor(team: Team, kubernetes: number): OfferedPattern[] {
  const all = appsOf(team).flatMap(({ container }) => container.name?.value ?? []);
  return PATTERNS.flatMap((pattern): OfferedPattern[] => {
    if (pattern.scope === 'manifest') return [];
    const { purpose, keywords, avoid, app } = pattern;
    const helps = app.env.length + app.volumeMounts.length > 0;
    const tried = (helps && all.length > 1 ? all.slice(0, MOST_APPS) : [null]).map((name) => {
      const options = { ...LIKELIEST, app: name, assumed: examplesOf(pattern), kubernetes };
      return { name, inserted: insertPattern(team, pattern, options) };
    });
    const fitting = tried.filter(({ inserted }) => !('refusal' in inserted));
    const { inserted } = fitting[0] ?? tried[0] ?? { inserted: { refusal: '' } };
    const apps = fitting.flatMap(({ name }) => name ?? (helps ? all : []));
    return [
      {
        ...listed(pattern),
        variants: pattern.variants.filter((one) => one !== 'native' || kubernetes >= NATIVE_SIDECARS_SINCE),
        ...{ purpose, keywords, avoid },
        adds: 'refusal' in inserted ? '' : summaryOf(inserted.plan),
        refusal: 'refusal' in inserted ? inserted.refusal : null,
        apps,
      },
    ];
  });
}

/** Nobody chooses among more applications of one pod than these. */
const MOST_APPS = 8;

const LIKELIEST = { variant: null, set: new Map<string, string>(), at: null } as const;

/** Whether a pod takes a pattern in, with some value for what has none of its own; `kubernetes` is the minor version. */
export function takes(team: Team, pattern: Pattern, kubernetes: number): boolean {
  if (pattern.scope === 'manifest') return false;
  return 'edits' in insertPattern(team, pattern, { ...LIKELIEST, assumed: examplesOf(pattern), kubernetes });
}
