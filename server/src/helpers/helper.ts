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

/** How to ask a helper whether it has started; only as read in a source, since fixes add a probe of it unasked. */
export interface StartupEndpoint {
  readonly path: string;
  readonly port: number;
  /** Arguments that the helper needs for the endpoint to exist, and to be reachable from the kubelet. */
  readonly args: readonly string[];
}

/** Where a helper tells by HTTP whether it is well. */
export interface HealthEndpoint {
  readonly path: string;
  readonly port: number;
  /** Whether it was read in a source; others never feed a warning. */
  readonly verified?: true;
}

/** Whether an image has a shell, without which `sh -c` fails, in commands, exec probes and hooks alike. */
export interface Shell {
  readonly inImage: boolean;
  /** Globs over the tags for which it is the other way round: `*-debug`, `*-alpine`. */
  readonly except?: readonly string[];
  /** Whether it was read in a source; others never feed a warning. */
  readonly verified?: true;
}

/** Another image of the same program, of which other facts hold; null for what does not hold of it. */
export interface Variant {
  /** Which one it is, in a few words. */
  readonly what: string;
  /** As those of a helper; without them the helper's own, with a `tag`. */
  readonly images?: readonly string[];
  readonly tag?: string;
  readonly release?: string;
  readonly ports?: readonly HelperPort[];
  readonly startup?: StartupEndpoint | null;
  readonly health?: HealthEndpoint | null;
  readonly shell?: Shell | null;
  readonly user?: number | null;
  readonly native?: string;
  readonly source: string;
}

/** One program that people put beside their application, and what we know of it. */
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
  /** The tag of the newest release of the first of `images` that was known when the entry was written. */
  readonly release?: string;
  /** Names of binaries that are this helper when a `command` runs them. */
  readonly programs?: readonly string[];
  /** Words of which one must stand in the arguments, where one image plays several roles. */
  readonly words?: readonly string[];
  /** Usual container names, `*` for anything: weak evidence. */
  readonly names?: readonly string[];
  /**
   * Set where the image is a box of tools, or a server that often only lends its client: it proves nothing by itself,
   * only what its command does tells what it is for.
   */
  readonly toolbox?: true;
  readonly pattern: Pattern;
  readonly function: HelperFunction | null;
  /** `both`, and a web server's `in`, are decided anew by who dials whom in the pod. */
  readonly direction: Direction;
  /**
   * Set where it never stands beside an application: `node` is a program of the node (a DaemonSet's), `cluster` one of the
   * control plane. In its own pod it is the application.
   */
  readonly placement?: 'node' | 'cluster';
  /** Whether it runs until it is stopped. */
  readonly longRunning: boolean;
  /** Arguments (`--one-time`) and variables (`METHOD=LIST`, `NAME` alone for any value but false) that make it end by itself. */
  readonly oneShot?: readonly string[];
  readonly ports: readonly HelperPort[];
  readonly startup?: StartupEndpoint;
  readonly health?: HealthEndpoint;
  readonly shell?: Shell;
  /** Requests and limits that its documentation or default chart gives. */
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  /** The user id of its image, or that its documentation asks for. */
  readonly user?: number;
  /** How it is stopped without cutting off what it is doing: flags, endpoints, its own habit. One sentence for people. */
  readonly stop?: string;
  /** What to know when it runs as a native sidecar. One sentence for people. */
  readonly native?: string;
  /** What else to know before relying on it: security, what it keeps on disk. One sentence for people. */
  readonly note?: string;
  /** Why nobody should begin to use it now, and what to use instead. One sentence for people. */
  readonly deprecated?: string;
  /** Other images of it; the one whose glob says most about an image counts. */
  readonly variants?: readonly Variant[];
  readonly docs: string;
  /** Where the facts were read: repository and commit, or page. `general knowledge` where they were not read. */
  readonly source: string;
}
