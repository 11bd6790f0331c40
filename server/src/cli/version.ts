/** The version of the product; the bundler fills it in. */
export const VERSION = process.env.POD_PATTERNS_VERSION ?? '0.0.0';
