/** What a container is to its pod: the patterns of the product, `app` for the application itself. */
export type Pattern = 'app' | 'init' | 'sidecar' | 'ambassador' | 'adapter' | 'config-helper' | 'proxy' | 'unknown';

/** The job of a helper, finer than its pattern. Rules speak of these. */
export type HelperFunction =
  | 'db-ambassador'
  | 'http-ambassador'
  | 'mesh-proxy'
  | 'mesh-init'
  | 'inbound-proxy'
  | 'log-shipper'
  | 'telemetry-collector'
  | 'exporter'
  | 'config-reloader'
  | 'secret-agent'
  | 'content-sync'
  | 'storage-driver'
  | 'dind'
  | 'cache'
  | 'store'
  | 'migration'
  | 'waiter';

/** Which way the traffic goes that passes a helper. */
export type Direction = 'in' | 'out' | 'both' | 'local' | 'none';

/** A port that a helper listens on unless it is told otherwise. */
export interface HelperPort {
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
  /** What it serves, in a few words. */
  readonly what: string;
  /** Whether it listens on 127.0.0.1 only, so that neither probes nor other pods reach it. */
  readonly loopbackOnly?: true;
  /** Flags and environment variables that move it elsewhere or switch it off; with `onRequest`, those that open it at all. */
  readonly flags?: readonly string[];
  readonly env?: readonly string[];
  /** Whether nothing listens there unless one of `flags` or `env` is set. */
  readonly onRequest?: true;
  /** Of a port that is opened on request: the flag with its number, and the one with the address it binds to. */
  readonly movedBy?: string;
  readonly exposedBy?: string;
  /** Whether the facts about it were read in a source; others never feed a warning by themselves. */
  readonly verified?: true;
}

/** How to ask a helper whether it has started. */
export interface StartupEndpoint {
  readonly path: string;
  readonly port: number;
  /** Arguments that the helper needs for the endpoint to exist, and to be reachable from the kubelet. */
  readonly args: readonly string[];
}

/** One container image that people put beside their application, and what we know of it. */
export interface Helper {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it does for the pod. */
  readonly summary: string;
  /**
   * Globs over the normalised repository (`docker.io/library/nginx`, no tag, no digest): a leading double star stands
   * for any registry and prefix, a star for anything within one path segment.
   */
  readonly images: readonly string[];
  /** Glob over the tag, where only some tags of the repository are this helper. */
  readonly tag?: string;
  /** Names of binaries that are this helper when a `command` runs them. */
  readonly programs?: readonly string[];
  /** Words of which one must stand in the arguments, where one image plays several roles. */
  readonly words?: readonly string[];
  /** Usual container names: weak evidence. */
  readonly names?: readonly string[];
  readonly pattern: Pattern;
  readonly function: HelperFunction | null;
  readonly direction: Direction;
  /** Whether it runs until it is stopped. */
  readonly longRunning: boolean;
  /** Arguments (`--one-time`) and variables (`METHOD=LIST`, `NAME` alone for any value but false) that make it end by itself. */
  readonly oneShot?: readonly string[];
  readonly ports: readonly HelperPort[];
  readonly startup?: StartupEndpoint;
  /** Requests and limits that its documentation or default chart gives. */
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly docs: string;
}
