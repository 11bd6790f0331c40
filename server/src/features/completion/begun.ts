import type { ContainerList } from '../../patterns/insert/insertion.ts';
import type { Placed, Plan } from '../../patterns/insert/plan.ts';
import type { Team } from '../../traffic/team.ts';
import type { Style } from '../../yaml/edit/style.ts';
import type { Edit } from '../../yaml/span.ts';

/** A container that is being begun in a text, which is analysed without what is typed there. */
export interface Begun {
  readonly team: Team;
  readonly list: ContainerList;
  readonly index: number;
  /** Where it begins: UTF-16 code units from the document's begin. */
  readonly offset: number;
  /** Of the pod spec. */
  readonly style: Style;
  /** All that a plan writes; null where the text leaves no place for it. */
  readonly write: (plan: Plan) => Written | null;
  /** The container alone. */
  readonly writeItem: (placed: Placed) => Edit | null;
}

/** What a plan writes: at the cursor, and elsewhere; the others neither overlap nor touch it. */
export interface Written {
  readonly main: Edit;
  readonly others: readonly Edit[];
}
