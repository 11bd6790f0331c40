import type { YamlDocument } from '../yaml/parse.ts';
import type { Keys, Reached, ScalarType } from '../yaml/read.ts';
import type { Located, Span } from '../yaml/span.ts';
import type { Manifest, TextMap } from './manifest.ts';
import type { Runs, Shape } from './workloads.ts';

export type { Keys } from '../yaml/read.ts';

/** A value with the place of its key. */
export type Keyed<T> = Located<T> & { readonly key: Span };

/**
 * Why a pod is not all there, so that nothing may be concluded from what is missing.
 * `template`: Helm actions print parts of it. `broken`: the text is no valid YAML. `patch`: it is laid over another document.
 * `fragment`: an operator joins it with containers of its own. `injected`: an injector fills in containers (`image: auto`).
 */
export type PartialReason = 'template' | 'broken' | 'patch' | 'fragment' | 'injected';

/** A pod as a manifest describes it: a team of containers. */
export interface Pod {
  readonly document: YamlDocument;
  readonly manifest: Manifest;
  readonly runs: Runs;
  readonly shape: Shape;
  /** Where the pod spec stands: the key that leads to it, or the `kind` of the object. */
  readonly at: Span;
  readonly labels: TextMap;
  readonly annotations: TextMap;
  /** Metadata of the levels above the pod's own, the outermost first: of the workload, of a CronJob's Job. Empty for a Pod. */
  readonly outer: readonly Metadata[];
  /** All containers: init containers first, then the others, in the order of the file; ephemeral ones last. */
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  /** Names of the claims that a StatefulSet makes; mounts refer to them like volumes. */
  readonly claims: readonly string[];
  readonly restartPolicy: Located<string> | null;
  readonly terminationGracePeriodSeconds: Located<number> | null;
  readonly securityContext: SecurityContext;
  readonly hostNetwork: boolean;
  readonly hostPID: boolean;
  readonly shareProcessNamespace: boolean;
  /** Host names that the pod's `hostAliases` give addresses to. */
  readonly hostAliases: readonly string[];
  readonly runtimeClassName: string | null;
  /** Whether it runs on Windows: it, its node selector or its security context says so. */
  readonly isWindows: boolean;
  /** Whether the pod as a whole has resources (pod-level resources, on by default since 1.34). */
  readonly hasResources: boolean;
  /** Of the pod as a whole. */
  readonly requests: TextMap;
  readonly limits: TextMap;
  /** What the runtime class takes on top (`overhead`). */
  readonly overhead: TextMap;
  /** `replicas` of the workload, `completions` and `parallelism` of a Job; null where it is not set, or not a number. */
  readonly replicas: number | null;
  readonly completions: number | null;
  readonly parallelism: number | null;
  /** Of a CronJob; null where it is not set. */
  readonly concurrencyPolicy: string | null;
  /** Of a StatefulSet: `OrderedReady` or `Parallel`; null where it is not set. */
  readonly podManagementPolicy: string | null;
  /** The labels by which the workload knows its pods; empty where it has no such selector. */
  readonly matchLabels: ReadonlyMap<string, string>;
  /** The containers that the `podFailurePolicy` of a Job names. */
  readonly failureContainers: readonly Located<string>[];
  /** Whether the pod has no list of containers of its own, or an empty one. */
  readonly lacksContainers: boolean;
  /** The place of every key that has a value in the pod spec. */
  readonly keys: Keys;
  readonly partial: PartialReason | null;
  /** Whether a kustomization names the file, so that overlays may add volumes, tags and more. */
  readonly kustomized: boolean;
  /** For edits, and for hovers on what has no field here. */
  readonly spec: Reached;
  /** What holds the pod's `metadata` beside its spec: the template, or the object itself. For edits. */
  readonly holder: Reached;
}

/** Labels and annotations of an object or a template, and of what. */
export interface Metadata {
  /** `Deployment`, or `jobTemplate`. */
  readonly of: string;
  readonly labels: TextMap;
  readonly annotations: TextMap;
  /** The mapping that holds `metadata`. For edits. */
  readonly holder: Reached;
}

/** Which kind of container the list and its restartPolicy make it; nothing is guessed. */
export type Lifecycle = 'init' | 'native-sidecar' | 'container' | 'ephemeral';

export interface Container {
  /** The key of the list it stands in, and its index there. */
  readonly list: string;
  readonly index: number;
  readonly lifecycle: Lifecycle;
  /** Null in a patch, or where the name is missing. */
  readonly name: Located<string> | null;
  /** The name, or a stand-in for messages. */
  readonly label: string;
  /** What a finding about the container underlines. */
  readonly anchor: Span;
  /** The whole item of the list. */
  readonly at: Span;
  readonly image: Keyed<string> | null;
  /** Null where the key is absent. */
  readonly command: readonly Located<string>[] | null;
  readonly args: readonly Located<string>[] | null;
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvSource[];
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  readonly probes: readonly Probe[];
  readonly hooks: readonly Hook[];
  readonly requests: TextMap;
  readonly limits: TextMap;
  readonly securityContext: SecurityContext;
  readonly workingDir: string | null;
  readonly restartPolicy: Keyed<string> | null;
  /** Whether `restartPolicyRules` are set (KEP-5307). */
  readonly hasRestartRules: boolean;
  /** The place of every key that has a value in the container. */
  readonly keys: Keys;
  /** For edits, and for hovers on what has no field here. */
  readonly source: Reached;
}

