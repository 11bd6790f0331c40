import type { Analysis } from '../../analysis.ts';
import type { InsertOptions } from '../../patterns/insert/insertion.ts';
import { type Placed, type Plan, planInsertion, replanned } from '../../patterns/insert/plan.ts';
import { withStops } from '../../patterns/insert/tab-stops.ts';
import { examplesOf } from '../../patterns/insert.ts';
import { PLACE } from '../../patterns/parameters.ts';
import type { ContainerPattern } from '../../patterns/pattern.ts';
import { seriousProblems } from '../../rules/lint.ts';
import type { Settings } from '../../settings.ts';
import type { Teammate } from '../../traffic/team.ts';
import type { Edit } from '../../yaml/span.ts';
import type { FillableEdit } from '../../yaml/tab-stop.ts';
import { firstNew } from '../new-problems.ts';
import type { Begun } from './begun.ts';
import type { Completion } from './completion.ts';
import { foresee } from './foresee.ts';
import { type Assumed, documentationOf, summaryOf } from './preview.ts';

/** A pattern for a container that is being begun; null if it cannot be inserted there, or a rule would object. */
export function offer(blank: Analysis, begun: Begun, pattern: ContainerPattern, settings: Settings): Completion | null {
  const { team, list, index, offset } = begun;
  // With examples where a value is needed, and on another port where the usual one is taken: the user sees both.
  const assumed = examplesOf(pattern);
  const at = { list, index };
  const options: InsertOptions = { variant: null, set: new Map(), assumed, kubernetes: settings.kubernetesVersion, at };
  const plan = planInsertion(team, pattern, options);
  if ('refusal' in plan || !plan.helper) return null;
  const after = foresee(team, plan, plan.helper, { start: offset, end: offset });
  if (firstNew(seriousProblems(blank, team, settings), seriousProblems(blank, after, settings))) return null;
  const written = begun.write(plan);
  if (!written) return null;
  return {
    kind: 'pattern',
    label: `${pattern.pattern}: ${pattern.purpose}`,
    detail: summaryOf(plan),
    documentation: () => documentationOf(pattern, plan, assumptions(pattern, plan, assumed), begun.style),
    filter: filterOf(pattern, plan.helper),
    main: stoppedAt(written.main, plan, pattern, (values) => {
      const other = replanned(team, pattern, options, plan, values);
      return other?.helper ? begun.writeItem(other.helper) : null;
    }),
    others: written.others,
  };
}

/** The edit at the cursor with its tab stops: what stands elsewhere, too, would stay behind when it is typed over. */
function stoppedAt(
  main: Edit,
  { values }: Plan,
  pattern: ContainerPattern,
  write: (values: Plan['values']) => Edit | null,
): FillableEdit {
  const own = pattern.parameters.filter(({ key }) => !elsewhereIn(pattern).has(key));
  const [stopped] = withStops([main], values, own, (set) => {
    const again = write(set);
    return again && [again];
  });
  return stopped ?? { ...main, stops: [] };
}

/** The parameters of a pattern that stand outside its container, too. */
function elsewhereIn(pattern: ContainerPattern): ReadonlySet<string> {
  const known = ELSEWHERE.get(pattern);
  if (known) return known;
  const { app, volumes, spec, labels, annotations } = pattern;
  const texts = JSON.stringify([app, volumes, spec, labels, annotations]);
  const keys = new Set([...texts.matchAll(PLACE)].map(([, key = '']) => key));
  ELSEWHERE.set(pattern, keys);
  return keys;
}

const ELSEWHERE = new WeakMap<ContainerPattern, ReadonlySet<string>>();

/** The values that stand in for those of the user, and why. */
function assumptions(
  { parameters }: ContainerPattern,
  { moved }: Plan,
  examples: ReadonlyMap<string, string>,
): Assumed[] {
  return parameters.flatMap(({ key, title }): Assumed[] => {
    const other = moved.get(key);
    if (other !== undefined) return [{ title, value: other, why: 'because the usual port is taken' }];
    const example = examples.get(key);
    return example === undefined ? [] : [{ title, value: example, why: 'is an example: put in yours' }];
  });
}

/** Editors look at the first hundred or so characters only: each word once, the most telling ones first. */
function filterOf(pattern: ContainerPattern, { member }: Placed): string {
  const known = FILTERS.get(member);
  if (known?.pattern === pattern) return known.filter;
  const filter = wordsOf(pattern, member);
  FILTERS.set(member, { pattern, filter });
  return filter;
}

const FILTERS = new WeakMap<Teammate, { readonly pattern: ContainerPattern; readonly filter: string }>();

function wordsOf({ id, title, purpose, keywords }: ContainerPattern, member: Teammate): string {
  const helper = member.role.confidence === 'strong' ? (member.role.helper?.id ?? '') : '';
  const words = [id, purpose, ...keywords, helper, title].join(' ').toLowerCase().split(/\s+/);
  return [...new Set(words)].filter(Boolean).join(' ');
}
