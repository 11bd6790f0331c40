import type { Span } from '../yaml/span.ts';

/** A port on localhost that a container dials, and how we know. */
export interface Dial {
  readonly port: number;
  /**
   * `command`: its command line names it. `env`: a variable does, which may be copied from another container. `default`: no
   * port is written, and it is the usual one of the program that is meant, or where a known helper dials unless it is told
   * otherwise.
   */
  readonly how: 'command' | 'env' | 'default';
  readonly at: Span;
}
