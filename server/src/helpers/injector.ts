import type { Pod } from '../kubernetes/pod.ts';
import type { Evidence } from './role.ts';

/** A label or annotation of the pod template, or of its Namespace, that switches an injector on or off. */
export interface Switch {
  readonly in: 'label' | 'annotation';
  readonly key: string;
  /** Values that switch it on; `any` for every value that is not in `off`. */
  readonly on: readonly string[] | 'any';
  readonly off: readonly string[];
}

/** What a row may ask about a pod before it adds a container. */
export interface Asking {
  /** The boolean that an annotation says; `otherwise` where it is absent, or no boolean. */
  readonly flag: (key: string, otherwise: boolean) => boolean;
  /** The value of an annotation; null where it is absent, or filled in later. */
  readonly value: (key: string) => string | null;
  /** Whether helpers come as native sidecars. */
  readonly native: boolean;
}

/** At which end of its list an added container stands. */
export type End = 'first' | 'last';

/** CPU, memory and more as quantities, by their names in `resources`. */
export type Quantities = Readonly<Record<string, string>>;

/** What an added container requests and is limited to, and the annotations that change it. */
export interface AddedResources {
  readonly requests: Quantities;
  readonly limits: Quantities;
  /** Annotations by the resource that they set. */
  readonly requestKeys: Quantities;
  readonly limitKeys: Quantities;
  /**
   * `each`: an annotation replaces its own amount. `all`: as soon as there is one, none of the amounts above is left.
   * `pair`: a request without a limit is the limit too, and the other way round.
   */
  readonly replaces: 'each' | 'all' | 'pair';
}

/** A container that an injector adds to a pod. */
export interface Added {
  /** Of an injector with `selectedBy` with `<namespace>` and `<name>` for those of the object that selects the pod. */
  readonly name: string;
  /** The name of the one that stands in for it in some installations. */
  readonly or?: string;
  /** The id of its entry in the catalogue; null if there is none. */
  readonly helper: string | null;
  /** `init` ends before the application starts, `helper` runs beside it. */
  readonly kind: 'init' | 'helper';
  readonly when?: (asking: Asking) => boolean;
  /** Where it stands in its list; absent where that was not read in a source. */
  readonly end?: (asking: Asking) => End;
  readonly resources?: AddedResources;
}

/** In which form an injector adds its helpers, where it knows native sidecars. */
export interface NativeForm {
  /** Annotations that decide it for one pod, the first that is there. */
  readonly keys: readonly string[];
  /** The minor version of Kubernetes from which it does so unasked; null if it has to be asked. */
  readonly since: number | null;
  /** What else it depends on, as a clause for people; null if nothing does. */
  readonly depends: string | null;
}

/** How the Namespace of a pod asks for an injector. */
export interface NamespaceSwitches {
  /** What in the Namespace decides where the pod says nothing, in the order of its weight. */
  readonly switches: readonly Switch[];
  /** What in the Namespace forbids it, whatever the pod asks for. */
  readonly forbids?: Switch;
  /** What in a pod refuses what only its Namespace asks for, beside the pod's own switches. */
  readonly refusedBy?: Switch;
}

/** A system that adds containers to pods when they are created. */
export interface Injector {
  readonly id: string;
  readonly title: string;
  /** In the order of their weight: the first with a value that it knows decides. */
  readonly switches: readonly Switch[];
  readonly namespace?: NamespaceSwitches;
  /** The kind of object that selects the pods, each for containers of its own. */
  readonly selectedBy?: 'AuthProxyWorkload';
  /** What must be there beside the switch. */
  readonly needs?: Switch;
  /** What else in a pod asks for it, where that is no label and no annotation. */
  readonly asked?: (pod: Pod) => Evidence | null;
  /** What becomes of pods with `hostNetwork`: they get nothing, or are refused. */
  readonly hostNetwork?: 'skipped' | 'refused';
  readonly containers: readonly Added[];
  readonly native?: NativeForm;
  /** Whether it is a service mesh, of which people may know how their control plane injects. */
  readonly mesh?: true;
  /** What it depends on beside the manifest, as a clause for people. */
  readonly depends?: string;
  /** Why nobody should rely on it now. One sentence for people. */
  readonly deprecated?: string;
  readonly docs: string;
  /** Where the facts were read: repository and file, or page. `general knowledge` for what was not read. */
  readonly source: string;
}

/** What Go's `strconv.ParseBool` takes for true and false. */
export const TRUE: readonly string[] = ['true', 'True', 'TRUE', '1', 't', 'T'];
export const FALSE: readonly string[] = ['false', 'False', 'FALSE', '0', 'f', 'F'];
