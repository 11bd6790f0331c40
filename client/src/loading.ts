/** When the code of the extension began to load, in milliseconds of `performance.now()`: imported before all else. */
export const loadingSince = performance.now();
