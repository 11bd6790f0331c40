import { adapters } from './catalog/adapters.ts';
import { ambassadors } from './catalog/ambassadors.ts';
import { configHelpers } from './catalog/config-helpers.ts';
import { inits } from './catalog/init.ts';
import { logShippers } from './catalog/log-shippers.ts';
import { proxies } from './catalog/proxies.ts';
import { sidecars } from './catalog/sidecars.ts';
import { storage } from './catalog/storage.ts';
import { telemetry } from './catalog/telemetry.ts';
import type { Helper } from './helper.ts';

/** Every helper we know; a more special entry stands before a more general one. */
export const HELPERS: readonly Helper[] = [
  ...inits,
  ...proxies,
  ...ambassadors,
  ...adapters,
  ...configHelpers,
  ...logShippers,
  ...telemetry,
  ...sidecars,
  ...storage,
];
