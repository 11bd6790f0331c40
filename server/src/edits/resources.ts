import type { Container, Pod } from '../kubernetes/pod.ts';
import { type Edits, ownMapping, setField } from './fields.ts';
import { keysBefore } from './key-order.ts';
import { inSteps, type Step } from './steps.ts';

/**
 * Makes the requests of a container equal to its limits for some resources: a limit is requested wholly, a request
 * becomes the limit, and what has neither gets the given amount.
 */
export function reserveFully(pod: Pod, container: Container, amounts: Readonly<Record<string, string>>): Edits {
  const own = ownMapping(container.source);
  if (!own) return null;
  const set = (kind: 'requests' | 'limits', resource: string, value: string): Step => {
    return (document, find) => {
      const node = find(own);
      const where = { after: keysBefore('resources') };
      return node && setField(document, { node, via: null }, ['resources', kind, resource], value, where);
    };
  };
  const steps = Object.entries(amounts).flatMap(([resource, usual]): Step[] => {
    const limit = container.limits.get(resource)?.value;
    const request = container.requests.get(resource)?.value;
    // A limit alone is requested, too (core/v1 ResourceRequirements).
    if (limit !== undefined) return request === undefined ? [] : [set('requests', resource, limit)];
    const value = request ?? usual;
    return [...(request === undefined ? [set('requests', resource, value)] : []), set('limits', resource, value)];
  });
  return steps.length > 0 ? inSteps(pod.document, steps) : null;
}
