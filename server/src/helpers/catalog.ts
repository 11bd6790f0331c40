import { ambassadors } from './catalog/ambassadors.ts';
import type { Helper } from './helper.ts';

/** Every helper we know; a more special entry stands before a more general one. */
export const HELPERS: readonly Helper[] = [...ambassadors];
