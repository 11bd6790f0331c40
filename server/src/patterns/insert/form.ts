import { NATIVE_SIDECARS_SINCE } from '../../kubernetes/versions.ts';
import type { ContainerPattern, Variant } from '../pattern.ts';
import type { ContainerList, InsertOptions, InsertRefusal } from './insertion.ts';

/** How the container of a pattern runs, and so in which list it stands; null for one that runs to completion. */
export interface Form {
  readonly variant: Variant | null;
  readonly list: ContainerList;
}

/** The form of a pattern for a target: the one that is asked for, else the first that the list and the version allow. */
export function formOf({ id, variants }: ContainerPattern, options: InsertOptions): Form | InsertRefusal {
  const { variant, at, kubernetes } = options;
  if (variants.length === 0) {
    if (variant) return { refusal: `${id} runs to completion before the application: it has no ${variant} form` };
    if (at?.list === 'containers') return { refusal: `${id} belongs into initContainers` };
    return { variant: null, list: 'initContainers' };
  }
  if (variant && !variants.includes(variant)) return { refusal: `${id} has no ${variant} form` };
  const fitting = variants.filter(
    (one) => (variant === null || one === variant) && (at === null || listOf(one) === at.list),
  );
  const allowed = fitting.find((one) => one !== 'native' || kubernetes >= NATIVE_SIDECARS_SINCE);
  if (allowed) return { variant: allowed, list: listOf(allowed) };
  if (fitting.length > 0) {
    return {
      refusal: `native sidecars need Kubernetes 1.${NATIVE_SIDECARS_SINCE}, and the target is 1.${kubernetes}`,
    };
  }
  return { refusal: `${id} has no form that stands in ${at?.list}` };
}

function listOf(variant: Variant): ContainerList {
  return variant === 'native' ? 'initContainers' : 'containers';
}
