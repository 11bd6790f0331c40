import type { Team } from './team.ts';

export interface Amounts {
  /** Millicores; null where no container asks for any. */
  readonly cpu: number | null;
  /** Bytes. */
  readonly memory: number | null;
}

/** What a pod costs the scheduler. */
export interface Cost {
  /** Effective requests of the pod. */
  readonly requests: Amounts;
  /** The part of it that helpers ask for while the application runs. */
  readonly helpers: Amounts;
  /** The larger of the helpers' shares of CPU and memory, 0 to 1; null where nothing is requested. */
  readonly share: number | null;
  readonly qos: 'Guaranteed' | 'Burstable' | 'BestEffort';
}

/** What a pod asks for in all. */
export function costOf(_team: Team): Cost {
  const none = { cpu: null, memory: null };
  return { requests: none, helpers: none, share: null, qos: 'BestEffort' };
}