export interface EnvVar {
  readonly name: Located<string>;
  /** The literal value; null if it comes from somewhere else. */
  readonly value: Located<string> | null;
  /** What YAML makes of the literal; the API takes strings only. */
  readonly type: ScalarType;
  /** Where it comes from, if not from a literal: the key of `valueFrom` (`secretKeyRef`, `fieldRef` …) and what it names. */
  readonly from: {
    readonly kind: string;
    readonly name: Located<string> | null;
    readonly key: string | null;
    /** Of a `resourceFieldRef`: whose resources it shows; null for its own. */
    readonly container: Located<string> | null;
  } | null;
}

/** A ConfigMap or Secret of which all keys become variables. */
export interface EnvSource {
  readonly kind: 'configMapRef' | 'secretRef';
  readonly name: Located<string>;
  /** Put before every key. */
  readonly prefix: string;
}

/**
 * What a container, or the pod for all of them, may do and as whom (core/v1 SecurityContext, PodSecurityContext).
 * Null where it is not set; the container's value wins over the pod's.
 */
export interface SecurityContext {
  readonly runAsUser: Located<number> | null;
  readonly runAsGroup: Located<number> | null;
  readonly runAsNonRoot: Located<boolean> | null;
  /** Of the pod only. */
  readonly fsGroup: Located<number> | null;
  /** These four of a container only. */
  readonly privileged: Located<boolean> | null;
  readonly allowPrivilegeEscalation: Located<boolean> | null;
  readonly readOnlyRootFilesystem: Located<boolean> | null;
  readonly addedCapabilities: readonly Located<string>[];
}

export interface Port {
  readonly name: Located<string> | null;
  readonly containerPort: Keyed<number>;
  /** `TCP` if it is not set. */
  readonly protocol: string;
  readonly hostPort: Keyed<number> | null;
  readonly hostIP: string;
  readonly at: Span;
}

export interface Mount {
  /** The name of the volume. */
  readonly volume: Located<string>;
  /** Null for a raw block device (`volumeDevices`). */
  readonly path: string | null;
  /** Where the path is written; null for a raw block device, and where it is missing. */
  readonly pathAt: Span | null;
  /** `subPath` or `subPathExpr`. */
  readonly subPath: string | null;
  readonly readOnly: boolean;
  readonly at: Span;
  /** The place of every key that has a value in the mount. */
  readonly keys: Keys;
  /** For edits. */
  readonly source: Reached;
}

export type ProbeKind = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

/** What a probe or a hook asks: the handler and the port it names. */
export interface Handler {
  readonly type: 'httpGet' | 'tcpSocket' | 'grpc' | 'exec' | 'sleep';
  /** A number, or the name of a port of the same container. */
  readonly port: (Keyed<string | number> & { readonly quoted: boolean }) | null;
  /** Of `httpGet` and `tcpSocket`: whom to ask instead of the pod; the kubelet asks, so that `127.0.0.1` is the node. */
  readonly host: Located<string> | null;
  readonly path: string | null;
  readonly command: readonly Located<string>[];
  /** Of a `sleep` action. */
  readonly seconds: Located<number> | null;
  /** The place of every key that has a value under the type. */
  readonly keys: Keys;
  /** What stands under the type. For edits. */
  readonly source: Reached;
}

export interface Probe {
  readonly kind: ProbeKind;
  readonly key: Span;
  /** Null if there is none, or none we know. */
  readonly handler: Handler | null;
}

export interface Hook {
  readonly kind: 'postStart' | 'preStop';
  readonly key: Span;
  readonly handler: Handler | null;
}

export interface Volume {
  readonly name: Located<string>;
  /** The key of the source (`emptyDir`, `configMap` …); null if none is given. */
  readonly source: string | null;
  /** Of an `emptyDir`: `Memory` or nothing. */
  readonly medium: string | null;
  readonly sizeLimit: string | null;
  /** The containers whose resources a downward API volume shows. */
  readonly containers: readonly Located<string>[];
  /** The ConfigMap, Secret or claim, or the path on the host, that it shows. */
  readonly refersTo: string | null;
  readonly at: Span;
  /** The place of every key that has a value in the volume, and in its source. */
  readonly keys: Keys;
  /** For edits. */
  readonly from: Reached;
}

/** The user that a container runs as, if it or its pod says so: its own word counts first. */
export function userOf(pod: Pod, container: Container): Located<number> | null {
  return container.securityContext.runAsUser ?? pod.securityContext.runAsUser;
}

/** The port of a probe or hook as a number; null if it has none, or names a port that its own container does not have. */
export function portOfHandler({ ports }: Container, handler: Handler | null): number | null {
  const port = handler?.port?.value;
  if (typeof port !== 'string') return port ?? null;
  return ports.find(({ name }) => name?.value === port)?.containerPort.value ?? null;
}

/** `Deployment "web"`, for messages. */
export function workloadName(pod: Pod): string {
  return pod.manifest.name === null ? pod.manifest.kind : `${pod.manifest.kind} "${pod.manifest.name}"`;
}
