import type { Analysis } from '../analysis.ts';
import { NATIVE_SIDECARS_SINCE } from '../kubernetes/versions.ts';
import type { InsertOptions } from '../patterns/insert/insertion.ts';
import { appsOf, examplesOf, type Insertion, insertPattern } from '../patterns/insert.ts';
import { PATTERNS } from '../patterns/library.ts';
import { type ListedPattern, listed } from '../patterns/list.ts';
import type { ContainerPattern, Pattern } from '../patterns/pattern.ts';
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
  const apps = appsOf(team).flatMap(({ container }) => container.name?.value ?? []);
  return PATTERNS.flatMap((pattern) =>
    pattern.scope === 'manifest' ? [] : offered(team, pattern, apps.slice(0, MOST_APPS), kubernetes),
  );
}

function offered(team: Team, pattern: ContainerPattern, apps: readonly string[], kubernetes: number): OfferedPattern {
  const { purpose, keywords, avoid, app } = pattern;
  const insertedFor = (name: string | null) =>
    insertPattern(team, pattern, { ...LIKELIEST, app: name, assumed: examplesOf(pattern), kubernetes });
  const helps = app.env.length + app.volumeMounts.length > 0;
  const fitting = helps ? apps.filter((name) => !('refusal' in insertedFor(name))) : [];
  const inserted = insertedFor(fitting[0] ?? null);
  const refused = 'refusal' in inserted;
  return {
    ...listed(pattern),
    variants: pattern.variants.filter((one) => one !== 'native' || kubernetes >= NATIVE_SIDECARS_SINCE),
    ...{ purpose, keywords, avoid },
    adds: refused ? '' : summaryOf(inserted.plan),
    refusal: refused ? inserted.refusal : null,
    apps: fitting,
  };
}

/** Nobody chooses among more applications of one pod than these. */
const MOST_APPS = 8;

const LIKELIEST = { variant: null, set: new Map<string, string>(), at: null } as const;

/** Whether a pod takes a pattern in, with some value for what has none of its own; `kubernetes` is the minor version. */
export function takes(team: Team, pattern: Pattern, kubernetes: number): boolean {
  if (pattern.scope === 'manifest') return false;
  return 'edits' in insertPattern(team, pattern, { ...LIKELIEST, assumed: examplesOf(pattern), kubernetes });
}
