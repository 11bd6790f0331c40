import type { Injector } from './injector.ts';
import { cloudInjectors } from './injectors/clouds.ts';
import { meshInjectors } from './injectors/meshes.ts';
import { secretInjectors } from './injectors/secrets.ts';
import { telemetryInjectors } from './injectors/telemetry.ts';

/**
 * Every system we know that adds containers to pods because of labels or annotations on the pod template or its Namespace,
 * or because of an object that selects them.
 */
export const INJECTORS: readonly Injector[] = [
  ...meshInjectors,
  ...secretInjectors,
  ...telemetryInjectors,
  ...cloudInjectors,
];

const BY_ID = new Map(INJECTORS.map((injector) => [injector.id, injector]));

/** The injector with an id; null if there is none. */
export function injectorById(id: string): Injector | null {
  return BY_ID.get(id) ?? null;
}
