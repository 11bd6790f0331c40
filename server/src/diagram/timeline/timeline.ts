import type { Pattern } from '../../helpers/helper.ts';

/** The strip under the picture: who starts when and who waits for whom, and what happens when the pod is stopped. */
export interface Timeline {
  /** The lanes of the picture in their order; the last one is that in which the application runs. */
  readonly steps: readonly TimelineStep[];
  /** In the order of the start. */
  readonly rows: readonly TimelineRow[];
  /** Null where the file does not tell all of it: patches, templates, broken text. */
  readonly stop: ShutDown | null;
}

/** A lane of the picture as a step of the start. */
export interface TimelineStep {
  /** From 1; null of the last one. */
  readonly number: number | null;
  /** What the next step waits for, of the last one those further down its list; in a word. Null for no more than the start. */
  readonly until: 'exit 0' | 'probe' | 'postStart' | null;
}

/** The life of a container. */
export interface TimelineRow {
  /** The id of its node. */
  readonly id: string;
  readonly label: string;
  readonly role: Pattern;
  /** Whether it is the application that the others help. */
  readonly app: boolean;
  readonly injected?: true;
  /** Index of the step in which it starts. */
  readonly step: number;
  /** Whether it runs until the pod ends; else it has ended when the next step begins. */
  readonly stays: boolean;
  /** Whether the next step waits for it. */
  readonly gate: boolean;
  /** How many postStart hooks of containers of its own step end before it starts. */
  readonly behind: number;
  /** Whether containers of its own step start only after its postStart hook. */
  readonly holds: boolean;
  /** Null where it is not known. */
  readonly stop: 'done' | Stopping | null;
  /** One sentence, for people who do not see the picture. */
  readonly name: string;
}

/** How a container is stopped; all moments in seconds after the pod is told to end. */
export interface Stopping {
  readonly preStop: PreStop | null;
  /** Where SIGTERM is drawn. */
  readonly sigterm: number;
  /**
   * `known`: it comes at that moment. `unknown`: after a hook of which nobody knows how long it takes. `turn`: when all
   * before it have ended (native sidecars, KEP-753), drawn at equal parts of what is left.
   */
  readonly moment: 'known' | 'unknown' | 'turn';
  /** By when it is drawn to have ended: when the next one gets SIGTERM, or at the end. */
  readonly until: number;
}

/** A hook, which begins when the pod is told to end. */
export interface PreStop {
  /** How long it takes at least, and whether exactly that long. */
  readonly seconds: number;
  readonly exact: boolean;
  /** By when it is drawn to be done. */
  readonly until: number;
}

/** The end of a pod. */
export interface ShutDown {
  /** Seconds until what is left is killed; 0: all of it at once. */
  readonly grace: number;
  /** Seconds at which the scale has marks, the first one 0. */
  readonly marks: readonly number[];
}
