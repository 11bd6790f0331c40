import type { Injector } from './injector.ts';
import { cloudInjectors } from './injectors/clouds.ts';
import { meshInjectors } from './injectors/meshes.ts';
import { secretInjectors } from './injectors/secrets.ts';
import { telemetryInjectors } from './injectors/telemetry.ts';

/**
 * Every system we know that adds containers to pods because of labels or annotations on the pod template. A namespace may
 * ask for the same, which no manifest of a pod shows.
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
