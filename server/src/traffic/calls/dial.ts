import type { Span } from '../../yaml/span.ts';

/** A port on localhost that a container dials, and how we know. */
export interface Dial {
  readonly port: number;
  /**
   * `command`: its command line names it, as a port or by the program or scheme that is meant. `env`: a variable does, which
   * may be copied from another container. `default`: a host is told without a port, and it is the usual one of the program
   * that is meant, or it is where a known helper dials unless it is told otherwise.
   */
  readonly how: 'command' | 'env' | 'default';
  readonly at: Span;
}
