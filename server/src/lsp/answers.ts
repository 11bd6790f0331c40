// What people ask for about an open file, beside its problems and its picture: one part of the bundle, loaded as one.
export { codeLenses } from './code-lenses.ts';
export { Completions } from './completion.ts';
export { Foresight } from './foresight.ts';
export { explanation, hover } from './hover.ts';
export { inlayHints, questionOf, resolvedHint } from './inlay-hints.ts';
export { insertion, offersAt, patternsAt } from './insertion.ts';
export { pageOf } from './rule-pages.ts';
export { documentSymbols } from './symbols.ts';
