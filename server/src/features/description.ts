import type { Direction, HelperFunction, Pattern } from '../helpers/helper.ts';
import type { End } from '../helpers/injector.ts';
import type { Lifecycle, PartialReason } from '../kubernetes/pod.ts';
import type { Cost } from '../traffic/cost.ts';
import type { StepGate } from '../traffic/order/steps.ts';
import type { Access } from '../traffic/volumes/shares.ts';

/** A pod as plain values: what `describe` prints. Lines are those of the file, from 1. */
export interface PodDescription {
  readonly line: number;
  readonly workload: {
    readonly apiVersion: string | null;
    readonly kind: string;
    readonly name: string | null;
    readonly namespace: string | null;
  };
  readonly partial: PartialReason | null;
  readonly containers: readonly ContainerDescription[];
  readonly expected: readonly ExpectedDescription[];
  readonly resources: {
    readonly requests: AmountTexts;
    readonly helpers: AmountTexts;
    /** 0 to 1; null where nothing is requested. */
    readonly share: number | null;
    readonly qos: Cost['qos'];
  };
  readonly edges: readonly Edge[];
  /** How the pod starts: the names of the containers of each step, and what ends it. */
  readonly steps: readonly StepDescription[];
  readonly ingresses: readonly IngressDescription[];
  readonly inbound: readonly InboundDescription[];
  readonly outbound: readonly OutboundDescription[];
  readonly volumes: readonly VolumeDescription[];
}

export interface StepDescription {
  readonly containers: readonly string[];
  readonly gate: StepGate | null;
  /** Those whose postStart hook holds back what comes after them. */
  readonly holding: readonly string[];
}

export interface ContainerDescription {
  readonly name: string;
  readonly list: string;
  readonly lifecycle: Lifecycle;
  readonly line: number;
  readonly image: string | null;
  readonly pattern: Pattern;
  /** The id of the catalogue's entry. */
  readonly helper: string | null;
  readonly title: string | null;
  readonly function: HelperFunction | null;
  readonly confidence: 'strong' | 'weak' | 'none';
  readonly evidence: readonly EvidenceDescription[];
  /** Which way traffic passes a helper; null for what is none. */
  readonly direction: Direction | null;
  /** Whether it runs until it is stopped; null where nothing tells. */
  readonly longRunning: boolean | null;
  readonly listens: readonly { readonly port: number; readonly loopbackOnly: boolean }[];
  /** What it asks for. */
  readonly requests: AmountTexts;
}

/** A reason, and the line of the file on which it is written; null for what is concluded from something missing. */
export interface EvidenceDescription {
  readonly text: string;
  readonly line: number | null;
}

/** A container that an injector will add. */
export interface ExpectedDescription {
  readonly name: string;
  /** The title of the injector. */
  readonly injector: string;
  readonly lifecycle: Lifecycle;
  /** At which end of its list it will stand; null where that is not known. */
  readonly end: End | null;
  /** The line of what asks for it. */
  readonly line: number;
  readonly pattern: Pattern;
  readonly helper: string | null;
  readonly title: string | null;
  readonly function: HelperFunction | null;
  /** What it asks for, as far as the injector's defaults tell. */
  readonly requests: AmountTexts;
  readonly evidence: readonly EvidenceDescription[];
  /** What it depends on beside the manifest. */
  readonly depends: readonly string[];
}

/** Quantities as text; null where nothing is requested. */
export interface AmountTexts {
  readonly cpu: string | null;
  readonly memory: string | null;
}

/** Names of containers; `path` is where the writer mounts the volume. */
export type Edge =
  | { readonly kind: 'dials'; readonly from: string; readonly to: string; readonly port: number }
  | {
      readonly kind: 'volume';
      readonly from: string;
      readonly to: string;
      readonly volume: string;
      readonly path: string | null;
    }
  | { readonly kind: 'starts-before'; readonly from: string; readonly to: string };

export interface InboundDescription {
  readonly service: string;
  readonly port: number;
  readonly target: number | string;
  /** Null where no container is known to listen there. */
  readonly to: string | null;
}

/** A way from outside the cluster to a Service of the pod. */
export interface IngressDescription {
  /** `Ingress`, `HTTPRoute` … */
  readonly kind: string;
  readonly name: string;
  /** Null for any. */
  readonly host: string | null;
  readonly path: string | null;
  readonly service: string;
  readonly port: number;
}

export interface OutboundDescription {
  readonly from: string;
  readonly host: string;
  readonly port: number | null;
}

export interface VolumeDescription {
  readonly name: string;
  /** `emptyDir`, `configMap` …; null where it is not declared. */
  readonly source: string | null;
  readonly refersTo: string | null;
  readonly uses: readonly { readonly container: string; readonly path: string | null; readonly access: Access }[];
}
