import type { Who } from './section.ts';

/** What a figure of ours must be. */
export interface Target {
  /** The section, and the figure in it. */
  readonly section: string;
  readonly figure: string;
  /** A percentile; how many times it is that of another program, or how much more. */
  readonly of: 'p50' | 'p95' | { readonly times: Who } | { readonly above: Who };
  readonly atMost?: number;
  /** For what is better when it is more; with `times`, how many times another program must be slower. */
  readonly atLeast?: number;
}

/** Milliseconds of the middle keystroke and of the slowest of twenty, and how many times slower the peer must be. */
function keystroke(section: string, p50: number, p95: number): Target[] {
  const figure = 'keystroke';
  return [
    { section, figure, of: 'p50', atMost: p50 },
    { section, figure, of: 'p95', atMost: p95 },
    { section, figure, of: { times: 'peer' }, atLeast: 100 },
  ];
}

/** Every target. Times are meant for a quiet machine with two cores; ratios hold anywhere. */
export const TARGETS: readonly Target[] = [
  ...keystroke('pods-20k', 1, 4),
  ...keystroke('pods-1m', 2, 6),
  ...keystroke('pods-5m', 4, 12),
  { section: 'list-300k', figure: 'keystroke', of: 'p50', atMost: 15 },
  { section: 'crd-300k', figure: 'keystroke', of: 'p50', atMost: 15 },
  { section: 'pods-1m', figure: 'hover-edited', of: 'p50', atMost: 3 },
  { section: 'pods-20k', figure: 'completion-typed', of: 'p50', atMost: 3 },
  { section: 'pods-1m', figure: 'completion-typed', of: 'p50', atMost: 5 },
  { section: 'pods-20k', figure: 'open', of: 'p50', atMost: 30 },
  { section: 'pods-1m', figure: 'open', of: 'p50', atMost: 200 },
  { section: 'scan', figure: 'cold', of: 'p50', atLeast: 8 },
  { section: 'scan', figure: 'warm', of: 'p50', atLeast: 15 },
  { section: 'start', figure: 'initialize', of: { times: 'bare' }, atMost: 2.5 },
  { section: 'start', figure: 'initialize-cached', of: { times: 'bare' }, atMost: 2.5 },
  { section: 'start', figure: 'memory', of: { above: 'empty' }, atMost: 20 },
  { section: 'pods-1m', figure: 'memory', of: { above: 'empty' }, atMost: 60 },
  { section: 'pods-5m', figure: 'memory', of: { above: 'empty' }, atMost: 110 },
  { section: 'sizes', figure: 'vsix', of: 'p50', atMost: 700 },
  { section: 'editor', figure: 'activation', of: 'p50', atMost: 80 },
];
